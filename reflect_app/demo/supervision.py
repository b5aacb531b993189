"""What the person of the demo journal brought to supervision, and what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from reflect_app.demo.days import moment
from reflect_app.demo.texts import Deck, session_words
from reflect_app.domain.plan import WHEN
from reflect_app.domain.progress import HEAVY
from reflect_app.domain.records import (
    Agreed,
    Agreement,
    Decision,
    DecisionNote,
    EntryMarks,
    Plan,
    Record,
    Session,
    SessionRecord,
    StillWith,
)
from reflect_app.domain.still_with import window
from reflect_app.domain.supervision import DONE, LET_GO, PARTLY, TIME_WENT, so_far

MINUTES = 60
_RECORDED = 0.85
"""How many of the sessions there is a record of, but for the last, of which there is one."""
_EVENING = 18 * 60 + 20
_ASKED_AFTER = timedelta(days=2)
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_OUTCOMES = (DONE, DONE, DONE, PARTLY, PARTLY, LET_GO)
_ANSWERS = ("settled", "a_bit", "heavy")
_EXCEPTIONS = (
    "Somebody is at serious risk of harm, a person I work with or anybody else.",
    "I act in a way that is likely to cause serious harm and will not change it.",
    "The law or a court requires it.",
)


def papers(
    chance: Random,
    sessions: Sequence[Session],
    plans: Sequence[Plan],
    heavy: Sequence[EntryMarks],
    today: date,
) -> Iterator[Record]:
    """Yield records of the `sessions` before `today`, and all that is written beside them.

    Some of the `heavy` entries, the newest first, were asked about again.
    """
    words = session_words()
    told_of = {each["focus"]: each for each in words["session"]}
    deck = Deck(list(told_of), chance)
    whens = [plan for plan in plans if plan.kind == WHEN]
    for place, session in enumerate(so_far(sessions, today)):
        told = told_of[deck.draw()]
        if place and chance.random() > _RECORDED:
            continue
        yield _record(chance, session, told)
        yield from _agreed(chance, session, told, whens, last=not place)
    yield _agreement(words["with_whom"], today)
    yield from _decisions(words["decision"], today)
    yield from _still_with(heavy, today)


def _record(chance: Random, session: Session, told: Mapping[str, Any]) -> SessionRecord:
    return SessionRecord(
        session_id=session.id,
        written_at=moment(session.day, _EVENING),
        done=True,
        recharged=min(10, max(2, round(chance.gauss(6.5, 1.6)))),
        time_went=chance.choice(tuple(TIME_WENT)),
        themes=tuple(told["themes"]),
        functions=tuple(told["functions"]),
        **{name: told[name] for name in ("focus", "realised", "chosen", "strengths", "felt")},
    )


def _agreed(
    chance: Random, session: Session, told: Mapping[str, Any], whens: Sequence[Plan], *, last: bool
) -> Iterator[Agreed]:
    """Yield what was agreed; that of the `last` session is still open, or lives on as a plan."""
    for each in told["agreed"]:
        due = session.day + timedelta(days=each["days"]) if "days" in each else None
        agreed = Agreed(session_id=session.id, words=each["words"], due=due)
        became = (plan for plan in whens if plan.cue == each.get("plan"))
        plan = next(became, None)
        if plan and plan.since <= session.day:
            agreed.plan_id = plan.id
        elif not last:
            agreed.outcome = chance.choice(_OUTCOMES)
            agreed.outcome_on = (due or session.day + 3 * _WEEK) - _DAY
        yield agreed


def _agreement(with_whom: str, today: date) -> Agreement:
    return Agreement(
        with_whom=with_whom,
        weeks=4,
        minutes=MINUTES,
        place="The quiet room on the second floor, or by video",
        privacy="A closed door, and nobody else on the line",
        cancelling="Two days before where it can be helped, and a new date at once",
        between="A short message to move a date; nothing about the work",
        exceptions=_EXCEPTIONS,
        recorded="That we met, and for how long",
        kept_where="In the provider's own diary",
        seen_by="The two of us",
        agreed_on=today - 38 * _WEEK,
        review_on=today + 14 * _WEEK,
    )


def _decisions(told: Sequence[Mapping[str, str]], today: date) -> Iterator[Decision]:
    """Yield a decision of some months ago, to which something was added, and a draft."""
    for each, ago in zip(told, (22 * _WEEK, 5 * _DAY), strict=True):
        day = today - ago
        begun = moment(day, _EVENING)
        recorded = "decision" in each
        decision = Decision(
            begun_at=begun,
            day=day,
            question=each["question"],
            recorded_at=begun + timedelta(minutes=25) if recorded else None,
            review_on=day + 26 * _WEEK if recorded else None,
        )
        for part, text in each.items():
            if part != "question":
                later = 9 * _DAY if part == "added" else timedelta(minutes=20)
                decision.notes.append(DecisionNote(at=begun + later, part=part, text=text))
        yield decision


def _still_with(heavy: Sequence[EntryMarks], today: date) -> Iterator[StillWith]:
    """Yield what was said two days after heavy entries, of which the last is heavy still.

    What Today may still ask about is left to it.
    """
    asked = [each for each in heavy if (each.load or 0) >= HEAVY and each.day < window(today)[0]]
    for number, each in enumerate(asked):
        answer = _ANSWERS[-1 - number % len(_ANSWERS)]
        yield StillWith(entry_id=each.id, day=each.day + _ASKED_AFTER, answer=answer)
