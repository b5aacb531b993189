"""What a year of sessions held, counted without judging, and the sheet a service may be given.

Counts come with how many sessions they are counted of. Nothing is compared with another year:
that would read a direction into a handful of sessions.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from reflect_app.domain.dates import full_day
from reflect_app.domain.records import Agreed, Preparation, Session, SessionRecord
from reflect_app.domain.supervision import (
    FUNCTIONS,
    KINDS,
    OUTCOMES,
    STAFF_THEMES,
    THEMES,
    TIME_WENT,
    kind_name,
)

ALL_THEMES: Mapping[str, str] = {**THEMES, **STAFF_THEMES}
OPEN = "open"
HOW_IT_WENT: Mapping[str, str] = {**OUTCOMES, OPEN: "Open"}
"""How what was agreed went, by key; what nobody answered yet is open."""
TWELVE_MONTHS = "twelve_months"
OVER_TWELVE_MONTHS, OVER_A_YEAR = "over twelve months", "over a calendar year"
SAID_LEAST = 3
"""Sessions, or gaps between them, that a median needs before it is said."""
HIGHEST = 10
"""The upper end of recharged, which begins at 0."""
TOO_FEW = "too few to say"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Year:
    """A calendar year, or the twelve months that end today; both days belong to it."""

    key: str
    name: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day <= self.last

    @property
    def within(self) -> str:
        """Return it within a sentence: "in the last twelve months", "in 2026"."""
        return f"in {self.name[0].lower()}{self.name[1:]}"

    @property
    def span(self) -> str:
        """Return how long it is, and not which one it is."""
        return OVER_TWELVE_MONTHS if self.key == TWELVE_MONTHS else OVER_A_YEAR


@dataclass(frozen=True, repr=False)
class Held:
    """A session that was held, with what is known of it."""

    session: Session
    gap: int | None
    """Days since the one before it; None for the very first."""
    record: SessionRecord | None
    agreed: tuple[Agreed, ...]

    @property
    def day(self) -> date:
        """Return the day it was held."""
        return self.session.day


@dataclass(frozen=True)
class Counts:
    """How often each of several keys was noted, and of how many things it is counted."""

    of: int
    each: Mapping[str, int]
    """In the order in which the keys are shown everywhere; those that are 0 are left out."""


@dataclass(frozen=True)
class Tally:
    """A year of sessions in numbers."""

    sessions: int
    recorded: int
    """Sessions of which anything was written down."""
    gaps: Sequence[tuple[date, int]]
    """Each session that has one before it, with the days since then, oldest first."""
    recharged: Sequence[tuple[date, int]]
    """Each session for which it was given, 0 drained to 10 recharged, oldest first."""
    kinds: Counts
    themes: Counts
    functions: Counts
    time_went: Counts
    agreed: Counts

    @property
    def noted(self) -> bool:
        """Say whether anything is known of these sessions beside that they were held."""
        return bool(self.recorded or self.themes.of or self.agreed.of)


@dataclass(frozen=True, repr=False)
class OwnWords:
    """What a person took from one session, as they wrote it."""

    day: date
    kind: str
    """What the session is called."""
    realised: str
    chosen: str

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield each heading with what stands under it, where anything does."""
        for heading, text in (("I realised", self.realised), ("I chose", self.chosen)):
            if text:
                yield heading, text


def held(
    sessions: Iterable[Session],
    records: Iterable[SessionRecord],
    agreed: Iterable[Agreed],
    today: date,
) -> list[Held]:
    """Return the `sessions` that were held, oldest first; gaps are counted among these alone.

    A session today counts once something was recorded of it.
    """
    recorded = {each.session_id: each for each in records}
    actions: dict[int, list[Agreed]] = {}
    for each in agreed:
        actions.setdefault(each.session_id, []).append(each)
    found: list[Held] = []
    for session in sorted(sessions, key=lambda each: (each.day, each.start or 0, each.id)):
        if session.day > today or (session.day == today and session.id not in recorded):
            continue
        gap = (session.day - found[-1].day).days if found else None
        known = recorded.get(session.id), tuple(actions.get(session.id, ()))
        found.append(Held(session, gap, *known))
    return found


def years(days: Iterable[date], today: date) -> list[Year]:
    """Return the last twelve months and every calendar year with one of `days`, newest first."""
    known = sorted({day.year for day in days}, reverse=True)
    calendar = [Year(f"{year}", f"{year}", date(year, 1, 1), date(year, 12, 31)) for year in known]
    before = _a_year_before(today) + _ONE_DAY
    return [Year(TWELVE_MONTHS, "The last twelve months", before, today), *calendar]


def kinds_of(sessions: Iterable[Session]) -> dict[str, str]:
    """Return the kinds there are, by key, with what they are called: the person's own last."""
    found = {each.kind for each in sessions}
    known = [key for key in KINDS if key in found]
    return {key: kind_name(key) for key in (*known, *sorted(found - KINDS.keys()))}


