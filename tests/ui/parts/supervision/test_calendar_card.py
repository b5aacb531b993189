"""Dates for another calendar: what would be saved, and what then is."""

import stat
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from reflect_app.domain.records import Away, Plan, Session
from reflect_app.ui.parts.supervision import calendar_card
from reflect_app.ui.parts.supervision.calendar_card import CalendarCard
from reflect_app.ui.widgets.notice import Notice

NEXT = date(2026, 12, 2)


@pytest.fixture
def card(qtbot, desk):
    card = CalendarCard(desk)
    qtbot.addWidget(card)
    card.resize(480, 300)
    card.refresh()
    card.show()
    return card


@pytest.fixture
def dates(journal):
    times = (750, 750, 750, 750, 750, None, None)
    journal.save(Plan(kind="break", name="Lunch", times=times, since=date(2026, 10, 1), minutes=30))
    return journal.save(Session(day=NEXT, start=600, kind="eap", with_whom="Q Vetch"))


@pytest.fixture
def chosen(tmp_path, monkeypatch):
    """Return the file that is chosen, and note what was proposed."""
    asked = []
    file = tmp_path / "mine.ics"

    def ask(_parent, _title, name):
        asked.append(name)
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return file, asked


def test_without_dates_there_is_nothing_to_save(card):
    assert card.sentence.text() == calendar_card.NOTHING
    assert not any(button.isVisible() for button in card.findChildren(QPushButton))


def test_it_says_what_the_file_holds_and_that_it_is_not_encrypted(dates, card):
    said = "The file holds 1 appointment to come and your planned breaks until 2 December."
    assert card.sentence.text() == said
    assert "not encrypted" in calendar_card.PLAIN
    assert card._plain.isVisible()


def test_the_dates_are_saved_for_their_owner_only(dates, journal, card, find, chosen):
    file, asked = chosen
    journal.save(Away(day=date(2026, 11, 23), kind="leave"))
    find(QPushButton, "Save dates for my calendar", card).click()
    assert asked == [str(Path.home() / "dates.ics")]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert card.findChild(Notice).text() == calendar_card.SAVED
    appointment, lunch = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert (appointment["summary"], lunch["summary"]) == ("Appointment", "Break")
    assert [each.dt.day for each in lunch["exdate"].dts] == [23]
    assert b"Vetch" not in file.read_bytes()


def test_a_place_that_takes_no_file_is_said_and_no_place_is_none(dates, card, find, monkeypatch):
    save = find(QPushButton, "Save dates for my calendar", card)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/", ""))
    save.click()
    assert card.findChild(Notice).text() == calendar_card.NOT_SAVED
    card.refresh()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    save.click()
    assert card.findChild(Notice).text() == ""


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("percent", [100, 200])
def test_it_has_names_and_fits(dates, card, theme, check_names, look, percent):
    theme.set_look(look)
    theme.set_text_scale(percent)
    QApplication.processEvents()
    check_names(card)
    assert card.minimumSizeHint().width() <= 520
