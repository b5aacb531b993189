"""Where the journal is, how a person turns to another, and how this one is to be moved."""

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.parts.settings.place_card import THIS_ONE, PlaceCard
from reflect_app.ui.widgets.notice import Notice
from reflect_app.vault import moving
from reflect_app.vault.errors import JournalInUse, NoJournal
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault


@pytest.fixture
def card(qtbot, journal):
    card = PlaceCard(journal.folder)
    qtbot.addWidget(card)
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    return card


@pytest.fixture
def choose(card, find, monkeypatch):
    """Return a way to choose a folder, or to think better of it."""

    def choose(folder, button="Open another journal"):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
        find(QPushButton, button, card).click()

    return choose


@pytest.fixture
def other(tmp_path, passphrase):
    vault = Vault(tmp_path / "other")
    vault.create(passphrase, argon=Argon(memory=64, passes=1, lanes=1)).close()
    return vault.folder


def said(card):
    return card.findChild(Notice).text()


def test_another_journal_is_asked_for_and_left_as_it_is(qtbot, card, choose, other):
    before = sorted(path.name for path in other.iterdir())
    with qtbot.waitSignal(card.another_requested) as asked:
        choose(other)
    assert asked.args == [other]
    assert sorted(path.name for path in other.iterdir()) == before


def test_nothing_chosen_asks_for_nothing(qtbot, card, choose):
    with qtbot.assertNotEmitted(card.another_requested):
        choose("")
    assert said(card) == ""


def test_the_same_one_a_folder_without_one_and_one_in_use_are_told(
    qtbot, card, choose, journal, tmp_path, other
):
    with qtbot.assertNotEmitted(card.another_requested):
        choose(journal.folder)
        assert said(card) == THIS_ONE
        choose(tmp_path)
        assert said(card) == NoJournal.sentence
        with JournalLock(other):
            choose(other)
        assert said(card) == JournalInUse.sentence
    card.refresh()
    assert said(card) == ""


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def offered(card):
    """Return what is said beside the offer to move, without the places a line may break at."""
    words = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    return "\n".join(words).replace("\u200b", "")


def test_what_a_move_does_is_said_before_and_then_asked_for(qtbot, card, choose, find, place):
    with qtbot.assertNotEmitted(card.move_requested):
        choose(place, "Move it")
    assert f"moves the journal to “{place}” and asks for your passphrase there." in offered(card)
    assert QApplication.focusWidget() is find(QPushButton, "Move it there", card)
    with qtbot.waitSignal(card.move_requested) as asked:
        qtbot.keyClick(QApplication.focusWidget(), "\r")
    assert asked.args == [place]


def test_a_folder_with_other_things_in_it_gets_one_for_the_journal(
    qtbot, card, choose, find, place
):
    (place / "photo.png").touch()
    choose(place, "Move it")
    with qtbot.waitSignal(card.move_requested) as asked:
        find(QPushButton, "Move it there", card).click()
    assert asked.args == [place / "Reflect"]


def test_it_may_be_left_where_it_is(qtbot, card, choose, find, place):
    choose(place, "Move it")
    with qtbot.assertNotEmitted(card.move_requested):
        find(QPushButton, "Leave it here", card).click()
    assert "moves the journal" not in offered(card)
    assert QApplication.focusWidget() is find(QPushButton, "Move it", card)
    choose(place, "Move it")
    card.refresh()
    assert "moves the journal" not in offered(card)


def test_nothing_chosen_moves_nothing(card, choose, place):
    choose(place, "Move it")
    choose("", "Move it")
    assert str(place) in offered(card)


def test_a_folder_that_will_not_do_is_told_and_not_offered(
    card, choose, journal, place, other, monkeypatch
):
    usage = moving.shutil.disk_usage(place)

    choose(journal.folder, "Move it")
    assert said(card) == moving.SAME
    choose(place, "Move it")
    assert said(card) == ""
    choose(other, "Move it")
    assert said(card) == moving.TAKEN
    assert "moves the journal" not in offered(card)
    (journal.folder / "deeper").mkdir()
    choose(journal.folder / "deeper", "Move it")
    assert said(card) == moving.INSIDE
    choose(place / "gone", "Move it")
    assert said(card) == moving.GONE
    monkeypatch.setattr(moving.shutil, "disk_usage", lambda _: usage._replace(free=0))
    choose(place, "Move it")
    assert "only 0 MB are free there" in said(card)
    assert "moves the journal" not in offered(card)


def test_a_synchronised_folder_is_warned_of_and_offered_all_the_same(
    qtbot, card, choose, find, tmp_path
):
    place = tmp_path / "OneDrive - Ministry"
    place.mkdir()
    choose(place, "Move it")
    assert moving.SYNCHRONISED in offered(card)
    button = find(QPushButton, "Move it there", card)
    assert moving.SYNCHRONISED in button.accessibleDescription()
    with qtbot.waitSignal(card.move_requested):
        button.click()


def test_all_of_it_can_be_told_apart_without_seeing(card, choose, place, check_names):
    choose(place, "Move it")
    check_names(card)
