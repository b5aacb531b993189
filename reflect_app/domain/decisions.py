"""An ethical decision in its parts: changed freely while a draft, only added to once it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from reflect_app.domain.dates import at, full_day
from reflect_app.domain.records import Decision, DecisionNote, heading
from reflect_app.domain.supervision import day_month_year


@dataclass(frozen=True)
class Part:
    """What one part of a decision is called, and a gentle word about what may stand there."""

    heading: str
    hint: str


QUESTION = Part(
    heading="The question",
    hint="What has to be decided, in a sentence. Leave names out.",
)
ADDED = "added"
"""The part that later additions go to unless they belong to another."""
PARTS: Mapping[str, Part] = {
    "affected": Part(
        heading="Who is affected",
        hint="The person, others at risk, colleagues, you. Roles or aliases are enough.",
    ),
    "options": Part(
        heading="Options weighed",
        hint="One to a line, doing nothing among them: what speaks for each, and what against it.",
    ),
    "duties": Part(
        heading="Duties and guidance",
        hint="Law, policy, a code of ethics, a duty to protect. Which of them pull apart?",
    ),
    "consulted": Part(
        heading="Who I consulted",
        hint="In which role, when, and what they thought. Nobody yet is an answer too.",
    ),
    "decision": Part(
        heading="What I decided",
        hint="In words that will still be clear in a year.",
    ),
    "rationale": Part(
        heading="Why",
        hint="What weighed most, and what you knew and did not know at the time.",
    ),
    ADDED: Part(
        heading="Added later",
        hint="What came of it, or what you see differently now.",
    ),
}
"""The parts beside the question, in order, by the key that `records.DecisionNote` keeps."""
DRAFTED: tuple[str, ...] = tuple(key for key in PARTS if key != ADDED)
"""The parts that are written before a decision is recorded."""

NO_QUESTION = "No question yet"
ASKS_QUESTION = "Please put the question in first: a recorded decision can no longer be given one."
ASKS_PART = "Only the question stands here yet. A line about what you decided is enough."


@dataclass(frozen=True, repr=False)
class Passage:
    """What was written about one part at one moment, as it is read again."""

    heading: str
    """What the part is called; empty where the passage before is of the same part."""
    when: str
    """The local day and time: "Friday 20 November 2026, 15:10", "Added Monday ..."."""
    text: str


def draft(now: datetime, day: date) -> Decision:
    """Return an empty decision begun at `now`, on the local `day`; it is not stored yet."""
    return Decision(begun_at=now, day=day)


def written(decision: Decision, part: str) -> str:
    """Return what stands under `part` of a draft, or nothing."""
    return next((note.text for note in decision.notes if note.part == part), "")


def write(decision: Decision, part: str, text: str, now: datetime) -> None:
    """Put `text` under `part` of a draft; blank text leaves nothing there.

    Raise ValueError for a decision that is recorded: the database would refuse it too.
    """
    if decision.recorded_at:
        raise ValueError("a recorded decision is only added to")
    note = next((note for note in decision.notes if note.part == part), None)
    if not text.strip():
        if note:
            decision.notes.remove(note)
    elif note is None:
        decision.notes.append(DecisionNote(at=now, part=part, text=text))
    elif note.text != text:
        note.text, note.at = text, now


def is_empty(decision: Decision) -> bool:
    """Say whether nothing has been written yet."""
    return not (decision.question.strip() or decision.notes)


def missing(decision: Decision) -> str:
    """Return what a draft needs before it can be recorded, in a sentence, or nothing."""
    if not decision.question.strip():
        return ASKS_QUESTION
    return "" if decision.notes else ASKS_PART


def record(decision: Decision, now: datetime) -> None:
    """Let a draft stand from `now` on.

    What is written in it has to be stored before: the database takes no change along with this.
    """
    decision.recorded_at = now


def add(decision: Decision, part: str, text: str, now: datetime) -> None:
    """Append `text` to `part` of a recorded decision; raise ValueError for a draft."""
    if decision.recorded_at is None:
        raise ValueError("a draft is written, not added to")
    decision.notes.append(DecisionNote(at=now, part=part, text=text))


def move_review(decision: Decision, day: date | None, now: datetime) -> None:
    """Let a decision be looked at again on the local `day`, or no more.

    Of a recorded one an addition says what the date was: nothing in it changes silently.
    """
    if day == decision.review_on:
        return
    if decision.recorded_at:
        add(decision, ADDED, _moved(decision.review_on, day), now)
    decision.review_on = day


def due_for_review(decisions: Iterable[Decision], today: date) -> list[Decision]:
    """Return the recorded decisions to be looked at again by `today`, the longest due first."""
    due = [
        each
        for each in decisions
        if each.recorded_at and each.review_on and each.review_on <= today
    ]
    return sorted(due, key=lambda each: (each.review_on, each.id))


def due_in_words(decisions: Iterable[Decision], today: date) -> str:
    """Return how many decisions are to be looked at again, in a sentence, or nothing."""
    count = len(due_for_review(decisions, today))
    if not count:
        return ""
    return f"{count} of them {'is' if count == 1 else 'are'} due to be looked at again."


def title(decision: Decision) -> str:
    """Return the question, cut to a heading, or that there is none yet."""
    return heading("", decision.question) or NO_QUESTION


def in_words(decision: Decision, today: date) -> str:
    """Return the day, whether it stands, and when it is looked at again, as a list shows it."""
    if decision.recorded_at is None:
        return f"{day_month_year(decision.day, today)}, draft"
    recorded = _local(decision.recorded_at).date()
    return ", ".join(
        filter(None, (f"{day_month_year(recorded, today)}, recorded", _review(decision, today)))
    )


def moment_in_words(moment: datetime) -> str:
    """Return the local day and time of a moment: "Friday 20 November 2026, 15:10"."""
    local = _local(moment)
    return f"{full_day(local)}, {at(local)}"


def standing(decision: Decision) -> str:
    """Say when a decision was recorded and when it is looked at again, in a sentence or two."""
    if decision.recorded_at is None:
        return f"A draft, begun {moment_in_words(decision.begun_at)}."
    recorded = f"Recorded {moment_in_words(decision.recorded_at)}."
    if decision.review_on is None:
        return recorded
    return f"{recorded} To be looked at again on {full_day(decision.review_on)}."


def passages(decision: Decision) -> Iterator[Passage]:
    """Yield all that was written about each part, in the order of the parts and of writing."""
    for key, part in PARTS.items():
        notes = [note for note in decision.notes if note.part == key]
        for number, note in enumerate(notes):
            later = _is_addition(note, decision, first=not number)
            moment = moment_in_words(note.at)
            when = f"Added {moment}" if later and key != ADDED else moment
            yield Passage("" if number else part.heading, when, note.text.strip("\n"))


def plain_text(decision: Decision) -> str:
    """Return the whole decision as a text to keep elsewhere."""
    lines = ["An ethical decision", "", decision.question.strip(), "", standing(decision)]
    for passage in passages(decision):
        lines.append("")
        if passage.heading:
            lines += [passage.heading.upper(), ""]
        lines += [f"[{passage.when}]", passage.text]
    return "\n".join([*lines, ""])


def _is_addition(note: DecisionNote, decision: Decision, *, first: bool) -> bool:
    """Say whether a note came after the decision stood, even where a clock was put back since."""
    recorded_at = decision.recorded_at
    return not first or (recorded_at is not None and note.at > recorded_at)


def _moved(was: date | None, day: date | None) -> str:
    if day is None:
        return f"No longer to be looked at again{_not_then(', which was to be on', was)}."
    return f"To be looked at again on {full_day(day)}{_not_then(', not on', was)}."


def _not_then(words: str, was: date | None) -> str:
    return f"{words} {full_day(was)}" if was else ""


def _review(decision: Decision, today: date) -> str:
    day = decision.review_on
    if day is None:
        return ""
    if day > today:
        return f"to be looked at again on {day_month_year(day, today)}"
    since = "today" if day == today else f"since {day_month_year(day, today)}"
    return f"due to be looked at again {since}"


def _local(moment: datetime) -> datetime:
    return moment.astimezone()
