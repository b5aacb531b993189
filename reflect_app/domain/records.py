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
Ratings = tuple[tuple[str, int], ...]


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
        return json.dumps(value or (), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...]:
        """Return the stored tuple, and tuples within it as tuples."""
        found = json.loads(value) if value else ()
        return tuple(tuple(each) if isinstance(each, list) else each for each in found)


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False, eq=False):
    """Anything the journal keeps. It has no repr: nothing a person wrote belongs in a log.

    Indexes and constraints that only the database needs stand in `vault.migrations`.
    """

    type_annotation_map = {  # noqa: RUF012
        datetime: Utc,
        Keys: JsonTuple,
        WeekTimes: JsonTuple,
        Ratings: JsonTuple,
    }


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
    """A key from `domain.supervision.KINDS`, or a name of the person's own."""
    state: Mapped[str] = mapped_column(default="")
    """Empty for one that stands; `cancelled`, or `moved 2026-12-09 600` with the day and the time
    in minutes that it was moved to, for one that was not held then; `removed 2026-11-24`, and its
    state before, for one that can be brought back until the day after."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was moved or cancelled, if the person cared to say."""
    minutes: Mapped[int | None] = mapped_column(default=None)
    """How long it is or was; None where it was not said."""
    mode: Mapped[str] = mapped_column(default="")
    """A key from `domain.contacts.MODES`; empty where it was not said."""
    place: Mapped[str] = mapped_column(Text, default="")
    with_whom: Mapped[str] = mapped_column(Text, default="")
    """A role or an alias, as the person likes."""
    in_group: Mapped[bool] = mapped_column(default=False)


class PageItem(Record):
    """Something for the page of a session: on it once it is ticked, in the order of `position`.

    It keeps no word of an entry: what is deleted leaves the page too.
    """

    __tablename__ = "page_item"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    preparation_id: Mapped[int] = mapped_column(
        ForeignKey("preparation.id", ondelete="CASCADE"), init=False
    )
    kind: Mapped[str]
    """What it comes from, a key from `domain.focus.KINDS`."""
    position: Mapped[int] = mapped_column(default=0)
    about: Mapped[str] = mapped_column(default="")
    """Which one of these: the id of an entry, a day, whatever `domain.focus` says of the kind."""
    words: Mapped[str] = mapped_column(Text, default="")
    """What the person wrote for the page itself; empty for what is found elsewhere."""
    ticked: Mapped[bool] = mapped_column(default=True)
    share: Mapped[str] = mapped_column(default="title")
    """How much of it: `title`, `sentences` (the chosen ones) or `all`."""
    sentences: Mapped[Keys] = mapped_column(default=())
    """The chosen sentences, each as `domain.one_page.sentence_key` knows it again."""
    chart: Mapped[bool] = mapped_column(default=False)
    minutes: Mapped[int | None] = mapped_column(default=None)
    """How long it is meant to take; None where that was not said."""
    themes: Mapped[Keys] = mapped_column(default=())
    """Keys from `domain.supervision.THEMES`."""


class Preparation(Record):
    """What a person brings to one session: a question, and what is to be on the page."""

    __tablename__ = "preparation"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), unique=True
    )
    question: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[Keys] = mapped_column(default=())
    """What it needs to be: keys from `domain.supervision.FUNCTIONS`."""
    want: Mapped[str] = mapped_column(Text, default="")
    """What to leave with."""
    items: Mapped[list[PageItem]] = relationship(
        default_factory=list,
        lazy="selectin",
        cascade="all, delete-orphan",
        order_by=PageItem.position,
    )


class SessionRecord(Record):
    """What a session was; everything in it can be left empty."""

    __tablename__ = "session_record"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), unique=True
    )
    written_at: Mapped[datetime]
    """When it was last written in."""
    done: Mapped[bool] = mapped_column(default=False)
    """The person said so; until then it waits to be gone on with."""
    focus: Mapped[str] = mapped_column(Text, default="")
    explored: Mapped[str] = mapped_column(Text, default="")
    realised: Mapped[str] = mapped_column(Text, default="")
    chosen: Mapped[str] = mapped_column(Text, default="")
    """What they choose to do differently."""
    strengths: Mapped[str] = mapped_column(Text, default="")
    ethical: Mapped[str] = mapped_column(Text, default="")
    """An ethical decision with its reasons, in short; see `Decision` for the whole of one."""
    felt: Mapped[str] = mapped_column(Text, default="")
    """How it felt to bring this."""
    recharged: Mapped[int | None] = mapped_column(default=None)
    """0 drained to 10 recharged, not a validated scale; None where it was not given."""
    time_went: Mapped[str] = mapped_column(default="")
    """A key from `domain.supervision.TIME_WENT`; empty where it was not said."""
    themes: Mapped[Keys] = mapped_column(default=())
    """Keys from `domain.supervision.THEMES`."""
    functions: Mapped[Keys] = mapped_column(default=())
    """Which functions were met: keys from `domain.supervision.FUNCTIONS`."""
    tasks: Mapped[Keys] = mapped_column(default=())
    """Keys from `domain.supervision.TASKS`."""
    ratings: Mapped[Ratings] = mapped_column(default=())
    """How the two of them worked together: the person's own words, each with 0 to 10."""
    travel_minutes: Mapped[int | None] = mapped_column(default=None)
    in_working_time: Mapped[bool | None] = mapped_column(default=None)
    moved_by: Mapped[str] = mapped_column(Text, default="")
    """Who moved it, if it was moved."""


