"""The first minutes: a passphrase, a recovery key, and if wanted the supervision dates."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from reflect_app.domain.clock import Clock
from reflect_app.domain.records import Session
from reflect_app.ui.background import Background
from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.fields import DateField
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.middle import Middle
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Body, PageTitle, Secondary
from reflect_app.ui.widgets.time_field import TimeField
from reflect_app.vault import passphrases, recovery_key
from reflect_app.vault.errors import JournalError
from reflect_app.vault.journal import Journal
from reflect_app.vault.vault import NewJournal, Vault

CARD_WIDTH = 620
GROUPS_IN_A_ROW = 3
STEPS = ("Passphrase", "Recovery key", "Supervision")
WORK_COMPUTER = (
    "Kept in {folder}. This app sends nothing anywhere. On a work computer "
    "your employer may own, monitor or search this. On your own, your rules may forbid case "
    "details. Check first."
)
KEY_FILE = "recovery-key.txt"
KEY_SHEET = (
    "The recovery key of a Reflect journal\n\n{key}\n\nIt opens the journal without the "
    "passphrase. Keep it on paper or in a password manager, away from the computer the journal "
    "is on. Spaces, dashes and capitals make no difference when you type it.\n"
)


class FirstRun(QWidget):
    """Makes a journal in three short steps; nothing is on the disk before the second is done."""

    done = Signal(object)
    """The open Journal."""
    folder_chosen = Signal(object)
    """The Path of a folder that holds a journal already."""

    def __init__(
        self,
        theme: Theme,
        vault: Vault,
        lock: JournalLock,
        background: Background,
        clock: Clock,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._vault = vault
        self._lock = lock
        self._background = background
        self._clock = clock
        self._journal: Journal | None = None
        self._progress = _Progress()
        self._steps = QStackedLayout()
        self._passphrase = _PassphraseStep()
        self._passphrase.chosen.connect(self._draw_keys)
        self._existing = Button("Open a journal you already have", kind="link")
        self._existing.clicked.connect(self._choose_folder)
        self._lay_out()
        self._take_step(self._passphrase, 0)

    def begin(self) -> None:
        """Put the focus where the step in view begins."""
        self._step.begin()

    def _lay_out(self) -> None:
        card = Card()
        card.body.setContentsMargins(36, 28, 36, 28)
        card.body.addLayout(self._steps)
        foot = Secondary(WORK_COMPUTER.format(folder=self._vault.folder))
        foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = Middle(self._theme, CARD_WIDTH)
        middle.body.addWidget(self._progress, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.body.addWidget(card)
        middle.body.addWidget(foot)
        middle.body.addWidget(self._existing, 0, Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(middle)

    def _take_step(self, step: "_Step", number: int) -> None:
        # The step before goes, and with it the room it took and what was typed in it.
        if before := self._steps.currentWidget():
            self._steps.removeWidget(before)
            before.deleteLater()
        self._step = step
        self._steps.addWidget(step)
        self._progress.show_step(number)
        step.begin()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Open a journal you already have")
        if folder:
            self.folder_chosen.emit(Path(folder))

    def _draw_keys(self, passphrase: str) -> None:
        """Work the keys out in the worker: it takes about as long as a breath, on purpose."""
        self._passphrase.set_busy(busy=True)
        draw = self._vault.draw
        self._background.run(
            lambda: draw(passphrase), self, self._show_recovery_key, self._passphrase.refuse
        )

    def _show_recovery_key(self, new: NewJournal) -> None:
        self._existing.hide()
        step = _RecoveryStep(new.recovery_key)
        step.kept.connect(lambda: self._create(new, step))
        self._take_step(step, 1)

    def _create(self, new: NewJournal, step: "_RecoveryStep") -> None:
        try:
            self._vault.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock.take()
            self._journal = new.create()
        except (JournalError, OSError) as error:
            step.refuse(error)
            return
        supervision = _SupervisionStep(self._clock)
        supervision.chosen.connect(self._add_sessions)
        self._take_step(supervision, 2)

    def _add_sessions(self, sessions: Sequence[Session]) -> None:
        journal = self._journal
        if journal is None:
            return
        try:
            journal.add_all(sessions)
        except JournalError as error:
            self._step.refuse(error)
        else:
            self.done.emit(journal)


class _Progress(QWidget):
    """Where in the three steps this is."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        self._steps = [QLabel(f"{number} {name}") for number, name in enumerate(STEPS, start=1)]
        for step in self._steps:
            step.setProperty("part", "step")
            row.addWidget(step)

    def show_step(self, current: int) -> None:
        """Mark the step at index `current`, to the eye and to a screen reader."""
        for number, step in enumerate(self._steps):
            step.setProperty("current", number == current)
            step.setAccessibleDescription("this step" if number == current else "")
            step.style().unpolish(step)
            step.style().polish(step)


