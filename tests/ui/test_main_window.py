"""The window from a start to a lock and back, with the process that would end kept alive."""

import shutil
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QClipboard, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QWidget,
)

from reflect_app.ui import main_window as main_windows
from reflect_app.ui import workspace as workspaces
from reflect_app.ui.desktop.linux import Desktop
from reflect_app.ui.first_run import FirstRun
from reflect_app.ui.handover import Handover
from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.last_seen import OLDER
from reflect_app.ui.lock_screen import LockScreen
from reflect_app.ui.main_window import MainWindow
from reflect_app.ui.settings import Settings
from reflect_app.ui.widgets.support_panel import SupportPanel
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.writing import WritingSurface
from reflect_app.ui.workspace import Workspace
from reflect_app.vault import backup, keys
from reflect_app.vault.errors import DiskFull, JournalInUse, OlderKeys
from reflect_app.vault.files import HEADERS
from reflect_app.vault.journal import Journal
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault

SMALL = Argon(memory=64, passes=1, lanes=1)
OTHER = "quiet ferry in the morning"
LOCKED_AT = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_second_process(monkeypatch):
    """Keep standbys out of tests that are not about them: `test_handover` starts real ones."""
    monkeypatch.setattr(workspaces, "STANDBY_AFTER", 3_600_000)


@pytest.fixture(autouse=True)
def one_after_the_other(qapp):
    """Let a window go without the next one: Qt would end a program that has none, and close it."""
    qapp.setQuitOnLastWindowClosed(False)
    yield
    qapp.setQuitOnLastWindowClosed(True)


@pytest.fixture
def make(qtbot, theme, settings, background, clock):
    """Return a way to make the window on a folder; the last one made is closed at the end."""
    made = []

    def make(folder):
        ended = []
        window = MainWindow(
            folder,
            theme=theme,
            settings=settings,
            background=background,
            clock=clock,
            end=lambda: ended.append(True),
        )
        window.ended = ended
        qtbot.addWidget(window)
        made.append(window)
        return window

    yield make
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
        qtbot.waitUntil(lambda: isinstance(window.centralWidget(), Workspace))
        qtbot.waitUntil(window.centralWidget().isVisible)  # Qt shows it when it comes to it
        return window

    return unlock


@pytest.fixture
def window(make, unlock, vault):
    """Return an open window with Today in view."""
    window = make(vault.folder)
    window.begin()
    return unlock(window)


@pytest.fixture
def handed(monkeypatch):
    """Return what is handed over at a lock, instead of a process that takes over."""
    handed = []
    monkeypatch.setattr(
        workspaces.Standby, "hand_over", lambda _, handover: handed.append(handover) or True
    )
    return handed


def choose(window, name):
    """Choose an entry of a menu by its name."""
    (action,) = (each for each in window.findChildren(QAction) if each.text() == name)
    assert action.isEnabled()
    action.trigger()


def in_view(window):
    return window.centralWidget()._in_view().title


def write(qtbot, window, words):
    """Begin a hard case and type into its first question."""
    choose(window, "New reflection")
    (surface, *_) = (
        each for each in window.findChildren(WritingSurface) if each.isVisibleTo(window)
    )
    surface.setFocus()
    surface.insertPlainText(words)
    return surface


def test_a_folder_without_a_journal_gets_the_first_run(make, tmp_path):
    window = make(tmp_path / "nothing")
    window.begin()
    assert isinstance(window.centralWidget(), FirstRun)
    assert not (tmp_path / "nothing").exists()


def test_a_folder_with_a_journal_gets_the_lock_screen_and_opens_on_today(make, unlock, vault):
    window = make(vault.folder)
    window.begin()
    assert isinstance(window.centralWidget(), LockScreen)
    unlock(window)
    assert in_view(window) == "Today"


