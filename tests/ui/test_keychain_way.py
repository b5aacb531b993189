"""The lock screen while the keychain may open the journal, as a person meets it."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea

from reflect_app.ui import keychain_way
from reflect_app.ui.keychain_call import KeychainCall
from reflect_app.ui.keychain_way import ASKING, OPEN, TOO_OFTEN
from reflect_app.ui.lock_screen import LockScreen
from reflect_app.ui.widgets.notice import Notice
from reflect_app.vault.errors import (
    DamagedJournal,
    KeychainLocked,
    KeychainOver,
    KeychainSilent,
    WrongFromKeychain,
)
from reflect_app.vault.files import DATABASE
from reflect_app.vault.keys import Argon
from reflect_app.vault.quick_unlock import QuickUnlock

ENTRY = "ab" * 16
LONG = 30_000
"""Milliseconds that a process may take to start on a busy computer."""


@pytest.fixture
def quick(vault, clock, tmp_path):
    return QuickUnlock(vault.folder, clock, tmp_path / "state")


@pytest.fixture
def on(qtbot, vault, quick, keychain, passphrase):
    """Switch it on, as Settings does."""
    note, secret = vault.draw_quick_unlock(passphrase, quick.now(), ENTRY)
    keychain._place.joinpath("kept.json").write_text(f'{{"{ENTRY}": "{secret.hex()}"}}')
    quick.keep(note)
    return secret


@pytest.fixture
def screen(qtbot, theme, vault, background, quick):
    screen = LockScreen(theme, vault, background, quick=quick)
    qtbot.addWidget(screen)
    screen.resize(1024, 700)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.begin()
    yield screen
    for call in QCoreApplication.instance().findChildren(KeychainCall):
        call.abandon()


def said(screen):
    return screen.findChild(Notice).text()


def offered(screen):
    return [
        each.text()
        for each in screen.findChildren(QPushButton)
        if each.isVisible() and each.text() in (OPEN, ASKING)
    ]


def test_switched_off_nothing_is_offered(screen):
    assert offered(screen) == []


def test_without_a_note_of_it_nothing_is_offered(qtbot, theme, vault, background):
    screen = LockScreen(theme, vault, background)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.painted):
        screen.show()
    assert offered(screen) == []


def test_it_opens_at_one_press_and_says_who_opened_it(qtbot, on, screen, find):
    with qtbot.waitSignal(screen.unlocked_by_keychain, timeout=LONG) as unlocked:
        find(QPushButton, OPEN).click()
    (journal,) = unlocked.args
    assert journal.counts()["entries"] == 0
    journal.close()


def test_it_never_opens_by_itself(qtbot, on, screen, keychain):
    with qtbot.assertNotEmitted(screen.unlocked_by_keychain, wait=100):
        assert offered(screen) == [OPEN]
    assert keychain.environment() == {}  # it was not even asked


def test_the_passphrase_opens_as_ever_and_first_in_line(qtbot, on, screen, find, passphrase):
    field = find(QLineEdit, "Passphrase")
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, passphrase)
    with qtbot.waitSignal(screen.unlocked) as unlocked:
        qtbot.keyClick(field, "\r")
    unlocked.args[0].close()


def test_a_standby_offers_what_was_switched_on_since_it_was_built(
    qtbot, theme, vault, background, quick, request
):
    screen = LockScreen(theme, vault, background, quick=quick)
    qtbot.addWidget(screen)
    request.getfixturevalue("on")
    screen.show()
    assert offered(screen) == [OPEN]


def test_while_it_hangs_the_passphrase_opens_at_once(qtbot, on, screen, find, keychain, passphrase):
    keychain.be("hanging")
    find(QPushButton, OPEN).click()
    assert offered(screen) == [ASKING]
    field = find(QLineEdit, "Passphrase")
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, passphrase)
    with qtbot.waitSignal(screen.unlocked) as unlocked:
        qtbot.keyClick(field, "\r")
    unlocked.args[0].close()


@pytest.mark.parametrize(
    ("mood", "kind"), [("locked", KeychainLocked), ("hanging", KeychainSilent)]
)
def test_what_is_in_the_way_is_said_and_can_be_tried_again(
    qtbot, on, screen, find, keychain, quick, monkeypatch, mood, kind
):
    call = KeychainCall
    monkeypatch.setattr(keychain_way, "KeychainCall", lambda order: call(order, patience=LONG))
    if mood == "hanging":
        monkeypatch.setattr(keychain_way, "KeychainCall", lambda order: call(order, patience=1))
    keychain.be(mood)
    for _ in range(4):
        screen.say("")
        find(QPushButton, OPEN).click()
        qtbot.waitUntil(lambda: said(screen) == kind.sentence, timeout=LONG)
    assert quick.note().failures == 0
    assert QApplication.focusWidget() is find(QLineEdit, "Passphrase")
    keychain.be("well")
    monkeypatch.undo()


def test_a_wrong_secret_is_counted_and_three_end_it(qtbot, on, screen, find, keychain, quick):
    keychain.be("wrong")
    for _ in range(2):
        screen.say("")
        find(QPushButton, OPEN).click()
        qtbot.waitUntil(lambda: said(screen) == WrongFromKeychain.sentence, timeout=LONG)
    find(QPushButton, OPEN).click()
    qtbot.waitUntil(lambda: said(screen) == TOO_OFTEN, timeout=LONG)
    assert offered(screen) == []
    assert quick.note() is None
    qtbot.waitUntil(lambda: keychain.kept() == {}, timeout=LONG)
    assert find(QPushButton, "Unlock").isEnabled()


def test_other_keys_end_it(qtbot, on, screen, find, keychain, quick, vault, passphrase):
    vault.change_passphrase(
        passphrase, "five quiet lanterns", argon=Argon(memory=64, passes=1, lanes=1)
    )
    find(QPushButton, OPEN).click()
    qtbot.waitUntil(lambda: said(screen) == KeychainOver.sentence, timeout=LONG)
    assert offered(screen) == []
    assert quick.note() is None


def test_a_time_that_is_over_takes_the_button_away_and_the_entry_too(
    qtbot, on, theme, vault, background, quick, keychain, clock
):
    clock.move(hours=12)
    screen = LockScreen(theme, vault, background, quick=quick)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.painted):
        screen.show()
    assert offered(screen) == []
    qtbot.waitUntil(lambda: keychain.kept() == {} and quick.left() == "", timeout=LONG)


def test_a_time_that_passes_while_it_stands_there_is_said(qtbot, on, screen, find, clock, keychain):
    clock.move(hours=12)
    find(QPushButton, OPEN).click()
    assert said(screen) == KeychainOver.sentence
    assert offered(screen) == []
    qtbot.waitUntil(lambda: keychain.kept() == {}, timeout=LONG)


def test_damage_is_not_the_keychains_doing(qtbot, on, screen, find, vault, quick):
    (vault.folder / DATABASE).write_bytes(b"junk" * 1024)
    find(QPushButton, OPEN).click()
    qtbot.waitUntil(lambda: said(screen) == DamagedJournal.sentence, timeout=LONG)
    assert quick.note().failures == 0
    assert offered(screen) == [OPEN]


@pytest.mark.parametrize("percent", [100, 200])
def test_every_stop_has_a_name_and_nothing_is_wider_than_the_window(
    on, screen, theme, check_names, percent
):
    theme.set_text_scale(percent)
    screen.resize(800, 560)
    QApplication.processEvents()
    check_names(screen)
    for area in screen.findChildren(QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0
