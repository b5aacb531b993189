"""Sentences that are selected while a reflection is read, kept for the next session."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.focus import may_be_seen
from reflect_app.domain.one_page import SENTENCES, about_entry, keep_sentences, touched
from reflect_app.domain.records import Entry, Keys, Preparation, Session
from reflect_app.domain.supervision import day_in_words, next_session
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.journal.reading_pane import ReadingPane
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.vault.errors import JournalError

KEEP = "Keep these sentences for supervision"
NO_DATE = (
    "The reflection is kept for supervision. Sentences can be chosen once there is a date for the "
    "next session."
)
WAITS = "Shared only once you tick the reflection under Prepare."
ON_IT = "The reflection is on the page already, and these sentences with it."
ON_IT_OTHERWISE = "The reflection is on the page already; what it shares stays as it is."
NOT_SEEN = (
    "It is not offered for a session of this kind, because of who may see it. Edit changes that."
)


@dataclass(frozen=True, repr=False)
class _Before:
    """What was so before sentences were kept."""

    flagged: bool
    audiences: dict[int, str]
    """Who might see the entry and the changes to it that are under way, by their ids."""
    session_id: int | None = None
    prepared: bool = False
    shared: tuple[str, Keys] | None = None
    """How much of the entry, and which sentences; None where nothing was kept of it."""


class KeepSentences(QWidget):
    """A link while words of a finished reflection are selected, and then what came of it."""

    kept = Signal(object)
    """The stored Entry, kept for supervision or, once that is undone, as it was."""
    grown = Signal(object)
    """This widget shows more than it did, to be brought into view."""

    def __init__(self, desk: Desk, pane: ReadingPane) -> None:
        super().__init__()
        self._desk, self._journal, self._pane = desk, desk.journal, pane
        self._entry: Entry | None = None
        self._before: _Before | None = None
        self._notice, self._link = Notice(), SmallLink(KEEP, KEEP)
        self._link.clicked.connect(self._keep)
        self._notice.acted.connect(self._undo)
        pane.selected.connect(self._offer)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 16, 8)
        column.setSpacing(8)
        column.addWidget(self._notice)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        self._link.hide()
        self.hide()

    def show_entry(self, entry: Entry | None) -> None:
        """Offer to keep sentences of this one, unless it is a draft or deleted."""
        self._entry = _whole(entry)
        self._say("")
        self._offer(words=False)

    def take(self, entry: Entry) -> None:
        """Go on with `entry` as it is stored now; what was done before is not undone any more."""
        self._entry = _whole(entry)
        self._say("")

    def _offer(self, words: bool) -> None:  # noqa: FBT001
        wanted = words and self._entry is not None
        new = wanted and self._link.isHidden()
        self._link.setVisible(wanted)
        self._show(new=new)

    def _show(self, *, new: bool) -> None:
        self.setHidden(self._link.isHidden() and self._notice.isHidden())
        if new:
            self.grown.emit(self)

    def _say(self, words: str, before: _Before | None = None) -> None:
        """Say what happened, with a way back to what was `before`."""
        self._before = before
        self._notice.say(words, "Undo" if before else "")
        self._show(new=bool(words))

    def _keep(self) -> None:
        if self._entry is None:
            return
        try:
            said, before = self._keep_for_next(self._entry)
        except JournalError as error:
            self._say(error.sentence)
            return
        self._pane.setFocus()
        self._offer(words=False)
        self._say(said, before)

    def _keep_for_next(self, entry: Entry) -> tuple[str, _Before]:
        """Keep what is selected; return what that means, and what was before."""
        session = next_session(self._journal.sessions(), self._desk.clock.today())
        before = self._noted(entry, session)
        if not entry.flagged:
            entry = self._entry = self._journal.flag(entry.id, flagged=True) or entry
            self.kept.emit(entry)
        if session is None:
            return NO_DATE, before
        return self._put(entry, session, touched(entry, self._pane.chosen())), before

    def _put(self, entry: Entry, session: Session, keys: Keys) -> str:
        """Put sentences into what is prepared for `session`, and say what that means."""
        preparation = self._journal.preparation(session.id) or Preparation(session_id=session.id)
        item = keep_sentences(preparation, entry.id, keys)
        where = WAITS
        if not may_be_seen(entry.audience, session):
            where = NOT_SEEN
        elif item.ticked:
            where = ON_IT if item.share == SENTENCES else ON_IT_OTHERWISE
        self._journal.save(preparation)
        day = day_in_words(session.day, self._desk.clock.today())
        return f"{kept_in_words(len(keys))} kept for {day}. {where}"

    def _noted(self, entry: Entry, session: Session | None) -> _Before:
        both = (entry, *(each for each in self._journal.drafts() if each.revises == entry.id))
        audiences = {each.id: each.audience for each in both}
        if session is None:
            return _Before(entry.flagged, audiences)
        preparation = self._journal.preparation(session.id)
        item = about_entry(preparation, entry.id) if preparation else None
        shared = (item.share, item.sentences) if item else None
        return _Before(entry.flagged, audiences, session.id, preparation is not None, shared)

    def _undo(self) -> None:
        before, entry = self._before, self._entry
        if before is None or entry is None:
            return
        try:
            self._take_out(entry, before)
            if not before.flagged:
                self._let_go(entry, before)
            entry = self._entry = self._journal.entry(entry.id) or entry
        except JournalError as error:
            self._say(error.sentence, before)
            return
        self._say("")
        self._pane.setFocus()
        self.kept.emit(entry)

    def _take_out(self, entry: Entry, before: _Before) -> None:
        """Let what is prepared be as it was before."""
        preparation = before.session_id and self._journal.preparation(before.session_id)
        item = about_entry(preparation, entry.id) if preparation else None
        if not preparation or not item:
            return
        if before.shared:
            item.share, item.sentences = before.shared
        else:
            preparation.items.remove(item)
        if before.prepared or preparation.items:
            self._journal.save(preparation)
        else:
            self._journal.delete(preparation)

    def _let_go(self, entry: Entry, before: _Before) -> None:
        """Keep the entry no more, to be seen by nobody who might not see it before."""
        self._journal.flag(entry.id, flagged=False)
        for each_id, audience in before.audiences.items():
            stored = self._journal.entry(each_id)
            if stored and stored.audience != audience:
                stored.audience = audience
                self._journal.save(stored)


def kept_in_words(number: int) -> str:
    """Return how many sentences: "1 sentence", "2 sentences"."""
    return "1 sentence" if number == 1 else f"{number} sentences"


def _whole(entry: Entry | None) -> Entry | None:
    """Return `entry` unless it is a draft or deleted."""
    return entry if entry and entry.finished_at and not entry.deleted_at else None
