"""The window: the first run, the lock screen or the workspace, never two of them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QMessageBox, QVBoxLayout

from reflect_app.domain.clock import Clock
from reflect_app.ui.background import Background
from reflect_app.ui.backups import Backups
from reflect_app.ui.clipboard import Clipboard
from reflect_app.ui.cover import Cover, Curtain
from reflect_app.ui.handover import Handover, Standby
from reflect_app.ui.journal_lock import Doorbell, JournalLock
from reflect_app.ui.keychain_call import sweep
from reflect_app.ui.keychain_way import OPENED
from reflect_app.ui.lock_screen import LockScreen
from reflect_app.ui.menus import Menus
from reflect_app.ui.moving import Move, finish
from reflect_app.ui.restoring import Restore
from reflect_app.ui.sealed_draft import SealedDraft
from reflect_app.ui.settings import Settings
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.focus_ring import FocusRing
from reflect_app.ui.widgets.support_panel import SupportPanel
from reflect_app.vault import moving
from reflect_app.vault.errors import DamagedJournal, JournalError
from reflect_app.vault.quick_unlock import QuickUnlock
from reflect_app.vault.vault import Vault

if TYPE_CHECKING:  # The locked window must not import them; `_enter` does.
    from reflect_app.ui.first_run import FirstRun
    from reflect_app.ui.workspace import Workspace
    from reflect_app.vault.journal import Journal
    from reflect_app.vault.rekeying import NewKeys

SMALLEST = QSize(800, 560)
ENCRYPTING = (
    "Encrypting everything anew. This takes a moment, and no harm is done if it is cut off."
)
ENCRYPTED = (
    "Everything is encrypted anew, and only your new passphrase and your new recovery key open "
    "it. Backups made before go once a new one has been read through; copies you made yourself "
    "still open with the older ones."
)
PROVE_AFTER = 5_000
"""Milliseconds after opening: by then Today stands and the standby waits."""
LOCK_PATIENCE = 2_000
"""Milliseconds within which the process that has just locked must have let go of the journal."""


class MainWindow(QMainWindow):
    """One journal's window, from the first run or the lock screen to the next lock."""

    stood = Signal()
    """The lock screen has been painted."""

    def __init__(  # noqa: PLR0913
        self,
        folder: Path,
        *,
        theme: Theme,
        settings: Settings,
        background: Background,
        clock: Clock,
        end: Callable[[], None],
    ) -> None:
        """Take the parts that outlive a journal; `end` ends the process on the spot."""
        super().__init__()
        self.setWindowTitle("Reflect")
        self.setMinimumSize(SMALLEST)
        self._theme = theme
        self._settings = settings
        self._background = background
        self._clock = clock
        self._end = end
        self._handover: Handover | None = None
        self._workspace: Workspace | None = None
        self._cover: Cover | None = None
        self._clipboard = Clipboard(self)
        self._curtain = Curtain(self, settings, lambda: self._workspace is not None)
        self._focus_ring = FocusRing(self)
        self._menus = Menus(self, theme, settings)
        self._menus.page_requested.connect(lambda title: self._inside().show_page(title))
        self._menus.write_requested.connect(lambda model: self._inside().write(model))
        self._menus.search_requested.connect(lambda: self._inside().search())
        self._menus.focus_requested.connect(lambda: self._inside().turn_focus())
        self._menus.lock_requested.connect(lambda: self.lock("asked"))
        self._menus.quit_requested.connect(self.close)
        self._menus.support_requested.connect(self._show_support)
        self._use(folder)

    def begin(self) -> None:
        """Show the first screen; raise JournalInUse or FolderNotWritable if the lock is refused."""
        screen: LockScreen | FirstRun
        if self._vault.exists():
            self._lock.take()
            screen = self._show_lock_screen()
            self._finish_move(screen)
        else:
            screen = self._show_first_run()
        self.resize(self._settings.window_width, self._settings.window_height)
        self.show()
        screen.begin()

    def knock(self) -> None:
        """Ask the process that has the journal open to come forward."""
        self._lock.knock()

    def stand_by(self) -> None:
        """Build and polish the lock screen without showing it, for a handover that may come."""
        self._show_lock_screen()
        self.ensurePolished()
        self.winId()

    def take_over(self, handover: Handover) -> None:
        """Stand, locked, where the window stood that handed over."""
        self._handover = handover
        # The process that hands over may have changed them since this one began to stand by.
        self._settings.read_again()
        self._theme.set_look(self._settings.look)
        self._theme.set_text_scale(self._settings.text_scale)
        self._theme.set_reading(self._settings.reading)
        self.restoreGeometry(QByteArray(handover.geometry))
        screen = self._show_lock_screen()
        first: LockScreen | Move = screen
        screen.say_why(handover.reason, handover.locked_at.astimezone())
        if handover.said:
            screen.say(handover.said)
        if handover.reason == "damaged":
            screen.offer_help(DamagedJournal())
        try:
            self._lock.take(LOCK_PATIENCE)
        except JournalError as error:
            screen.say(error.sentence)
        else:
            if handover.move_to:
                first = self._show_move(Path(handover.move_to))
        self.show()
        self.raise_()
        self.activateWindow()
        first.begin()

    def lock(self, reason: str, folder: Path | None = None) -> None:
        """Cover the window, put the journal away and end the process; never ask.

        `reason` is a key of `lock_screen.REASONS`. With `folder` the new process stands before
        the journal there.
        """
        if self._workspace is None:
            return
        handover = self._put_away(self._workspace, reason)
        self._lock.release()
        if folder:
            self._workspace.standby.dismiss()
            # What lay open is nothing to another journal; a draft that is sealed waits for its own.
            handover = replace(handover, page="", entry_id=None, sealed=b"")
            self._settings.journal_folder = folder
            Standby(folder, self).hand_over(handover)
        else:
            self._workspace.standby.hand_over(handover)
        self._end()

    def move_journal(self, folder: Path) -> None:
        """Lock, and let the new process take the journal to `folder` before it asks."""
        if self._workspace is None:
            return
        handover = self._put_away(self._workspace, "asked")
        self._lock.release()
        if not handover.sealed:  # A draft that is sealed first comes back where it belongs.
            self._sealed.forget()
            handover = replace(handover, move_to=str(folder))
        self._workspace.standby.hand_over(handover)
        self._end()

    def encrypt_anew(self, new: "NewKeys") -> None:
        """Lock, let `new` open the journal instead of the old keys, and say what became of it.

        It is done here, since keys are handed to no other process; the journal is closed for it,
        with everything in it that was written.
        """
        workspace, self._workspace = self._workspace, None
        if workspace is None:
            return
        handover = self._put_away(workspace, "asked")
        with suppress(JournalError):  # It would open nothing that is encrypted anew.
            self._quick.end()
        if self._cover:
            self._cover.say(ENCRYPTING)

        def hand_over(said: str) -> None:
            self._lock.release()
            workspace.standby.hand_over(replace(handover, said=said))
            self._end()

        def refuse(error: Exception) -> None:
            hand_over(error.sentence if isinstance(error, JournalError) else JournalError.sentence)

        self._background.run(new.keep, self, lambda _: hand_over(ENCRYPTED), refuse)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save and close the journal; where saving fails, ask before anything could be lost."""
        if self._cover or self._at_work():  # It ends by itself, and well.
            event.ignore()
            return
        if self._workspace:
            try:
                self._workspace.flush()
            except JournalError as error:
                if not self._leave_sealed(error.sentence):
                    event.ignore()
                    return
                self._sealed.keep(self._workspace.sealed())
            self._workspace.close_journal()
            self._clipboard.forget()
            self._workspace = None
            self.hide()
            self._backups.make_now()
        if not self.isMaximized():
            self._settings.window_width = self.width()
            self._settings.window_height = self.height()
        self._lock.release()
        event.accept()

    def _at_work(self) -> bool:
        """Say whether the journal is just being moved or restored."""
        screen = self.centralWidget()
        return isinstance(screen, Move) or (isinstance(screen, Restore) and screen.busy)

    def _put_away(self, workspace: "Workspace", reason: str) -> Handover:
        """Cover the window, save and close the journal; return what outlives it."""
        self._cover = Cover(self)
        self._cover.show()
        self._cover.repaint()
        self._clipboard.forget()
        handover = workspace.put_away(reason, bytes(self.saveGeometry().data()))
        self._sealed.keep(handover.sealed)
        return handover

    def _use(self, folder: Path, lock: JournalLock | None = None) -> None:
        """Turn to the journal in `folder`, which need not exist yet; its `lock` may be held."""
        self._vault = Vault(folder)
        self._lock = lock or JournalLock(folder)
        self._sealed = SealedDraft(folder)
        self._quick = QuickUnlock(folder, self._clock)
        self._doorbell = Doorbell(folder, self)
        self._doorbell.rang.connect(self._come_forward)
        self._backups = Backups(folder, self._settings, self._background, self._clock, self)

    def _show_lock_screen(self) -> LockScreen:
        own = self._settings.open_support
        screen = LockScreen(
            self._theme, self._vault, self._background, own, self._quick, self._backups
        )
        screen.painted.connect(self.stood)
        screen.painted.connect(self._wear_icon)
        screen.painted.connect(self._back_up)
        screen.tried.connect(self._backups.stop)
        screen.unlocked.connect(self._enter)
        screen.unlocked_by_keychain.connect(self._enter_by_keychain)
        screen.support_requested.connect(self._show_support)
        screen.folder_chosen.connect(self._change_folder)
        screen.restore_requested.connect(
            lambda file, secret: self._show_restore(
                partial(self._stand_again, "", screen.trouble), file, secret
            )
        )
        screen.saved.connect(self._turn_to)
        self._menus.set_open(False)
        self.setCentralWidget(screen)
        return screen

    def _show_restore(
        self, back: Callable[[], None], file: Path | None = None, secret: str = ""
    ) -> None:
        """Restore a backup, by choice the one in `file`; `back` undoes having come here."""
        self._backups.stop()
        restore = Restore(
            self._theme, self._backups, self._background, self._lock, self._vault.folder
        )
        restore.restored.connect(lambda said: self._begin_afresh(self._vault.folder, said))
        restore.left.connect(back)
        self.setCentralWidget(restore)
        restore.begin(file, secret)

    def _turn_to(self, folder: Path, said: str) -> None:
        """Stand before the new journal in `folder`, which was read out of the one here."""
        self._settings.journal_folder = folder
        self._begin_afresh(folder, said)

    def _begin_afresh(self, folder: Path, said: str) -> None:
        """Let a new process stand, locked, before the journal in `folder`, and say `said`.

        This one had its key and read in it, and nothing of that may stay in a locked process.
        """
        self._lock.release()
        handover = Handover(
            reason="another" if folder != self._vault.folder else "restored",
            locked_at=self._clock.now(),
            geometry=bytes(self.saveGeometry().data()),
            said=said,
        )
        Standby(folder, self).hand_over(handover)
        self._end()

    def _show_move(self, to: Path) -> Move:
        move = Move(self._theme, self._settings, self._background, self._vault.folder, to)
        move.painted.connect(self.stood)
        move.painted.connect(self._wear_icon)
        move.moved.connect(lambda sentence: self._settle(move, sentence))
        move.stayed.connect(self._stand_again)
        self.setCentralWidget(move)
        return move

    def _settle(self, move: Move, sentence: str) -> None:
        """Stand before the journal in its new folder, and leave the old one."""
        self._lock.release()
        moving.leave(self._vault.folder)
        with suppress(JournalError):  # It was for the folder that is no more.
            self._quick.end()
        sweep(self._quick)
        self._use(move.to, move.lock)
        self._stand_again(sentence)

    def _stand_again(self, sentence: str, trouble: JournalError | None = None) -> None:
        """Show the lock screen again, with what it said or the help it offered before."""
        screen = self._show_lock_screen()
        if sentence:
            screen.say(sentence)
        if trouble:
            screen.offer_help(trouble)
        # A move that is refused at once ends before the window is active, and what is not to be
        # seen yet would not get the focus then.
        screen.painted.connect(screen.begin)

    def _finish_move(self, screen: LockScreen) -> None:
        """Clear what a move that was cut off has left elsewhere, where the settings name this."""
        folder = self._vault.folder

        def say(sentence: str) -> None:
            if sentence:
                screen.say(sentence)

        if self._settings.journal_folder == folder and moving.begun(folder):
            self._background.run(lambda: finish(folder), screen, say, _raise)

    def _show_first_run(self) -> "FirstRun":
        # Seen once in a journal's life; the lock screen does without its imports.
        from reflect_app.ui.first_run import FirstRun

        first_run = FirstRun(self._theme, self._vault, self._lock, self._background, self._clock)
        first_run.done.connect(self._enter)
        first_run.folder_chosen.connect(self._change_folder)
        first_run.restore_requested.connect(
            lambda: self._show_restore(lambda: self._show_first_run().begin())
        )
        self._wear_icon()
        self.setCentralWidget(first_run)
        return first_run

    def _back_up(self) -> None:
        """Make a backup, but none of what is known to be damaged."""
        damaged = self._handover is not None and self._handover.reason == "damaged"
        if self._lock.held and not damaged:
            self._backups.make()

    def _wear_icon(self) -> None:
        # Once the window stands: drawing it takes a library that the lock screen does without.
        self.setWindowIcon(self._theme.icon("reflect"))

    def _change_folder(self, folder: Path) -> None:
        """Turn to another journal and remember it; one that is in use stays where it is."""
        before = self._vault.folder
        self._lock.release()
        self._use(folder)
        try:
            self.begin()
            self._settings.journal_folder = folder
        except JournalError as error:
            self._use(before)
            self.begin()
            self.statusBar().showMessage(error.sentence)

    def _enter(self, journal: "Journal") -> None:
        """Open the workspace on `journal`, where the person was before a lock."""
        from reflect_app.ui.page import Desk
        from reflect_app.ui.workspace import Workspace

        desk = Desk(journal, self._clock, self._theme, self._background, self._backups)
        self._doorbell.listen()
        self._workspace = workspace = Workspace(desk, self._settings)
        workspace.lock_requested.connect(self.lock)
        workspace.another_requested.connect(lambda folder: self.lock("another", folder))
        workspace.move_requested.connect(self.move_journal)
        workspace.new_keys_wanted.connect(self.encrypt_anew)
        self._backups.damaged.connect(workspace.greet)
        self._menus.set_open(True)
        self.setCentralWidget(workspace)
        handover, self._handover = self._handover, None
        sealed = (handover.sealed if handover else b"") or self._sealed.kept()
        if workspace.return_to(handover, sealed):
            self._sealed.forget()
        workspace.say_age()
        QTimer.singleShot(PROVE_AFTER, workspace, lambda: self._backups.prove(journal))

    def _enter_by_keychain(self, journal: "Journal") -> None:
        """Say on the first page that no passphrase was asked for: nobody shall wonder."""
        self._enter(journal)
        self._inside().greet(OPENED)

    def _inside(self) -> "Workspace":
        """Return the workspace; only what an open journal offers leads here."""
        if self._workspace is None:
            raise RuntimeError("locked")
        return self._workspace

    def _show_support(self) -> None:
        if self._workspace:
            self._workspace.show_page("Support")
            return
        sheet = QDialog(self)
        sheet.setWindowTitle("Support")
        QVBoxLayout(sheet).addWidget(SupportPanel(self._theme, self._settings.open_support))
        sheet.open()

    def _come_forward(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _leave_sealed(self, sentence: str) -> bool:
        """Ask whether to close although a draft is not in the journal; it is kept encrypted."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, "Reflect", sentence, parent=self)
        box.setInformativeText(
            "If you close Reflect now, your draft is kept encrypted on this computer and comes "
            "back when you next open the journal."
        )
        stay = box.addButton("Keep it open", QMessageBox.ButtonRole.RejectRole)
        box.addButton("Close Reflect", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is not stay


def _raise(error: Exception) -> None:
    raise error
