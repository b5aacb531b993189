"""What could be brought to a session, gathered from all that has been since the one before.

Nothing is chosen here: a candidate is offered, and to each kind of session only what may be seen
there.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from reflect_app.domain.contacts import CLINICAL
from reflect_app.domain.dates import WEEKDAYS, short_date
from reflect_app.domain.plan import HABIT, KEPT_WITHIN, LEAVING, WHEN, Count, kept_count, same_plan
from reflect_app.domain.planning import count_in_words, week_detail, week_heading
from reflect_app.domain.progress import HEAVY, DayLoad, Leaving, leavings
from reflect_app.domain.records import (
    Agreed,
    Decision,
    Entry,
    EntryMarks,
    Keys,
    PageItem,
    Plan,
    PlanAnswer,
    Session,
)
from reflect_app.domain.reflective_models import FREE, ReflectiveModel, model
from reflect_app.domain.sources import SOURCES, label, labels
from reflect_app.domain.still_with import HEAVY as STILL_HEAVY
from reflect_app.domain.supervision import CAUTIOUS, OUTCOMES, Cycle, day_month_year

FLAGGED, STILL, HEAVY_DAY, PLAN, AGREED = "flagged", "still", "heavy_day", "plan", "agreed"
REPEATS, ETHICAL, RATHER_NOT, GOOD, OWN = "repeats", "ethical", "rather_not", "good", "own"
KINDS: Mapping[str, str] = {
    FLAGGED: "You flagged",
    STILL: "Still heavy",
    HEAVY_DAY: "Heaviest days",
    PLAN: "Plans worth a look",
    AGREED: "Agreed, still open",
    REPEATS: "What repeats",
    ETHICAL: "Ethical questions",
    RATHER_NOT: "I would rather not bring (only me until ticked)",
    GOOD: "Went well",
    OWN: "In my own words",
}
"""The groups in the order they are offered, by the key that `records.PageItem.kind` keeps."""

OF_ENTRIES = (FLAGGED, STILL, GOOD)
"""Kinds about an entry, whose id `about` is; of GOOD it is the day where that was a good one."""
IN_OWN_WORDS = (RATHER_NOT, OWN)
"""Kinds about nothing but the words of the item itself: they come with the preparation."""

ANY = "any"
"""The audience, of `domain.contacts.AUDIENCES`, that every kind of session belongs to."""

THIRDS = Fraction(2, 3)
"""How much of a session may be planned; the rest is for what comes up."""
USUAL_MINUTES = 60
"""How long a session is taken to be where nobody said."""
MOST_DAYS = 3
"""How many heavy days are offered, and how many good ones."""
REPEATED = 3
"""In so many entries, or on so many days, something repeats."""
MOST_REPEATS = 6
"""How much of what repeats is offered, the most frequent first."""

_CASE, _TAG, _SOURCE = "case", "tag", "source"
_GOOD_DAY = label("good_day")
_SHIPPED = {source.label for source in SOURCES}
_WENT_WELL = ("good_news", "good_work")


@dataclass(frozen=True, repr=False, kw_only=True)
class SinceLast:
    """All that is known since the session before `session`."""

    session: Session
    today: date
    cycle: Cycle
    """From the session before it to today, or to its own day where that has been."""
    sessions: Sequence[Session] = ()
    loads: Sequence[DayLoad] = ()
    """The check-in days of the cycle, oldest first."""
    sources: Mapping[date, Keys] = field(default_factory=dict)
    """What was ticked on a day of the cycle, as it is read."""
    labels: Mapping[str, str] = field(default_factory=labels)
    """What every source is read as, by its key."""
    away: Collection[date] = ()
    """The days away from work in the cycle."""
    plans: Sequence[Plan] = ()
    plan_answers: Sequence[PlanAnswer] = ()
    """Those for the days of the cycle."""
    agreed: Sequence[Agreed] = ()
    """What `waiting` returns."""
    cases: Mapping[int, str] = field(default_factory=dict)
    """The words for the cases going on, by id."""
    decisions: Sequence[Decision] = ()
    still: Mapping[int, str] = field(default_factory=dict)
    """What was said in the cycle of heavy entries later, by the entry's id."""
    entries: Mapping[int, Entry] = field(default_factory=dict)
    """The whole entries that the stored preparation is about, by id."""
    known: Mapping[int, EntryMarks] = field(default_factory=dict)
    """The finished entries that are flagged, of the cycle, of `still` or of `entries`, by id.

    The newest come first, whoever may see them.
    """

    @property
    def marks(self) -> list[EntryMarks]:
        """Return the finished entries of the cycle, the newest first."""
        return [mark for mark in self.known.values() if self.cycle.holds(mark.day)]

    @property
    def flagged(self) -> list[EntryMarks]:
        """Return every finished entry that is flagged up to the end of the cycle."""
        end = self.cycle.end
        return [mark for mark in self.known.values() if mark.flagged and mark.day < end]

    def with_entry(self, entry: Entry) -> "SinceLast":
        """Return the same with a whole entry that has just been put on the page."""
        return replace(self, entries={**self.entries, entry.id: entry})


