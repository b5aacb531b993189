"""Reminders outside the window: off, until somebody has read what they show."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QWidget

from reflect_app.domain.reminders import APPOINTMENT, PLANNED
from reflect_app.ui.desktop import notify
from reflect_app.ui.page import Desk
from reflect_app.ui.reminders import WANTED
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.vault.errors import JournalError

ABOUT = (
    "When a planned break begins, ten minutes before your planned leaving time, and at 16:00 on "
    "the day before a session. None on days away and bank holidays, and none for a plan you have "
    "answered. They come only while your journal is open: once it has locked, none do."
)
REMIND = "Remind me with a notification"
SHOWS = (
    f"It shows the word “{notify.SUMMARY}” and one of two sentences: "
    f"“{notify.BODIES[PLANNED]}” or “{notify.BODIES[APPOINTMENT]}” It never says what "
    "you planned, what kind of appointment it is, a name, or anything you wrote. Whoever can see "
    "your screen can read that much."
)
SHOW_ONE = "Show me one"
ASKED = "Your computer has been asked to show one. If none appears, it holds notifications back."


class RemindersCard(Card):
    """One choice, kept in the journal, and a way to see what it means; hidden where none can be."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Reminders", ABOUT)
        self._journal, self._background = desk.journal, desk.background
        self._notify = notify.Notifications()
        self._wanted = QCheckBox()
        self._wanted.setAccessibleName(REMIND)
        self._wanted.toggled.connect(self._keep)
        self._notice = Notice()
        show = Button(SHOW_ONE, kind="link")
        show.clicked.connect(self._show_one)
        choice, way = QWidget(), QWidget()
        Beside(Body(REMIND), self._wanted, parent=choice)
        FlowLayout(way).addWidget(show)
        for widget in (choice, Secondary(SHOWS), way, self._notice):
            self.body.addWidget(widget)
        self.hide()

    def refresh(self) -> None:
        """Show what holds now."""
        self._notice.clear()
        self._show_kept()
        # In the worker: a bus that hangs must not hold up the window.
        self._background.run(notify.available, self, self.setVisible, lambda _: self.hide())

    def _keep(self, on: bool) -> None:  # noqa: FBT001
        self._notice.clear()
        try:
            self._journal.set_preference(WANTED, on)
        except JournalError as error:
            self._show_kept()
            self._notice.say(error.sentence)

    def _show_kept(self) -> None:
        with QSignalBlocker(self._wanted):
            self._wanted.setChecked(bool(self._journal.preference(WANTED, False)))

    def _show_one(self) -> None:
        self._notify.tell(PLANNED)
        self._notice.say(ASKED)
