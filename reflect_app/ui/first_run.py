"""The first minutes: a passphrase, a recovery key, and if wanted the week and supervision."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from reflect_app.domain.clock import Clock
from reflect_app.domain.plan import BREAK, LEAVING
from reflect_app.domain.planning import begun
from reflect_app.domain.records import Plan, Session
from reflect_app.ui.background import Background
from reflect_app.ui.journal_lock import JournalLock
from reflect_app.ui.parts.settings.passphrase_choice import PassphraseChoice
from reflect_app.ui.parts.settings.recovery_sheet import RecoverySheet
from reflect_app.ui.parts.settings.week_fields import Week, WeekFields
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.fields import DateField
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.middle import Middle
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Body, PageTitle, Secondary
from reflect_app.ui.widgets.time_field import TimeField
from reflect_app.vault.errors import JournalError
from reflect_app.vault.journal import Journal
from reflect_app.vault.vault import NewJournal, Vault

CARD_WIDTH = 620
WEEK_LENGTH = 7
STEPS = ("Passphrase", "Recovery key", "Your week", "Supervision")
ANOTHER_KEY = (
    "Another passphrase makes another recovery key. Keep this one: the one before opens nothing."
)
JOURNAL_MADE = (
    "Your journal is made, and this key opens it. You can change the passphrase under Settings."
)
WORK_COMPUTER = (
    "Kept in {folder}. This app sends nothing anywhere. On a work computer "
    "your employer may own, monitor or search this. On your own, your rules may forbid case "
    "details. Check first."
)


LAST_AHEAD = "Your last session would be on a day to come. Please look at its date once more."
NEXT_OVER = "Your next session would be on a day that is over. Please look at its date once more."
NO_TIME = "That could not be read as a time. Please write it like 10:00."


class FirstRun(QWidget):
    """Makes a journal in four short steps; nothing is on the disk before the second is done.

    One can go back and find everything as it was put in. From the second step on there is a
    journal that its passphrase opens: the key can be looked at again, and no step lies before it.
    """

    done = Signal(object)
    """The open Journal."""
    folder_chosen = Signal(object)
    """The Path of a folder that holds a journal already."""
    restore_requested = Signal()
    """There is a backup, and the journal in it is wanted instead of a new one."""

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
        self._made: list[Plan] = []
        """The plans of the week that was kept last."""
        self._progress = _Progress()
        self._taken: list[_Step] = []
        """The steps so far, the one in view last."""
        self._ahead: list[_Step] = []
        """The steps that were come back from, the nearest last."""
        self._steps = QVBoxLayout()
        self._passphrase = _PassphraseStep()
        self._passphrase.chosen.connect(self._draw_keys)
        self._existing = Button("Open a journal you already have", kind="link")
        self._existing.clicked.connect(self._choose_folder)
        self._backup = Button("I have a backup", kind="link")
        self._backup.clicked.connect(self.restore_requested)
        self._lay_out()
        self._go_on_to(self._passphrase)

    def begin(self) -> None:
        """Put the focus where the step in view begins."""
        self._step.begin()

    @property
    def _step(self) -> "_Step":
        return self._taken[-1]

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
        middle.body.addWidget(self._backup, 0, Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(middle)

    def _go_on_to(self, step: "_Step") -> None:
        """Show the next step; the one before stays as it is, out of sight."""
        if self._taken:
            self._step.hide()
        self._taken.append(step)
        if self._steps.indexOf(step) < 0:
            step.back.connect(self._go_back)
            self._steps.addWidget(step)
        self._show_step()

    def _go_on_again(self) -> bool:
        """Show the step that was come back from, as it was left; return whether there is one."""
        if not self._ahead:
            return False
        self._go_on_to(self._ahead.pop())
        return True

    def _go_back(self) -> None:
        self._step.hide()
        self._ahead.append(self._taken.pop())
        self._show_step()

    def _show_step(self) -> None:
        self._step.show()
        for way in (self._existing, self._backup):
            way.setVisible(self._step is self._passphrase)
        self._progress.show_step(self._step.place)
        self._step.begin()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, "Open a journal you already have", str(Path.home())
        )
        if folder:
            self.folder_chosen.emit(Path(folder))

    def _draw_keys(self, passphrase: str) -> None:
        """Work the keys out in the worker: it takes about as long as a breath, on purpose.

        The same passphrase keeps the recovery key that may be on paper by now.
        """
        if self._passphrase.is_drawn(passphrase) and self._go_on_again():
            return
        self._passphrase.set_busy(busy=True)
        draw = self._vault.draw
        self._background.run(
            lambda: draw(passphrase),
            self,
            lambda new: self._show_recovery_key(passphrase, new),
            self._passphrase.refuse,
        )

    def _show_recovery_key(self, passphrase: str, new: NewJournal) -> None:
        self._passphrase.set_busy(busy=False)
        self._passphrase.remember(passphrase)
        step = _RecoveryStep(new.recovery_key)
        step.kept.connect(lambda: self._create(new, step))
        again = bool(self._ahead)
        while self._ahead:
            self._drop(self._ahead.pop())
        self._go_on_to(step)
        if again:
            step.notice.say(ANOTHER_KEY)

    def _drop(self, step: "_Step") -> None:
        self._steps.removeWidget(step)
        step.deleteLater()

    def _create(self, new: NewJournal, step: "_RecoveryStep") -> None:
        if self._go_on_again():
            return
        try:
            self._vault.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock.take()
            self._journal = new.create()
        except (JournalError, OSError) as error:
            step.refuse(error)
            return
        # The passphrase is in force, and what was typed of it goes.
        self._taken.remove(self._passphrase)
        self._drop(self._passphrase)
        step.stay_behind()
        week = _WeekStep()
        week.chosen.connect(lambda chosen: self._keep_week(week, chosen))
        self._go_on_to(week)

    def _keep_week(self, step: "_WeekStep", week: Week | None) -> None:
        journal = self._journal
        if journal is None:
            return
        if week is not None:
            try:
                self._keep(journal, week)
            except JournalError as error:
                step.refuse(error)
                return
            step.stay_kept()
        if self._go_on_again():
            return
        supervision = _SupervisionStep(self._clock)
        supervision.chosen.connect(self._add_sessions)
        self._go_on_to(supervision)

    def _keep(self, journal: Journal, week: Week) -> None:
        """Keep a week and its plans in place of those that were kept before; raise JournalError.

        The plans come last and at once, so that a second try makes none twice.
        """
        journal.set_preference("week", week)
        while self._made:
            journal.delete(self._made[-1])
            self._made.pop()
        made = list(_first_plans(week, journal.plans(), self._clock.today()))
        journal.add_all(made)
        self._made = made

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
    """Where in the steps this is."""

    def __init__(self) -> None:
        super().__init__()
        row = FlowLayout(self)
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

    place: ClassVar[int]
    """Which of the STEPS it is."""

    back = Signal()
    """The step before is wanted; this one stays as it is."""

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

    place = 0

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            "Choose a passphrase",
            "It encrypts everything you write. Nobody can reset it for you: not your employer, "
            "not us. The next step gives you a recovery key in case you forget.",
        )
        self._drawn = ""
        self._choice = PassphraseChoice("Continue")
        self._choice.chosen.connect(self.chosen)
        self.notice = self._choice.notice
        self.column.addWidget(self._choice)

    def begin(self) -> None:
        """Let Enter take the suggestion."""
        self._choice.begin()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the keys are being worked out."""
        self._choice.set_busy(busy=busy)

    def remember(self, passphrase: str) -> None:
        """Know for which passphrase keys were drawn last."""
        self._drawn = passphrase

    def is_drawn(self, passphrase: str) -> bool:
        """Say whether the last keys were drawn for this passphrase."""
        return passphrase == self._drawn

    def refuse(self, error: Exception) -> None:
        """Let the person choose again."""
        self.set_busy(busy=False)
        super().refuse(error)


