"""What kind of contact an entry is about, and what belongs to such a kind."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.contacts import KINDS, MODES, RISK, RISK_FIRST
from reflect_app.domain.plan import when_due
from reflect_app.domain.records import Entry
from reflect_app.domain.reflective_models import INCIDENT
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.write.reminder import Reminder
from reflect_app.ui.widgets.pick_field import PickField
from reflect_app.ui.widgets.text import Secondary

OTHER_QUESTIONS = "There are three questions for this, about you and not about the facts."
_KINDS = {"": "Not said", **KINDS}
_MODES = {"": "Not said how", **MODES}
_PLANNED = {"": "Not said whether", "yes": "Planned", "no": "Not planned"}
_WHETHER: dict[str, bool | None] = {"": None, "yes": True, "no": False}


class ContactField(QWidget):
    """The kind, and once that is said how it was held. Folded away, what it brought stays."""

    changed = Signal()
    chosen = Signal(str)
    """The person says that it is about a contact of this kind, empty for none."""
    questions_wanted = Signal()
    """The questions for after an incident are wanted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._day = desk.clock.today()
        self._folded = True
        self._risk_known = False
        self._kind = PickField("Contact", _KINDS)
        self._mode = PickField("How it was held", _MODES)
        self._planned = PickField("Planned or not", _PLANNED)
        self._what, self._how = QWidget(), QWidget()
        self._due = Secondary()
        self._risk = Reminder(RISK_FIRST, "Close")
        self._offer = Reminder(OTHER_QUESTIONS, f"Change to {INCIDENT.name}")
        self._kind.currentIndexChanged.connect(self._choose)
        for field in (self._mode, self._planned):
            field.currentIndexChanged.connect(self.changed)
        self._risk.acted.connect(self._know_risk)
        self._offer.acted.connect(self.questions_wanted)
        self._lay_out()

    def show_draft(self, draft: Entry) -> None:
        """Show what is known about `draft`; no signal is sent."""
        planned = next(key for key, value in _WHETHER.items() if value is draft.planned)
        for field, key in (
            (self._kind, draft.contact),
            (self._mode, draft.mode),
            (self._planned, planned),
        ):
            with QSignalBlocker(field):
                field.set_value(key)
        self._day = draft.day
        self._risk_known = False
        self._risk.remind(False)
        self._offer.remind(False)
        self._settle()

    def fill(self, draft: Entry) -> None:
        """Put what is given into `draft`."""
        draft.contact, draft.mode = self._kind.value(), self._mode.value()
        draft.planned = _WHETHER[self._planned.value()]

    def in_words(self) -> str:
        """Return what is given: "Home visit, face to face, planned"."""
        said = [field.currentText() for field in self._fields() if field.value()]
        return ", ".join((*said[:1], *(text[0].lower() + text[1:] for text in said[1:])))

    def fold(self, *, folded: bool) -> None:
        """Show the fields, or only what the kind brought."""
        self._folded = folded
        self._settle()

    def offer_questions(self, on: bool) -> None:  # noqa: FBT001
        """Offer the questions for after an incident, or no longer."""
        self._offer.remind(on)
        self._settle()

    def _lay_out(self) -> None:
        what, how = _column(self._what), _column(self._how)
        what.addWidget(_labelled(self._kind))
        what.addWidget(self._kind)
        for field in (self._mode, self._planned):
            how.addWidget(_labelled(field))
            how.addWidget(field)
        column = _column(self)
        for part in (self._what, self._due, self._risk, self._offer, self._how):
            column.addWidget(part)

    def _fields(self) -> tuple[PickField, ...]:
        return (self._kind, self._mode, self._planned)

    def _choose(self) -> None:
        kind = self._kind.value()
        self._risk.remind(kind in RISK and not self._risk_known)
        self._settle()
        self.chosen.emit(kind)
        self.changed.emit()

    def _know_risk(self) -> None:
        self._risk_known = True
        self._risk.remind(False)
        self._settle()
        self._kind.setFocus()

    def _settle(self) -> None:
        """Ask no more than the kind until something is said."""
        self._what.setHidden(self._folded)
        said = any(field.value() for field in self._fields())
        self._how.setVisible(said and not self._folded)
        planned = self._planned_for(self._kind.value())
        self._due.setText(planned)
        self._due.setVisible(bool(planned))
        brought = (self._due, self._risk, self._offer)
        self.setHidden(self._folded and all(part.isHidden() for part in brought))

    def _planned_for(self, kind: str) -> str:
        """Say what the person planned to do when a contact of this kind happens."""
        due = when_due(self._desk.journal.plans(), {kind}, self._day) if kind else []
        names = "; ".join(plan.name.strip().rstrip(".") for plan in due)
        return f"You planned: {names}." if due else ""


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return column


def _labelled(field: PickField) -> Secondary:
    label = Secondary(field.accessibleName())
    label.setBuddy(field)
    return label
