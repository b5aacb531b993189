"""From all that has been since the last session to one question and one page."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reflect_app.domain.around_session import just_over, to_prepare
from reflect_app.domain.contacts import MODES
from reflect_app.domain.focus import OWN, Candidate, cautious
from reflect_app.domain.plan import clock_time
from reflect_app.domain.records import PageItem, Session
from reflect_app.domain.supervision import (
    day_in_words,
    days_between,
    kind_name,
    to_come,
)
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.prepare import picked
from reflect_app.ui.parts.prepare.focus_card import FocusCard
from reflect_app.ui.parts.prepare.looking import Guard, guarded, remarks
from reflect_app.ui.parts.prepare.page_card import PageCard
from reflect_app.ui.parts.prepare.picked import Which
from reflect_app.ui.parts.prepare.preview import Preview
from reflect_app.ui.parts.prepare.session_picker import NoSession, SessionPicker
from reflect_app.ui.parts.prepare.since_card import SinceCard
from reflect_app.ui.parts.prepare.taking import PRINT_KEYS, print_page
from reflect_app.ui.parts.prepare.work import Work
from reflect_app.ui.printing import PageSheet
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.two_columns import TwoColumns
from reflect_app.vault.errors import JournalError

SAVE_AFTER = 800
"""Milliseconds from a change to its saving; whatever is typed meanwhile goes along."""
COLUMN_WIDTH = 300
"""In pixels at 100 % text: the least in which a row reads well."""
_AROUND = 96
"""Pixels that are not for the columns: the margins, the gap between them, a scroll bar."""
TRY_AGAIN = "Try again"
PREPARING = "preparing"
"""The preference that keeps which session was prepared last, and on which day."""
ONE_SHEET, SHEETS = "Print one page", "Print {} sheets"
STARTS_EMPTY = "This page starts empty: only what you marked for any session is offered here."


class PreparePage(Page):
    """What could be brought at the left; the question and the page at the right."""

    title = "Prepare"
    belongs_to = "Supervision"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._work: Work | None = None
        self._asked: object = None
        """The id of the session that is to be shown, whenever it is or was."""
        self._unsaved = False
        self._own_lines: list[str] = []
        """Whom the person turns to; their numbers may stand on the page."""
        self._gone: PageItem | None = None
        """The person's own words that were removed last, while they can be put back."""
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._back = Button("Back to Supervision", kind="link")
        self._see = Button("See the page")
        self._print = Button(ONE_SHEET, kind="primary", hint=PRINT_KEYS)
        actions = QWidget()
        row = FlowLayout(actions, spacing=12)
        for button in (self._back, self._see, self._print):
            row.addWidget(button)
        self._frame = PageFrame(self.title, "", actions)
        self._picker, self._none = SessionPicker(), NoSession()
        self._since, self._focus = SinceCard(), FocusCard()
        self._page, self._guard = PageCard(desk.theme), Guard()
        right = (self._focus, self._page, self._guard)
        self._columns = TwoColumns((self._since,), right, shares=(5, 7))
        self._notice, self._preview = Notice(), Preview(desk.theme)
        self._stack = QStackedWidget()
        self._back.setProperty("flush", True)
        self._connect()
        self._lay_out()
        self._fit()

    def look_at(self, what: object) -> None:
        """Prepare for the session with this id."""
        self._asked = what

    def refresh(self) -> None:
        """Read what can be picked, for the session that was asked for or else the next."""
        self._notice.clear()
        self._stack.setCurrentWidget(self._frame)
        self._show()

    def flush(self) -> None:
        """Save what is picked and written, with words that were not entered; raise JournalError."""
        if self._work is None:
            return
        for kind, words in self._since.typed():
            self._write(kind, words)
        self._store()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the question where that is in sight, beside what could be brought."""
        if self._work is None:
            self.start_at(self._none)
        else:
            beside = self.width() - _AROUND >= 2 * self._least()
            self.start_at(self._focus if beside else self._see)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the preview with Esc, and the page where that is not in view."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._stack.currentWidget() is self._preview:
            self._leave_preview()
        else:
            self._go_back()

    def _connect(self) -> None:
        self._back.clicked.connect(self._go_back)
        self._none.left.connect(self._go_back)
        self._see.clicked.connect(self._preview_page)
        self._print.clicked.connect(self._print_page)
        QShortcut(QKeySequence(PRINT_KEYS), self).activated.connect(self._print_in_view)
        self._preview.left.connect(self._leave_preview)
        self._picker.chosen.connect(self._change_session)
        self._since.ticked.connect(self._tick)
        self._since.written.connect(self._write)
        self._since.removed.connect(self._remove)
        self._focus.changed.connect(self._take_focus)
        self._page.moved.connect(self._move)
        self._page.shared.connect(self._share)
        self._page.taken_off.connect(lambda known: self._tick(known, False))
        self._page.cleared.connect(self._take_lost_off)
        self._notice.acted.connect(self._act)
        self._save_soon.timeout.connect(self._save)
        NewDay(self.desk.clock, self).came.connect(self._show)
        self.desk.theme.changed.connect(self._fit)

    def _lay_out(self) -> None:
        for widget in (self._picker, self._none):
            self._frame.body.addWidget(widget)
        self._frame.body.addWidget(self._columns, 1)
        self._frame.body.addStretch()  # takes the room while there is nothing to prepare
        self._stack.addWidget(self._frame)
        self._stack.addWidget(self._preview)
        self._notice.setContentsMargins(32, 4, 32, 12)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._stack, 1)
        page.addWidget(self._notice)

    def _fit(self) -> None:
        """Set the columns one below the other before their lines grow too short to read."""
        self._columns.set_least(self._least())
        self._hold_print()

    def _hold_print(self) -> None:
        """Let the button have the same room whatever it says: nothing moves by it."""
        shown, widths = self._print.text(), []
        for words in (ONE_SHEET, SHEETS.format(99)):
            self._print.setText(words)
            widths.append(self._print.sizeHint().width())
        self._print.setText(shown)
        self._print.setMinimumWidth(max(widths))

    def _least(self) -> int:
        return COLUMN_WIDTH * self.desk.theme.text_scale // 100

    def _show(self) -> None:
        sessions, now = self.desk.journal.sessions(), self.desk.clock.local()
        today = now.date()
        session = self._session(sessions)
        self._none.setVisible(session is None)
        self.start_at(self._focus if session else self._none)
        for widget in (self._columns, self._see, self._print):
            widget.setVisible(session is not None)
        self._picker.show_sessions(to_come(sessions, today), session, today)
        self._frame.title.setText(
            f"Prepare for {day_in_words(session.day, today)}" if session else self.title
        )
        self._frame.sentence.setText(_about(session, sessions) if session else "")
        if session is None:
            self._work = None
            return
        self._remember(session)
        own = self.desk.journal.preference("support", [])
        self._own_lines = [line["reach"] for line in own]
        if self._work and self._work.session.id == session.id and self._unsaved:
            self._work.gather(session, now)  # what could not be saved is not in the journal
        else:
            self._work = Work(self.desk.journal, session, now)
        self._focus.show_focus(self._work.preparation)
        self._show_all(self._work)

    def _session(self, sessions: Sequence[Session]) -> Session | None:
        """Return the session that is asked for, or was prepared and is not over, or the next."""
        asked, self._asked = self._asked, None
        now = self.desk.clock.local()
        known: dict[object, Session] = {each.id: each for each in sessions}
        if asked in known:
            return known[asked]
        before = known.get(self._before())
        if before and (self._unsaved or not _is_over(before, now)):
            return before
        ahead = (each for each in to_come(sessions, now.date()) if not _is_over(each, now))
        return to_prepare(sessions, now) or next(ahead, None)

    def _before(self) -> object:
        """Return the id of the session that was prepared before a lock, or another page."""
        if self._work:
            return self._work.session.id
        session_id, day = self.desk.journal.preference(PREPARING, (None, ""))
        return session_id if day == self.desk.clock.today().isoformat() else None

    def _remember(self, session: Session) -> None:
        """Keep what is prepared for today: a lock makes this page anew."""
        journal, now = self.desk.journal, [session.id, self.desk.clock.today().isoformat()]
        if journal.preference(PREPARING) != now:
            # Where it cannot be kept, the next session is shown: nothing of anybody's is lost.
            with suppress(JournalError):
                journal.set_preference(PREPARING, now)

    def _show_all(self, work: Work) -> None:
        remark = STARTS_EMPTY if cautious(work.session) else ""
        found, kept, days = work.candidates(), work.kept(), work.days()
        self._since.refresh(found, work.preparation, kept, days, remark)
        self._show_page(work)

    def _show_own(self, work: Work) -> None:
        """Show the person's own words, which are different now."""
        self._note()
        self._since.show_own(work.preparation)
        self._show_page(work)

    def _show_page(self, work: Work) -> None:
        self._since.show_ticks(work.preparation, work.kept())
        self._page.show_page(work.shown())
        self._look(work)

    def _look(self, work: Work) -> None:
        """Say what is to be said of the page as it is now."""
        page = work.page()
        sheet = PageSheet(page)
        self._print.setText(ONE_SHEET if sheet.fits() else SHEETS.format(sheet.sheets))
        self._guard.say(*guarded(page, self._own_lines))
        self._guard.setVisible(bool(page.parts or page.question or page.wish))
        self._page.say(remarks(page, sheet, work.preparation.items, work.session))
        self._page.say_lost(page, work.lost())

    def _tick(self, wanted: Candidate | Which, on: bool) -> None:  # noqa: FBT001
        if self._work is None:
            return
        self._note()
        try:
            self._work.put(wanted, on=on)
        except JournalError as error:
            self._gone = None
            self._notice.say(error.sentence, TRY_AGAIN)
        self._show_page(self._work)

    def _write(self, kind: str, words: str) -> None:
        if self._work:
            picked.write_own(self._work.preparation, kind, words, ticked=kind == OWN)
            self._show_own(self._work)

    def _remove(self, known: Which) -> None:
        """Remove the person's own words, with a way back."""
        if work := self._work:
            self._gone = picked.let_go(work.preparation, known)
            self._show_own(work)
            self._notice.say("Removed.", "Undo")

    def _take_focus(self) -> None:
        if self._work:
            self._focus.fill(self._work.preparation)
            self._note()

    def _move(self, known: Which, by: int) -> None:
        if self._work and picked.step(self._work.preparation, known, by):
            self._note()
            self._show_page(self._work)

    def _share(self, known: Which, attribute: str, value: object) -> None:
        if self._work:
            self._work.share(known, attribute, value)
            self._note()
            self._show_page(self._work)

    def _take_lost_off(self) -> None:
        if self._work:
            for known in self._work.lost():
                self._work.put(known, on=False)
            self._note()
            self._show_page(self._work)

    def _note(self) -> None:
        """Remember that something is not saved yet, and save it soon."""
        self._unsaved = True
        if not self._save_soon.isActive():
            self._save_soon.start()

    def _store(self) -> None:
        self._save_soon.stop()
        if self._work and self._unsaved:
            self._work.save()
            self._unsaved = False

    def _save(self) -> bool:
        """Save, and look at the page as it is; where it cannot be saved say so."""
        if self._work:
            self._look(self._work)
        try:
            self._store()
        except JournalError as error:
            self._gone = None
            self._notice.say(error.sentence, TRY_AGAIN)
            return False
        return True

    def _act(self) -> None:
        """Undo what was removed, or save what could not be saved."""
        gone, self._gone = self._gone, None
        self._notice.clear()
        if gone and self._work:
            picked.put_back(self._work.preparation, gone)
            self._show_own(self._work)
        elif self._save():
            self._show()
            self._notice.say("Saved.")

    def _change_session(self, session_id: int) -> None:
        if self._save():
            self._asked = session_id
            self._gone = None
            self._notice.clear()
            self._show()
        else:
            self._picker.go_back()

    def _preview_page(self) -> None:
        if self._work:
            self._save()
            self._stack.setCurrentWidget(self._preview)
            self._preview.show_page(self._work.page())
            self._preview.setFocus()

    def _leave_preview(self) -> None:
        self._stack.setCurrentWidget(self._frame)
        self._see.setFocus()

    def _print_in_view(self) -> None:
        """Print, from whichever of the two is in view."""
        if self._stack.currentWidget() is self._preview:
            self._preview.print_page()
        else:
            self._print_page()

    def _print_page(self) -> None:
        if self._work:
            saved = self._save()
            said = print_page(self._work.page(), self)
            if saved:  # or else it is said already what matters more
                self._notice.say(said)

    def _go_back(self) -> None:
        self.page_requested.emit(self.belongs_to)


def _is_over(session: Session, now: datetime) -> bool:
    """Say whether `session` is over at the local moment `now`."""
    return session.day < now.date() or bool(just_over([session], now))


def _about(session: Session, sessions: Sequence[Session]) -> str:
    """Return the kind, the time and the mode of a session, and how long after the one before."""
    time = "" if session.start is None else clock_time(session.start)
    mode = MODES.get(session.mode, "").lower()
    group = "in a group" if session.in_group else ""
    said = ", ".join(filter(None, (kind_name(session.kind), time, mode, group)))
    days = days_between(session, sessions)
    if not days:
        return f"{said}."
    return f"{said}. {'1 day' if days == 1 else f'{days} days'} after the last one."