def tally(year: Sequence[Held], prepared: Mapping[int, Preparation]) -> Tally:
    """Count a year of sessions; `prepared` is what was brought to them, by session id."""
    records = [each.record for each in year if each.record]
    actions = [action for each in year for action in each.agreed]
    themes = [_themes(each.record, prepared.get(each.session.id)) for each in year]
    given = [(each.day, each.record.recharged) for each in year if each.record]
    return Tally(
        sessions=len(year),
        recorded=len(records),
        gaps=[(each.day, each.gap) for each in year if each.gap is not None],
        recharged=[(day, value) for day, value in given if value is not None],
        kinds=_count([{each.session.kind} for each in year], kinds_of(e.session for e in year)),
        themes=_count(themes, ALL_THEMES),
        functions=_count([set(each.functions) for each in records], FUNCTIONS),
        time_went=_count([{each.time_went} for each in records], TIME_WENT),
        agreed=_count([{each.outcome or OPEN} for each in actions], HOW_IT_WENT),
    )


def own_words(year: Iterable[Held]) -> list[OwnWords]:
    """Return what was realised and chosen, session by session; those without words are left out."""
    found = [
        OwnWords(
            each.day,
            kind_name(each.session.kind),
            each.record.realised.strip(),
            each.record.chosen.strip(),
        )
        for each in year
        if each.record
    ]
    return [each for each in found if each.realised or each.chosen]


def own_words_as_text(words: Iterable[OwnWords]) -> str:
    """Return a person's own words as a file of plain text holds them."""
    blocks = [OWN_WORDS]
    for each in words:
        parts = "\n\n".join(f"{heading}\n{text}" for heading, text in each.parts())
        blocks.append(f"{full_day(each.day)}\n\n{parts}")
    return "\n\n\n".join(blocks) + "\n"


OWN_WORDS = "My year, in my own words"


def sessions_in_words(counted: Tally, year: Year) -> str:
    """Say how many were held: "11 sessions held in 2026"."""
    number = counted.sessions
    return f"{_counted(number, 'session') if number else 'No session'} held {year.within}."


def gaps_in_words(counted: Tally) -> str:
    """Say how far apart sessions were: "10 gaps: shortest 21 days, median 28, longest 49"."""
    gaps = sorted(gap for _, gap in counted.gaps)
    if not gaps:
        return "With a session before it, the days between the two are counted here."
    if len(gaps) < SAID_LEAST:
        found = " and ".join(_counted(gap, "day") for gap in gaps)
        return f"{_counted(len(gaps), 'gap')}: {found}; for a median {TOO_FEW}."
    return (
        f"{len(gaps)} gaps: shortest {_counted(gaps[0], 'day')}, "
        f"median {median(gaps):g}, longest {gaps[-1]}."
    )


def recharged_in_words(counted: Tally) -> str:
    """Say how somebody came away: "Median 7, given for 9 of 11 sessions"."""
    values = [value for _, value in counted.recharged]
    given = f"given for {len(values)} of {_counted(counted.sessions, 'session')}"
    if len(values) < SAID_LEAST:
        return f"{given.capitalize()}: {TOO_FEW}."
    return f"Median {median(values):g}, {given}."


def noted_in_words(counts: Counts, counted: Tally) -> str:
    """Say of how many sessions something was noted at all."""
    return f"Noted for {counts.of} of {_counted(counted.sessions, 'session')}."


def agreed_in_words(counts: Counts, counted: Tally) -> str:
    """Say how much was agreed: "14 things agreed in 9 sessions"."""
    return f"{_counted(counts.of, 'thing')} agreed in {_counted(counted.sessions, 'session')}."


# The sheet of numbers. Whatever a person wrote, all that can stand on it are these labels and
# these bands: it is made of nothing else.

SHEET_TITLE = "Supervision in numbers"
SHEET_NOTE = "Counted in bands: 0, 1 to 3, 4 to 6, 7 to 9, 10 or more."
RECHARGED_NOTE = (
    "Came away: 0 drained to 10 recharged, in the words of an app; not a validated scale."
)
_BANDS = ((0, "0"), (3, "1 to 3"), (6, "4 to 6"), (9, "7 to 9"))
_MOST = "10 or more"
BANDS = (*(name for _, name in _BANDS), _MOST)
_FOUR_WEEKS, _SIX_WEEKS = 28, 42
_LOW, _MIDDLE = 3, 6

SESSIONS, GAPS, RECHARGED = "sessions", "gaps", "recharged"
ALL, OTHER = "all", "other"
SHEET: Mapping[str, tuple[str, Mapping[str, str]]] = {
    SESSIONS: ("Sessions", {ALL: "Sessions held", **KINDS, OTHER: "Another kind"}),
    GAPS: (
        "From one session to the next",
        {"short": "Up to 28 days", "middle": "29 to 42 days", "long": "43 days or more"},
    ),
    "themes": ("Sessions with the theme", ALL_THEMES),
    "functions": ("Sessions that were", FUNCTIONS),
    "time": ("Where the time went", TIME_WENT),
    RECHARGED: (
        "Came away, from 0 to 10",
        {"low": "At 0 to 3", "middle": "At 4 to 6", "high": "At 7 to 10"},
    ),
    "agreed": ("Agreed", {ALL: "Things agreed", **HOW_IT_WENT}),
}
"""Every line that a sheet can have: its group and key, the group's heading, the line's label."""