class _Step(QWidget):
    """One step: a title, a line of words, what it asks, and what is wrong with the answer."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.notice = Notice()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(PageTitle(title))
        self.column.addWidget(Body(words))

    def begin(self) -> None:
        """Put the focus where the step begins."""

    def refuse(self, error: Exception) -> None:
        """Say what the world did; a mistake of ours is not for here."""
        if isinstance(error, JournalError):
            self.notice.say(error.sentence)
        elif isinstance(error, OSError):
            self.notice.say(
                "Reflect is not allowed to make its folder here. Nothing has been made yet: allow "
                "it, or start Reflect with another folder."
            )
        else:
            raise error


class _PassphraseStep(_Step):
    """Offers five words that can be taken as they are, and takes one's own instead."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            "Choose a passphrase",
            "It encrypts everything you write. Nobody can reset it for you: not your employer, "
            "not us. The next step gives you a recovery key in case you forget.",
        )
        self._label = QLabel()
        self._field = QLineEdit()
        self._label.setBuddy(self._field)
        self._bar = QProgressBar(textVisible=False, maximum=4)
        self._bar.setAccessibleName("Strength of the passphrase")
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._advice = Secondary()
        self._again_label = QLabel("Once more")
        self._again = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._again.setAccessibleName("Once more")
        self._again_label.setBuddy(self._again)
        self._show = QCheckBox("Show what I type")
        self._other = Button("Suggest another", kind="link")
        self._own = Button("Choose my own", kind="link")
        self._continue = Button("Continue", kind="primary")
        self._field.textChanged.connect(self._weigh)
        self._field.returnPressed.connect(self._go_further)
        self._again.textChanged.connect(self.notice.clear)
        self._again.returnPressed.connect(self._go_on)
        self._show.toggled.connect(self._set_shown)
        self._other.clicked.connect(self._suggest)
        self._own.clicked.connect(self._choose_own)
        self._continue.clicked.connect(self._go_on)
        self._lay_out()
        self._suggest()

    def begin(self) -> None:
        """Let Enter take the suggestion."""
        self._continue.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the keys are being worked out."""
        self._continue.setEnabled(not busy)
        self._continue.setText("One moment" if busy else "Continue")

    def refuse(self, error: Exception) -> None:
        """Let the person choose again."""
        self.set_busy(busy=False)
        super().refuse(error)

    def _lay_out(self) -> None:
        for widget in (self._label, self._field, self._bar, self._advice, self._again_label,
                       self._again, self._show, self.notice):  # fmt: skip
            self.column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self._other)
        row.addWidget(self._own)
        row.addStretch()
        row.addWidget(self._continue)
        self.column.addLayout(row)

    def _suggest(self) -> None:
        self._show_own(own=False)
        self._field.setText(passphrases.suggest())
        self._other.setText("Suggest another")
        self._continue.setFocus()

    def _choose_own(self) -> None:
        self._show_own(own=True)
        self._field.clear()
        self._again.clear()
        self._other.setText("Suggest one for me")
        self._field.setFocus()

    def _show_own(self, *, own: bool) -> None:
        self._is_own = own
        self._label.setText("Your passphrase" if own else "Suggested for you: write it down now")
        self._field.setAccessibleName("Passphrase" if own else "Suggested passphrase")
        self._field.setReadOnly(not own)
        for widget in (self._again_label, self._again, self._show):
            widget.setVisible(own)
        self._own.setVisible(not own)
        self._set_shown(self._show.isChecked() or not own)

    def _set_shown(self, shown: bool) -> None:  # noqa: FBT001
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._field.setEchoMode(mode)
        self._again.setEchoMode(mode)

    def _weigh(self, text: str) -> None:
        strength = passphrases.strength(text) if self._is_own else passphrases.DRAWN
        self._bar.setValue(strength.level)
        self._advice.setText(strength.sentence)
        self.notice.clear()

    def _go_further(self) -> None:
        """Go on with Enter: to the second field first, while nothing is in it."""
        if self._is_own and not self._again.text():
            self._again.setFocus()
        else:
            self._go_on()

    def _go_on(self) -> None:
        if not self._continue.isEnabled():
            return
        passphrase = self._field.text()
        if self._is_own and passphrase != self._again.text():
            self.notice.say("The two are not the same. Please type it once more.")
            self._again.selectAll()
            self._again.setFocus()
            return
        self.chosen.emit(passphrase)


class _RecoveryStep(_Step):
    """Shows the recovery key and goes on when a part of it has been typed back."""

    kept = Signal()

    def __init__(self, key: str) -> None:
        super().__init__(
            "Keep your recovery key",
            "If you forget the passphrase, this is the only way back in. Keep it on paper or in "
            "a password manager, not beside this computer.",
        )
        self._key = key
        self._groups = key.split("-")
        self._asked = secrets.randbelow(len(self._groups))
        label = QLabel(f"Type part {self._asked + 1} of {len(self._groups)}, to show you have it")
        self._typed = QLineEdit()
        self._typed.setAccessibleName(label.text())
        label.setBuddy(self._typed)
        copy, save, print_it = Button("Copy it"), Button("Save it as a file"), Button("Print it")
        go_on = Button("Continue", kind="primary")
        copy.clicked.connect(self._copy)
        save.clicked.connect(self._save)
        print_it.clicked.connect(self._print)
        go_on.clicked.connect(self._go_on)
        self._typed.returnPressed.connect(self._go_on)
        ways = QWidget()
        flow = FlowLayout(ways, spacing=8)
        for button in (copy, save, print_it):
            flow.addWidget(button)
        row = QHBoxLayout()
        row.addWidget(ways, 1)
        row.addWidget(go_on)
        for widget in (_Parts(self._groups), label, self._typed, self.notice):
            self.column.addWidget(widget)
        self.column.addLayout(row)

    def begin(self) -> None:
        """Wait for the part that is asked for."""
        self._typed.setFocus()

    def _go_on(self) -> None:
        if recovery_key.tidy(self._typed.text()) == self._groups[self._asked]:
            self.kept.emit()
            return
        self.notice.say(
            f"That is not part {self._asked + 1}: look for the small {self._asked + 1} above."
        )
        self._typed.selectAll()
        self._typed.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.notice.say("Copied. Paste it into a password manager, not into a note or a mail.")

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the recovery key", KEY_FILE)
        if not name:
            return
        try:
            Path(name).write_text(KEY_SHEET.format(key=self._key), encoding="utf-8")
        except OSError:
            self.notice.say("It could not be saved there. Please choose another place.")
            return
        self.notice.say("Saved. Move it off this computer: whoever has it can open the journal.")

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

        dialog = QPrintDialog(QPrinter(), self)
        if dialog.exec():
            sheet = QTextDocument()
            sheet.setPlainText(KEY_SHEET.format(key=self._key))
            sheet.print_(dialog.printer())
            self.notice.say("Sent to the printer.")


class _Parts(QFrame):
    """The groups of a recovery key, numbered, as they are to be copied on paper."""

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("part", "key")
        self.setAccessibleName("Recovery key")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setVerticalSpacing(8)
        for place, group in enumerate(groups):
            row, column = divmod(place, GROUPS_IN_A_ROW)
            number, letters = Secondary(str(place + 1)), QLabel(group)
            letters.setProperty("part", "group")
            letters.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            letters.setAccessibleName(f"Part {place + 1}: {' '.join(group)}")
            grid.addWidget(number, row, 2 * column, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(letters, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)


class _SupervisionStep(_Step):
    """Asks when supervision was and will be; all of it can wait."""

    chosen = Signal(object)
    """The Sessions to begin with, none to four weeks' worth of them."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(
            "When is supervision?",
            "With a date, Reflect can show what changed between sessions. You can add it later "
            "under Supervision.",
        )
        today = clock.today()
        self._last = _Dated("My last session was on", today - timedelta(weeks=2))
        self._last.date.setMaximumDate(QDate(today.year, today.month, today.day))
        self._next = _Dated("The next one is on", today + timedelta(weeks=2))
        self._next.date.setMinimumDate(QDate(today.year, today.month, today.day))
        self._time = TimeField("10:00", "Time of the next session")
        self._time.setEnabled(False)
        self._next.box.toggled.connect(self._time.setEnabled)
        self._next.row.addWidget(self._time)
        start = Button("Open my journal", kind="primary")
        start.clicked.connect(self._go_on)
        self._start = start
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(start)
        self.column.addWidget(self._last)
        self.column.addWidget(self._next)
        self.column.addWidget(self.notice)
        self.column.addLayout(row)

    def begin(self) -> None:
        """Let Enter skip it."""
        self._start.setFocus()

    def _go_on(self) -> None:
        sessions = []
        if self._last.box.isChecked():
            sessions.append(Session(day=self._last.date.day()))
        if self._next.box.isChecked():
            start = self._time.minutes()
            if start is None and self._time.text().strip():
                self.notice.say("That could not be read as a time. Please write it like 10:00.")
                self._time.setFocus()
                return
            sessions.append(Session(day=self._next.date.day(), start=start))
        self.chosen.emit(sessions)


class _Dated(QWidget):
    """A date that counts once its box is ticked."""

    def __init__(self, words: str, day: date) -> None:
        super().__init__()
        self.box = QCheckBox(words)
        self.date = DateField(words)
        self.date.set_day(day)
        self.date.setEnabled(False)
        self.box.toggled.connect(self.date.setEnabled)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(self.box, 1)
        self.row.addWidget(self.date)