def test_while_locked_the_menus_offer_nothing_of_the_journal(make, vault):
    window = make(vault.folder)
    window.begin()
    enabled = {each.text(): each.isEnabled() for each in window.findChildren(QAction)}
    for name in ("New reflection", "Just write", "Lock now", "Find", "Today", "Trends", "Settings"):
        assert not enabled[name], name
    for name in ("Quit", "Support", "Larger text", "Dark"):
        assert enabled[name], name


def test_every_page_can_be_reached_by_its_name_and_is_shown_as_chosen(window):
    for name in ("Journal", "Plan", "Supervision", "Trends", "Today"):
        choose(window, name)
        assert in_view(window) == name
        chosen = [
            each.text() or each.accessibleName()
            for each in window.findChildren(QRadioButton)
            if each.isChecked() and each.parent() and each.window() is window
        ]
        assert any(name in each for each in chosen)
    for name in ("Help", "Settings", "Support"):
        choose(window, name)
        assert in_view(window) == name


def test_the_keys_for_the_pages_are_the_promised_ones(window):
    keys_of = {
        each.text(): [key.toString() for key in each.shortcuts()]
        for each in window.findChildren(QAction)
    }
    for number, name in enumerate(("Today", "Journal", "Plan", "Supervision", "Trends"), start=1):
        assert f"Ctrl+{number}" in keys_of[name]
    assert "Ctrl+N" in keys_of["New reflection"]
    assert "Ctrl+L" in keys_of["Lock now"]
    assert "F1" in keys_of["Help"]
    assert "Ctrl+F" in keys_of["Find"]


@pytest.mark.parametrize("first", ["New reflection", "Journal"])
def test_tab_comes_by_everything_on_every_page_and_round(qtbot, window, first):
    with qtbot.waitActive(window):
        window.activateWindow()
    choose(window, first)
    write(qtbot, window, "A visit")
    qtbot.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    for name in (
        "Today",
        "Journal",
        "Plan",
        "Supervision",
        "Trends",
        "Help",
        "Settings",
        "New reflection",
    ):
        choose(window, name)
        stops = {
            each
            for each in window.findChildren(QWidget)
            if each.isVisible() and each.isEnabled() and each.window() is window
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.focusProxy()
        }
        start, met = QApplication.focusWidget(), set()
        while QApplication.focusWidget() not in met:
            met.add(QApplication.focusWidget())
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is start, name
        assert met == stops, name


def test_f8_leaves_only_the_writing_in_sight_and_brings_everything_back(qtbot, window):
    choose(window, "New reflection")
    finish = window._workspace._in_view()._finish
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert not finish.isVisible()
    assert isinstance(QApplication.focusWidget(), WritingSurface)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert finish.isVisible()


def test_find_leads_to_the_search_field(window):
    choose(window, "Find")
    assert in_view(window) == "Journal"
    assert isinstance(window.focusWidget(), QLineEdit)


def test_locking_covers_saves_closes_hands_over_and_ends(qtbot, window, vault, handed, passphrase):
    write(qtbot, window, "the visit that turned")
    choose(window, "Lock now")
    (handover,) = handed
    assert window.ended == [True]
    assert handover.reason == "asked"
    assert handover.sealed == b""
    with JournalLock(vault.folder):
        journal = vault.unlock(passphrase)
    (draft,) = journal.drafts()
    assert draft.id == handover.entry_id
    assert "the visit that turned" in {answer.text for answer in draft.answers.values()}
    journal.close()
    window._workspace = None


