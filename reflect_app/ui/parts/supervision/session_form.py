"""A session to add, or one to put right."""

from reflect_app.domain.records import Session
from reflect_app.domain.supervision import there_already
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.supervision.about_fields import AboutFields, KindFields
from reflect_app.ui.parts.supervision.form import Form
from reflect_app.ui.parts.supervision.when_fields import WhenFields


class SessionForm(Form):
    """One session, new or put right: its date, its kind, and whatever else is known of it."""

    def __init__(self, desk: Desk) -> None:
        when = WhenFields(desk.clock, "Date of the session", "Time of the session, if it is known")
        super().__init__(desk, when, "Cancel")
        self._kind, self._about = KindFields(), AboutFields()
        self._lay_out(self._when, self._kind, self._about)

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
        own = {each.kind for each in self._desk.journal.sessions()}
        self._kind.show_kind(session.kind, own)
        self._about.show_about(session)
        self._notice.clear()
        self.show()

    def _stored(self) -> Session | None:
        when, journal = self._when, self._desk.journal
        session = Session(day=when.day(), start=when.start(), kind=self._kind.kind())
        self._about.put_into(session)
        if self._id is not None:
            session.id = self._id
        if said := there_already(session, journal.sessions(), self._desk.clock.today()):
            self._notice.say(said)
            return None
        return journal.save(session)
