"""Sessions moved and cancelled as a person meets them, and the figures between sessions."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPushButton,
    QRadioButton,
)

from reflect_app.domain.records import Away, CheckIn, Plan, PlanAnswer, Session
from reflect_app.ui.pages.supervision import SupervisionPage
from reflect_app.vault.errors import FolderNotWritable

TODAY = date(2026, 11, 20)
LAST, NEXT, LATER = date(2026, 11, 4), date(2026, 12, 2), date(2026, 12, 9)
SECOND = "Clinical supervision, Wednesday 2 December at 10:00"


@pytest.fixture
def open_page(desk, show):
    return lambda: show(SupervisionPage(desk))


@pytest.fixture
def dates(journal):
    """Return a last session and a next one."""
    return [journal.save(Session(day=day, start=600)) for day in (LAST, NEXT)]


@pytest.fixture
def press(find):
    """Return a way to click the button of a name."""
    return lambda name: QTest.mouseClick(find(QPushButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def choose(find):
    """Return a way to choose one of several."""
    return lambda name: QTest.mouseClick(find(QRadioButton, name), Qt.MouseButton.LeftButton)


def standing(journal):
    return [(each.day, each.start, each.kind) for each in journal.sessions()]


def not_held(journal):
    return [(each.day, each.state, each.reason) for each in journal.sessions_not_held()]


def under(title, seen):
    """Return the lines that stand below `title`."""
    lines = seen().split("\n")
    return lines[lines.index(title) + 1 :]


def test_a_session_moves_by_a_week_in_two_clicks(dates, open_page, journal, press, seen):
    open_page()
    press(f"Move or cancel {SECOND}")
    assert "Wednesday, in 19 days." in seen()
    press("Move it")
    assert standing(journal) == [(LAST, 600, "clinical"), (LATER, 600, "clinical")]
    assert "Moved to Wednesday 9 December at 10:00." in seen()
    assert "Next one in 19 days, Wednesday 9 December at 10:00." in seen()
    assert under("Moved or cancelled", seen)[1:3] == [
        "Wednesday 2 December at 10:00",
        "Clinical supervision, moved to 9 December",
    ]
    assert "Move it" not in seen()


def test_to_any_day_and_time_with_who_and_why(dates, open_page, journal, press, find, keys, seen):
    open_page()
    press(f"Move or cancel {SECOND}")
    find(QDateEdit, "New date").set_day(date(2027, 1, 6))
    find(QLineEdit, "New time, if it is known").setText("2pm")
    find(QLineEdit, "Reason, if you like").setFocus()
    keys("Her diary", Qt.Key.Key_Return)
    assert standing(journal)[-1] == (date(2027, 1, 6), 840, "clinical")
    assert not_held(journal) == [(NEXT, "moved 2027-01-06 840", "Her diary")]
    assert "Clinical supervision, moved to 6 January 2027. Her diary" in seen()


def test_one_that_was_cancelled_stays_with_its_reason(
    dates, open_page, journal, press, choose, find, seen
):
    open_page()
    press(f"Move or cancel {SECOND}")
    choose("Cancelled")
    assert "in 19 days" not in seen()
    find(QLineEdit, "Reason, if you like").setText("  The service, short of staff ")
    press("Mark as cancelled")
    assert standing(journal) == [(LAST, 600, "clinical")]
    assert not_held(journal) == [(NEXT, "cancelled", "The service, short of staff")]
    assert "Cancelled: Wednesday 2 December at 10:00." in seen()
    assert "Day 16 since your last supervision. No date for the next one yet." in seen()
    assert "Clinical supervision, cancelled. The service, short of staff" in seen()


def test_one_that_has_been_and_was_not_held_begins_no_cycle(
    dates, open_page, journal, press, choose, seen
):
    journal.save(Session(day=date(2026, 10, 7), start=600))
    open_page()
    assert "Day 16 since" in seen()
    press("Was not held Clinical supervision, Wednesday 4 November at 10:00")
    assert "Was not held: Wednesday 4 November at 10:00" in seen()
    assert "Wednesday, in 5 days." in seen()
    choose("It did not take place")
    press("Mark as not held")
    assert "Not held: Wednesday 4 November at 10:00." in seen()
    assert "Day 44 since your last supervision." in seen()
    assert "Since 7 October" in seen()
    assert "Clinical supervision, after 56 days" in seen()


@pytest.mark.parametrize("way", ["Moved", "Cancelled"])
def test_either_can_be_undone_at_once(dates, open_page, journal, press, choose, seen, way):
    open_page()
    press(f"Move or cancel {SECOND}")
    choose(way)
    press("Move it" if way == "Moved" else "Mark as cancelled")
    press("Undo")
    assert [each.id for each in journal.sessions()] == [each.id for each in dates]
    assert standing(journal) == [(LAST, 600, "clinical"), (NEXT, 600, "clinical")]
    assert not_held(journal) == []
    assert "It is as it was." in seen()
    assert "Moved or cancelled" not in seen()


def test_and_put_back_on_any_later_day(dates, open_page, journal, press, clock, seen):
    page = open_page()
    press(f"Move or cancel {SECOND}")
    press("Move it")
    clock.move(days=2)
    page.refresh()
    press("Put back Clinical supervision, moved to 9 December, Wednesday 2 December at 10:00")
    assert "It stands again: Wednesday 2 December at 10:00." in seen()
    assert standing(journal) == [(LAST, 600, "clinical"), (NEXT, 600, "clinical")]
    assert not_held(journal) == []


def test_moved_twice_keeps_both_days_and_puts_back_only_its_own(
    dates, open_page, journal, press, seen
):
    open_page()
    press(f"Move or cancel {SECOND}")
    press("Move it")
    press("Move or cancel Clinical supervision, Wednesday 9 December at 10:00")
    press("Move it")
    assert under("Moved or cancelled", seen)[1:5] == [
        "Wednesday 9 December at 10:00",
        "Clinical supervision, moved to 16 December",
        "Wednesday 2 December at 10:00",
        "Clinical supervision, moved to 9 December",
    ]
    press("Put back Clinical supervision, moved to 9 December, Wednesday 2 December at 10:00")
    assert [day for day, _, _ in standing(journal)] == [LAST, NEXT, date(2026, 12, 16)]


def test_what_is_there_already_is_not_put_there_twice(dates, open_page, journal, press, seen):
    journal.save(Session(day=LATER, start=600))
    open_page()
    press(f"Move or cancel {SECOND}")
    press("Move it")
    assert "Clinical supervision on Wednesday 9 December at 10:00 is here already" in seen()
    assert not_held(journal) == []
    press("Leave it as it is")
    assert "is here already" not in seen()
    press(f"Move or cancel {SECOND}")
    assert "is here already" not in seen()


def test_a_day_that_was_filled_anew_is_not_put_back_twice(dates, open_page, journal, press, seen):
    journal.save(Session(day=NEXT, start=600, state="cancelled"))
    open_page()
    press(f"Put back Clinical supervision, cancelled, {SECOND.partition(', ')[2]}")
    assert "There is a session on Wednesday 2 December at 10:00 again already." in seen()
    assert len(journal.sessions()) == 2


def test_where_it_is_now_is_no_move(dates, open_page, journal, press, find, seen):
    open_page()
    press(f"Move or cancel {SECOND}")
    find(QDateEdit, "New date").set_day(NEXT)
    press("Move it")
    assert "Wednesday 2 December at 10:00 is here already" in seen()
    find(QLineEdit, "New time, if it is known").setText("14:00")
    press("Move it")
    assert standing(journal)[-1] == (NEXT, 840, "clinical")
    assert "Clinical supervision, moved to another time that day" in seen()


def test_a_time_that_is_none_is_asked_for_again_and_does_not_hinder_cancelling(
    dates, open_page, journal, press, choose, find, seen
):
    open_page()
    press(f"Move or cancel {SECOND}")
    find(QLineEdit, "New time, if it is known").setText("tenish")
    press("Move it")
    assert "That could not be read as a time." in seen()
    assert find(QLineEdit, "New time, if it is known").hasFocus()
    choose("Cancelled")
    assert "That could not be read" not in seen()
    press("Mark as cancelled")
    assert not_held(journal) == [(NEXT, "cancelled", "")]


def test_a_refused_move_says_so_and_loses_nothing(
    dates, open_page, journal, press, find, refuse, seen
):
    open_page()
    press(f"Move or cancel {SECOND}")
    find(QLineEdit, "Reason, if you like").setText("Court")
    refuse()
    press("Move it")
    assert FolderNotWritable.sentence in seen()
    assert find(QLineEdit, "Reason, if you like").text() == "Court"
    refuse(on=False)
    press("Move it")
    assert not_held(journal) == [(NEXT, "moved 2026-12-09 600", "Court")]
    refuse()
    press("Put back Clinical supervision, moved to 9 December, Wednesday 2 December at 10:00")
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    assert standing(journal)[-1] == (LATER, 600, "clinical")


def test_one_that_was_not_held_can_be_removed_and_brought_back_as_it_was(
    dates, open_page, journal, press, seen
):
    journal.save(Session(day=date(2026, 10, 7), kind="group", state="cancelled", reason="Flu"))
    open_page()
    press("Remove Group supervision, cancelled, Wednesday 7 October")
    assert not_held(journal) == []
    press("Undo")
    assert not_held(journal) == [(date(2026, 10, 7), "cancelled", "Flu")]
    assert [day for day, _, _ in standing(journal)] == [LAST, NEXT]


def test_only_one_form_is_open_and_a_session_that_goes_takes_its_form_along(
    dates, open_page, press, seen
):
    open_page()
    press(f"Move or cancel {SECOND}")
    press(f"Correct {SECOND}")
    assert "Correct this session" in seen()
    assert "Move or cancel Wednesday" not in seen()
    press(f"Move or cancel {SECOND}")
    assert "Correct this session" not in seen()
    press(f"Remove {SECOND}")
    assert "Move or cancel Wednesday" not in seen()


def test_by_keyboard_alone(dates, open_page, journal, find, keys):
    open_page()
    find(QPushButton, f"Move or cancel {SECOND}").setFocus()
    keys(Qt.Key.Key_Space)
    assert QApplication.focusWidget().text() == "Moved"
    keys(Qt.Key.Key_Right)
    while QApplication.focusWidget().accessibleName() != "Reason, if you like":
        keys(Qt.Key.Key_Tab)
    keys("Me", Qt.Key.Key_Return)
    assert not_held(journal) == [(NEXT, "cancelled", "Me")]
    assert QApplication.focusWidget().text() == "Add a session"
    find(QPushButton, "Was not held Clinical supervision, Wednesday 4 November at 10:00").click()
    keys(Qt.Key.Key_Escape)
    assert [day for day, _, _ in standing(journal)] == [LAST]


@pytest.fixture
def weeks(journal, clock, write):
    """Fill two cycles and the days before them."""
    for day in (date(2026, 10, 7), LAST):
        journal.save(Session(day=day, start=600))
    journal.save(Session(day=date(2026, 11, 11), state="cancelled"))
    for days, flagged in ((0, True), (16, False), (17, True), (44, True), (45, False)):
        write("Words", days=days, flagged=flagged)
    loads = {0: 9, 1: 3, 2: 5, 16: 7, 17: 4, 18: 8, 44: 2, 45: 10}
    journal.add_all(
        CheckIn(at=clock.now(), day=TODAY - timedelta(days=days), load=load)
        for days, load in loads.items()
    )
    journal.save(Away(day=TODAY, kind="sick"))
    plan = journal.save(
        Plan(kind="break", name="Lunch break", times=(750,) * 7, minutes=30, since=date(2026, 9, 1))
    )
    for days, answer in ((1, "kept"), (16, "kept"), (17, "not_that_day"), (44, "kept")):
        journal.save(
            PlanAnswer(
                plan_id=plan.id, day=TODAY - timedelta(days=days), at=clock.now(), answer=answer
            )
        )


@pytest.mark.usefixtures("weeks")
def test_the_weeks_between_sessions_are_told_in_figures(open_page, seen, find):
    open_page()
    assert under("Between sessions", seen)[:4] == [
        "Since 4 November",
        "2 reflections, 1 of them for supervision",
        "3 check-in days, median 5, 1 of them at 7 or more",
        "Lunch break: kept on 2 of 2 days answered",
    ]
    cycle = find(QComboBox, "Which cycle these figures are about")
    assert [cycle.itemText(number) for number in range(cycle.count())] == [
        "Since last session",
        "7 October to 3 November",
        "6 October",
    ]
    cycle.setCurrentIndex(1)
    assert under("Between sessions", seen)[:4] == [
        "From 7 October to 3 November",
        "2 reflections, 2 of them for supervision",
        "3 check-in days, median 4, 1 of them at 7 or more",
        "Lunch break: kept on 1 of 2 days answered",
    ]
    cycle.setCurrentIndex(2)
    assert under("Between sessions", seen)[:3] == [
        "On 6 October",
        "1 reflection",
        "1 check-in day, 1 of them at 7 or more",
    ]


@pytest.mark.parametrize("days", [(), (0,), (-12,), (0, 0)])
def test_before_the_first_session_is_over_there_is_nothing_between(
    journal, open_page, write, seen, days
):
    write("Words")
    for number, each in enumerate(days):
        journal.save(Session(day=TODAY - timedelta(days=each), start=600 + 60 * number))
    open_page()
    assert "Between sessions" not in seen()


def test_after_one_session_and_nothing_before_it_there_is_nothing_to_choose(
    journal, open_page, write, seen
):
    journal.save(Session(day=LAST))
    write("Words")
    page = open_page()
    assert under("Between sessions", seen)[:3] == [
        "Since 4 November",
        "1 reflection",
        "No check-in days",
    ]
    assert page._cycle._picker.isHidden()


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(816, 100), (724, 200), (1072, 150)])
@pytest.mark.usefixtures("weeks")
def test_nothing_is_wider_than_the_window(
    dates, theme, open_page, press, look, width, percent, check_names
):
    theme.set_look(look)
    theme.set_text_scale(percent)
    page = open_page()
    page.resize(width, 700)
    press(f"Move or cancel {SECOND}")
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0
    check_names(page)
