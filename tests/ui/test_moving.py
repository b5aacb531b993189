"""The journal on its way to another folder, in the window that stands there meanwhile."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from reflect_app.ui import moving as moving_window
from reflect_app.ui import workspace as workspaces
from reflect_app.ui.handover import Handover
from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.lock_screen import LockScreen
from reflect_app.ui.main_window import MainWindow
from reflect_app.ui.moving import IN_USE, NOT_NOTED, Move
from reflect_app.ui.settings import Settings
from reflect_app.ui.widgets.writing import WritingSurface
from reflect_app.ui.workspace import Workspace
from reflect_app.vault import moving
from reflect_app.vault.errors import DiskFull, NotMoved
from reflect_app.vault.files import DATABASE, HEADERS
from reflect_app.vault.journal import Journal

LOCKED_AT = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
WORDS = "the visit that turned"


@pytest.fixture(autouse=True)
def no_second_process(monkeypatch):
    """Keep standbys out of it: the journeys go through real ones."""
    monkeypatch.setattr(workspaces, "STANDBY_AFTER", 3_600_000)


@pytest.fixture
def make(qtbot, theme, settings, background, clock):
    """Return a way to make the window on a folder; those made are closed at the end."""
    made = []

    def make(folder):
        window = MainWindow(
            folder,
            theme=theme,
            settings=settings,
            background=background,
            clock=clock,
            end=lambda: None,
        )
        qtbot.addWidget(window)
        made.append(window)
        return window

    yield make
    background.wait()
    for window in made:
        if window._workspace:
            window._workspace.close_journal()
            window._workspace = None
        window._lock.release()
        window.deleteLater()
    # Now, and not when Qt comes to it: a page would save into a journal that is closed by then.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def unlock(qtbot, find, passphrase):
    """Return a way to unlock a window that is locked."""

    def unlock(window):
        qtbot.keyClicks(find(QLineEdit, "Passphrase", window), passphrase)
        qtbot.keyClick(find(QLineEdit, "Passphrase", window), "\r")
        qtbot.waitUntil(lambda: stands(window, Workspace))
        return window

    return unlock


@pytest.fixture
def handed(monkeypatch):
    """Return what is handed over, instead of a process that takes over."""
    handed = []
    monkeypatch.setattr(
        workspaces.Standby, "hand_over", lambda _, handover: handed.append(handover) or True
    )
    return handed


@pytest.fixture
def old(vault):
    return vault.folder


@pytest.fixture
def new(tmp_path):
    return tmp_path / "elsewhere" / "Reflect"


@pytest.fixture
def take(qtbot, make, old, new):
    """Return a way to take over with the journal to be moved, and wait until it is locked."""

    def take(meanwhile=lambda _: None):
        new.parent.mkdir(exist_ok=True)
        window = make(old)
        window.take_over(
            Handover(reason="asked", locked_at=LOCKED_AT, geometry=b"", move_to=str(new))
        )
        meanwhile(window)
        qtbot.waitUntil(lambda: stands(window, LockScreen))
        return window

    return take


def stands(window, screen):
    return isinstance(window.centralWidget(), screen) and window.centralWidget().isVisible()


def words(window):
    """Return what is to be read in the window, without the places a line may break at."""
    labels = window.centralWidget().findChildren(QLabel)
    shown = [label.text() for label in labels if label.isVisibleTo(window)]
    return "\n".join(shown).replace("\u200b", "")


def names(folder):
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_from_settings_to_the_new_place_with_what_was_just_written(
    qtbot, make, unlock, handed, find, old, new, settings
):
    window = make(old)
    window.begin()
    unlock(window)
    window._workspace.write("free")
    (surface, *_) = (
        each for each in window.findChildren(WritingSurface) if each.isVisibleTo(window)
    )
    surface.insertPlainText(WORDS)
    window._workspace.show_page("Settings").move_requested.emit(new)
    (handover,) = handed
    assert Path(handover.move_to) == new
    assert handover.sealed == b""
    window._workspace = None
    window.hide()

    new.parent.mkdir()
    there = make(old)
    there.take_over(handover)
    assert isinstance(there.centralWidget(), Move)
    assert f"Moving your journal to “{new}”" in words(there)
    qtbot.waitUntil(lambda: stands(there, LockScreen))
    assert f"Your journal has been moved and is now in “{new}”." in words(there)
    assert "still in" not in words(there)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is find(QLineEdit, "Passphrase", there))
    assert not old.exists()
    assert settings.journal_folder == Settings(settings._path).journal_folder == new
    unlock(there)
    journal = there._workspace._desk.journal
    assert journal.folder == new
    assert [draft.answers["text"].text for draft in journal.drafts()] == [WORDS]
    assert there._workspace._in_view().title == "Settings"


def test_while_it_moves_both_folders_are_locked_and_the_window_stays(qtbot, take, old, new):
    seen = []

    def meanwhile(window):
        seen.append(window.close())
        seen.append(window.isVisible())
        seen.append("journal.lock" in names(old))

    window = take(meanwhile)
    assert seen == [False, True, True]
    with pytest.raises(Exception, match="already open"):
        JournalLock(new).take()
    assert window.close()
    with JournalLock(new):
        pass


def test_the_old_process_may_end_as_soon_as_the_sentence_stands(qtbot, make, old, new):
    new.parent.mkdir()
    window = make(old)
    with qtbot.waitSignal(window.stood):
        window.take_over(
            Handover(reason="asked", locked_at=LOCKED_AT, geometry=b"", move_to=str(new))
        )
    qtbot.waitUntil(lambda: stands(window, LockScreen))


def test_a_draft_that_cannot_be_saved_is_told_and_nothing_is_moved(
    qtbot, make, unlock, handed, old, new, monkeypatch
):
    window = make(old)
    window.begin()
    unlock(window)
    page = window._workspace.show_page("Settings")

    def refuse(*_):
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(type(page), "flush", refuse)
        page.move_requested.emit(new)
        assert handed == []
        assert DiskFull.sentence in words(window)


def test_a_draft_that_had_to_be_sealed_comes_back_before_anything_moves(
    make, unlock, handed, old, new, monkeypatch
):
    window = make(old)
    window.begin()
    unlock(window)
    window._workspace.write("free")
    (surface, *_) = (
        each for each in window.findChildren(WritingSurface) if each.isVisibleTo(window)
    )
    surface.insertPlainText(WORDS)

    def refuse(*_):
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "save", refuse)
        window.move_journal(new)
    (handover,) = handed
    assert handover.sealed
    assert handover.move_to == ""
    window._sealed.forget()
    window._workspace = None


def test_while_locked_nothing_is_moved(make, handed, old, new):
    window = make(old)
    window.begin()
    window.move_journal(new)
    assert handed == []


@pytest.mark.parametrize("was_there", [True, False])
def test_a_disk_that_is_full_half_way_leaves_it_where_it_was(
    monkeypatch, take, unlock, old, new, settings, was_there
):
    if was_there:
        new.mkdir(parents=True)

    def refuse(*_):
        raise OSError(28, "no room")

    before = names(old)
    with monkeypatch.context() as patched:
        patched.setattr(moving.shutil, "copyfileobj", refuse)
        window = take()
    assert moving.NO_ROOM in words(window)
    assert settings.journal_folder is None
    # The lock screen makes a backup as soon as it stands.
    assert names(old) - {"backups"} == before | {"journal.lock"}
    assert names(new) == set()
    assert new.exists() == was_there
    unlock(window)
    assert window._workspace._desk.journal.folder == old


def test_a_drive_that_is_gone_by_now_leaves_it_where_it_was(qtbot, make, unlock, find, old, new):
    window = make(old)
    window.take_over(Handover(reason="asked", locked_at=LOCKED_AT, geometry=b"", move_to=str(new)))
    qtbot.waitUntil(lambda: stands(window, LockScreen))
    assert moving.GONE in words(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is find(QLineEdit, "Passphrase", window))
    unlock(window)
    assert window._workspace._desk.journal.folder == old


def test_somebody_at_the_new_place_leaves_it_where_it_was(take, new, unlock, old):
    new.mkdir(parents=True)
    with JournalLock(new):
        window = take()
        assert IN_USE in words(window)
    unlock(window)
    assert window._workspace._desk.journal.folder == old


def test_settings_that_cannot_be_written_leave_it_where_it_was(
    take, unlock, old, new, settings, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(Settings, "save", lambda _: False)
        window = take()
    assert NOT_NOTED in words(window)
    assert settings.journal_folder is None
    assert not new.exists()
    unlock(window)
    assert window._workspace._desk.journal.folder == old


def test_what_could_not_be_removed_is_named(take, unlock, old, new, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(moving, "clear", lambda _: False)
        window = take()
    said = words(window)
    assert f"is now in “{new}”." in said
    assert f"A copy of it is still in “{old}”" in said
    unlock(window)
    assert window._workspace._desk.journal.folder == new


@pytest.mark.parametrize(
    ("step", "moved"), [((moving, "copy"), False), ((moving, "clear"), True)], ids=str
)
def test_a_mistake_of_ours_still_leads_to_the_journal(
    qtbot, take, unlock, monkeypatch, old, new, step, moved
):
    def stumble(*_):
        raise RuntimeError("ours")

    with monkeypatch.context() as patched, qtbot.captureExceptions() as told:
        patched.setattr(*step, stumble)
        window = take()
    assert [kind for kind, _, _ in told] == [RuntimeError]
    assert ("has been moved" if moved else NotMoved.sentence) in words(window)
    unlock(window)
    assert window._workspace._desk.journal.folder == (new if moved else old)


# A move that was cut off


@pytest.fixture
def cut_off(old, new, settings):
    """Copy the journal and let the settings name the copy, but not remove the original."""
    new.mkdir(parents=True)
    moving.copy(old, new)
    settings.journal_folder = new


def begin(window, background):
    window.begin()
    background.wait()
    QCoreApplication.sendPostedEvents()
    return window


def test_a_move_that_was_cut_off_is_seen_through_at_the_next_start(
    make, background, unlock, old, new, cut_off
):
    window = begin(make(new), background)
    assert f"Your journal has been moved and is now in “{new}”." in words(window)
    assert not old.exists()
    unlock(window)


def test_an_original_that_somebody_has_open_is_named(make, background, old, new, cut_off):
    with JournalLock(old):
        window = begin(make(new), background)
    assert f"A copy of it is still in “{old}”" in words(window)
    assert DATABASE in names(old)
    window.close()
    window = begin(make(new), background)
    assert "still in" not in words(window)
    assert not old.exists()


def test_an_original_out_of_reach_waits(make, background, old, new, cut_off):
    old.rename(old.with_name("unplugged"))
    window = begin(make(new), background)
    assert "moved" not in words(window)
    old.with_name("unplugged").rename(old)
    window.close()
    begin(make(new), background)
    assert not old.exists()


def test_a_copy_that_the_settings_do_not_name_removes_nothing(
    make, background, old, new, cut_off, settings
):
    settings.journal_folder = old
    before = names(old)
    window = begin(make(new), background)
    assert "moved" not in words(window)
    assert names(old) == before


def test_a_mistake_of_ours_while_clearing_is_no_secret(
    qtbot, make, background, old, new, cut_off, monkeypatch
):
    def stumble(*_):
        raise RuntimeError("ours")

    monkeypatch.setattr(moving, "origin", stumble)
    with qtbot.captureExceptions() as told:
        begin(make(new), background)
    assert [kind for kind, _, _ in told] == [RuntimeError]
    assert set(HEADERS) < names(old)


def test_clearing_says_where_the_journal_is_and_what_is_left(old, new, cut_off):
    assert moving_window.finish(old) == ""
    with JournalLock(old):
        assert f"still in “{old}”" in moving_window.finish(new).replace("\u200b", "")
    (old / "notes.txt").touch()
    assert "still in" not in moving_window.finish(new)
    assert names(old) == {"notes.txt"}
    assert moving_window.finish(new) == ""


def test_a_long_path_may_be_broken_between_its_folders_first():
    path = Path("/home/rowan/a-name-of-more-than-sixteen-letters")
    shown = moving_window.shown(path)
    assert shown.replace("\u200b", "") == str(path)
    assert shown.startswith("/\u200bhome/\u200browan/\u200b")
