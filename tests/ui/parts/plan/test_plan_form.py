"""Leaving the form of a plan: what was put in goes only with a second Esc."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSpinBox

from reflect_app.domain.records import Plan
from reflect_app.ui.parts.plan.plan_form import NOT_SAVED, PlanForm, PlanOffer
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.wrapped_line import WrappedLine
from reflect_app.ui.widgets.writing import OneLine

ESC = Qt.Key.Key_Escape


@pytest.fixture
def open_form(desk, qtbot):
    """Return a way to open a form of this kind, the focus where it starts."""

    def open_form(kind, plan=None):
        form = PlanForm(desk, kind, plan)
        qtbot.addWidget(form)
        form.left = []
        form.cancelled.connect(lambda: form.left.append(True))
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        form.setFocus()
        return form

    return open_form


@pytest.fixture
def offer(desk, journal, qtbot):
    """Return every kind of plan on offer, with a leaving time there already."""
    journal.save(
        Plan(kind="leaving", name="Leaving time", times=(1035,) * 7, since=date(2026, 11, 2))
    )
    offer = PlanOffer(desk, every=True)
    qtbot.addWidget(offer)
    offer.refresh(journal.plans())
    with qtbot.waitActive(offer):
        offer.show()
        offer.activateWindow()
    return offer


def esc():
    QTest.keyClick(QApplication.focusWidget(), ESC)


def said(form):
    return form.findChild(Notice).text()


@pytest.mark.parametrize("kind", ["break", "leaving", "habit", "when"])
def test_esc_leaves_a_form_in_which_nothing_was_put(open_form, kind):
    form = open_form(kind)
    esc()
    assert form.left
    assert said(form) == ""


def test_esc_with_something_typed_keeps_it_and_says_how_to_let_go(open_form, find):
    form = open_form("habit")
    field = find(QLineEdit, "What I mean to do")
    QTest.keyClicks(field, "Gym")
    esc()
    assert not form.left
    assert said(form) == NOT_SAVED
    assert field.text() == "Gym"
    assert field.hasFocus()
    esc()
    assert form.left


def test_what_is_typed_after_the_first_esc_is_not_let_go_by_the_second(open_form, find):
    form = open_form("habit")
    field = find(QLineEdit, "What I mean to do")
    QTest.keyClicks(field, "Gym")
    esc()
    QTest.keyClicks(field, " on Mondays")
    esc()
    assert not form.left
    assert field.text() == "Gym on Mondays"


def test_esc_held_down_lets_nothing_go(open_form, find):
    form = open_form("habit")
    QTest.keyClicks(find(QLineEdit, "What I mean to do"), "Gym")
    esc()
    none = Qt.KeyboardModifier.NoModifier
    again = QKeyEvent(QKeyEvent.Type.KeyPress, ESC.value, none, "", True, 1)
    QApplication.sendEvent(QApplication.focusWidget(), again)
    assert not form.left


def put_time(find):
    QTest.keyClicks(find(QLineEdit, "Away from the desk from"), "x")


def put_day(find):
    find(QPushButton, "Saturday").click()


def put_reason(find):
    find(QPushButton, "Add why, and what if").click()
    QTest.keyClicks(find(WrappedLine, "Why it matters to me"), "Sleep")


@pytest.mark.parametrize("put", [put_time, put_day, put_reason])
def test_whatever_was_put_in_counts(open_form, find, put):
    form = open_form("break")
    put(find)
    esc()
    assert not form.left
    assert said(form) == NOT_SAVED


def test_esc_in_a_number_and_in_a_list_goes_the_same_way(open_form, find):
    form = open_form("habit")
    number = find(QSpinBox, "Times a week")
    number.setFocus()
    QTest.keyClick(number, Qt.Key.Key_Up)
    esc()
    assert said(form) == NOT_SAVED
    form.hide()
    form = open_form("when")
    cue = find(QComboBox, "When this happens")
    cue.setFocus()
    cue.setCurrentIndex(3)
    esc()
    assert not form.left
    assert said(form) == NOT_SAVED


def test_a_plan_that_is_changed_and_changed_back_is_left_at_once(open_form, journal, find):
    plan = journal.save(
        Plan(kind="habit", name="Gym", times=(0,) * 7, per_week=2, since=date(2026, 11, 2))
    )
    form = open_form("habit", plan)
    field = find(QLineEdit, "What I mean to do")
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    esc()
    assert form.left


def test_after_a_plan_is_made_the_focus_is_where_the_next_one_is(offer, find, journal):
    find(QPushButton, "Plan a habit").click()
    QTest.keyClicks(QApplication.focusWidget(), "Gym")
    find(QPushButton, "Plan this habit").click()
    assert QApplication.focusWidget() is find(QPushButton, "Plan a habit")
    find(QPushButton, "Plan lunch").click()
    find(QPushButton, "Plan this lunch").click()
    assert QApplication.focusWidget() is find(QPushButton, "Plan another break")
    assert len(journal.plans()) == 3


def test_esc_in_an_offered_form_goes_back_to_its_button(offer, find):
    find(QPushButton, "Plan lunch").click()
    esc()
    assert QApplication.focusWidget() is find(QPushButton, "Plan lunch")


def test_where_no_plan_is_left_to_offer_nothing_takes_the_focus(desk, journal, qtbot, find):
    for kind, time in (("break", 750), ("leaving", 1035)):
        journal.save(Plan(kind=kind, name="A", times=(time,) * 7, since=date(2026, 11, 2)))
    offer = PlanOffer(desk)
    qtbot.addWidget(offer)
    offer.refresh(journal.plans())
    offer.show()
    assert not offer.go_on()


@pytest.mark.parametrize(
    ("invitation", "start"),
    [
        ("Plan lunch", "What kind of break"),
        ("Plan a habit", "What I mean to do"),
        ("When this happens, I do that", "I do that"),
    ],
)
def test_a_new_plan_begins_in_its_first_field_and_in_no_window_of_its_own(
    qapp, offer, find, invitation, start, monkeypatch
):
    shown = []
    monkeypatch.setattr(OneLine, "showEvent", lambda line, _: shown.append(line.window()))
    with_opened = []
    offer.opened.connect(lambda: with_opened.append(True))
    find(QPushButton, invitation).click()
    names = (start, "Away from the desk from")
    assert QApplication.focusWidget().accessibleName() in names
    assert {*shown} == {offer}
    assert with_opened


def test_a_change_begins_at_the_first_time_where_days_have_their_own(open_form):
    times = (None, 1035, 1035, 1035, 1005, None, None)
    leaving = Plan(kind="leaving", name="Leaving time", times=times, since=date(2026, 11, 2))
    open_form("leaving", leaving)
    assert QApplication.focusWidget().accessibleName() == "Time on Tuesday"


def test_enter_in_a_reason_saves(qtbot, open_form, find):
    form = open_form("habit")
    find(QLineEdit, "What I mean to do").setText("Gym")
    find(QPushButton, "Add why, and what if").click()
    QTest.keyClicks(find(WrappedLine, "Why it matters to me"), "Sleep")
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(find(WrappedLine, "Why it matters to me"), Qt.Key.Key_Return)