def test_while_it_locks_nothing_of_the_journal_is_to_be_seen(qtbot, window, monkeypatch):
    seen = []
    monkeypatch.setattr(
        workspaces.Standby,
        "hand_over",
        lambda *_: seen.append(window.childAt(window.rect().center()).window() is window),
    )
    pictures = []
    put_away = window._workspace.put_away
    monkeypatch.setattr(
        window._workspace,
        "put_away",
        lambda *given: pictures.append(window.grab().toImage()) or put_away(*given),
    )
    write(qtbot, window, "the visit that turned")
    open_picture = window.grab().toImage()
    window.lock("asked")
    window._workspace = None
    # Covered before anything was saved, which may take its time.
    (covered,) = pictures
    assert covered != open_picture
    colours = {
        covered.pixelColor(x, y).name()
        for x in range(0, covered.width(), 7)
        for y in range(0, covered.height() // 3, 7)
    }
    assert len(colours) == 1


def test_the_idle_timer_locks_with_its_reason(window, handed):
    window._workspace._inactivity.passed.emit("idle")
    assert handed[0].reason == "idle"
    window._workspace = None


def test_a_draft_that_cannot_be_saved_is_handed_over_encrypted_and_comes_back(
    qtbot, window, make, unlock, vault, handed, monkeypatch
):
    write(qtbot, window, "words the disk would not take")

    def refuse(*_):
        raise DiskFull

    monkeypatch.setattr(Journal, "save", refuse)
    choose(window, "Lock now")
    monkeypatch.undo()
    (handover,) = handed
    assert handover.sealed
    assert b"words the disk" not in handover.to_line()
    window._workspace = None
    window.hide()

    after = make(vault.folder)
    after.take_over(handover)
    unlock(after)
    (draft,) = after._workspace._desk.journal.drafts()
    assert "words the disk would not take" in {each.text for each in draft.answers.values()}
    shown = [each.toPlainText() for each in after.findChildren(WritingSurface)]
    assert "words the disk would not take" in shown
    assert after._sealed.kept() == b""


def test_after_a_lock_it_says_why_and_goes_on_where_the_writing_stopped(
    qtbot, window, make, unlock, vault, handed
):
    surface = write(qtbot, window, "the visit that turned")
    cursor = surface.textCursor()
    cursor.setPosition(9)
    surface.setTextCursor(cursor)
    choose(window, "Lock now")
    window._workspace = None
    window.hide()

    after = make(vault.folder)
    after.take_over(handed[0])
    said = [each.text() for each in after.findChildren(Secondary)]
    assert any(each.startswith("Locked at") and "because you asked" in each for each in said)
    with qtbot.waitActive(after):
        after.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    unlock(after)
    qtbot.waitUntil(lambda: isinstance(after.focusWidget(), WritingSurface))
    focused = after.focusWidget()
    assert focused.toPlainText() == "the visit that turned"
    assert focused.textCursor().position() == 9


def test_after_a_lock_another_page_comes_back_too(window, make, unlock, vault, handed):
    choose(window, "Trends")
    choose(window, "Lock now")
    window._workspace = None
    window.hide()
    after = make(vault.folder)
    after.take_over(handed[0])
    unlock(after)
    assert in_view(after) == "Trends"


def test_a_place_that_is_no_more_leads_to_today(make, unlock, vault):
    window = make(vault.folder)
    window.take_over(
        Handover(reason="asked", locked_at=LOCKED_AT, geometry=b"", page="Gone", entry_id=1)
    )
    unlock(window)
    assert in_view(window) == "Today"


def test_locking_forgets_what_was_copied_here(window, handed, monkeypatch):
    # Without a screen Qt cannot tell whose the clipboard is.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    QGuiApplication.clipboard().setText("copied from the journal")
    choose(window, "Lock now")
    window._workspace = None
    assert QGuiApplication.clipboard().text() == ""


def names_in(folder):
    return sorted(path.suffix for path in folder.iterdir()) if folder.is_dir() else []


def test_the_process_that_takes_over_makes_a_backup_and_the_next_opening_proves_it(
    qtbot, make, unlock, vault, background, monkeypatch
):
    monkeypatch.setattr(main_windows, "PROVE_AFTER", 0)
    window = make(vault.folder)
    window.take_over(Handover(reason="asked", locked_at=LOCKED_AT, geometry=b""))
    qtbot.waitUntil(lambda: names_in(vault.folder / "backups") == [".rfb"])
    with qtbot.waitSignal(window._backups.proven):
        unlock(window)
    (one,) = backup.backups(vault.folder / "backups")
    assert one.proven


def test_closing_makes_a_backup_in_both_places_when_something_was_written(
    qtbot, window, vault, settings, tmp_path
):
    (tmp_path / "stick").mkdir()
    settings.backup_folder = tmp_path / "stick"
    write(qtbot, window, "the visit that turned")
    window.close()
    for place in (vault.folder / "backups", tmp_path / "stick"):
        assert names_in(place)[-1] == ".rfb"


def test_a_stick_that_is_not_there_keeps_nobody_from_closing(
    qtbot, window, vault, settings, tmp_path
):
    settings.backup_folder = tmp_path / "nowhere"
    write(qtbot, window, "the visit that turned")
    window.close()
    assert not window.isVisible()
    assert names_in(vault.folder / "backups")[-1] == ".rfb"
    assert not (tmp_path / "nowhere").exists()


def test_without_the_lock_no_backup_is_made(make, vault, background, monkeypatch):
    monkeypatch.setattr(main_windows, "LOCK_PATIENCE", 0)
    with JournalLock(vault.folder):
        window = make(vault.folder)
        window.take_over(Handover(reason="asked", locked_at=LOCKED_AT, geometry=b""))
        window.repaint()
        QCoreApplication.processEvents()
        background.wait()
    assert not (vault.folder / "backups").exists()


# Everything encrypted anew


def test_new_keys_are_put_in_force_behind_the_cover_and_said_on_the_lock_screen(
    qtbot, window, vault, handed, passphrase
):
    write(qtbot, window, "the visit that turned")
    new = vault.draw_new_keys(passphrase, OTHER, argon=SMALL)
    window.encrypt_anew(new)
    assert main_windows.ENCRYPTING in [x.text() for x in window.findChildren(QLabel)]
    window.close()  # not in the middle of it
    assert window.isVisible()
    qtbot.waitUntil(lambda: window.ended == [True])
    assert handed[0].said == main_windows.ENCRYPTED
    with JournalLock(vault.folder):
        journal = vault.unlock(OTHER)
    assert len(journal.drafts()) == 1
    journal.close()


def test_backups_that_the_seen_passphrase_opens_go_once_a_new_one_is_proven(
    qtbot, window, vault, handed, make, find, passphrase, monkeypatch, background
):
    monkeypatch.setattr(main_windows, "PROVE_AFTER", 0)
    background.wait()
    place = vault.folder / "backups"
    (older,) = backup.backups(place)
    window._clock.move(minutes=1)
    window.centralWidget()._encrypt_anew(vault.draw_new_keys(passphrase, OTHER, argon=SMALL))
    qtbot.waitUntil(lambda: window.ended == [True])
    window.hide()
    after = make(vault.folder)
    window._clock.move(minutes=1)
    after.take_over(handed[0])
    qtbot.waitUntil(lambda: len(backup.backups(place)) == 2)
    qtbot.keyClicks(find(QLineEdit, "Passphrase", after), OTHER)
    with qtbot.waitSignal(after._backups.proven):
        qtbot.keyClick(find(QLineEdit, "Passphrase", after), "\r")
    (left,) = backup.backups(place)
    assert left.proven
    assert left.path != older.path


def test_new_keys_that_cannot_be_put_in_force_leave_the_old_ones_and_say_why(
    qtbot, window, vault, handed, passphrase, monkeypatch
):
    def refuse(_):
        raise DiskFull

    new = vault.draw_new_keys(passphrase, OTHER, argon=SMALL)
    monkeypatch.setattr(type(new), "keep", refuse)
    window.encrypt_anew(new)
    qtbot.waitUntil(lambda: window.ended == [True])
    assert handed[0].said == DiskFull.sentence
    with JournalLock(vault.folder):
        vault.unlock(passphrase).close()


def test_what_was_done_before_the_lock_screen_is_said_on_it(make, vault):
    window = make(vault.folder)
    window.take_over(
        Handover(reason="asked", locked_at=LOCKED_AT, geometry=b"", said=main_windows.ENCRYPTED)
    )
    assert main_windows.ENCRYPTED in [each.text() for each in window.findChildren(QLabel)]


# What is outside


def test_a_computer_whose_screen_is_locked_locks_the_journal(window, handed):
    (outside,) = (each for each in window._workspace.children() if isinstance(each, Desktop))
    outside.left.emit("screen")
    window._workspace = None
    assert [each.reason for each in handed] == ["screen"]


def test_an_older_copy_of_the_journal_is_told_of_once_it_is_open(
    qtbot, window, make, unlock, vault, passphrase, tmp_path
):
    window.close()
    shutil.copytree(vault.folder, tmp_path / "copy")
    second = make(vault.folder)
    second.begin()
    write(qtbot, unlock(second), "the visit that turned")
    second.close()
    shutil.rmtree(vault.folder)
    shutil.copytree(tmp_path / "copy", vault.folder)
    third = make(vault.folder)
    third.begin()
    unlock(third)
    assert OLDER in [each.text() for each in third.findChildren(QLabel) if each.isVisible()]


def test_older_keys_open_only_by_a_second_deliberate_step(qtbot, make, find, vault, passphrase):
    older = {name: (vault.folder / name).read_bytes() for name in HEADERS}
    vault.change_passphrase(passphrase, OTHER, argon=SMALL)
    vault.unlock(OTHER).close()
    for name, content in older.items():
        (vault.folder / name).write_bytes(content)
    window = make(vault.folder)
    window.begin()
    qtbot.keyClicks(find(QLineEdit, "Passphrase", window), passphrase)
    qtbot.keyClick(find(QLineEdit, "Passphrase", window), "\r")
    qtbot.waitUntil(lambda: OlderKeys.sentence in [x.text() for x in window.findChildren(QLabel)])
    assert QApplication.focusWidget() is find(QPushButton, "Open it all the same", window)
    find(QPushButton, "Open it all the same", window).click()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), Workspace))


