"""A session to add, or one to put right."""

from PySide6.QtWidgets import QSizePolicy

from reflect_app.domain.records import Session
from reflect_app.domain.supervision import KINDS, there_already
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.supervision.form import Form
from reflect_app.ui.parts.supervision.when_fields import WhenFields
from reflect_app.ui.widgets.fields import ListField


class SessionForm(Form):
    """One session, new or put right: its date, its kind, and its time where it is known."""

    def __init__(self, desk: Desk) -> None:
        when = WhenFields(desk.clock, "Date of the session", "Time of the session, if it is known")
        super().__init__(desk, when, "Cancel")
        self._kind = ListField("Kind of session", KINDS)
        # As wide as its names, not as the sheet.
        self._kind.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._lay_out(self._when, self._kind)

    def add(self, session: Session) -> None:
        """Begin with `session`, which is not in the journal; what is being added already stays."""
        if self.isHidden() or self._id is not None:
            self._open(session, "Add a session", "Add this session")

    def correct(self, session: Session) -> None:
        """Begin to put right what was written of `session`."""
        self._open(session, "Correct this session", "Save the correction")

    def _open(self, session: Session, title: str, save: str) -> None:
        self._id = session.id
        self._title.setText(title)
        self._save.setText(save)
        self._when.show_when(session.day, session.start)
        self._kind.set_value(session.kind)
        self._notice.clear()
        self.show()

    def _stored(self) -> Session | None:
        when, journal = self._when, self._desk.journal
        session = Session(day=when.day(), start=when.start(), kind=self._kind.value())
        if self._id is not None:
            session.id = self._id
        if said := there_already(session, journal.sessions(), self._desk.clock.today()):
            self._notice.say(said)
            return None
        return journal.save(session)
