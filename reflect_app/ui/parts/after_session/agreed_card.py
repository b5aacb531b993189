"""What was agreed in a session: a line and Enter each, and what becomes of it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.agreed import LONGEST, plan_name, plan_of, revised, when_plan
from reflect_app.domain.planning import NO_DAY, changed, cues, ended
from reflect_app.domain.records import Agreed, Plan, Session
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.after_session.agreed_row import AgreedRow
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.writing import OneLine
from reflect_app.vault.errors import JournalError

ADD = "Add what you agreed"
REMOVED, STILL_PLANNED = "Removed.", "Removed here. Its plan is still under Plan."


class AgreedCard(Card):
    """Rows of what was agreed, and a field for the next one."""

    changed = Signal()
    removed = Signal(str)
    """Something is no longer in the journal; the sentence says what that means."""
    unfolded = Signal(object)
    """This row shows more than it did, to be brought into view."""
    refused = Signal(str)
    """It could not be removed; the sentence says why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Agreed")
        self._desk = desk
        self._session_id = 0
        self._rows: list[AgreedRow] = []
        self._typed: Agreed | None = None
        """What stands in the field, as the journal has it."""
        self._gone: tuple[int, AgreedRow] | None = None
        """Where the row stood that was removed last, and the row itself, for Undo."""
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._field = OneLine(ADD, ADD)
        self._field.setMaxLength(LONGEST)
        self._field.textChanged.connect(self.changed)
        self._field.returnPressed.connect(self._add)
        self.body.addLayout(self._list)
        self.body.addWidget(self._field)

    def show_session(self, session: Session) -> None:
        """Show what was agreed in `session`."""
        journal = self._desk.journal
        self._session_id = session.id
        self._typed = None
        self._field.blockSignals(True)
        self._field.clear()
        self._field.blockSignals(False)
        self._forget_gone()
        for row in self._rows:
            row.hide()
            row.deleteLater()
        plans = journal.plans()
        self._rows = [
            self._row(agreed, plan_of(agreed, plans), agreed.words)
            for agreed in journal.agreed()
            if agreed.session_id == session.id
        ]
        self._arrange()

    def unsaved(self) -> bool:
        """Say whether something is not in the journal as it is here."""
        return self._field_unsaved() or any(row.unsaved() for row in self._rows)

    def flush(self) -> None:
        """Save what is agreed, and what stands half typed; raise JournalError."""
        for row in self._rows:
            if row.unsaved():
                self._store(row)
        if self._field_unsaved():
            self._typed = self._stored_as_typed()

    def bring_back(self) -> None:
        """Have the row again that was removed last; it is saved as any other."""
        if self._gone is None:
            return
        place, row = self._gone
        self._gone = None
        self._rows.insert(place, row)
        self._arrange()
        row.setFocus()
        self.changed.emit()

    def _field_unsaved(self) -> bool:
        return self._field.text().strip() != (self._typed.words if self._typed else "")

    def _stored_as_typed(self) -> Agreed | None:
        """Let the journal have what stands in the field; return its record."""
        words = self._field.text().strip()
        if not words:
            if self._typed:
                self._desk.journal.delete(self._typed)
            return None
        if self._typed:
            return self._desk.journal.save(revised(self._typed, words=words))
        return self._desk.journal.save(Agreed(session_id=self._session_id, words=words))

    def _add(self) -> None:
        words = " ".join(self._field.text().split())
        if not words:
            return
        agreed = self._typed or Agreed(session_id=self._session_id, words=words)
        self._typed = None
        self._rows.append(self._row(agreed, None, words))
        self._arrange()
        self._field.clear()

    def _row(self, agreed: Agreed, plan: Plan | None, words: str) -> AgreedRow:
        offered = cues(self._desk.journal.own_sources(), plan.cue if plan else "")
        row = AgreedRow(agreed, plan, offered, self._desk.clock.today(), words)
        row.changed.connect(self.changed)
        row.unfolded.connect(lambda: self.unfolded.emit(row))
        row.remove_wanted.connect(lambda: self._remove(row))
        return row

    def _arrange(self) -> None:
        """Set the rows below each other, with hairlines between."""
        # Not `takeAt`: the item it gives away outlives the call in Python, stays the one that the
        # row tells of its height, and the layout never hears that the row is unfolded.
        for widget in self._shown():
            self._list.removeWidget(widget)
            if isinstance(widget, Line):
                widget.hide()
                widget.deleteLater()
        for row in self._rows:
            if self._list.count():
                self._list.addWidget(Line())
            self._list.addWidget(row)
            row.show()

    def _shown(self) -> list[QWidget]:
        """Return the rows and the hairlines as they stand."""
        items = (self._list.itemAt(place) for place in range(self._list.count()))
        return [widget for item in items if item and (widget := item.widget())]

    def _store(self, row: AgreedRow) -> None:
        """Let the journal have what `row` says, with its plan; raise JournalError.

        The plan goes first: where the rest is refused, the next time finds it there.
        """
        wanted = row.wanted()
        plan = self._planned(row)
        plan_id = plan.id if plan else None
        record = revised(row.agreed, words=wanted.words, due=wanted.due, plan_id=plan_id)
        row.keep(self._desk.journal.save(record), plan, wanted)

    def _planned(self, row: AgreedRow) -> Plan | None:
        """Return the plan that `row` wants, saved, or the one it had that has ended."""
        journal, today = self._desk.journal, self._desk.clock.today()
        plans, wanted = journal.plans(), row.wanted()
        was = plan_of(row.agreed, plans)
        going_on = was if was and was.until is None else None
        if not wanted.cue:
            if going_on:
                self._let_go(row, going_on)
            return None if going_on else was
        if going_on is None:
            plan = when_plan(wanted.words, wanted.cue, plans, today)
            return plan if plan.id else journal.save(plan)
        for record in changed(going_on, _altered(going_on, row, today), plans, today):
            going_on = journal.save(record)
        return going_on

    def _let_go(self, row: AgreedRow, plan: Plan) -> None:
        """Let `plan` wait for nothing any more, unless something else agreed is that plan too."""
        journal, today = self._desk.journal, self._desk.clock.today()
        others = (each for each in journal.agreed() if each.id != row.agreed.id)
        if any(each.plan_id == plan.id for each in others):
            return
        if plan.since >= today:
            journal.delete(plan)
        else:
            journal.save(ended(plan, today))

    def _remove(self, row: AgreedRow) -> None:
        journal = self._desk.journal
        try:
            plan = plan_of(row.agreed, journal.plans())
            if row.agreed.id is not None:
                journal.delete(row.agreed)
        except JournalError as error:
            self.refused.emit(error.sentence)
            return
        self._put_by(row)
        self.removed.emit(STILL_PLANNED if plan and not self._taken_back(row, plan) else REMOVED)

    def _taken_back(self, row: AgreedRow, plan: Plan) -> bool:
        """Take back a plan that was made today; return whether nothing is left of it."""
        if plan.until or plan.since < self._desk.clock.today():
            return plan.until is not None
        try:
            self._let_go(row, plan)
        except JournalError:
            return False
        return plan.id not in {each.id for each in self._desk.journal.plans()}

    def _put_by(self, row: AgreedRow) -> None:
        """Take `row` out of sight; Undo has it again."""
        self._forget_gone()
        self._gone = self._rows.index(row), row
        self._rows.remove(row)
        row.forget()
        row.hide()
        self._arrange()
        self._field.setFocus()

    def _forget_gone(self) -> None:
        if self._gone:
            self._gone[1].deleteLater()
        self._gone = None


def _altered(plan: Plan, row: AgreedRow, today: date) -> Plan:
    """Return `plan` as `row` wants it; one that was given another name under Plan keeps that."""
    wanted = row.wanted()
    follows = plan.name == plan_name(row.kept().words)
    return Plan(
        kind=plan.kind,
        name=plan_name(wanted.words) if follows else plan.name,
        cue=wanted.cue,
        times=NO_DAY,
        since=today,
        why=plan.why,
        if_slipping=plan.if_slipping,
    )
