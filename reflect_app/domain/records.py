"""One shape of data: the same mapped dataclasses travel from the widget to the file and back."""

import json
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import DateTime, Dialect, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    attribute_keyed_dict,
    mapped_column,
    relationship,
)
from sqlalchemy.types import TypeDecorator

Keys = tuple[str, ...]
WeekTimes = tuple[int | None, ...]


class Utc(TypeDecorator[datetime]):
    """Store an aware moment in UTC; SQLite would drop its time zone without a word."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the naive UTC moment to store; raise ValueError for one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored moment, aware again."""
        return None if value is None else value.replace(tzinfo=UTC)


class JsonTuple(TypeDecorator[tuple[Any, ...]]):
    """Store a short tuple of plain values as JSON text, which SQL can open with json_each."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> str:
        """Return the JSON text to store."""
        return json.dumps(list(value or ()), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...]:
        """Return the stored tuple."""
        return tuple(json.loads(value)) if value else ()


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False, eq=False):
    """Anything the journal keeps. It has no repr: nothing a person wrote belongs in a log.

    Indexes and constraints that only the database needs stand in `vault.migrations`.
    """

    type_annotation_map = {datetime: Utc, Keys: JsonTuple, WeekTimes: JsonTuple}  # noqa: RUF012


class Answer(Record):
    """What was written under one stage of a reflective model."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("entry_id", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), init=False)
    stage: Mapped[str]
    text: Mapped[str] = mapped_column(Text)


class Entry(Record):
    """A reflection: a draft while `finished_at` is None, part of the journal from then on.

    `id` is the moment of writing in milliseconds since 1970 (UTC), moved on by one where it is
    taken, so that the order of ids is the order of writing, in lists and in the search index.
    """

    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(primary_key=True, init=False, autoincrement=False)
    written_at: Mapped[datetime]
    day: Mapped[date]
    """The local day it was written on; a later journey through time zones does not move it."""
    model: Mapped[str] = mapped_column(default="free")
    title: Mapped[str] = mapped_column(Text, default="")
    load_before: Mapped[int | None] = mapped_column(default=None)
    """0 to 10, not a validated scale; None when it was not given. The same for `load_after`."""
    load_after: Mapped[int | None] = mapped_column(default=None)
    flagged: Mapped[bool] = mapped_column(default=False)
    """Kept for the next supervision session."""
    audience: Mapped[str] = mapped_column(default="me")
    """Who may see it on a page: a key from `domain.contacts.AUDIENCES`."""
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("case_alias.id", ondelete="SET NULL"), default=None
    )
    contact: Mapped[str] = mapped_column(default="")
    """What kind of contact it is about, a key from `domain.contacts.KINDS`; empty: not said."""
    mode: Mapped[str] = mapped_column(default="")
    """A key from `domain.contacts.MODES`; empty where it was not said."""
    planned: Mapped[bool | None] = mapped_column(default=None)
    """Whether the contact was planned; None where it was not said."""
    tags: Mapped[Keys] = mapped_column(default=())
    """The person's own words for finding it again, in lower case, in the order they were given."""
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was deleted; it can be brought back until the next day, then it is gone."""
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    revises: Mapped[int | None] = mapped_column(
        ForeignKey("entry.id", ondelete="CASCADE"), default=None
    )
    """The finished entry that this draft will replace; None for a new one."""
    caret_stage: Mapped[str] = mapped_column(default="")
    caret: Mapped[int] = mapped_column(default=0)
    """Where the writing stopped: a position in the text of `caret_stage`, in characters."""
    answers: Mapped[dict[str, Answer]] = relationship(
        default_factory=dict,
        lazy="selectin",
        cascade="all, delete-orphan",
        collection_class=attribute_keyed_dict("stage"),
    )

    def text(self, stage: str) -> str:
        """Return what stands under `stage`, or an empty string."""
        answer = self.answers.get(stage)
        return answer.text if answer else ""

    def write(self, stage: str, text: str) -> None:
        """Put `text` under `stage`; empty text leaves no answer behind."""
        if not text:
            self.answers.pop(stage, None)
        elif stage in self.answers:
            self.answers[stage].text = text
        else:
            self.answers[stage] = Answer(stage=stage, text=text)

    def texts(self) -> dict[str, str]:
        """Return everything that is written, by the key of its stage."""
        return {stage: answer.text for stage, answer in self.answers.items()}

    @property
    def empty(self) -> bool:
        """Say whether nothing has been put in yet."""
        written = any(answer.text.strip() for answer in self.answers.values())
        return not (written or self.title.strip())


class CheckIn(Record):
    """How heavy it was at one moment, 0 to 10; a day can hold several."""

    __tablename__ = "check_in"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    day: Mapped[date]
    load: Mapped[int]
    sources: Mapped[Keys] = mapped_column(default=())
    """What it was made of: keys from `domain.sources`, in the order they were ticked."""
    line: Mapped[str] = mapped_column(Text, default="")
    later: Mapped[bool] = mapped_column(default=False)
    """Written on a later day than the one it is about."""


class Plan(Record):
    """A small plan a person made with themselves, from `since` until `until` (both included).

    Changing a plan ends the old row and begins a new one, so that what was planned on a day
    stays what it was.
    """

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str]
    """`break`, `leaving`, `habit` or `when` (see `domain.plan`)."""
    name: Mapped[str] = mapped_column(Text)
    times: Mapped[WeekTimes]
    """Seven local wall-clock times, Monday first, in minutes after midnight; None: not that day.

    Of a habit only the day counts: any number stands for one.
    """
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    minutes: Mapped[int | None] = mapped_column(default=None)
    """How long a break lasts; None for anything else."""
    per_week: Mapped[int | None] = mapped_column(default=None)
    """How often a habit is wanted in a week, on whatever days; None where it has days."""
    cue: Mapped[str] = mapped_column(default="")
    """What a `when` plan waits for: a key from `domain.contacts.KINDS` or `domain.sources`."""
    why: Mapped[str] = mapped_column(Text, default="")
    """Why it matters to the person."""
    if_slipping: Mapped[str] = mapped_column(Text, default="")
    """What they mean to do if it looks like slipping."""


class PlanAnswer(Record):
    """How a plan went on one day."""

    __tablename__ = "plan_answer"
    __table_args__ = (UniqueConstraint("plan_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    day: Mapped[date]
    at: Mapped[datetime]
    answer: Mapped[str]
    """`kept`, `partly` or `not_that_day` (see `domain.plan`)."""
    minutes_after: Mapped[int | None] = mapped_column(default=None)
    """For a leaving time: minutes after the planned one, negative when earlier."""
    obstacle: Mapped[str] = mapped_column(Text, default="")
    """What got in the way, if the person cared to say."""
    later: Mapped[bool] = mapped_column(default=False)
    """Answered on a later day than the one it is about."""


class Away(Record):
    """A day away from work, on which no plan counts against anybody."""

    __tablename__ = "away"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    day: Mapped[date] = mapped_column(unique=True)
    kind: Mapped[str]
    """A key from `domain.plan.AWAY`."""


class OwnSource(Record):
    """Something of the person's own that a load can be made of; check-ins keep its `key`."""

    __tablename__ = "own_source"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    label: Mapped[str] = mapped_column(Text)
    retired: Mapped[bool] = mapped_column(default=False)
    """Offered no longer; what was ticked before keeps its name."""

    @property
    def key(self) -> str:
        """What stands in the `sources` of a check-in; renaming leaves it as it is."""
        return f"own:{self.id}"


