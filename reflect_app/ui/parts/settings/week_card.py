"""The working week, how often supervision is, for whom, and whose bank holidays count."""

from typing import Any, Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reflect_app.domain.bank_holidays import NATION, NATIONS
from reflect_app.domain.supervision import MANAGES_STAFF, USUAL_WEEKS
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.settings.week_fields import USUAL, WeekFields
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.fields import ListField, NumberField
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.vault.errors import JournalError

WEEK, RHYTHM, WHERE = "week", "rhythm_weeks", "nation"
"""The journal's preferences that are chosen here."""
STAFF_ADDS = "Adds staff matters and decisions upward to the themes of a session."
LEAST_WEEKS: Final = 1
MOST_WEEKS: Final = 12


class WeekCard(Card):
    """What is usual at work; kept in the journal, each change at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Your week", "Kept in the journal. Your plans stay as they are until you change them."
        )
        self._journal = desk.journal
        self._week = WeekFields()
        self._rhythm = NumberField("Weeks between sessions", least=LEAST_WEEKS, most=MOST_WEEKS)
        self._staff = QCheckBox("I also manage staff")
        self._staff.setAccessibleDescription(STAFF_ADDS)
        self._nation = ListField("Where you work", NATIONS)
        self._notice = Notice()
        self._week.changed.connect(self._keep)
        self._rhythm.valueChanged.connect(self._keep)
        self._staff.toggled.connect(self._keep)
        self._nation.currentIndexChanged.connect(self._keep)
        rhythm, nation = QWidget(), QWidget()
        Beside(Body("Supervision every"), self._rhythm, parent=rhythm)
        Beside(Body("Bank holidays and help lines of"), self._nation, parent=nation)
        staff = QWidget()
        lines = QVBoxLayout(staff)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(self._staff)
        lines.addWidget(Secondary(STAFF_ADDS))
        for widget in (self._week, Line(), rhythm, staff, nation, self._notice):
            self.body.addWidget(widget)

    def refresh(self) -> None:
        """Show what holds now."""
        kept = self._kept()
        self._week.set_week(kept[WEEK])
        with QSignalBlocker(self._staff):
            self._staff.setChecked(bool(kept[MANAGES_STAFF]))
        with QSignalBlocker(self._rhythm), QSignalBlocker(self._nation):
            self._rhythm.setValue(kept[RHYTHM])
            self._nation.set_value(kept[WHERE] if kept[WHERE] in NATIONS else NATION)
        self._name_unit()
        self._notice.clear()

    def flush(self) -> None:
        """Keep what was just typed, unless it is unclear; raise JournalError."""
        with QSignalBlocker(self._rhythm):
            self._rhythm.interpretText()
        self._save()

    def _keep(self) -> None:
        self._name_unit()
        self._notice.say(self._week.problem())
        try:
            self._save()
        except JournalError as error:
            self._notice.say(error.sentence)

    def _save(self) -> None:
        """Save what differs from what is kept, and is clear."""
        kept = self._kept()
        shown: dict[str, Any] = {
            RHYTHM: self._rhythm.value(),
            MANAGES_STAFF: self._staff.isChecked(),
            WHERE: self._nation.value(),
        }
        if not self._week.problem():
            shown[WEEK] = self._week.week()
        for key, value in shown.items():
            if value != kept[key]:
                self._journal.set_preference(key, value)

    def _kept(self) -> dict[str, Any]:
        defaults = {WEEK: USUAL, RHYTHM: USUAL_WEEKS, MANAGES_STAFF: False, WHERE: NATION}
        return {key: self._journal.preference(key, usual) for key, usual in defaults.items()}

    def _name_unit(self) -> None:
        self._rhythm.setSuffix(" week" if self._rhythm.value() == 1 else " weeks")