Line = tuple[str, str]
"""A line of the sheet, by its group and its key in SHEET."""


def band(count: int) -> str:
    """Return the band a count lies in.

    Narrow enough to mean something over a year of monthly sessions, and too wide to read one
    session off it.
    """
    return next((name for most, name in _BANDS if count <= most), _MOST)


def numbers(counted: Tally) -> dict[Line, int]:
    """Return the count behind every line that a sheet can have."""
    kinds = dict(counted.kinds.each)
    known = {key: kinds.pop(key, 0) for key in KINDS}
    gaps = [gap for _, gap in counted.gaps]
    values = [value for _, value in counted.recharged]
    groups: dict[str, Mapping[str, int]] = {
        SESSIONS: {ALL: counted.sessions, **known, OTHER: sum(kinds.values())},
        GAPS: _thirds(gaps, ("short", "middle", "long"), (_FOUR_WEEKS, _SIX_WEEKS)),
        "themes": counted.themes.each,
        "functions": counted.functions.each,
        "time": counted.time_went.each,
        RECHARGED: _thirds(values, ("low", "middle", "high"), (_LOW, _MIDDLE)),
        "agreed": {ALL: counted.agreed.of, **counted.agreed.each},
    }
    return {
        (group, key): groups[group].get(key, 0)
        for group, (_, labels) in SHEET.items()
        for key in labels
    }


def offered(found: Mapping[Line, int]) -> set[Line]:
    """Return the lines to tick: kinds of session and themes of managers only where there are any.

    A list of what somebody has nothing to do with would only make the sheet longer.
    """
    rare = {(SESSIONS, key) for key in (*KINDS, OTHER)} | {("themes", key) for key in STAFF_THEMES}
    return {line for line, count in found.items() if count or line not in rare}


@dataclass(frozen=True)
class SheetPart:
    """A heading of the sheet with the lines below it, each a label and a band."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """The sheet as it is seen, saved and handed over."""

    title: str
    parts: tuple[SheetPart, ...]
    notes: tuple[str, ...]

    def text(self) -> str:
        """Return it as a file of plain text holds it."""
        blocks = [self.title]
        for part in self.parts:
            lines = "\n".join(f"{label}: {found}" for label, found in part.lines)
            blocks.append(f"{part.heading}\n{lines}")
        return "\n\n".join((*blocks, "\n".join(self.notes))) + "\n"


def sheet(found: Mapping[Line, int], ticked: Collection[Line], span: str) -> Sheet:
    """Return the sheet with the `ticked` lines and no others, from what `numbers` counted.

    `span` says over how long, as `Year.span` does: it holds no date.
    """
    parts = tuple(_parts(found, ticked))
    scale = any(group == RECHARGED for group, _ in ticked)
    return Sheet(
        f"{SHEET_TITLE}, {span}", parts, (SHEET_NOTE, RECHARGED_NOTE) if scale else (SHEET_NOTE,)
    )


def _parts(found: Mapping[Line, int], ticked: Collection[Line]) -> Iterator[SheetPart]:
    for group, (heading, labels) in SHEET.items():
        lines = tuple(
            (label, band(found[group, key]))
            for key, label in labels.items()
            if (group, key) in ticked
        )
        if lines:
            yield SheetPart(heading, lines)


def _thirds(
    values: Iterable[int], keys: tuple[str, str, str], most: tuple[int, int]
) -> dict[str, int]:
    """Count `values` up to the first of `most`, up to the second, and above, by these keys."""
    return Counter(keys[sum(value > each for each in most)] for value in values)


def _themes(record: SessionRecord | None, prepared: Preparation | None) -> set[str]:
    """Return what was brought to one session: noted afterwards, or on its page."""
    noted = set(record.themes) if record else set()
    ticked = (each for each in prepared.items if each.ticked) if prepared else ()
    return noted.union(*(each.themes for each in ticked))


def _count(found: Iterable[Collection[str]], names: Mapping[str, str]) -> Counts:
    """Count in how many of `found` each of `names` is; `of` are those with any of them."""
    known = [set(each) & names.keys() for each in found]
    times = Counter(key for each in known for key in each)
    return Counts(sum(map(bool, known)), {key: times[key] for key in names if times[key]})


def _a_year_before(today: date) -> date:
    """Return the same day a year earlier, of a leap day the day before it."""
    leap = (today.month, today.day) == (2, 29)
    return (today - _ONE_DAY if leap else today).replace(year=today.year - 1)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