class CaseAlias(Record):
    """A neutral word that stands for a case. Nothing says who it is."""

    __tablename__ = "case_alias"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    word: Mapped[str] = mapped_column(Text, unique=True)
    since: Mapped[date]
    ended: Mapped[date | None] = mapped_column(default=None)
    """The day the case ended: the word is free again, and no entry is linked to it any more."""


class Session(Record):
    """A supervision session, past or to come."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    day: Mapped[date]
    start: Mapped[int | None] = mapped_column(default=None)
    """Local wall-clock start in minutes after midnight; None when it is not known yet."""
    kind: Mapped[str] = mapped_column(default="clinical")
    """A key from `domain.supervision.KINDS`."""
    state: Mapped[str] = mapped_column(default="")
    """Empty for one that stands; `cancelled`, or `moved 2026-12-09 600` with the day and the time
    in minutes that it was moved to, for one that was not held then."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was moved or cancelled, if the person cared to say."""


class EntryLine(NamedTuple):
    """An entry as a list shows it, without its whole text.

    Fifty are made at every key of a search: a named tuple takes a third of the time of a frozen
    dataclass.
    """

    id: int
    written_at: datetime
    day: date
    model: str
    heading: str
    """The title, or where there is none the first words of the text; may be empty."""
    excerpt: str
    """A line of the text; after a search the words found stand between MARK_START and MARK_END."""
    flagged: bool
    load_before: int | None
    load_after: int | None
    contact: str = ""
    tags: Keys = ()

    def __repr__(self) -> str:
        """Return nothing that a person wrote."""
        return f"EntryLine(id={self.id})"


MARK_START, MARK_END = "\x02", "\x03"

HEADING_LENGTH, EXCERPT_LENGTH = 80, 240
"""Letters at most of a heading and of an excerpt."""
_MORE = "…"


def heading(title: str, text: str) -> str:
    """Return the title of `text`, or where there is none its first line, cut between words."""
    words = title or text.lstrip().partition("\n")[0].rstrip()
    if len(words) <= HEADING_LENGTH:
        return words
    cut = words[:HEADING_LENGTH]
    return f"{cut.rpartition(' ')[0] or cut}{_MORE}"


def headed(title: str, text: str) -> tuple[str, str]:
    """Return the heading of `text`, which may be only its beginning, and what goes on after it."""
    head = heading(title, text)
    rest = text if title else text.lstrip().removeprefix(head.removesuffix(_MORE))
    return head, " ".join(rest[:EXCERPT_LENGTH].split())
