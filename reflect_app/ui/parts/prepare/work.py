"""What is being prepared for one session, and all that it is picked from."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from reflect_app.domain.dates import short_date
from reflect_app.domain.focus import OF_ENTRIES, Candidate, SinceLast, candidates, found, is_about
from reflect_app.domain.one_page import OnePage, page, sentences, sentences_kept
from reflect_app.domain.records import PageItem, Preparation, Session
from reflect_app.domain.supervision import MANAGES_STAFF, themes
from reflect_app.ui.parts.prepare import picked
from reflect_app.ui.parts.prepare.picked import Which, which
from reflect_app.ui.parts.prepare.shown import Shown
from reflect_app.vault.journal import Journal


class Work:
    """One preparation in the hand: every change is in it at once, and in the journal by `save`."""

    def __init__(self, journal: Journal, session: Session, now: datetime) -> None:
        """Take up what is prepared for `session` at a local moment; raise JournalError."""
        self._journal = journal
        self.session = session
        self.preparation = journal.preparation(session.id) or Preparation(session_id=session.id)
        self.since = self._gathered(now)
        self._themes = self._on_offer()

    def gather(self, session: Session, now: datetime) -> None:
        """Read anew what it is picked from, and keep what is in the hand."""
        self.session = session
        self.since = self._gathered(now)
        self._themes = self._on_offer()

    def save(self) -> None:
        """Store it as it is; raise JournalError."""
        empty = not self.preparation.items
        stored = self._journal.save(self.preparation)
        # Left unsaid, what it does not hold could not be asked for once it is detached.
        again = self._journal.preparation(self.session.id) if empty else None
        self.preparation = again or stored

    def candidates(self) -> list[Candidate]:
        """Return what can be picked."""
        return candidates(self.since)

    def kept(self) -> dict[str, int]:
        """Return how many sentences are chosen of each entry, by its id as it is written."""
        entries = self.since.entries
        about = (each for each in self.preparation.items if _is_entry(each))
        return {
            each.about: sentences_kept(each, entries[int(each.about)])
            for each in about
            if int(each.about) in entries
        }

    def days(self) -> dict[str, str]:
        """Return when the entries are from, by their ids as written: "23 Nov"."""
        return {
            str(mark.id): _short(mark.day, self.since.today) for mark in self.since.known.values()
        }

    def put(self, wanted: Candidate | Which, *, on: bool) -> None:
        """Put something on the page, or take it off.

        Raise JournalError where it is on the page, and its text could not be read.
        """
        known = self._known(wanted) if isinstance(wanted, Candidate) else wanted
        if not on:
            picked.take_off(self.preparation, known)
            return
        picked.put_on(self.preparation, known)
        self.since = self._with_entries(self.since)

    def share(self, known: Which, attribute: str, value: Any) -> None:
        """Let this `attribute` of a PageItem have that `value`."""
        setattr(picked.picked(self.preparation, known), attribute, value)

    def page(self) -> OnePage:
        """Return the page as it is now."""
        return page(self.preparation, self.since)

    def shown(self) -> list[Shown]:
        """Return what is on the page, each with what it comes from."""
        return [shown for item in picked.on_page(self.preparation) for shown in self._shown(item)]

    def lost(self) -> list[Which]:
        """Return what is ticked and is not on the page: it is deleted, or not for this session."""
        shown = {which(each.item) for each in self.shown()}
        return [
            which(each) for each in picked.on_page(self.preparation) if which(each) not in shown
        ]

    def _shown(self, item: PageItem) -> Iterator[Shown]:
        alone = Preparation(session_id=self.session.id, items=[picked.copy_of(item)])
        for part in page(alone, self.since).parts:
            candidate = found(self.since, item.kind, item.about)
            entry = self.since.entries.get(int(item.about)) if _is_entry(item) else None
            written = tuple(sentences(entry)) if entry else ()
            yield Shown(item, part, candidate, written, self._themes)

    def _known(self, candidate: Candidate) -> Which:
        """Return what a candidate is known by, which may have been picked from another group."""
        items = (each for each in self.preparation.items if is_about(each, candidate))
        return next(map(which, items), (candidate.kind, candidate.about))

    def _gathered(self, now: datetime) -> SinceLast:
        return self._with_entries(self._journal.since_last(self.session, now))

    def _on_offer(self) -> Mapping[str, str]:
        return themes(manages_staff=bool(self._journal.preference(MANAGES_STAFF, False)))

    def _with_entries(self, since: SinceLast) -> SinceLast:
        """Return `since` with the whole entries of what is picked and not saved yet."""
        for item in self.preparation.items:
            if not (item.ticked and _is_entry(item)) or int(item.about) in since.entries:
                continue
            entry = self._journal.entry(int(item.about))
            if entry and entry.finished_at and not entry.deleted_at:
                since = since.with_entry(entry)
        return since


def _short(day: date, today: date) -> str:
    return short_date(day) if day.year == today.year else f"{short_date(day)} {day.year}"


def _is_entry(item: PageItem) -> bool:
    return item.kind in OF_ENTRIES and item.about.isdecimal()
