"""What a person types to find something: words, beginnings, phrases, and operators beside them."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from reflect_app.domain.contacts import KINDS
from reflect_app.domain.dates import MONTHS

SHORTEST_BEGINNING = 2
"""A single letter is looked for as a word of its own: as a beginning it would find everything."""
HEAVIEST = 10

_PIECE = re.compile(r'"([^"]*)"?|([^\s"]+)')
_ASKED = re.compile(r'"[^"]*"?|([A-Za-z]+):(?:"([^"]*)"?|([^\s"]*))|[^\s"]+')
_FLAGGED = "flagged"
_LAST = "last"


@dataclass(frozen=True)
class Term:
    """One thing that must be in the text: a phrase, a word, or where `beginning` its start."""

    text: str
    beginning: bool

    def fits(self, word: str) -> bool:
        """Say whether `word` as a whole is what is asked for, in capitals or not."""
        word, asked = word.casefold(), self.text.casefold()
        return word.startswith(asked) if self.beginning else word == asked


@dataclass(frozen=True, repr=False)
class Question:
    """Everything that was asked for; an entry has to fit all of it.

    Of several cases or kinds of contact it can have but one, so there any of them will do.
    """

    terms: tuple[Term, ...] = ()
    tags: tuple[Term, ...] = ()
    cases: tuple[Term, ...] = ()
    kinds: tuple[str, ...] = ()
    """Keys of `contacts.KINDS`."""
    since: date | None = None
    until: date | None = None
    """Local days, both included."""
    load: tuple[int, int] | None = None
    """The least and the most that the heaviest number of its day may be, its own included."""
    flagged: bool = False
    blank: bool = field(default=True, kw_only=True)
    """Nothing is asked for; with mere punctuation something is, and it is nowhere."""
    remark: str = field(default="", kw_only=True)
    """What was not understood, for the person to read; it is looked for as words."""

    @property
    def plain(self) -> bool:
        """Say whether it asks for words and nothing else."""
        limited = self.since or self.until or self.load or self.flagged
        return not (self.tags or self.cases or self.kinds or limited)


def terms(typed: str) -> tuple[Term, ...]:
    """Return what `typed` asks for, in order; nothing for blanks and mere punctuation.

    Words between double quotes are a phrase. The last word counts as a beginning while it is
    being typed, and so does any word that ends in `*`.
    """
    typed = typed.replace("\0", " ")  # where SQLite would take the question to end
    found: list[Term] = []
    for piece in _PIECE.finditer(typed):
        phrase, word = piece.groups()
        text = (word or phrase or "").strip('*" \t\n')
        if not any(character.isalnum() for character in text):
            continue
        unfinished = word is not None and (piece.end() == len(typed) or word.endswith("*"))
        found.append(Term(text, unfinished and len(text) >= SHORTEST_BEGINNING))
    return tuple(found)


def question(typed: str, today: date, last_session: date | None = None) -> Question:
    """Return what `typed` asks for, operators such as `tag:boundaries` included.

    What is no operator, or has no value that can be read, is looked for as words and told in
    `remark`; while such an operator is still being typed it asks for nothing yet.
    """
    asked, words, taken = Question(), "", 0
    remarks: list[str] = []
    for operator in _operators(typed, today, last_session):
        read = _READERS[operator.name].read(asked, operator) if operator.name in _READERS else None
        if read is None:
            remarks.append(_remark(operator))
        asked = read or asked
        if read or (operator.unfinished and operator.name in _READERS):
            # A blank stays behind: the word before it has been typed to its end.
            words, taken = f"{words}{typed[taken : operator.start]} ", operator.end
    words += typed[taken:]
    blank = asked.plain and not words.strip()
    remark = next(filter(None, remarks), "")
    return replace(asked, terms=terms(words), blank=blank, remark=remark)


def days_meant(typed: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of the day, month or year that `typed` names, or None.

    Days come as 2026-09-01 or 1/9/2026 or 1-sep, months as 2026-09 or 9-2026 or sep, years as
    2026. Without a year the latest is meant that has begun.
    """
    typed = typed.strip().lower()
    if typed in _BACK:
        day = today - timedelta(days=_BACK[typed])
        return day, day
    if not _PARTED.fullmatch(typed):
        return None
    parts = _PART.findall(typed)
    order = _ORDERS.get("".join(map(_shape, parts)))
    return _span(dict(zip(order, parts, strict=True)), today) if order else None


