"""Journals of any size that are the same at every run, written the way an import writes them."""

import itertools
import random
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2

from reflect_app.domain.plan import LEAVING
from reflect_app.domain.records import CheckIn, Entry, Plan, PlanAnswer, Record, Session
from reflect_app.domain.reflective_models import FREE, HARD_CASE
from reflect_app.domain.sources import SOURCES
from reflect_app.vault import engine as engines
from reflect_app.vault import keys
from reflect_app.vault.files import DATABASE
from reflect_app.vault.journal import Journal
from reflect_app.vault.vault import Vault

PASSPHRASE = "slow heron under the bridge"
VERSION = 2
"""Part of the folders' names: raise it with every change of what is written."""

SIZES = (1_000, 10_000, 50_000)
END = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
YEARS = 20
MOST = max(SIZES)
BETWEEN = timedelta(days=365 * YEARS) / MOST
"""From one entry to the next, so that the largest journal holds `YEARS` years."""

VOCABULARY = 20_000
COMMON = 150
"""So many words at least are of one syllable."""
LENGTH = (120, 280)
"""Words in an entry: about 200."""
SENTENCE = (6, 18)

LEAVES_AT = 17 * 60
FORTNIGHT = 14

_BEGINNINGS = ("b", "c", "ch", "d", "f", "g", "h", "l", "m", "n", "p", "pr", "r", "s", "st", "t")
_VOWELS = ("a", "e", "i", "o", "u", "ea")
_ENDINGS = ("", "", "", "n", "r", "s", "t", "l")


def words() -> list[str]:
    """Return the vocabulary, the commonest word first; common words are shorter."""
    chance = random.Random(1)  # noqa: S311 (the same at every run)
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        syllables = 1 if len(found) < COMMON else chance.choice((1, 2, 2, 3, 3, 4))
        found["".join(_syllable(chance) for _ in range(syllables))] = None
    return list(found)


def entries(size: int) -> Iterator[Entry]:
    """Yield `size` finished entries up to `END`, oldest first, none of them stored."""
    return _written(2, (END - BETWEEN * (size - number) for number in range(size)))


def later_entries(count: int) -> list[Entry]:
    """Return finished entries from `END` on, which are in no journal yet."""
    return list(_written(3, (END + BETWEEN * number for number in range(count))))


def closed_copy(size: int, cache: Path, place: Path) -> Path:
    """Return the folder `place`, filled with a journal of `size` entries, made once in `cache`."""
    kept = cache / f"corpus-{VERSION}-{size}"
    if not kept.exists():
        unfinished = kept.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        cheap = keys.Argon(memory=64, passes=1, lanes=1)
        journal = Vault(unfinished).create(PASSPHRASE, argon=cheap)
        journal.add_all(entries(size))
        journal.close()
        unfinished.rename(kept)
    shutil.copytree(kept, place)
    return place


def lived_copy(size: int, cache: Path, place: Path) -> Path:
    """Return the same with the days around the entries: check-ins, a plan, supervision."""
    kept = cache / f"lived-{VERSION}-{size}"
    if not kept.exists():
        unfinished = kept.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        journal = opened(closed_copy(size, cache, unfinished))
        first = (END - BETWEEN * size).date()
        leaving = Plan(
            kind=LEAVING, name="Leave", times=(LEAVES_AT,) * 5 + (None, None), since=first
        )
        journal.add_all(_days(first, journal.save(leaving)))
        journal.close()
        unfinished.rename(kept)
    shutil.copytree(kept, place)
    return place


def opened(folder: Path) -> Journal:
    """Open a copy as the app does."""
    return Vault(folder).unlock(PASSPHRASE)


def opened_raw(folder: Path) -> dbapi2.Connection:
    """Open a copy with the same key and pragmas, and nothing of the app between."""
    _, root = keys.unlock(keys.read(folder), PASSPHRASE)
    return engines.connect(folder / DATABASE, root.database_key)


def _days(first: date, leaving: Plan) -> Iterator[Record]:
    """Yield what was noted on every working day up to `END`, and a session each fortnight."""
    chance = random.Random(4)  # noqa: S311
    keys = [source.key for source in SOURCES]
    for number in range((END.date() - first).days + 1):
        day = first + timedelta(days=number)
        if number % FORTNIGHT == 0:
            yield Session(day=day, start=14 * 60)
        if leaving.times[day.weekday()] is None:
            continue
        at = END.replace(year=day.year, month=day.month, day=day.day)
        for hour in range(chance.choice((1, 1, 2))):
            ticked = tuple(chance.sample(keys, chance.randint(0, 3)))
            moment = at - timedelta(hours=hour)
            yield CheckIn(at=moment, day=day, load=chance.randint(0, 10), sources=ticked)
        after = chance.randint(-10, 90)
        yield PlanAnswer(
            plan_id=leaving.id, day=day, at=at, answer="not_that_day", minutes_after=after
        )


def _written(seed: int, moments: Iterable[datetime]) -> Iterator[Entry]:
    chance = random.Random(seed)  # noqa: S311
    vocabulary = words()
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    for at in moments:
        length = chance.randint(*LENGTH)
        yield _entry(chance, at, chance.choices(vocabulary, cum_weights=weights, k=length))


def _entry(chance: random.Random, at: datetime, text: list[str]) -> Entry:
    guided = chance.random() < 0.3
    model = HARD_CASE if guided else FREE
    titled = chance.random() < 0.6
    entry = Entry(
        written_at=at,
        day=at.date(),
        model=model.key,
        title=" ".join(text[:4]).capitalize() if titled else "",
        load_before=chance.choice((None, *range(11))),
        load_after=chance.choice((None, *range(11))),
        flagged=chance.random() < 0.02,
        finished_at=at + timedelta(minutes=6),
    )
    share = -(-len(text) // len(model.stages))
    for position, stage in enumerate(model.stages):
        entry.write(stage.key, _sentences(chance, text[position * share : (position + 1) * share]))
    return entry


def _sentences(chance: random.Random, text: list[str]) -> str:
    sentences = []
    while text:
        length = chance.randint(*SENTENCE)
        sentences.append(" ".join(text[:length]).capitalize() + ".")
        text = text[length:]
    return " ".join(sentences)


def _syllable(chance: random.Random) -> str:
    return chance.choice(_BEGINNINGS) + chance.choice(_VOWELS) + chance.choice(_ENDINGS)