def test_closing_saves_and_lets_go_of_everything(qtbot, window, vault, passphrase):
    write(qtbot, window, "the visit that turned")
    window.close()
    with JournalLock(vault.folder):
        journal = vault.unlock(passphrase)
    assert len(journal.drafts()) == 1
    journal.close()


def test_closing_asks_before_an_unsaved_draft_could_be_lost(
    qtbot, window, vault, passphrase, monkeypatch
):
    def refuse(*_):
        raise DiskFull

    write(qtbot, window, "words the disk would not take")
    monkeypatch.setattr(Journal, "save", refuse)
    answers = ["Keep it open", "Close Reflect"]
    monkeypatch.setattr(QMessageBox, "exec", lambda _: None)
    monkeypatch.setattr(
        QMessageBox,
        "clickedButton",
        lambda box: next(each for each in box.buttons() if each.text() == answers[0]),
    )
    assert not window.close()
    assert in_view(window) == "Write" or window.isVisible()
    answers.pop(0)
    assert window.close()
    assert window._sealed.kept()
    window._sealed.forget()


def test_a_second_start_is_refused_and_brings_the_first_forward(qtbot, window, make, vault):
    second = make(vault.folder)
    with pytest.raises(JournalInUse):
        second.begin()
    window.setWindowState(Qt.WindowState.WindowMinimized)
    second.knock()
    qtbot.waitUntil(lambda: not window.isMinimized())


