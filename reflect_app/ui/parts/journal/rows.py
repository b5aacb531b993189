"""What the Journal's list shows of an entry or a check-in, to the eye and aloud."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from reflect_app.domain.contacts import KINDS
from reflect_app.domain.dates import at, full_day, long_day, short_day
from reflect_app.domain.finding import Question
from reflect_app.domain.marks import marks
from reflect_app.domain.records import (
    MARK_END,
    MARK_START,
    CheckIn,
    Entry,
    EntryLine,
    headed,
)
from reflect_app.domain.reflective_models import first_text, model
from reflect_app.ui.parts.journal.mark import runs

_FAR, _BEFORE = 60, 24
"""Letters before what was found from which on a line is cut, and how many of them are left."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Row:
    """One entry as the list shows it."""

    line: EntryLine
    state: str = ""
    """What a draft is: "draft", or "changes" to a finished entry; nothing when it is finished."""

    @property
    def entry_id(self) -> int | None:
        """Return the id of its entry."""
        return self.line.id

    @property
    def day(self) -> date:
        """Return the local day it is about."""
        return self.line.day

    @property
    def heading(self) -> str:
        """Return its heading with the marks of a search; without words the name of its model."""
        return self.line.heading or model(self.line.model).name

    @property
    def time(self) -> str:
        """Return when it was written, on the local clock: "15:10"."""
        return at(self.line.written_at.astimezone())

    @property
    def when(self) -> str:
        """Return when it was written, in short: "Tue 3, 15:10"."""
        return f"{short_day(self.line.day)}, {self.time}"

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what is worth knowing about it before it is read."""
        flag = "for supervision" if self.line.flagged else ""
        load = load_in_words(self.line.load_before, self.line.load_after)
        return tuple(filter(None, (self.state, flag, load)))

    @property
    def about(self) -> tuple[str, ...]:
        """Return its kind of contact and its tags, which are shown where there is room."""
        return tuple(filter(None, (lower_first(KINDS.get(self.line.contact, "")), *self.line.tags)))

    @property
    def spoken(self) -> str:
        """Return what a screen reader says for it."""
        day = f"{full_day(self.line.day)}, {self.time}"
        heading = plain(self.heading).removesuffix(".")
        return ", ".join((heading, day, *self.about, *self.remarks))

    @property
    def description(self) -> str:
        """Return what a screen reader can say of it besides."""
        return plain(self.line.excerpt)


@dataclass(frozen=True, kw_only=True, repr=False)
class Said:
    """One check-in as the list shows it, for its line was found."""

    check_in: CheckIn
    words: str
    """Its line with the marks of the search."""

    state: ClassVar[str] = ""
    entry_id: ClassVar[int | None] = None
    description: ClassVar[str] = ""

    @property
    def day(self) -> date:
        """Return the local day it is about."""
        return self.check_in.day

    @property
    def heading(self) -> str:
        """Return its line with the marks of the search."""
        return self.words

    @property
    def when(self) -> str:
        """Return what it is and of which day: "Check-in, Tuesday 3 November"."""
        return f"Check-in, {long_day(self.day)}"

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return its number."""
        return (load_in_words(self.check_in.load, None),)

    @property
    def spoken(self) -> str:
        """Return what a screen reader says for it."""
        day = f"Check-in, {full_day(self.day)}, {at(self.check_in.at.astimezone())}"
        return ", ".join((day, self.check_in.line, *self.remarks))


def said(check_in: CheckIn, asked: Question) -> Said:
    """Return a check-in as the list shows it, with what was `asked` for marked in its line.

    Of a long line that is found far from its beginning, the words before it are left out.
    """
    line, found = check_in.line, marks(check_in.line, asked.terms)
    end = line.rfind(" ", 0, found[0][0] - _BEFORE) + 1 if found and found[0][0] > _FAR else 0
    words = "…" if end else ""
    for start, stop in found:
        words += f"{line[end:start]}{MARK_START}{line[start:stop]}{MARK_END}"
        end = stop
    return Said(check_in=check_in, words=words + line[end:])


def draft_row(draft: Entry) -> Row:
    """Return a draft as the list shows it; its own words stand in for a title."""
    heading, excerpt = headed(draft.title, first_text(model(draft.model), draft.texts()))
    return Row(
        line=EntryLine(
            id=draft.id,
            written_at=draft.written_at,
            day=draft.day,
            model=draft.model,
            heading=heading,
            excerpt=excerpt,
            flagged=draft.flagged,
            load_before=draft.load_before,
            load_after=draft.load_after,
            contact=draft.contact,
            tags=draft.tags,
        ),
        state="changes" if draft.revises else "draft",
    )


def load_in_words(before: int | None, after: int | None) -> str:
    """Return "load 8 to 6", "load 8" when only one is known, or nothing."""
    known = [str(load) for load in (before, after) if load is not None]
    return f"load {' to '.join(known)}" if known else ""


def lower_first(words: str) -> str:
    """Return `words` as they stand within a sentence: "home visit"."""
    return words[:1].lower() + words[1:]


def plain(text: str) -> str:
    """Return `text` without the marks of a search."""
    return "".join(run.text for run in runs(text))
