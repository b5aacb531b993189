"""Asking the keychain: nobody is held up by it, whatever it does."""

import sys
from time import monotonic

import pytest

from reflect_app.ui.keychain_call import KeychainCall, sweep
from reflect_app.vault import keychain as keychains
from reflect_app.vault.errors import KeychainLocked, KeychainRefused, KeychainSilent
from reflect_app.vault.keychain import Order
from reflect_app.vault.quick_unlock import QuickUnlock

ENTRY = "ab" * 16
SECRET = "5e" * 32
KEEP = Order(act="keep", entry=ENTRY, secret=SECRET)
GIVE = Order(act="give", entry=ENTRY)


@pytest.fixture
def ask(qtbot, keychain):
    """Return a way to ask, which gives back the secret or what it was refused with."""

    def ask(order, **more):
        said = []
        call = KeychainCall(order, **more)
        call.answered.connect(said.append)
        call.refused.connect(said.append)
        qtbot.waitUntil(lambda: bool(said), timeout=30_000)
        qtbot.waitUntil(lambda: not children())
        return said[0]

    return ask


def children():
    """Return the processes that are on their way."""
    from PySide6.QtCore import QCoreApplication

    return QCoreApplication.instance().findChildren(KeychainCall)


def test_what_is_kept_is_given_again(ask):
    assert ask(KEEP) == b""
    assert ask(GIVE) == bytes.fromhex(SECRET)


@pytest.mark.parametrize(
    ("mood", "kind"),
    [("locked", KeychainLocked), ("odd", KeychainRefused), ("dead", KeychainRefused)],
)
def test_what_is_in_the_way_has_a_name(ask, keychain, mood, kind):
    keychain.be(mood)
    assert type(ask(GIVE)) is kind


def test_one_that_hangs_is_called_silent_and_its_process_is_ended(ask, keychain):
    keychain.be("hanging")
    began = monotonic()
    assert type(ask(GIVE, patience=1.5)) is KeychainSilent
    assert monotonic() - began < 20


def test_a_process_that_cannot_be_started_is_silent_too(ask, monkeypatch):
    monkeypatch.setattr(keychains, "command", lambda: ("/nowhere/at/all", []))
    assert type(ask(GIVE)) is KeychainSilent


def test_once_abandoned_nothing_comes_of_it(qtbot, keychain):
    keychain.be("hanging")
    said = []
    call = KeychainCall(GIVE)
    call.answered.connect(said.append)
    call.refused.connect(said.append)
    call.abandon()
    qtbot.waitUntil(lambda: not children())
    assert said == []


def test_the_order_is_in_no_command_line(qtbot, keychain):
    keychain.be("hanging")
    call = KeychainCall(KEEP)
    program, words = call._process.program(), call._process.arguments()
    assert (program, words) == (sys.executable, ["-m", "reflect_app", "--keychain"])
    call.abandon()
    qtbot.waitUntil(lambda: not children())


# Sweeping


@pytest.fixture
def over(vault, clock, tmp_path, passphrase, ask):
    """Return a note that is over, whose secret the keychain still keeps."""
    quick = QuickUnlock(vault.folder, clock, tmp_path / "state")
    note, secret = vault.draw_quick_unlock(passphrase, quick.now(), ENTRY)
    ask(Order(act="keep", entry=ENTRY, secret=secret.hex()))
    quick.keep(note)
    quick.end()
    return quick


def test_the_keychain_forgets_what_is_over(qtbot, keychain, over):
    assert ENTRY in keychain.kept()
    sweep(over)
    qtbot.waitUntil(lambda: not children(), timeout=30_000)
    assert keychain.kept() == {}
    assert over.left() == ""


def test_one_that_will_not_forget_is_not_asked_again(qtbot, keychain, over):
    keychain.be("locked")
    sweep(over)
    qtbot.waitUntil(lambda: not children(), timeout=30_000)
    assert over.left() == ""
    sweep(over)
    assert children() == []