def test_support_opens_while_locked(qtbot, make, vault, find):
    window = make(vault.folder)
    window.begin()
    find(QPushButton, "More support", window).click()
    qtbot.waitUntil(
        lambda: any(
            panel.isVisible()
            for sheet in QApplication.topLevelWidgets()
            for panel in sheet.findChildren(SupportPanel)
        )
    )


def test_another_journal_can_be_turned_to_and_one_in_use_leaves_things_as_they_are(
    qtbot, make, vault, tmp_path, passphrase, settings
):
    other = Vault(tmp_path / "other")
    other.create(passphrase, argon=keys.Argon(memory=64, passes=1, lanes=1)).close()
    window = make(vault.folder)
    window.begin()
    window.centralWidget().folder_chosen.emit(other.folder)
    assert window._vault.folder == other.folder
    assert settings.journal_folder == other.folder
    with JournalLock(vault.folder):
        window.centralWidget().folder_chosen.emit(vault.folder)
        assert window._vault.folder == other.folder
        assert "already open" in window.statusBar().currentMessage()


@pytest.fixture
def another(tmp_path, passphrase):
    """Return the folder of another journal, which opens with the same passphrase."""
    vault = Vault(tmp_path / "another")
    vault.create(passphrase, argon=keys.Argon(memory=64, passes=1, lanes=1)).close()
    return vault.folder


