"""Deciding on reminders outside the window, with all there is to know about them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from reflect_app.domain.reminders import PLANNED
from reflect_app.ui.desktop import notify
from reflect_app.ui.parts.settings.reminders_card import ASKED, REMIND, SHOW_ONE, RemindersCard
from reflect_app.ui.reminders import WANTED
from reflect_app.vault.errors import CannotSave


@pytest.fixture
def there(monkeypatch):
    """Return a way to say whether this computer shows notifications; at first it does."""

    def there(*, yes):
        monkeypatch.setattr(notify, "available", lambda: yes)

    there(yes=True)
    return there


@pytest.fixture
def told(monkeypatch):
    told = []
    monkeypatch.setattr(notify.Notifications, "tell", lambda _, what: told.append(what))
    return told


@pytest.fixture
def card(qtbot, desk, there, told):
    card = RemindersCard(desk)
    qtbot.addWidget(card)
    card.resize(520, 500)
    card.refresh()
    qtbot.waitUntil(card.isVisible)
    return card


def words(card):
    return "\n".join(each.text() for each in card.findChildren(QLabel) if each.isVisible())


def test_it_is_off_until_somebody_ticks_it_and_that_is_kept(card, journal, find):
    box = find(QCheckBox, REMIND, card)
    assert not box.isChecked()
    assert not journal.preference(WANTED, False)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert journal.preference(WANTED) is True
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert journal.preference(WANTED) is False


def test_looking_at_it_changes_nothing(card, journal, find):
    journal.set_preference(WANTED, True)
    card.refresh()
    assert find(QCheckBox, REMIND, card).isChecked()
    assert journal.preference(WANTED) is True


def test_it_says_word_for_word_what_is_shown_and_when(card):
    for sentence in (notify.SUMMARY, *notify.BODIES.values()):
        assert f"“{sentence}”" in words(card)
    for part in ("ten minutes before", "16:00", "only while your journal is open"):
        assert part in words(card)


def test_one_is_shown_on_demand_without_switching_it_on(card, find, told, journal):
    find(QPushButton, SHOW_ONE, card).click()
    assert told == [PLANNED]
    assert ASKED in words(card)
    assert not journal.preference(WANTED, False)
    card.refresh()
    assert ASKED not in words(card)


def test_where_none_can_be_shown_it_is_not_there(card, there, qtbot):
    there(yes=False)
    card.refresh()
    qtbot.waitUntil(card.isHidden)
    there(yes=True)
    card.refresh()
    qtbot.waitUntil(card.isVisible)


def test_a_refused_save_is_said_and_the_tick_is_as_it_was(card, find, journal, monkeypatch):
    def refuse(*_):
        raise CannotSave

    monkeypatch.setattr(type(journal), "set_preference", refuse)
    box = find(QCheckBox, REMIND, card)
    box.click()
    assert CannotSave.sentence in words(card)
    assert not box.isChecked()


def test_every_stop_has_a_name(card, check_names):
    check_names(card)
