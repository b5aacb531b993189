"""A session that was moved or cancelled: where to, and why."""

from reflect_app.domain.records import Session
from reflect_app.domain.supervision import (
    CANCELLED,
    MOVED,
    again,
    moved,
    next_week,
    there_already,
    when_in_words,
)
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.supervision.form import Form
from reflect_app.ui.parts.supervision.when_fields import WhenFields
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.writing import OneLine

WAYS = {MOVED: "Moved", CANCELLED: "Cancelled"}
NOT_HELD = "Was not held"
"""What is said of a session whose day is over."""
WAYS_PAST = {MOVED: "It was moved", CANCELLED: "It did not take place"}
ABOUT = "The old date stays on this page. Nothing counts it as a session."


class NotHeldForm(Form):
    """What became of one session; `saved` brings it as it is stored, not held any more."""

    def __init__(self, desk: Desk) -> None:
        when = WhenFields(desk.clock, "New date", "New time, if it is known")
        super().__init__(desk, when, "Leave it as it is")
        self._session: Session | None = None
        self._past = False
        """Its day is over."""
        self._way = Segments("What became of it", tuple(WAYS.items()))
        self._why = OneLine("Who asked, and why, if you like", "Reason, if you like")
        self._way.chosen.connect(self._show_way)
        self.setFocusProxy(self._way)
        about = Secondary(ABOUT)
        self._lay_out(about, self._way, self._when, self._why)

    def open(self, session: Session) -> None:
        """Begin to say what became of `session`; that it was moved by a week is put in already."""
        today = self._desk.clock.today()
        to, self._past = next_week(session, today), session.day < today
        self._id, self._session = session.id, session
        when = when_in_words(session, today)
        self._title.setText(f"{NOT_HELD}: {when}" if self._past else f"Move or cancel {when}")
        self._way.reword(WAYS_PAST if self._past else WAYS)
        self._way.set_value(MOVED)
        self._when.show_when(to.day, to.start)
        self._why.clear()
        self._notice.clear()
        self._show_way(MOVED)
        self.show()

    def put_away(self) -> None:
        """Close the form."""
        super().put_away()
        self._session = None

    def _show_way(self, way: str) -> None:
        self._when.setVisible(way == MOVED)
        cancels = "Mark as not held" if self._past else "Mark as cancelled"
        self._save.setText("Move it" if way == MOVED else cancels)
        self._notice.clear()

    def _stored(self) -> Session | None:
        was, journal = self._session, self._desk.journal
        if was is None:
            return None
        to = again(was, self._when.day())
        to.start = self._when.start()
        if self._way.value() == CANCELLED:
            return journal.save(self._not_held(was, CANCELLED))
        if said := there_already(to, journal.sessions(), self._desk.clock.today()):
            self._notice.say(said)
            return None
        left = self._not_held(was, moved(to))
        journal.move(left, to)
        return left

    def _not_held(self, was: Session, state: str) -> Session:
        """Return the session as it is once it is not held on its day."""
        session = again(was, was.day)
        session.id, session.state, session.reason = was.id, state, self._why.text().strip()
        return session