def test_from_settings_another_journal_is_opened_by_another_process(
    qtbot, window, vault, another, settings, monkeypatch, passphrase
):
    handed = []
    monkeypatch.setattr(
        main_windows.Standby,
        "hand_over",
        lambda standby, handover: handed.append((standby._folder, handover)) or True,
    )
    write(qtbot, window, "the visit that turned")
    window.centralWidget().show_page("Settings").another_requested.emit(another)
    ((folder, handover),) = handed
    assert folder == settings.journal_folder == another
    assert window.ended == [True]
    assert (handover.reason, handover.page, handover.entry_id) == ("another", "", None)
    with JournalLock(vault.folder):
        journal = vault.unlock(passphrase)
    assert len(journal.drafts()) == 1
    journal.close()
    window._workspace = None


def test_a_draft_that_could_not_be_saved_waits_for_its_own_journal(
    qtbot, window, make, unlock, vault, another, monkeypatch
):
    def refuse(*_):
        raise DiskFull

    handed = []
    monkeypatch.setattr(
        main_windows.Standby, "hand_over", lambda _, handover: handed.append(handover) or True
    )
    write(qtbot, window, "words the disk would not take")
    monkeypatch.setattr(Journal, "save", refuse)
    window.lock("another", another)
    monkeypatch.undo()
    window._workspace = None
    window.takeCentralWidget().deleteLater()  # It would go on trying, in a process that had ended.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.hide()
    (handover,) = handed
    assert handover.sealed == b""
    there = make(another)
    there.take_over(handover)
    unlock(there)
    assert in_view(there) == "Today"
    there.close()
    back = make(vault.folder)
    back.begin()
    unlock(back)
    (draft,) = back._workspace._desk.journal.drafts()
    assert "words the disk would not take" in {each.text for each in draft.answers.values()}


def test_after_a_lock_it_looks_and_helps_as_was_chosen_since_it_began_to_wait(
    qtbot, make, vault, settings, theme, tmp_path
):
    waiting = make(vault.folder)
    waiting.stand_by()
    chosen = Settings(tmp_path / "settings.json")
    chosen.look, chosen.text_scale = "dark", 150
    chosen.open_support = (("Maggie, union rep", "020 7946 0000"),)
    waiting.take_over(Handover(reason="asked", locked_at=LOCKED_AT, geometry=b"", page="Today"))
    assert (theme.dark, theme.text_scale) == (True, 150)
    words = [each.text() for each in waiting.findChildren(QLabel) if each.isVisible()]
    assert "Maggie, union rep: 020 7946 0000" in words


def test_the_window_keeps_its_size_but_no_page(window, make, vault, settings):
    window.resize(1111, 777)
    choose(window, "Trends")
    window.close()
    again = make(vault.folder)
    again.begin()
    assert (again.width(), again.height()) == (1111, 777)


def test_the_title_and_the_settings_hold_nothing_of_the_journal(qtbot, window, settings, tmp_path):
    write(qtbot, window, "kestrel over the allotments")
    assert window.windowTitle() == "Reflect"
    window.close()
    assert "kestrel" not in (tmp_path / "settings.json").read_text()