@dataclass(frozen=True, repr=False)
class Candidate:
    """Something that could be put on the page."""

    kind: str
    about: str
    """What `records.PageItem.about` keeps: it names one thing of its kind for good."""
    title: str
    detail: str = ""
    """A few words beside it; of something agreed the last one says how it went."""
    share_all: bool = False
    """There is text that could be shared beyond the title."""
    chart: bool = False
    """There is a chart that could go with it."""


def candidates(since: SinceLast) -> list[Candidate]:
    """Return what is offered for the session, in the order of KINDS."""
    gathered = (each for gather in _GATHERED for each in gather(since))
    return [each for each in gathered if may_bring(since, each.kind, each.about)]


def found(since: SinceLast, kind: str, about: str) -> Candidate | None:
    """Return one thing as it stands, also where it would not be offered; None: it is gone."""
    find = _FOUND.get(kind)
    return find(since, about) if find else None


def is_about(item: PageItem, candidate: Candidate) -> bool:
    """Say whether `item` is this candidate, which may be in another group by now."""
    if item.kind in OF_ENTRIES and candidate.kind in OF_ENTRIES:
        return item.about == candidate.about
    return (item.kind, item.about) == (candidate.kind, candidate.about)


def cautious(session: Session) -> bool:
    """Say whether others than a supervisor of one's own sit there: its page starts empty."""
    return session.in_group or session.kind in CAUTIOUS


def may_bring(since: SinceLast, kind: str, about: str) -> bool:
    """Say whether something may be seen in the session at all.

    What is only for the person never is. Where it is `cautious` that leaves what they wrote for
    any session or for this page, and what was agreed in sessions of the same kind.
    """
    if kind in IN_OWN_WORDS:
        return True
    if kind in OF_ENTRIES and (mark := _mark(since, about)):
        return _seen(mark, since)
    if not cautious(since.session):
        return True
    return kind == AGREED and _agreed_in_its_kind(since, about)


def may_be_seen(audience: str, session: Session) -> bool:
    """Say whether what is written for this `audience` may be seen in the session."""
    return audience == ANY or (audience == CLINICAL and not cautious(session))


def too_long(items: Iterable[PageItem], session: Session) -> bool:
    """Say whether the minutes wanted for what is ticked are more than THIRDS of the session."""
    wanted = sum(item.minutes or 0 for item in items if item.ticked)
    return wanted > THIRDS * (session.minutes or USUAL_MINUTES)


def waiting(agreed: Iterable[Agreed], earlier: Iterable[Session], cycle: Cycle) -> list[Agreed]:
    """Return what was agreed in the `earlier` sessions and was open when the `cycle` began."""
    held = {each.id for each in earlier}
    return [
        each
        for each in agreed
        if each.session_id in held
        and (not each.outcome or (each.outcome_on is not None and each.outcome_on >= cycle.start))
    ]


def how_it_went(agreed: Agreed, since: SinceLast) -> str:
    """Say in a word how something agreed went by the end of the cycle.

    Until the person says, the plan that it became says it: open, partly, mostly or done.
    """
    if agreed.outcome and (agreed.outcome_on is None or agreed.outcome_on < since.cycle.end):
        return _inside(OUTCOMES.get(agreed.outcome, agreed.outcome))
    same = became(agreed, since)
    count = counted(same[-1], since) if same else Count(0, 0, 0)
    if not (count.kept or count.partly):
        return "open"
    if count.kept == count.answered:
        return "done"
    return "mostly" if 2 * count.kept > count.answered else "partly"


