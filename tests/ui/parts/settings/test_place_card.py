"""Where the journal is, and how a person turns to another."""

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.parts.settings.place_card import THIS_ONE, PlaceCard
from reflect_app.ui.widgets.notice import Notice
from reflect_app.vault.errors import JournalInUse, NoJournal
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault


@pytest.fixture
def card(qtbot, journal):
    card = PlaceCard(journal.folder)
    qtbot.addWidget(card)
    card.show()
    return card


@pytest.fixture
def choose(card, find, monkeypatch):
    """Return a way to choose a folder, or to think better of it."""

    def choose(folder):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
        find(QPushButton, "Open another journal", card).click()

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