class _RecoveryStep(_Step):
    """Shows the recovery key and goes on when a part of it has been typed back."""

    place = 1

    kept = Signal()

    def __init__(self, key: str) -> None:
        super().__init__(
            "Keep your recovery key",
            "If you forget the passphrase, this is the only way back in. Keep it on paper or in "
            "a password manager, not beside this computer.",
        )
        self._back = Button("Back", kind="link")
        self._back.clicked.connect(self.back)
        self._sheet = RecoverySheet(key, "Continue", self._back)
        self._sheet.kept.connect(self.kept)
        self.notice = self._sheet.notice
        self.column.addWidget(self._sheet)

    def begin(self) -> None:
        """Wait for the part that is asked for."""
        self._sheet.begin()

    def stay_behind(self) -> None:
        """Be only looked at again: the journal is made, and nothing lies before it any more."""
        self._back.hide()
        self.notice.say(JOURNAL_MADE)


class _WeekStep(_Step):
    """Asks for the usual working week; all of it can wait."""

    place = 2

    chosen = Signal(object)
    """The Week, or None for later."""

    def __init__(self) -> None:
        super().__init__(
            "What is your week like?",
            "Write in a lunch and a leaving time, and they become your first two plans. You can "
            "change them under Plan, and the rest under Settings.",
        )
        self._fields = WeekFields()
        self._fields.confirmed.connect(self._go_on)
        self._later = Button("Later")
        self._later.clicked.connect(lambda: self.chosen.emit(None))
        self._keep = keep = Button("Keep my week", kind="primary")
        keep.clicked.connect(self._go_on)
        row = _actions(self, self._later, keep)
        self.column.addWidget(self._fields)
        self.column.addWidget(self.notice)
        self.column.addLayout(row)

    def begin(self) -> None:
        """Let Enter skip it, or go on where it was kept."""
        (self._keep if self._later.isHidden() else self._later).setFocus()

    def stay_kept(self) -> None:
        """Be come back to as a week that is kept, which can be changed and no longer put off."""
        self._later.hide()

    def _go_on(self) -> None:
        self.notice.clear()
        if problem := self._fields.problem():
            self.notice.say(problem)
            return
        self.chosen.emit(self._fields.week())


