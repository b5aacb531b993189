"""What could tell a stranger who a person is: numbers, addresses, dates of birth, names.

Names as such cannot be found by their shape. Whoever shows a find says so too (see `in_words`).
"""

import re
from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from reflect_app.domain.dates import MONTHS, WEEKDAYS

SUPPORT = ("0808 808 8000", "jo@samaritans.org")
"""What the Support page shows to everybody: it may stand in any text."""

NOTHING_FOUND = (
    "No number, postcode or address patterns found. Names and telling details only you can see: "
    "read it once as a stranger."
)

KINDS: dict[str, tuple[str, str]] = {
    "crn": ("a CRN", "CRNs"),
    "prison": ("a prison number", "prison numbers"),
    "pnc": ("a PNC number", "PNC numbers"),
    "cro": ("a CRO number", "CRO numbers"),
    "nhs": ("an NHS number", "NHS numbers"),
    "nino": ("a National Insurance number", "National Insurance numbers"),
    "court": ("a court or case number", "court or case numbers"),
    "postcode": ("a postcode", "postcodes"),
    "street": ("a street address", "street addresses"),
    "mobile": ("a mobile number", "mobile numbers"),
    "landline": ("a phone number", "phone numbers"),
    "email": ("an e-mail address", "e-mail addresses"),
    "born": ("a date of birth", "dates of birth"),
    "vehicle": ("a vehicle registration", "vehicle registrations"),
    "initials": ("initials with an age", "initials with ages"),
    "name": ("a name", "names"),
}
"""What a find may be, one or several, in a sentence; by the key of its kind."""

NEAR = 25
"""Characters on either side within which a word such as "CRN" or "born" tells what it is."""


@dataclass(frozen=True)
class Find:
    """Where in a text, from `start` up to `end`, something stands that could identify somebody."""

    start: int
    end: int
    kind: str
    """A key of KINDS."""
    strong: bool
    """Almost surely one, and worth a question; the others deserve a quiet mark."""


def finds(text: str, allowed: Collection[str] = (), *, today: date | None = None) -> list[Find]:
    """Return what could identify somebody in `text`, in its order; of two that overlap the better.

    Nothing is found that stands in one of the `allowed` lines, such as the person's own contacts.
    An age is counted until `today`, the day it is now if that is not given.
    """
    day = today or datetime.now(UTC).date()
    spared = [_plain(line) for line in (*SUPPORT, *allowed)]
    found = (
        Find(match.start(), match.end(), shape.kind, strong)
        for shape in _SHAPES
        if shape.needs in text
        for match in shape.pattern.finditer(text)
        if (strong := shape.judge(match, day)) is not None and not _is_spared(match[0], spared)
    )
    return _apart(found)


def in_words(found: Collection[Find]) -> str:
    """Say in a sentence or two what a text may hold; that it was looked at, where that is nothing.

    What was found is named and never quoted.
    """
    if not found:
        return NOTHING_FOUND
    kinds = [find.kind for find in sorted(found, key=lambda find: (not find.strong, find.start))]
    names = [KINDS[kind][kinds.count(kind) > 1] for kind in dict.fromkeys(kinds)]
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"This may hold {listed}. Please read it once more."


_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
"""The check letter of a number is the one at its remainder by 23."""
_CASELESS = re.IGNORECASE
# Boundaries of a word for which an underscore is none: people write _like this_.
_HERE, _THERE = r"(?<![^\W_])", r"(?![^\W_])"
# One space or hyphen of any kind between groups of digits, or none.
_GAP = r"[ \u00a0\u2009\u202f\u2010\u2011-]?"

Judge = Callable[[re.Match[str], date], bool | None]
"""Says whether a match is strong; None where it is nothing at all."""


def _soft(_match: re.Match[str], _today: date) -> bool:
    return False


def _near(match: re.Match[str], words: re.Pattern[str]) -> bool:
    """Say whether one of the `words` stands within NEAR characters of a match."""
    text, start, end = match.string, match.start(), match.end()
    return bool(
        words.search(text, max(0, start - NEAR), start) or words.search(text, end, end + NEAR)
    )


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"{_HERE}(?:{'|'.join(words)}){_THERE}", _CASELESS)


def _plainly_or_near(words: re.Pattern[str]) -> Judge:
    """Return a judge for numbers without a check: strong in upper case, or beside their word."""
    return lambda match, _today: match[0] == match[0].upper() or _near(match, words)


def _checked(width: int, words: re.Pattern[str]) -> Judge:
    """Return a judge for numbers of a year and a serial of up to `width` digits with a letter.

    With a wrong letter only the whole length or their word makes them likely: 24/7A is English.
    """

    def judge(match: re.Match[str], _today: date) -> bool | None:
        year, serial, letter = match["year"], match["serial"], match["letter"]
        padded = serial if match[0][0] in "Ss" else serial.zfill(width)
        if _LETTERS[int(year[-2:] + padded) % len(_LETTERS)] == letter.upper():
            return True
        return False if len(serial) == width or _near(match, words) else None

    return judge


