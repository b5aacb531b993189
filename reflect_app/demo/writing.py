"""Whoever keeps the demo journal: what gets written about a day, and in which words."""

from collections import Counter, deque
from datetime import date, datetime, timedelta
from random import Random

from reflect_app.demo.caseload import Case, Caseload
from reflect_app.demo.days import WorkedDay, moment, on_scale
from reflect_app.demo.texts import Deck, Piece, Words, pieces, words
from reflect_app.domain.contacts import AUDIENCES
from reflect_app.domain.records import Entry
from reflect_app.domain.reflective_models import HARD_CASE, INCIDENT

NOT_AGAIN = 40
"""How many entries lie at least between two of one piece."""
SELDOM = 120
"""How many lie at least between two about an incident."""

_MORNING = 7 * 60 + 50
_TIMES = {
    "morning": (9 * 60, 12 * 60),
    "midday": (12 * 60 + 20, 13 * 60 + 30),
    "leaving": (16 * 60, 18 * 60 + 30),
    "evening": (20 * 60, 22 * 60),
}
"""When writing gets done, from and to, in minutes after the local midnight."""
_HOW_OFTEN = (1, 2, 6, 2)
_OPENED_WITH = 0.8
_GIVEN_BEFORE, _GIVEN_AFTER = 0.7, 0.8
_SAID, _TAGGED = 0.75, 0.6
"""How often it is said what an entry is about, and how often it gets its tags."""
_ONCE = 4.0
"""How much a piece about an incident is put back by each time that it was told: another is due."""
_AUDIENCE = (7, 2, 1)
"""How often an entry is for each of AUDIENCES, in their order."""
_EASED = (0, 0, 1, 1, 1, 2, 2, 3, -1)
"""What is taken off the load by the time that the writing is done: little, as a rule."""


class Writer:
    """Writes one entry after another, oldest first, and remembers what has been told before."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._told: Counter[int] = Counter()
        self._lately: deque[int] = deque(maxlen=NOT_AGAIN)
        self._openings = {
            name: Deck([*words()["opening"], *words()[f"opening_{name}"]], chance)
            for name in _TIMES
        }
        self._caseload = Caseload(words()["alias"], chance)
        self._since_incident = SELDOM
        self.case: Case | None = None
        """Whom the last entry is about; None where it names nobody."""

    def ended(self, case: Case) -> date | None:
        """Return the day on which `case` ended, None while it goes on."""
        return self._caseload.ended(case)

    def entry(self, day: WorkedDay) -> Entry:
        """Return a finished entry about `day`."""
        number = self._choose(day)
        piece = pieces()[number]
        name = self._chance.choices(list(_TIMES), _HOW_OFTEN)[0]
        written_at = moment(day.day, self._chance.uniform(*_TIMES[name]))
        entry = self._written(number, day.day, written_at)
        if self._told[number] > 1 and self._chance.random() < _OPENED_WITH:
            first = piece.model.stages[0].key
            entry.write(first, f"{self._openings[name].draw()} {entry.text(first)}")
        entry.finished_at = entry.written_at + timedelta(minutes=self._chance.randint(4, 18))
        entry.audience = self._chance.choices(list(AUDIENCES), _AUDIENCE)[0]
        self._give_loads(entry, piece)
        return entry

    def draft(self, day: date) -> Entry:
        """Return an entry begun on the morning of `day` and left in the middle of a sentence."""
        number = self._choose(WorkedDay(day, 6), hard_case=True)
        draft = self._written(number, day, moment(day, _MORNING))
        for stage in HARD_CASE.stages[2:]:
            draft.write(stage.key, "")
        draft.caret_stage = HARD_CASE.stages[1].key
        begun = draft.text(draft.caret_stage).split()
        draft.write(draft.caret_stage, " ".join(begun[: len(begun) * 3 // 5]))
        draft.caret = len(draft.text(draft.caret_stage))
        draft.load_before = on_scale(pieces()[number].load)
        self.case = self.case and _named(self.case, draft)
        return draft

    def _give_loads(self, entry: Entry, piece: Piece) -> None:
        if self._chance.random() < _GIVEN_BEFORE:
            entry.load_before = on_scale(piece.load + self._chance.choice((-1, 0, 0, 1)))
            if self._chance.random() < _GIVEN_AFTER:
                entry.load_after = on_scale(entry.load_before - self._chance.choice(_EASED))

    def _choose(self, day: WorkedDay, *, hard_case: bool = False) -> int:
        """Return which piece fits the day best, among those that have been told least."""
        fitting = [
            number
            for number, piece in enumerate(pieces())
            if number not in self._lately
            and self._fits(piece, day)
            and not (hard_case and (piece.model is not HARD_CASE or piece.case))
        ]
        least = min(self._told[number] for number in fitting)
        return min(fitting, key=lambda number: self._strain(number, day, least))

    def _fits(self, piece: Piece, day: WorkedDay) -> bool:
        return (
            day.day.month in piece.months
            and piece.when in ("", day.when)
            and (piece.model is not INCIDENT or self._since_incident >= SELDOM)
            and self._caseload.fits(piece.case, day.day)
        )

    def _strain(self, number: int, day: WorkedDay, least: int) -> float:
        """Return how far a piece is from what one would write about `day`."""
        piece = pieces()[number]
        told = (self._told[number] - least) * (_ONCE if piece.model is INCIDENT else 0.8)
        called_for = 5 * bool(piece.when)
        return abs(piece.load - day.load) + told + 2 * self._chance.random() - called_for

    def _written(self, number: int, day: date, written_at: datetime) -> Entry:
        piece = pieces()[number]
        title = piece.titles[self._told[number] % len(piece.titles)] if piece.titles else ""
        self._told[number] += 1
        self._lately.append(number)
        self._since_incident = 0 if piece.model is INCIDENT else self._since_incident + 1
        met, other = self._caseload.meet(piece.case, piece.who, day)
        fill_in = Words(met.alias, other.alias, met.woman, words(), self._chance).fill_in
        entry = Entry(
            written_at=written_at,
            day=day,
            model=piece.model.key,
            title=fill_in(title),
        )
        for stage, text in piece.texts.items():
            entry.write(stage, fill_in(text))
        self._say_what_about(entry, piece)
        self.case = _named(met, entry)
        return entry

    def _say_what_about(self, entry: Entry, piece: Piece) -> None:
        """Give what is known beside the text, as often as somebody does who need not."""
        if piece.model is INCIDENT or self._chance.random() < _SAID:
            entry.contact, entry.mode, entry.planned = piece.contact, piece.mode, piece.planned
        if self._chance.random() < _TAGGED:
            entry.tags = tuple(piece.tags)


def _named(case: Case, entry: Entry) -> Case | None:
    """Return `case` if its word is in what `entry` says."""
    return case if case.alias in " ".join((entry.title, *entry.texts().values())) else None
