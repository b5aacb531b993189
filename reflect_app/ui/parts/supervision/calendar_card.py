"""The dates for another calendar: when somebody is busy, and not what with."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from reflect_app.domain.bank_holidays import NATION, days_off
from reflect_app.domain.dates_ahead import holds, last_day
from reflect_app.ui.page import Desk
from reflect_app.ui.private_file import write_private
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.sheet import Sheet
from reflect_app.ui.widgets.text import Secondary

FILE = "dates.ics"
PLAIN = (
    "In it they are called “Appointment” and “Break”: no kind, no name, no place. The file is not "
    "encrypted, and a calendar at work may be read by others."
)
NOTHING = "No session to come and no planned break yet, so there is nothing to save."
SAVED = "Saved. Open it with your calendar; a later file brings the same dates up to date."
NOT_SAVED = "It could not be saved there. Please choose another place."


class CalendarCard(Sheet):
    """What the file would hold, and one button that saves it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Your own calendar")
        self._desk = desk
        self._plain = Secondary(PLAIN)
        self._save = Button("Save dates for my calendar")
        self._notice = Notice()
        self._save.clicked.connect(self._ask)
        self.body.addWidget(self._plain)
        self.body.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._notice)

    def refresh(self) -> None:
        """Say what a file saved now would hold."""
        journal, today = self._desk.journal, self._desk.clock.today()
        said = holds(journal.sessions(), journal.plans(), today)
        self.say(said or NOTHING)
        for widget in (self._plain, self._save):
            widget.setVisible(bool(said))
        self._notice.clear()

    def _ask(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save dates for my calendar", str(Path.home() / FILE)
        )
        if not chosen:
            return
        try:
            write_private(Path(chosen), self._text().encode())
        except OSError:
            self._notice.say(NOT_SAVED)
        else:
            self._notice.say(SAVED)

    def _text(self) -> str:
        # Few save one, and the library behind it takes a moment to load.
        from reflect_app.domain.calendar_file import calendar_file  # noqa: PLC0415

        journal, now = self._desk.journal, self._desk.clock.local()
        sessions, today = journal.sessions(), now.date()
        last = last_day(sessions, today)
        nation = str(journal.preference("nation", NATION))
        off = days_off(journal.away(today, last), nation, today, last)
        return calendar_file(sessions, journal.plans(), off, whose=journal.vault_id, now=now)