class _SupervisionStep(_Step):
    """Asks when supervision was and will be; all of it can wait."""

    place = 3

    chosen = Signal(object)
    """The Sessions to begin with, none to four weeks' worth of them."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(
            "When is supervision?",
            "With a date, Reflect can show what changed between sessions. You can add it later "
            "under Supervision.",
        )
        today = self._today = clock.today()
        self._last = _Dated("My last session was on", today - timedelta(weeks=2))
        self._next = _Dated("The next one is on", today + timedelta(weeks=2))
        self._time = TimeField("10:00", "Time of the next session")
        self._time.setEnabled(False)
        self._next.box.toggled.connect(self._time.setEnabled)
        self._next.row.addWidget(self._time)
        start = Button("Open my journal", kind="primary")
        start.clicked.connect(self._go_on)
        self._start = start
        row = _actions(self, start)
        for field in (self._last.date, self._next.date, self._time):
            field.installEventFilter(self)
        self.column.addWidget(self._last)
        self.column.addWidget(self._next)
        self.column.addWidget(self.notice)
        self.column.addLayout(row)

    def begin(self) -> None:
        """Let Enter skip it."""
        self._start.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Enter in a field, once the field has read what is typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.isAutoRepeat():
                QTimer.singleShot(0, self, self._go_on)
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        """Take the dates; a limit in the field itself would swallow digits as they are typed."""
        sessions = []
        if self._last.box.isChecked():
            if self._last.date.day() > self._today:
                self._refuse(LAST_AHEAD, self._last.date)
                return
            sessions.append(Session(day=self._last.date.day()))
        if self._next.box.isChecked():
            start = self._time.minutes()
            if self._next.date.day() < self._today:
                self._refuse(NEXT_OVER, self._next.date)
                return
            if start is None and self._time.text().strip():
                self._refuse(NO_TIME, self._time)
                return
            sessions.append(Session(day=self._next.date.day(), start=start))
        self.chosen.emit(sessions)

    def _refuse(self, sentence: str, field: QWidget) -> None:
        self.notice.say(sentence)
        field.setFocus()


class _Dated(QWidget):
    """A date that counts once its box is ticked."""

    def __init__(self, words: str, day: date) -> None:
        super().__init__()
        self.box = QCheckBox(words)
        self.date = DateField(words)
        self.date.set_day(day)
        self.date.setEnabled(False)
        self.box.toggled.connect(self.date.setEnabled)
        fields = QWidget()
        self.row = FlowLayout(fields)
        self.row.addWidget(self.date)
        Beside(self.box, fields, parent=self)


def _actions(step: _Step, *buttons: Button) -> QHBoxLayout:
    """Return the row at the foot of `step`: back to the left, and on to the right."""
    back = Button("Back", kind="link")
    back.setProperty("flush", True)
    back.clicked.connect(step.back)
    row = QHBoxLayout()
    row.addWidget(back)
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    return row


def _first_plans(week: Week, plans: Sequence[Plan], today: date) -> Iterator[Plan]:
    """Yield a plan for the lunch and the leaving time that `week` has."""
    for kind, time, minutes in (
        (BREAK, week["lunch"], week["lunch_minutes"]),
        (LEAVING, week["leave"], None),
    ):
        if time is not None:
            times = tuple(time if day in week["days"] else None for day in range(WEEK_LENGTH))
            yield begun(kind, times, minutes, plans, today)