def agreed_on(agreed: Agreed, since: SinceLast) -> date:
    """Return the day of the session in which something was agreed."""
    days = (each.day for each in since.sessions if each.id == agreed.session_id)
    return next(days, since.cycle.start)


def became(agreed: Agreed, since: SinceLast) -> Sequence[Plan]:
    """Return the plan that something agreed became and all it was since, the latest last."""
    return _thread(agreed.plan_id, since)


def planned_as(about: str, since: SinceLast) -> Sequence[Plan]:
    """Return the plan that `about` names and all it has been, the latest last."""
    return _thread(_number(about), since)


def counted(plan: Plan, since: SinceLast) -> Count:
    """Return how `plan` went in the cycle, with what it was before it was last changed."""
    return kept_count(plan, since.plans, since.plan_answers)


def left(since: SinceLast) -> list[Leaving]:
    """Return how leaving times went in the cycle, oldest first; days away are left out."""
    answers = [
        (each.plan_id, each.day, each.minutes_after, each.later)
        for each in since.plan_answers
        if each.minutes_after is not None
    ]
    return sorted(leavings(since.plans, answers, since.away), key=lambda each: each.day)


def days_with(cue: str, since: SinceLast) -> int:
    """Return on how many days of the cycle there was what a plan waits for.

    Only what may be seen in the session counts, so that no number tells of anything else.
    """
    days = {mark.day for mark in since.marks if mark.contact == cue and _seen(mark, since)}
    if not cautious(since.session):
        days |= {day for day, names in since.sources.items() if since.labels.get(cue) in names}
    return len(days)


def way_of(entry: Entry | EntryMarks) -> ReflectiveModel:
    """Return the model that something is written after; the free one where it has no other."""
    try:
        return model(entry.model)
    except KeyError:
        return FREE


def days_in_words(number: int) -> str:
    """Return a number of days: "1 day", "12 days"."""
    return "1 day" if number == 1 else f"{number} days"


def listed(words: Sequence[str]) -> str:
    """Return words as a list within a sentence: "court, time and workload"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


# Gathering


def _flagged(since: SinceLast) -> Iterator[Candidate]:
    return (_of_entry(FLAGGED, mark, since) for mark in since.flagged)


def _still(since: SinceLast) -> Iterator[Candidate]:
    marks = (since.known[each] for each in since.still if each in since.known)
    return (
        _of_entry(STILL, mark, since)
        for mark in marks
        if _still_heavy(mark, since) and not mark.flagged
    )


def _heavy_days(since: SinceLast) -> Iterator[Candidate]:
    heavy = [each for each in since.loads if each.highest >= HEAVY and not each.away]
    heavy.sort(key=lambda each: (-each.highest, -each.day.toordinal()))
    return (_of_day(load, since) for load in heavy[:MOST_DAYS])


def _plans(since: SinceLast) -> Iterator[Candidate]:
    agreed = {plan.id for each in since.agreed for plan in became(each, since)}
    told = set[str]()
    for plan in since.plans:
        candidate = _of_plan(_thread(plan.id, since), since)
        if candidate is None or candidate.about in told or plan.id in agreed:
            continue
        told.add(candidate.about)
        if counted(plan, since).answered:
            yield candidate


def _agreed(since: SinceLast) -> Iterator[Candidate]:
    """Yield what was agreed, the latest session's first; what it says again is told once."""
    days = {each.id: each.day for each in since.sessions}
    fitting = [each for each in since.agreed if may_bring(since, AGREED, str(each.id))]
    fitting.sort(key=lambda each: days.get(each.session_id, date.min), reverse=True)
    told = set[int | str]()
    for each in fitting:
        plans = (plan.id for plan in became(each, since))
        same: set[int | str] = {_plain(each.words).casefold(), *plans}
        if not same & told:
            yield _of_agreed(each, since)
        told |= same


def _repeats(since: SinceLast) -> Iterator[Candidate]:
    often = [pair for pair in _times(since).items() if pair[1] >= REPEATED]
    often.sort(key=lambda pair: (-pair[1], pair[0]))
    return (_of_repeat(about, times, since) for about, times in often[:MOST_REPEATS])


def _ethical(since: SinceLast) -> Iterator[Candidate]:
    return (_of_decision(each, since) for each in since.decisions if _is_open(each, since))


