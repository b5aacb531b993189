"""The one page of a session: what was ticked for it and nothing else, as plain words and figures.

Whatever shows, checks or prints a page goes by this alone, so that they can differ in nothing.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from reflect_app.domain.agreed import by_in_words
from reflect_app.domain.contacts import KINDS as CONTACTS
from reflect_app.domain.dates import full_day
from reflect_app.domain.focus import (
    AGREED,
    FLAGGED,
    HEAVY_DAY,
    IN_OWN_WORDS,
    OF_ENTRIES,
    PLAN,
    Candidate,
    SinceLast,
    agreed_on,
    became,
    counted,
    days_in_words,
    days_with,
    found,
    how_it_went,
    left,
    listed,
    may_bring,
    planned_as,
    way_of,
)
from reflect_app.domain.plan import WHEN, after_plan, clock_time
from reflect_app.domain.planning import count_in_words
from reflect_app.domain.progress import COMPARED_LEAST, at_work
from reflect_app.domain.records import Agreed, Entry, Keys, PageItem, Plan, Preparation, Session
from reflect_app.domain.reflective_models import others
from reflect_app.domain.supervision import (
    FUNCTIONS,
    STAFF_THEMES,
    THEMES,
    cycle_in_words,
    day_month_year,
    spoken,
    within,
)
from reflect_app.domain.supervision import days_in_words as span_in_words

TITLE, SENTENCES, ALL = "title", "sentences", "all"
"""How much of an item is shared, by the key that `records.PageItem.share` keeps."""
SKIPPED = "[…]"
"""What stands in a quote where sentences between two others are left out."""
LEAVING_CHART, LOAD_CHART = "leaving", "load"

Stretch = tuple[int, int]
"""Where a piece of a text begins and ends, in letters."""

Point = tuple[date, float, bool]
"""A day, its value, and whether it was written on a later day, which makes it hollow."""

_THEMES = {**THEMES, **STAFF_THEMES}

_STOP = re.compile(r"""([.?!\u2026]+)(['"\u2019\u201d\u00bb)\]]*)\s+""")
"""Where a sentence may end: its stop, what it closes, and the gap before the next."""
_CUT = "…"
"""How a heading ends that was cut between words (see `records.heading`)."""
_OPENING = "'\"\u2018\u201c\u00ab(["
_SHORT = {"mr", "mrs", "ms", "mx", "dr", "prof", "rev", "st", "vs", "cf", "approx", "e.g", "i.e"}
"""What is written with a full stop that ends no sentence."""
_SHORT_INSIDE = {"etc", "al", "a.m", "p.m", "am", "pm", "jr", "sr", "dept", "ltd"}
"""The same, where the next word is in small letters."""
_BEFORE_NUMBERS = {"no", "nos", "p", "pp", "para", "s", "fig"}
"""The same, where a number follows."""


@dataclass(frozen=True, repr=False)
class Chart:
    """One number a day, in a quiet picture."""

    kind: str
    """LEAVING_CHART: minutes after plan, negative when earlier; LOAD_CHART: 0 to 10."""
    points: tuple[Point, ...]
    words: str
    """What stands under it."""


@dataclass(frozen=True, repr=False)
class PagePart:
    """One thing that is brought."""

    title: str
    lines: tuple[str, ...] = ()
    """What the app knows of it, in sentences."""
    quote: tuple[str, ...] = ()
    """What the person wrote and chose to share, in paragraphs; SKIPPED is the app's own mark."""
    chart: Chart | None = None
    minutes: int | None = None
    """How long it is meant to take."""
    themes: tuple[str, ...] = ()
    """As they are read."""

    def texts(self) -> Iterator[str]:
        """Yield every piece of text in it, in the order it is read."""
        yield from (self.title, *self.lines, *self.quote, *self.themes)
        if self.chart:
            yield self.chart.words


@dataclass(frozen=True, repr=False)
class OnePage:
    """All that is on the page, in order."""

    heading: str
    span: str
    question: str
    wish: str
    parts: tuple[PagePart, ...] = ()
    gone: int = 0
    """How much was ticked that is no longer there, such as a deleted entry."""
    kept_back: int = 0
    """How much was ticked that may not be seen in this kind of session, or no longer."""

    def texts(self) -> list[str]:
        """Return every piece of text that is on the page, in the order it is read."""
        head = (self.heading, self.span, self.question, self.wish)
        body = (text for part in self.parts for text in part.texts())
        return [text for text in (*head, *body) if text]


def page(preparation: Preparation, since: SinceLast) -> OnePage:
    """Return what is on the page: ticked items only, and of each no more than its `share`.

    An entry's text comes from `since.entries`: gather `since` after the preparation was saved, or
    hand what is new on it to `SinceLast.with_entry`.
    """
    ticked = [item for item in preparation.items if item.ticked and not _blank(item)]
    there = [item for item in ticked if _is_there(item, since)]
    shown = [item for item in there if may_bring(since, item.kind, item.about)]
    return OnePage(
        heading=_heading(since.session),
        span=span_in_words(since.cycle.start, since.session.day, since.today),
        question=" ".join(preparation.question.split()),
        wish=_wish(preparation),
        parts=tuple(_part(item, since) for item in sorted(shown, key=lambda each: each.position)),
        gone=len(ticked) - len(there),
        kept_back=len(there) - len(shown),
    )


def sentences(entry: Entry) -> list[str]:
    """Return what is written in an entry, sentence by sentence, in the order of its stages."""
    return [each for paragraph in _paragraphs(entry) for each in paragraph]


def touched(entry: Entry, chosen: Mapping[str, Stretch]) -> Keys:
    """Return the keys of all sentences that what is `chosen` of any stage touches, in order."""
    found = (
        sentence_key(text[begin:end])
        for stage, text in _written(entry)
        for begin, end in _stretches(text)
        if _meet((begin, end), chosen.get(stage, (0, 0)))
    )
    return tuple(dict.fromkeys(found))


def keep_sentences(preparation: Preparation, entry_id: int, keys: Iterable[str]) -> PageItem:
    """Keep sentences of an entry for a page beside those kept before; return what holds them.

    What is not on the page yet shares these alone once it is ticked. What is on it already goes
    on being shared as it is.
    """
    item = about_entry(preparation, entry_id)
    if item is None:
        item = PageItem(kind=FLAGGED, about=str(entry_id), ticked=False, share=SENTENCES)
        item.position = 1 + max((each.position for each in preparation.items), default=-1)
        preparation.items.append(item)
    if not item.ticked and item.share != SENTENCES:
        item.share, item.sentences = SENTENCES, ()  # once chosen, and then taken back
    item.sentences = tuple(dict.fromkeys((*item.sentences, *keys)))
    return item


def about_entry(preparation: Preparation, entry_id: int) -> PageItem | None:
    """Return what is about an entry, ticked or not."""
    of_entries = (each for each in preparation.items if each.kind in OF_ENTRIES)
    return next((each for each in of_entries if each.about == str(entry_id)), None)


def sentences_kept(item: PageItem, entry: Entry) -> int:
    """Return how many sentences of an entry are chosen in `item`, if it shares chosen ones."""
    chosen = set(item.sentences) if item.share == SENTENCES else set()
    return len(chosen.intersection(map(sentence_key, sentences(entry))))


def sentence_key(sentence: str) -> str:
    """Return what a sentence is known again by, wherever its lines break; it holds no word."""
    plain = " ".join(sentence.split())
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _blank(item: PageItem) -> bool:
    return item.kind in IN_OWN_WORDS and not item.words.strip()


def _is_there(item: PageItem, since: SinceLast) -> bool:
    return item.kind in IN_OWN_WORDS or found(since, item.kind, item.about) is not None


def _heading(session: Session) -> str:
    name = spoken(session.kind)
    article = "the " if name.endswith("session") else ""
    time = [] if session.start is None else [clock_time(session.start)]
    return ", ".join([f"For {article}{name}", full_day(session.day), *time])


def _wish(preparation: Preparation) -> str:
    needs = [name.lower() for key, name in FUNCTIONS.items() if key in preparation.needs]
    said = [f"I need it to be {listed(needs)}."] if needs else []
    if want := " ".join(preparation.want.split()):
        said.append(f"I want to leave with {want}{'' if want[-1] in '.?!…' else '.'}")
    return " ".join(said)


def _part(item: PageItem, since: SinceLast) -> PagePart:
    themes = tuple(_THEMES[key] for key in item.themes if key in _THEMES)
    candidate = found(since, item.kind, item.about)
    if candidate is None:
        title, *more = (line.strip() for line in item.words.splitlines() if line.strip())
        return PagePart(title, quote=tuple(more), minutes=item.minutes, themes=themes)
    title, quote = _worded(item, candidate, since)
    return PagePart(
        title=title,
        lines=_lines(candidate, since) if item.share == ALL else (),
        quote=quote,
        chart=_chart(candidate, since) if item.chart and candidate.chart else None,
        minutes=item.minutes,
        themes=themes,
    )


def _title(candidate: Candidate, since: SinceLast) -> str:
    if candidate.kind != AGREED:
        return candidate.title
    day = agreed_on(_agreed(candidate, since), since)
    last = day == since.cycle.start
    when = "last time" if last else f"on {day_month_year(day, since.today)}"
    return f"Agreed {when}: {candidate.title}"


def _worded(item: PageItem, candidate: Candidate, since: SinceLast) -> tuple[str, tuple[str, ...]]:
    """Return the title of something and what is quoted of it; no words stand in both."""
    title = _title(candidate, since)
    entry = next((each for each in since.entries.values() if str(each.id) == item.about), None)
    if entry is None or item.kind not in OF_ENTRIES:
        return title, ()
    shared = _shared(item, entry)
    if entry.title:
        return title, _quote(entry, shared)
    title, told = _untitled(title, entry, shared)
    return title, _quote(entry, shared, told)


def _shared(item: PageItem, entry: Entry) -> set[int]:
    """Return the places of the sentences that are shared, from 0 on."""
    written = sentences(entry)
    if item.share == ALL:
        return set(range(len(written)))
    chosen = item.sentences if item.share == SENTENCES else ()
    return {place for place, each in enumerate(written) if sentence_key(each) in chosen}


def _untitled(title: str, entry: Entry, shared: set[int]) -> tuple[str, set[int]]:
    """Return what an entry is called by its first words, and the places of those told by it.

    A line that is cut in its title is told where it is shared: then the title is its first
    sentence or, where that is cut too, the way it was written.
    """
    words, begin = " ".join(title.split()), 0
    for paragraph in _paragraphs(entry):
        line, places = " ".join(paragraph), set(range(begin, begin + len(paragraph)))
        if line == words:
            return title, places
        if words.endswith(_CUT) and line.startswith(words.removesuffix(_CUT)):
            if not places <= shared:
                return title, set()
            whole = words.startswith(paragraph[0])
            return (paragraph[0], {begin}) if whole else (way_of(entry).name, set())
        begin += len(paragraph)
    return title, set()


def _quote(entry: Entry, shared: set[int], told: Collection[int] = ()) -> tuple[str, ...]:
    """Return the `shared` sentences in their paragraphs, without those `told` elsewhere."""
    written = [(number, each) for number, line in enumerate(_paragraphs(entry)) for each in line]
    quote: list[str] = []
    before: int | None = None
    for place in sorted(shared.difference(told)):
        number, sentence = written[place]
        between = range(place if before is None else before + 1, place)
        if not shared.union(told).issuperset(between):
            quote += [SKIPPED, sentence]
        elif before is not None and written[before][0] == number:
            quote[-1] += f" {sentence}"
        else:
            quote.append(sentence)
        before = place
    return tuple(quote)


# What the app knows of something, in sentences


def _lines(candidate: Candidate, since: SinceLast) -> tuple[str, ...]:
    if candidate.kind == PLAN:
        return tuple(filter(None, [_kept(planned_as(candidate.about, since)[-1], since)]))
    if candidate.kind == AGREED:
        return _went(_agreed(candidate, since), since)
    return ()


def _went(agreed: Agreed, since: SinceLast) -> tuple[str, ...]:
    how = how_it_went(agreed, since)
    open_for = agreed.due if how == "open" else None
    due = f", {by_in_words(open_for, since.today)}" if open_for else ""
    same = became(agreed, since)
    kept = _kept(same[-1], since) if same else ""
    return tuple(filter(None, [f"{how[0].upper()}{how[1:]}{due}.", kept]))


def _kept(plan: Plan, since: SinceLast) -> str:
    """Say how a plan went, or how often there was what it waits for."""
    when = within(since.cycle, since.today)
    if plan.kind == WHEN:
        days = days_with(plan.cue, since)
        name = CONTACTS.get(plan.cue) or since.labels.get(plan.cue, "")
        return f"{name} on {days_in_words(days)} {when}." if days and name else ""
    said = count_in_words(plan, counted(plan, since), when)
    return f"{said}." if said else ""


def _agreed(candidate: Candidate, since: SinceLast) -> Agreed:
    return next(each for each in since.agreed if str(each.id) == candidate.about)


# Charts


def _chart(candidate: Candidate, since: SinceLast) -> Chart:
    return _of_load(since) if candidate.kind == HEAVY_DAY else _of_leaving(since)


def _of_load(since: SinceLast) -> Chart:
    days = at_work(since.loads)
    points = tuple((each.day, each.median, each.later) for each in days)
    middle = f"{round(median(each.median for each in days), 1):g} on {_check_in_days(len(days))}"
    when = cycle_in_words(since.cycle, since.today)
    said = [f"Emotional load from 0 to 10, {when}.", _middle(points, middle), _hollow(points)]
    return Chart(LOAD_CHART, points, " ".join(filter(None, [*said, "Not a validated scale."])))


def _of_leaving(since: SinceLast) -> Chart:
    days = left(since)
    points = tuple((each.day, float(each.after), each.later) for each in days)
    middle = f"{after_plan(round(median(each.after for each in days)))} on {_answered(len(days))}"
    when = cycle_in_words(since.cycle, since.today)
    said = [f"Minutes after the plan, {when}.", _middle(points, middle), _hollow(points)]
    return Chart(LEAVING_CHART, points, " ".join(filter(None, said)))


def _middle(points: tuple[Point, ...], words: str) -> str:
    return f"Median {words}." if len(points) >= COMPARED_LEAST else ""


def _hollow(points: tuple[Point, ...]) -> str:
    return "Hollow: written later." if any(later for _, _, later in points) else ""


def _check_in_days(number: int) -> str:
    return f"{number} check-in day{'' if number == 1 else 's'}"


def _answered(number: int) -> str:
    return f"{number} answered day{'' if number == 1 else 's'}"


# Sentences


def _written(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what is written in an entry, with the key of its stage."""
    way, texts = way_of(entry), entry.texts()
    for stage in (*way.stages, *others(way, texts)):
        yield stage.key, texts.get(stage.key, "")


def _meet(one: Stretch, other: Stretch) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


def _paragraphs(entry: Entry) -> list[list[str]]:
    """Return what is written in an entry line by line, each in its sentences; none is empty."""
    lines = (line for _, text in _written(entry) for line in text.splitlines())
    return list(filter(None, map(_parted, lines)))


def _parted(line: str) -> list[str]:
    return [" ".join(line[begin:end].split()) for begin, end in _stretches_of_line(line.rstrip())]


def _stretches(text: str) -> Iterator[Stretch]:
    """Yield where the sentences of a text stand; the end of a line ends one too."""
    before = 0
    for line in text.splitlines(keepends=True):
        for begin, end in _stretches_of_line(line.rstrip()):
            yield before + begin, before + end
        before += len(line)


def _stretches_of_line(line: str) -> Iterator[Stretch]:
    begin = len(line) - len(line.lstrip())
    for stop in _STOP.finditer(line):
        if _ends(line[begin : stop.start()], stop, line[stop.end() : stop.end() + 1]):
            yield begin, stop.end(2)
            begin = stop.end()
    if begin < len(line):
        yield begin, len(line)


def _ends(before: str, stop: re.Match[str], follows: str) -> bool:
    """Say whether a sentence ends at `stop`, between what it holds so far and what follows."""
    mark, closes = stop.groups()
    if follows.islower() and (closes or mark not in (".", "?", "!")):
        return False  # "Why?" she said. I waited ... and went.
    return mark != "." or not _shortened(
        [word.lstrip(_OPENING) for word in before.split()], follows
    )


def _shortened(words: list[str], follows: str) -> bool:
    """Say whether the full stop after `words` only shortens or numbers the last of them."""
    last = words[-1].lower() if words else ""
    if len(words) == 1 and (last.isdecimal() or len(last) == 1):
        return True  # "1. Ask for a debrief"
    if last in _SHORT or (last in _SHORT_INSIDE and follows.islower()):
        return True
    if last in _BEFORE_NUMBERS and follows.isdecimal():
        return True
    initial = len(last) == 1 and len(words) > 1 and last != "i"
    return initial and words[-2].rstrip(".").lower() in _SHORT
