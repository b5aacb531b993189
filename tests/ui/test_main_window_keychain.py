"""The window of a journal that the computer's keychain may open: when it is on, and until when."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLineEdit, QPushButton

from reflect_app.ui import workspace as workspaces
from reflect_app.ui.handover import Handover
from reflect_app.ui.keychain_call import KeychainCall
from reflect_app.ui.keychain_way import OPEN
from reflect_app.ui.lock_screen import LockScreen
from reflect_app.ui.main_window import MainWindow
from reflect_app.ui.workspace import Workspace
from reflect_app.vault.keys import Argon
from reflect_app.vault.quick_unlock import QuickUnlock

LOCKED_AT = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
SMALL = Argon(memory=64, passes=1, lanes=1)
OTHER = "five quiet lanterns by the canal"


@pytest.fixture(autouse=True)
def no_second_process(monkeypatch):
    """Keep standbys out of it: the journeys go through real ones."""
    monkeypatch.setattr(workspaces, "STANDBY_AFTER", 3_600_000)


@pytest.fixture
def on(vault, clock, passphrase, keychain, tmp_path, monkeypatch):
    """Return the note of it being on, with a secret that no keychain has."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    quick = QuickUnlock(vault.folder, clock)
    note, _ = vault.draw_quick_unlock(passphrase, quick.now(), "ab" * 16)
    quick.keep(note)
    return quick


@pytest.fixture
def locked(qtbot, vault, theme, settings, background, clock):
    """Return the window, which has not been shown yet."""
    ended = []
    window = MainWindow(
        vault.folder,
        theme=theme,
        settings=settings,
        background=background,
        clock=clock,
        end=lambda: ended.append(True),
    )
    window.ended = ended
    yield window
    background.wait()
    if window._workspace:
        window._workspace.close_journal()
    window._workspace = None
    window._lock.release()
    window.close()
    window.deleteLater()
    for call in QCoreApplication.instance().findChildren(KeychainCall):
        call.abandon()
    # Now, and not when Qt comes to it: a page would save into a journal that is closed by then.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(qtbot, find, locked, passphrase):
    """Return the window, opened with the passphrase."""
    locked.begin()
    field = find(QLineEdit, "Passphrase", locked)
    qtbot.keyClicks(field, passphrase)
    qtbot.keyClick(field, "\r")
    qtbot.waitUntil(lambda: isinstance(locked.centralWidget(), Workspace))
    return locked


@pytest.fixture
def handed(monkeypatch):
    """Return what is handed over at a lock, instead of a process that takes over."""
    handed = []
    monkeypatch.setattr(
        workspaces.Standby, "hand_over", lambda _, handover: handed.append(handover) or True
    )
    return handed


def noticed(window):
    return window._workspace._notice.text()


def test_on_opening_it_says_that_the_keychain_did_it_before_anything_else(
    locked, vault, passphrase, monkeypatch
):
    monkeypatch.setattr(workspaces.LastSeen, "open", lambda _: "This journal is older.")
    locked.begin()
    locked.centralWidget().unlocked_by_keychain.emit(vault.unlock(passphrase))
    assert noticed(locked) == "Opened by this computer's keychain. This journal is older."


def test_with_the_passphrase_it_says_nothing_of_it(on, window):
    assert "keychain" not in noticed(window)


def test_the_lock_screen_has_a_button_while_it_is_on(on, locked, find):
    locked.begin()
    assert find(QPushButton, OPEN, locked).isEnabled()


def test_locking_keeps_it_on(on, window, handed):
    window.lock("asked")
    window._workspace = None
    assert on.note()


def test_new_keys_of_every_kind_switch_it_off(qtbot, on, window, vault, handed, passphrase):
    window.encrypt_anew(vault.draw_new_keys(passphrase, OTHER, argon=SMALL))
    qtbot.waitUntil(lambda: window.ended == [True])
    assert on.note() is None
    window._cover = None


def test_another_passphrase_from_settings_switches_it_off(on, window):
    window.centralWidget().show_page("Settings")._keys.changed.emit()
    assert on.note() is None


def test_another_folder_switches_it_off(qtbot, on, locked, tmp_path):
    to = tmp_path / "elsewhere"
    locked.take_over(Handover(reason="asked", locked_at=LOCKED_AT, geometry=b"", move_to=str(to)))
    qtbot.waitUntil(lambda: isinstance(locked.centralWidget(), LockScreen))
    assert locked._vault.folder == to
    assert on.note() is None