def _good(since: SinceLast) -> Iterator[Candidate]:
    for mark in since.marks:
        if {mark.contact, mark.model} & {*_WENT_WELL} and not _offered_before(mark, since):
            yield _of_entry(GOOD, mark, since)
    days = sorted(day for day, names in since.sources.items() if _GOOD_DAY in names)
    yield from map(_of_good_day, reversed(days[-MOST_DAYS:]))


def _offered_before(mark: EntryMarks, since: SinceLast) -> bool:
    return mark.flagged or _still_heavy(mark, since)


def _still_heavy(mark: EntryMarks, since: SinceLast) -> bool:
    return since.still.get(mark.id) == STILL_HEAVY


def _seen(mark: EntryMarks, since: SinceLast) -> bool:
    """Say whether an entry may be seen in the session, by its audience."""
    return may_be_seen(mark.audience, since.session)


def _agreed_in_its_kind(since: SinceLast, about: str) -> bool:
    wanted = next((each.session_id for each in since.agreed if str(each.id) == about), None)
    where = next((each for each in since.sessions if each.id == wanted), None)
    return where is not None and cautious(where) and where.kind == since.session.kind


def _times(since: SinceLast) -> Counter[str]:
    """Return how often cases, tags and sources came up in the cycle, by what `about` keeps.

    Cases and tags count by the entries that may be seen in the session, sources by days.
    """
    marks = [mark for mark in since.marks if _seen(mark, since)]
    cases = (f"{_CASE}:{mark.case_id}" for mark in marks if mark.case_id in since.cases)
    tags = (f"{_TAG}:{tag}" for mark in marks for tag in dict.fromkeys(mark.tags))
    ticked = (name for names in since.sources.values() for name in dict.fromkeys(names))
    sources = (f"{_SOURCE}:{name}" for name in ticked if name != _GOOD_DAY)
    return Counter([*cases, *tags, *sources])


def _is_open(decision: Decision, since: SinceLast) -> bool:
    """Say whether a decision is still to be made, or has come to the day it is looked at again."""
    if decision.recorded_at is None:
        return bool(decision.question.strip() or decision.notes)
    return decision.review_on is not None and decision.review_on < since.cycle.end


# What each is called


def _of_entry(kind: str, mark: EntryMarks, since: SinceLast) -> Candidate:
    detail = f"From your reflection of {day_month_year(mark.day, since.today)}"
    if kind == FLAGGED and _still_heavy(mark, since):
        detail += ", still heavy"
    return Candidate(kind, str(mark.id), mark.heading or way_of(mark).name, detail, share_all=True)


def _of_good_day(day: date) -> Candidate:
    return Candidate(GOOD, day.isoformat(), f"{_short(day)}, a good day")


def _of_day(load: DayLoad, since: SinceLast) -> Candidate:
    names = since.sources.get(load.day, ())
    inside = [_inside(name) if name in _SHIPPED else name for name in names]
    weight = [f"load {load.highest}", *([listed(inside)] if inside else [])]
    title = ", ".join([_short(load.day), *weight])
    return Candidate(HEAVY_DAY, load.day.isoformat(), title, chart=not load.away)


def _of_plan(same: Sequence[Plan], since: SinceLast) -> Candidate | None:
    """Return a plan as it went; None for one that waits for a cue, which has no days."""
    if not same or same[-1].kind == WHEN:
        return None
    plan, count = same[-1], counted(same[-1], since)
    return Candidate(
        kind=PLAN,
        about=str(min(each.id for each in same)),
        title=f"{plan.name}, {_how_often(plan, count)}" if count.answered else plan.name,
        detail=_when(plan),
        share_all=True,
        chart=_has_chart(plan, since),
    )


def _how_often(plan: Plan, count: Count) -> str:
    later = count.answered - count.kept
    if plan.kind == LEAVING and later:
        often = f"{later} of {days_in_words(count.answered)}"
        return f"more than {KEPT_WITHIN} minutes later on {often}"
    return _inside(count_in_words(plan, count).removesuffix(" answered")) or "not yet"


def _when(plan: Plan) -> str:
    if plan.kind != HABIT and all(time is None for time in plan.times):
        return ""
    detail = week_detail(plan)
    return f"{week_heading(plan)}, {detail}" if plan.kind == LEAVING else detail