class Agreed(Record):
    """Something that was agreed in a session, and how it went."""

    __tablename__ = "agreed"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(Text)
    due: Mapped[date | None] = mapped_column(default=None)
    plan_id: Mapped[int | None] = mapped_column(
        ForeignKey("plan.id", ondelete="SET NULL"), default=None
    )
    """The plan it became, by the row that was made then (see `Plan`)."""
    outcome: Mapped[str] = mapped_column(default="")
    """A key from `domain.supervision.OUTCOMES`; empty while it is open."""
    outcome_on: Mapped[date | None] = mapped_column(default=None)
    """The local day on which that was said."""


class Agreement(Record):
    """What was agreed with one supervisor or provider about how the two of them work."""

    __tablename__ = "agreement"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    with_whom: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(default="clinical")
    """What its sessions are called, as `Session.kind`."""
    weeks: Mapped[int | None] = mapped_column(default=None)
    """From one session to the next."""
    minutes: Mapped[int | None] = mapped_column(default=None)
    """How long a session is."""
    place: Mapped[str] = mapped_column(Text, default="")
    privacy: Mapped[str] = mapped_column(Text, default="")
    cancelling: Mapped[str] = mapped_column(Text, default="")
    between: Mapped[str] = mapped_column(Text, default="")
    """Contact between sessions."""
    not_management: Mapped[bool] = mapped_column(default=True)
    """It says that this is not line management."""
    exceptions: Mapped[Keys] = mapped_column(default=())
    """When confidence is broken, each in a sentence."""
    recorded: Mapped[str] = mapped_column(Text, default="")
    kept_where: Mapped[str] = mapped_column(Text, default="")
    seen_by: Mapped[str] = mapped_column(Text, default="")
    agreed_on: Mapped[date | None] = mapped_column(default=None)
    """The local day on which both agreed to it; None: a sketch, and printed as one."""
    review_on: Mapped[date | None] = mapped_column(default=None)


class DecisionNote(Record):
    """A part of an ethical decision; once that is recorded it is added to and never changed."""

    __tablename__ = "decision_note"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    decision_id: Mapped[int] = mapped_column(
        ForeignKey("decision.id", ondelete="CASCADE"), init=False
    )
    at: Mapped[datetime]
    part: Mapped[str]
    """A key from `domain.decisions.PARTS`."""
    text: Mapped[str] = mapped_column(Text)


class Decision(Record):
    """An ethical decision with its reasons, as they were at the time.

    The database itself refuses a change of what is recorded (see `vault.migrations`).
    """

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    begun_at: Mapped[datetime]
    day: Mapped[date]
    """The local day on which it was begun."""
    question: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime | None] = mapped_column(default=None)
    """From then on it is only added to; None while it is a draft."""
    review_on: Mapped[date | None] = mapped_column(default=None)
    notes: Mapped[list[DecisionNote]] = relationship(
        default_factory=list,
        lazy="selectin",
        cascade="all, delete-orphan",
        order_by=DecisionNote.id,
    )


class StillWith(Record):
    """Whether a heavy entry was still with a person some days later."""

    __tablename__ = "still_with"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), unique=True)
    day: Mapped[date]
    """The local day on which it was answered."""
    answer: Mapped[str]
    """A key from `domain.still_with.ANSWERS`."""


class EntryMarks(NamedTuple):
    """What can be said of a finished entry without reading it."""

    id: int
    day: date
    flagged: bool
    audience: str
    model: str
    contact: str
    case_id: int | None
    tags: Keys
    load_before: int | None
    load_after: int | None
    heading: str
    """The title, or where there is none the first words of the text; may be empty."""

    def __repr__(self) -> str:
        """Return nothing that a person wrote."""
        return f"EntryMarks(id={self.id})"

    @property
    def load(self) -> int | None:
        """Return the higher of its loads, 0 to 10; None where none was given."""
        given = [each for each in (self.load_before, self.load_after) if each is not None]
        return max(given, default=None)


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