def _judge_nhs(match: re.Match[str], _today: date) -> bool:
    digits = [int(each) for each in match[0] if each.isdecimal()]
    weighed = sum(digit * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - weighed % 11) % 11 == digits[9]


def _judge_postcode(match: re.Match[str], _today: date) -> bool | None:
    """Tell "M62 3rd" from a postcode."""
    return None if match[0].endswith(("st", "nd", "rd", "th")) else False


def _judge_birth(match: re.Match[str], today: date) -> bool | None:
    """Take a date for one of birth beside its word, or where it lies over ten years back."""
    told = _near(match, _BORN)
    day = _day(match, today, told=told)
    if day is None or (not told and not _is_sure(match)):
        return None
    age = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    likely = 10 <= age <= 100 and (told or today.year - day.year > 10)
    return False if likely else None


def _is_sure(match: re.Match[str]) -> bool:
    """Say whether it can only be a date: 12 10 85 may be anything, 12/10/85 is one."""
    between = match.groupdict().get("between")
    return between == "/" or (between != " " and len(match["year"]) == 4)


def _day(match: re.Match[str], today: date, *, told: bool) -> date | None:
    """Return the day that is written; of a year in two figures, the century that is likely.

    A licence may end in ten years: only beside "born" is every year a past one.
    """
    year = int(match["year"])
    if len(match["year"]) == 2:
        latest = today.year - 10 if told else today.year + 20
        year += 2000 if year + 2000 <= latest else 1900
    try:
        return date(year, _month(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    short = [month[:3].casefold() for month in MONTHS]
    return short.index(written[:3].casefold()) + 1


def _judge_vehicle(match: re.Match[str], _today: date) -> bool | None:
    """Take the older marks, and lower case, for one only beside a word such as "car"."""
    if match["current"] and match[0] == match[0].upper():
        return False
    return False if _near(match, _VEHICLE) else None


def _judge_initials(match: re.Match[str], _today: date) -> bool | None:
    letters = match["letters"].replace(".", "").replace(" ", "")
    return None if letters in _NOT_INITIALS else False


@dataclass(frozen=True)
class _Shape:
    kind: str
    pattern: re.Pattern[str]
    judge: Judge = _soft
    needs: str = ""
    """A sign without which there is none: looking for that alone is quick."""


def _shape(
    kind: str,
    pattern: str,
    judge: Judge = _soft,
    *,
    needs: str = "",
    flags: re.RegexFlag = _CASELESS,
) -> _Shape:
    return _Shape(kind, re.compile(f"{_HERE}{pattern}{_THERE}", flags), judge, needs)


_BORN = _words("born", "dob", r"d\.o\.b", "birth", "birthday", "birthdate")
_CRN = _words("crns?", "case (?:reference|ref|number|no)", "n?delius")
_PRISON = _words("prison(?:er)?", "noms", "nomis", "custody")
_PNC = _words("pnc", "pncid", "police national")
_CRO = _words("cro", "criminal records?")
_VEHICLE = _words("reg", "registration", "plates?", "car", "van", "vehicle", "bike", "drives?",
                  "driving", "drove")  # fmt: skip
_NOT_INITIALS = frozenset((
    "AP", "CPS", "CPU", "CRC", "CRO", "CRN", "DC", "DI", "DS", "DV", "ED", "EM", "GP", "HB",
    "HDC", "HMP", "HR", "ID", "IOM", "IPP", "IT", "MP", "NHS", "OK", "OM", "PC", "PD", "PDU",
    "PM", "PNC", "PO", "POA", "POM", "PP", "PQ", "PS", "PSO", "PSR", "QA", "RAR", "SDR", "SFO",
    "SFR", "SPO", "TV", "UK", "UPW", "US", "VLO", "YOI",
))  # fmt: skip
"""What stands in capitals on an officer's day and is nobody."""

_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS).replace("Sep(", "Sept?(")
_NOT_NAMES = "|".join((*WEEKDAYS, *MONTHS))
_LETTER = "(?P<letter>[A-HJ-NP-RT-Z])"
_STREET = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Crescent|Terrace|Grove|Gardens|Court|Place|"
    "Square|Mews|Walk|Way|Hill|Row|Rise|Parade|Green"
)
_SHAPES: Sequence[_Shape] = (
    _shape("crn", r"[A-Z]\d{6}", _plainly_or_near(_CRN)),
    _shape("prison", r"[A-Z]\d{4}[A-Z]{2}", _plainly_or_near(_PRISON)),
    _shape(
        "pnc",
        rf"(?<!\d/)(?P<year>(?:19|20)\d\d|\d\d)/(?P<serial>\d{{1,7}}){_LETTER}",
        _checked(7, _PNC),
        needs="/",
    ),
    _shape(
        "cro",
        rf"(?<!\d/)(?P<serial>\d{{1,6}})/(?P<year>\d\d){_LETTER}",
        _checked(6, _CRO),
        needs="/",
    ),
    _shape(
        "cro", rf"SF(?P<year>\d\d)/(?P<serial>\d{{1,6}}){_LETTER}", _checked(6, _CRO), needs="/"
    ),
    _shape("nhs", rf"\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}", _judge_nhs),
    _shape(
        "nino",
        r"(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]"
        r"\s?\d\d\s?\d\d\s?\d\d\s?[A-D]",
    ),
    _shape("court", r"\d\d[ /]?(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])[ /]?\d{5}[ /]?\d\d"),
    _shape("court", r"(?:[TASU]\d{8}|\d\d/\d{4}/\d{6}[A-HJ-NP-RT-Z])"),
    _shape(
        "postcode",
        r"(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d{1,2}"
        r"|[A-HK-Y]\d[ABEHMNPRV-Y])[ \u00a0]?\d[ABD-HJLNP-UW-Z]{2})",
        _judge_postcode,
    ),
    _shape(
        "street",
        rf"\d{{1,4}}[A-Za-z]?,? (?:[A-Z][a-z'\u2019]{{1,20}} ){{1,3}}(?:{_STREET})",
        flags=re.NOFLAG,
    ),
    _Shape(
        "mobile",
        re.compile(rf"(?<![\d+])(?:\+44{_GAP}(?:\(0\))?|0)7[1-57-9](?:{_GAP}\d){{8}}(?!\d)"),
    ),
    _Shape(
        "landline",
        re.compile(
            rf"(?<![\d+])(?:\+44{_GAP}(?:\(0\))?{_GAP}|\(?0)"
            rf"(?:[238]\d(?:\)?{_GAP}\d){{8}}|1\d(?:\)?{_GAP}\d){{7,8}}|800(?:{_GAP}\d){{6}})(?!\d)"
        ),
    ),
    # Possessive, so that a long run without an @ is read once.
    _Shape("email", re.compile(r"(?<![\w.%+-])[\w.%+'-]++@[\w-]++(?:\.[\w-]++)+"), needs="@"),
    _shape(
        "born",
        r"(?<![\d/.-])(?P<day>\d\d?)(?P<between>[/. -])(?P<month>\d\d?)(?P=between)"
        r"(?P<year>\d{4}|\d\d)(?![/.-]?\d)",
        _judge_birth,
    ),
    _shape(
        "born",
        r"(?<![\d/.-])(?P<year>\d{4})(?P<between>[/.-])(?P<month>\d\d?)(?P=between)"
        r"(?P<day>\d\d?)(?![/.-]?\d)",
        _judge_birth,
    ),
    _shape(
        "born",
        rf"(?P<day>\d\d?)(?:st|nd|rd|th)?\s{{1,2}}(?:of\s)?(?P<month>{_MONTH}),?\s{{1,2}}"
        r"(?P<year>\d{4}|\d\d)",
        _judge_birth,
    ),
    _shape(
        "born",
        # Looking at two letters first spares most words the twelve months.
        rf"(?=[JFMASOND][AECOPU])(?P<month>{_MONTH})\s(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})",
        _judge_birth,
    ),
    _shape(
        "vehicle",
        r"(?:(?P<current>[A-HJ-PR-Y]{2}(?!00|01|50)\d\d\s?[A-HJ-PR-Z]{3})"
        r"|[A-HJ-PR-Y]\d{1,3}\s?[A-HJ-PR-Z]{3}|[A-HJ-PR-Z]{3}\s?\d{1,3}[A-HJ-PR-Y])",
        _judge_vehicle,
    ),
    _shape(
        "initials",
        r"(?P<letters>[A-Z]\.? ?[A-Z](?:\.? ?[A-Z])?)\.?"
        r"(?: ?\([1-9]\d\)|,? ?\(?[Aa]ged? [1-9]\d|, [1-9]\d(?=[,.;)]|$)"
        r"|(?:,| is| was) [1-9]\d[ -]years?[ -]old)(?<!\d\d\d)",
        _judge_initials,
        flags=re.NOFLAG,
    ),
    _shape(
        "name",
        r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Rev|Sir|Dame|Lord|Lady|PC|Sgt)\.?"
        rf"\s{{1,2}}(?!(?:{_NOT_NAMES})\b)[A-ZÀ-ÖØ-Þ][\w'\u2019-]{{1,40}}",
        flags=re.NOFLAG,
    ),
)


def _plain(text: str) -> str:
    """Return letters and digits alone, and a British number as it is dialled at home."""
    at_home = text.replace("+44", "0").replace("(0)", "")
    return "".join(each for each in at_home.casefold() if each.isalnum())


def _is_spared(words: str, spared: Sequence[str]) -> bool:
    plain = _plain(words)
    return any(plain in line for line in spared)


def _apart(found: Iterable[Find]) -> list[Find]:
    """Return those that do not overlap: the strong before the soft, then the longer."""
    kept: list[Find] = []
    places: list[int] = []
    for find in sorted(found, key=lambda each: (not each.strong, each.start - each.end)):
        place = bisect(places, find.start)
        free_before = not place or kept[place - 1].end <= find.start
        free_after = place == len(kept) or find.end <= kept[place].start
        if free_before and free_after:
            kept.insert(place, find)
            places.insert(place, find.start)
    return kept