def _has_chart(plan: Plan, since: SinceLast) -> bool:
    return plan.kind == LEAVING and bool(left(since))


def _of_agreed(agreed: Agreed, since: SinceLast) -> Candidate:
    same = became(agreed, since)
    return Candidate(
        kind=AGREED,
        about=str(agreed.id),
        title=_plain(agreed.words),
        detail=", ".join(filter(None, [_agreed_before(agreed, since), how_it_went(agreed, since)])),
        share_all=True,
        chart=bool(same) and _has_chart(same[-1], since),
    )


def _agreed_before(agreed: Agreed, since: SinceLast) -> str:
    """Say where something was agreed, unless that was in the last session."""
    day = agreed_on(agreed, since)
    return "" if day == since.cycle.start else f"From {day_month_year(day, since.today)}"


def _of_repeat(about: str, times: int, since: SinceLast) -> Candidate:
    of, _, name = about.partition(":")
    word = since.cases[int(name)] if of == _CASE else name
    often = f"on {days_in_words(times)}" if of == _SOURCE else f"in {_reflections(times)}"
    return Candidate(REPEATS, about, f"{word[:1].upper()}{word[1:]}, {often}")


def _of_decision(decision: Decision, since: SinceLast) -> Candidate:
    begun = day_month_year(decision.day, since.today)
    title = " ".join(decision.question.split()) or f"An ethical question of {begun}"
    detail = f"Not decided yet, begun on {begun}"
    if decision.recorded_at:
        detail = f"Decided, begun on {begun}"
    if decision.recorded_at and decision.review_on:
        detail = f"To be looked at again from {day_month_year(decision.review_on, since.today)}"
    return Candidate(ETHICAL, str(decision.id), title, detail)


# Finding one of them again


def _find_entry(kind: str) -> "_Find":
    def find(since: SinceLast, about: str) -> Candidate | None:
        mark = _mark(since, about)
        return _of_entry(kind, mark, since) if mark else None

    return find


def _find_good(since: SinceLast, about: str) -> Candidate | None:
    good = (day for day, names in since.sources.items() if _GOOD_DAY in names)
    day = next((day for day in good if day.isoformat() == about), None)
    return _of_good_day(day) if day else _find_entry(GOOD)(since, about)


def _find_day(since: SinceLast, about: str) -> Candidate | None:
    load = next((each for each in since.loads if each.day.isoformat() == about), None)
    return _of_day(load, since) if load else None


def _find_plan(since: SinceLast, about: str) -> Candidate | None:
    return _of_plan(planned_as(about, since), since)


def _find_agreed(since: SinceLast, about: str) -> Candidate | None:
    agreed = next((each for each in since.agreed if str(each.id) == about), None)
    return _of_agreed(agreed, since) if agreed else None


def _find_repeat(since: SinceLast, about: str) -> Candidate | None:
    times = _times(since)[about]
    return _of_repeat(about, times, since) if times else None


def _find_decision(since: SinceLast, about: str) -> Candidate | None:
    decision = next((each for each in since.decisions if str(each.id) == about), None)
    return _of_decision(decision, since) if decision else None


def _mark(since: SinceLast, about: str) -> EntryMarks | None:
    number = _number(about)
    return None if number is None else since.known.get(number)


def _number(about: str) -> int | None:
    return int(about) if about.isdecimal() else None


def _thread(plan_id: int | None, since: SinceLast) -> Sequence[Plan]:
    plan = next((each for each in since.plans if each.id == plan_id), None)
    return sorted(same_plan(plan, since.plans), key=lambda each: each.since) if plan else ()


def _short(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {short_date(day)}"


def _reflections(number: int) -> str:
    return "1 reflection" if number == 1 else f"{number} reflections"


def _plain(words: str) -> str:
    return " ".join(words.split())


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]


_Find = Callable[[SinceLast, str], Candidate | None]
_GATHERED = (_flagged, _still, _heavy_days, _plans, _agreed, _repeats, _ethical, _good)
"""In the order of KINDS."""
_FOUND: Mapping[str, _Find] = {
    FLAGGED: _find_entry(FLAGGED),
    STILL: _find_entry(STILL),
    HEAVY_DAY: _find_day,
    PLAN: _find_plan,
    AGREED: _find_agreed,
    REPEATS: _find_repeat,
    ETHICAL: _find_decision,
    GOOD: _find_good,
}
