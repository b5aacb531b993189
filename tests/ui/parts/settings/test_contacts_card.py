"""Whom one can turn to oneself, as a person keeps it in Settings."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton

from reflect_app.ui.parts.settings.contacts_card import AS_IT_WAS, IN_THE_OPEN, ContactsCard
from reflect_app.ui.settings import Settings
from reflect_app.ui.widgets.notice import Notice
from reflect_app.vault.errors import DiskFull

REP = {"who": "Maggie, union rep", "reach": "020 7946 0000", "while_locked": False}


@pytest.fixture
def card(qtbot, desk, settings):
    card = ContactsCard(desk, settings)
    qtbot.addWidget(card)
    card.resize(560, 700)
    card.refresh()
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    return card


@pytest.fixture
def add(qtbot, find, card):
    """Return a way to put in a line as a person types it."""

    def add(who, reach):
        find(QPushButton, "Add somebody", card).click()
        number = len(card._lines)
        assert QApplication.focusWidget() is find(QLineEdit, f"Who, line {number}", card)
        qtbot.keyClicks(QApplication.focusWidget(), who)
        field = find(QLineEdit, f"Number or address, line {number}", card)
        qtbot.keyClicks(field, reach)
        qtbot.keyClick(field, "\r")

    return add


@pytest.fixture
def kept(tmp_path):
    """Return a way to read what lies in the open."""
    return lambda: Settings(tmp_path / "settings.json").open_support


def words(card):
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def test_without_any_there_is_only_the_way_to_add_one(card, find):
    assert IN_THE_OPEN not in words(card)
    assert not [field for field in card.findChildren(QLineEdit) if field.isVisible()]
    assert find(QPushButton, "Add somebody", card).isEnabled()


def test_a_line_is_kept_in_the_journal_and_nowhere_else(add, card, journal, kept, tmp_path):
    add("Maggie, union rep", "020 7946 0000")
    assert journal.preference("support") == [REP]
    assert IN_THE_OPEN in words(card)
    assert kept() == ()
    assert not (tmp_path / "settings.json").exists()


def test_ticked_it_lies_in_the_open_too_until_it_is_unticked(add, find, journal, kept, tmp_path):
    add("Maggie, union rep", "020 7946 0000")
    add("GP", "")
    box = find(QCheckBox, "Line 1 also while locked")
    box.setChecked(True)
    assert kept() == (("Maggie, union rep", "020 7946 0000"),)
    assert journal.preference("support")[0]["while_locked"]
    box.setChecked(False)
    assert kept() == ()
    assert "Maggie" not in (tmp_path / "settings.json").read_text("utf-8")


def test_what_is_changed_or_removed_is_so_in_the_open_too(add, find, journal, kept, qtbot):
    add("Maggie", "1")
    add("GP", "2")
    for number in (1, 2):
        find(QCheckBox, f"Line {number} also while locked").setChecked(True)
    field = find(QLineEdit, "Number or address, line 2")
    field.setText("3")
    qtbot.keyClick(field, "\r")
    assert kept() == (("Maggie", "1"), ("GP", "3"))
    find(QPushButton, "Remove line 1").click()
    assert kept() == (("GP", "3"),)
    assert [each["who"] for each in journal.preference("support")] == ["GP"]
    assert find(QLineEdit, "Who, line 1").text() == "GP"


def test_there_are_six_at_most(add, find, card, journal):
    for number in range(6):
        add(f"Friend {number}", str(number))
    assert not find(QPushButton, "Add somebody", card).isEnabled()
    assert len(journal.preference("support")) == 6


def test_an_empty_line_is_not_kept(find, card, journal):
    find(QPushButton, "Add somebody", card).click()
    card.flush()
    assert journal.preference("support") is None
    card.refresh()
    assert IN_THE_OPEN not in words(card)


def test_what_was_typed_and_not_ended_is_kept_when_the_page_is_left(find, card, journal):
    find(QPushButton, "Add somebody", card).click()
    find(QLineEdit, "Who, line 1").setText("Maggie, union rep")
    find(QLineEdit, "Number or address, line 1").setText("020 7946 0000")
    card.flush()
    assert journal.preference("support") == [REP]


def test_what_the_journal_refuses_is_said_and_never_put_in_the_open(
    add, find, card, journal, kept, monkeypatch
):
    def refuse(*_):
        raise DiskFull

    add("Maggie, union rep", "020 7946 0000")
    monkeypatch.setattr(journal, "set_preference", refuse)
    find(QCheckBox, "Line 1 also while locked").setChecked(True)
    assert card.findChild(Notice).text() == DiskFull.sentence
    assert find(QLineEdit, "Who, line 1").text() == "Maggie, union rep"
    assert kept() == ()
    with pytest.raises(DiskFull):
        card.flush()


def test_where_the_settings_cannot_be_written_the_lock_screen_is_said_to_be_as_it_was(
    add, find, card, kept, settings, monkeypatch
):
    add("Maggie", "1")
    find(QCheckBox, "Line 1 also while locked").setChecked(True)

    def refuse(*_):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        find(QCheckBox, "Line 1 also while locked").setChecked(False)
        assert card.findChild(Notice).text() == AS_IT_WAS
    assert settings.open_support == kept() == (("Maggie", "1"),)
    card.refresh()
    assert find(QCheckBox, "Line 1 also while locked").isChecked()


def test_a_tick_says_what_lies_in_the_open_on_this_computer(card, find, journal, settings):
    journal.set_preference("support", [REP | {"while_locked": True}])
    card.refresh()
    assert not find(QCheckBox, "Line 1 also while locked").isChecked()
    settings.open_support = (("Maggie, union rep", "020 7946 0000"),)
    card.refresh()
    assert find(QCheckBox, "Line 1 also while locked").isChecked()


def test_every_stop_has_a_name(add, card, check_names):
    add("Maggie", "1")
    add("GP", "2")
    check_names(card)