def kinds_meant(typed: str) -> tuple[str, ...]:
    """Return the kind of contact with this key, or those whose label begins like this."""
    asked = " ".join(re.split(r"[\s_-]+", typed.strip().casefold()))
    exact = asked.replace(" ", "_")
    if exact in KINDS:
        return (exact,)
    return tuple(key for key, label in KINDS.items() if asked and _begins(label, asked))


def with_operator(typed: str, name: str, value: str) -> str:
    """Return `typed` with an operator before it: the word being typed stays the last."""
    shown = f'"{value}"' if re.search(r"\s", value) else value
    return f"{name}:{shown} {typed.lstrip()}"


def without(typed: str, *names: str, value: str | None = None) -> str:
    """Return `typed` without its operators of these names, or only those with this `value`."""
    kept, taken = "", 0
    for piece in _ASKED.finditer(typed):
        name, found = _read(piece)
        if name in names and (value is None or found.casefold() == value.casefold()):
            kept, taken = kept + typed[taken : piece.start()].rstrip(), piece.end()
    return (kept + typed[taken:]).lstrip() if taken else typed


@dataclass(frozen=True)
class _Operator:
    """An operator as it was typed, and the days that words in it may refer to."""

    name: str
    value: str
    start: int
    end: int
    unfinished: bool
    today: date
    last_session: date | None

    @property
    def term(self) -> Term | None:
        """Return its value as a word, or as a beginning by the rules for other words."""
        text = self.value.strip("* ")
        begins = self.unfinished or self.value.endswith("*")
        return Term(text, begins) if text else None

    @property
    def days(self) -> tuple[date, date] | None:
        """Return the first and the last day that its value names."""
        if self.value.casefold() != _LAST:
            return days_meant(self.value, self.today)
        return (self.last_session, self.last_session) if self.last_session else None


_Read = Callable[[Question, _Operator], Question | None]


@dataclass(frozen=True)
class _Reader:
    """How the value of an operator is read, what it has to be, and one that can be."""

    read: _Read
    needs: str
    example: str


def _operators(typed: str, today: date, last_session: date | None) -> Iterator[_Operator]:
    for piece in _ASKED.finditer(typed):
        name, value = _read(piece)
        if name:
            open_end = piece.end() == len(typed) and not typed.endswith('"')
            yield _Operator(name, value, piece.start(), piece.end(), open_end, today, last_session)


def _read(piece: re.Match[str]) -> tuple[str, str]:
    """Return the name and the value of an operator; no name for anything else."""
    name, quoted, value = piece.groups()
    if name:
        return name.casefold(), quoted if value is None else value
    return ("is", _FLAGGED) if piece.group().casefold() == _FLAGGED else ("", "")


def _remark(operator: _Operator) -> str:
    """Return why an operator could not be read; nothing for a word that ends in a colon."""
    name, value = operator.name, operator.value
    if name in ("since", "until") and value.casefold() == _LAST:
        return f"{name}:{_LAST} needs a supervision session before today, and there is none yet"
    if reader := _READERS.get(name):
        return f"{name}: needs {reader.needs}, such as {name}:{reader.example}"
    if not value or value.startswith("/"):
        return ""
    known = ", ".join(f"{each}:" for each in _READERS if each != "is")
    return f"{name}: is not known here. There are {known} and is:{_FLAGGED}"


def _tag(asked: Question, operator: _Operator) -> Question | None:
    term = operator.term
    return replace(asked, tags=(*asked.tags, term)) if term else None


def _case(asked: Question, operator: _Operator) -> Question | None:
    term = operator.term
    return replace(asked, cases=(*asked.cases, term)) if term else None


