"""The usual week, as a person sets it in Settings."""

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QSpinBox

from reflect_app.ui.parts.settings.week_card import WeekCard
from reflect_app.ui.parts.settings.week_fields import NO_DAY, NO_LEAVING, NO_LENGTH, NO_LUNCH, USUAL
from reflect_app.ui.widgets.notice import Notice
from reflect_app.vault.errors import DiskFull


@pytest.fixture
def card(qtbot, desk):
    card = WeekCard(desk)
    qtbot.addWidget(card)
    card.refresh()
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    return card


@pytest.fixture
def put(qtbot, find, card):
    """Return a way to write something into a field and leave it."""

    def put(name, text):
        field = find(QLineEdit, name, card)
        field.setText(text)
        qtbot.keyClick(field, "\r")

    return put


def said(card):
    return card.findChild(Notice).text()


def test_it_shows_a_working_week_where_nobody_said(card, find, journal):
    ticked = [chip.text() for chip in card.findChildren(QPushButton) if chip.isChecked()]
    assert ticked == ["Mon", "Tue", "Wed", "Thu", "Fri"]
    assert find(QLineEdit, "Usual start of lunch").text() == ""
    assert find(QLineEdit, "Usual minutes of lunch").text() == ""
    assert find(QLineEdit, "Usual minutes of lunch").placeholderText() == "30"
    assert find(QSpinBox, "Weeks between sessions").text() == "4 weeks"
    assert find(QComboBox, "Where you work").currentText() == "England and Wales"
    card.flush()
    for key in ("week", "rhythm_weeks", "manages_staff", "nation"):
        assert journal.preference(key) is None


def test_each_change_is_kept_at_once_and_there_next_time(card, find, put, journal, desk, qtbot):
    find(QPushButton, "Friday").click()
    put("Usual start of lunch", "12.15")
    put("Usual minutes of lunch", "45")
    put("Usual leaving time", "5pm")
    assert journal.preference("week") == {
        "days": [0, 1, 2, 3], "lunch": 735, "lunch_minutes": 45, "leave": 1020
    }  # fmt: skip
    assert journal.plans() == []
    again = WeekCard(desk)
    qtbot.addWidget(again)
    again.refresh()
    assert again._week.week() == journal.preference("week")


def test_a_time_can_be_taken_out_again(put, journal):
    put("Usual leaving time", "17:15")
    put("Usual leaving time", "")
    assert journal.preference("week") == USUAL


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("Usual start of lunch", "about noon", NO_LUNCH),
        ("Usual minutes of lunch", "4", NO_LENGTH),
        ("Usual leaving time", "late", NO_LEAVING),
    ],
)
def test_what_is_unclear_is_said_and_not_kept(card, find, put, journal, name, text, sentence):
    put(name, text)
    assert said(card) == sentence
    assert journal.preference("week") is None
    card.flush()
    assert find(QLineEdit, name).text() == text


def test_a_week_needs_a_day(card, find, journal):
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        find(QPushButton, day).click()
    assert said(card) == NO_DAY
    assert journal.preference("week")["days"] == [4]
    find(QPushButton, "Sunday").click()
    assert said(card) == ""
    assert journal.preference("week")["days"] == [6]


def test_the_rhythm_of_supervision_goes_from_every_week_to_every_twelve(card, find, journal):
    weeks = find(QSpinBox, "Weeks between sessions")
    weeks.setValue(6)
    assert journal.preference("rhythm_weeks") == 6
    weeks.setValue(0)
    assert weeks.text() == "1 week"
    weeks.setValue(99)
    assert journal.preference("rhythm_weeks") == 12


def test_who_manages_staff_says_so(card, find, journal, desk, qtbot):
    staff = find(QCheckBox, "I also manage staff")
    assert not staff.isChecked()
    assert "decisions upward" in staff.accessibleDescription()
    staff.click()
    assert journal.preference("manages_staff") is True
    again = WeekCard(desk)
    qtbot.addWidget(again)
    again.refresh()
    assert again._staff.isChecked()
    staff.click()
    assert journal.preference("manages_staff") is False


def test_where_one_works_is_kept(card, find, journal):
    find(QComboBox, "Where you work").setCurrentText("Northern Ireland")
    assert journal.preference("nation") == "northern_ireland"
    journal.set_preference("nation", "elsewhere")
    card.refresh()
    assert find(QComboBox, "Where you work").currentText() == "England and Wales"


def test_what_was_typed_and_not_ended_is_kept_when_the_page_is_left(card, find, journal):
    find(QLineEdit, "Usual leaving time").setText("17:15")
    weeks = find(QSpinBox, "Weeks between sessions")
    weeks.lineEdit().setText("8")
    card.flush()
    assert journal.preference("week")["leave"] == 1035
    assert journal.preference("rhythm_weeks") == 8


def test_what_the_journal_refuses_is_said_and_stays_as_typed(card, find, put, journal, monkeypatch):
    def refuse(*_):
        raise DiskFull

    monkeypatch.setattr(journal, "set_preference", refuse)
    put("Usual leaving time", "17:15")
    assert said(card) == DiskFull.sentence
    assert find(QLineEdit, "Usual leaving time").text() == "17:15"
    with pytest.raises(DiskFull):
        card.flush()


def test_every_stop_has_a_name(card, check_names):
    check_names(card)


def test_the_usual_length_is_a_hint_beside_a_hint_and_stands_once_a_time_does(
    card, find, put, journal
):
    assert find(QLineEdit, "Usual minutes of lunch").text() == ""
    put("Usual start of lunch", "12.15")
    assert find(QLineEdit, "Usual minutes of lunch").text() == "30"
    put("Usual minutes of lunch", "")
    assert journal.preference("week")["lunch_minutes"] == 30
    put("Usual minutes of lunch", "45")
    put("Usual start of lunch", "")
    assert find(QLineEdit, "Usual minutes of lunch").text() == "45"