def _kind(asked: Question, operator: _Operator) -> Question | None:
    kinds = kinds_meant(operator.value)
    return replace(asked, kinds=(*asked.kinds, *kinds)) if kinds else None


def _since(asked: Question, operator: _Operator) -> Question | None:
    days = operator.days
    return replace(asked, since=max(days[0], asked.since or days[0])) if days else None


def _until(asked: Question, operator: _Operator) -> Question | None:
    days = operator.days
    return replace(asked, until=min(days[1], asked.until or days[1])) if days else None


def _load(asked: Question, operator: _Operator) -> Question | None:
    read = _LOAD.fullmatch(operator.value)
    if not read or int(read.group(2)) > HEAVIEST:
        return None
    least, most = _COMPARED[read.group(1)](int(read.group(2)))
    before = asked.load or (0, HEAVIEST)
    return replace(asked, load=(max(least, before[0]), min(most, before[1])))


def _state(asked: Question, operator: _Operator) -> Question | None:
    return replace(asked, flagged=True) if operator.value.casefold() == _FLAGGED else None


_READERS: Mapping[str, _Reader] = {
    "tag": _Reader(_tag, "a word right behind it", "boundaries"),
    "case": _Reader(_case, "a word right behind it", "harbour"),
    "kind": _Reader(_kind, "a kind of contact", "court"),
    "since": _Reader(_since, "a day", "2026-09-01"),
    "until": _Reader(_until, "a day", "2026-09-01"),
    "load": _Reader(_load, "a number from 0 to 10", ">6"),
    "is": _Reader(_state, "a state", _FLAGGED),
}

_LOAD = re.compile(r"(>=|<=|>|<|=|)([0-9]{1,2})")
_COMPARED: Mapping[str, Callable[[int], tuple[int, int]]] = {
    ">": lambda load: (load + 1, HEAVIEST),
    ">=": lambda load: (load, HEAVIEST),
    "<": lambda load: (0, load - 1),
    "<=": lambda load: (0, load),
    "=": lambda load: (load, load),
    "": lambda load: (load, load),
}

_BACK = {"today": 0, "yesterday": 1}
_PARTED = re.compile(r"[0-9a-z]+(?:[-/. ][0-9a-z]+)*")
_PART = re.compile(r"[0-9]+|[a-z]+")
# By what is typed (a year, a number of one or two digits, a word): which of day, month and year
# stands where. Days come before months, as they do in Britain.
_ORDERS: Mapping[str, str] = {
    "y": "y",
    "yn": "ym",
    "ny": "my",
    "w": "m",
    "wy": "my",
    "yw": "ym",
    "nn": "dm",
    "nw": "dm",
    "wn": "md",
    "ynn": "ymd",
    "nny": "dmy",
    "nwy": "dmy",
    "ywn": "ymd",
    "wny": "mdy",
}
_YEAR = 4
_SHORTEST_MONTH = 3
"""Letters: Sep."""


def _shape(part: str) -> str:
    if part.isalpha():
        return "w"
    return {1: "n", 2: "n", _YEAR: "y"}.get(len(part), "?")


def _span(parts: Mapping[str, str], today: date) -> tuple[date, date] | None:
    """Return the days from the first to the last that fit a year, a month and a day, where given.

    None for a day that no calendar has.
    """
    month = _month(parts["m"]) if "m" in parts else None
    day = int(parts["d"]) if "d" in parts else None
    first_day = 1 if day is None else day
    begun = (month or 1, first_day) <= (today.month, today.day)
    year = int(parts["y"]) if "y" in parts else today.year - (not begun)
    try:
        if month is None:
            return date(year, 1, 1), date(year, len(MONTHS), 31)
        first = date(year, month, first_day)
        return first, first if day else date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None


def _month(typed: str) -> int:
    """Return the number of a month by its number, its name or the beginning of that; 0: none."""
    if typed.isdigit():
        return int(typed)
    if len(typed) < _SHORTEST_MONTH:
        return 0
    return next((at for at, name in enumerate(MONTHS, 1) if _begins(name, typed)), 0)


def _begins(label: str, asked: str) -> bool:
    return label.casefold().startswith(asked)
