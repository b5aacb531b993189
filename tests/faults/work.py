"""What an officer does in a journal, the same for the same seed, and what must be there after it.

`Work` is both the hand that writes and the independent account of it: `choose` decides on the
next save and at once counts it as done, `held` says what the journal must then hold. Neither asks
the journal anything, so a process that was killed can be followed exactly from outside.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from reflect_app.domain.records import CheckIn, Entry, Plan, PlanAnswer
from reflect_app.vault.errors import JournalError
from reflect_app.vault.journal import Journal
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault

PASSPHRASE = "slow heron under the bridge"
CHEAP = Argon(memory=64, passes=1, lanes=1)
"""The same code as the app's own figures, but many thousand times a minute."""

BEGIN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EVER = (date(1970, 1, 1), date(2199, 12, 31))
MOST = 1_000_000
STAGE = "free"
BATCH = 3
PLANS = 6
LENGTHS = (40, 300, 300, 1_500, 1_500, 6_000)
"""Letters of a text: from one line to several pages of the file."""

LONG = (*LENGTHS, 24_000)
"""The same, with what somebody writes on a long evening."""

Held = dict[tuple[str, Any], Any]
Act = Callable[[Journal], object]


@dataclass
class Written:
    """One reflection as the journal must show it."""

    text: str
    finished: bool = False
    flagged: bool = False
    deleted: bool = False
    changes: str = ""
    """The text of a draft of changes; empty: none is under way."""


class Work:
    """An officer who goes on for ever; copied, both copies go on alike."""

    def __init__(self, seed: object, lengths: tuple[int, ...] = LONG) -> None:
        self.lengths = lengths
        self.chance = random.Random(f"work {seed}")
        self.at = BEGIN
        self.entries: dict[int, Written] = {}
        self.check_ins: dict[str, int] = {}
        self.plans: list[str] = []
        self.answers: dict[tuple[int, date], str] = {}
        self.preference = 0

    def choose(self) -> Act:
        """Return the next save, and count it as done from now on."""
        self.at += timedelta(minutes=1)
        choices = [self._draft, self._check_in, self._check_in, self._batch, self._prefer]
        choices += [choice for choice, ids in self._possible() if ids]
        return self.chance.choice(choices)()

    def held(self) -> Held:
        """Return what the journal must hold, spelt as `held` spells it."""
        found: Held = {
            ("entry", each): (entry.finished, entry.deleted, entry.flagged, entry.text)
            for each, entry in self.entries.items()
        }
        found |= {
            ("changes", each): entry.changes
            for each, entry in self.entries.items()
            if entry.changes
        }
        found |= {("check-in", line): load for line, load in self.check_ins.items()}
        found |= {("plan", number): name for number, name in enumerate(self.plans, 1)}
        found |= {("answer", key): answer for key, answer in self.answers.items()}
        if self.preference:
            found["preference", "number"] = self.preference
        return found

    def _possible(self) -> Iterator[tuple[Callable[[], Act], object]]:
        """Yield every kind of save that takes something to be there, and what there is for it."""
        yield self._write_on, self._ids(finished=False)
        yield self._finish, self._ids(finished=False)
        yield self._flag, self._ids(finished=True)
        yield self._change, self._ids(finished=True)
        yield self._finish_changes, self._changed()
        yield self._throw_away, self._plain()
        yield self._bring_back, self._deleted()
        yield self._empty, self._deleted()
        yield self._delete, self._plain()
        yield self._plan, len(self.plans) < PLANS
        yield self._answer, self.plans
        yield self._delete_check_in, self.check_ins

    def _ids(self, *, finished: bool) -> list[int]:
        return [
            each
            for each, entry in self.entries.items()
            if entry.finished is finished and not entry.deleted
        ]

    def _changed(self) -> list[int]:
        return [each for each, entry in self.entries.items() if entry.changes]

    def _plain(self) -> list[int]:
        return [
            each for each, entry in self.entries.items() if not entry.deleted and not entry.changes
        ]

    def _deleted(self) -> list[int]:
        return [each for each, entry in self.entries.items() if entry.deleted]

    # Each of these decides, keeps the account, and returns what is left to do in the journal.

    def _draft(self) -> Act:
        text = self._text()
        self.entries[entry_id(self.at)] = Written(text)
        return partial(_save_new, at=self.at, text=text)

    def _write_on(self) -> Act:
        each = self.chance.choice(self._ids(finished=False))
        text = self.entries[each].text = self._text()
        return partial(_save_again, entry_id=each, text=text)

    def _finish(self) -> Act:
        each = self.chance.choice(self._ids(finished=False))
        self.entries[each].finished = True
        return partial(_finish, entry_id=each, at=self.at)

    def _flag(self) -> Act:
        each = self.chance.choice(self._ids(finished=True))
        flagged = self.entries[each].flagged = not self.entries[each].flagged
        return lambda journal: journal.flag(each, flagged=flagged)

    def _change(self) -> Act:
        each = self.chance.choice(self._ids(finished=True))
        text = self.entries[each].changes = self._text()
        return partial(_save_changes, entry_id=each, text=text)

    def _finish_changes(self) -> Act:
        each = self.chance.choice(self._changed())
        entry = self.entries[each]
        entry.text, entry.changes = entry.changes, ""
        return partial(_finish_changes, entry_id=each, at=self.at)

    def _throw_away(self) -> Act:
        each, at = self.chance.choice(self._plain()), self.at
        self.entries[each].deleted = True
        return lambda journal: journal.throw_away(each, at)

    def _bring_back(self) -> Act:
        each = self.chance.choice(self._deleted())
        self.entries[each].deleted = False
        return lambda journal: journal.bring_back(each)

    def _empty(self) -> Act:
        at = self.at
        for each in self._deleted():
            del self.entries[each]
        return lambda journal: journal.empty(at)

    def _delete(self) -> Act:
        each = self.chance.choice(self._plain())
        del self.entries[each]
        return lambda journal: journal.delete(journal.entry(each))

    def _batch(self) -> Act:
        """Write several finished entries in one transaction, as an import does."""
        entries = []
        for _ in range(BATCH):
            self.at += timedelta(minutes=1)
            text = self._text()
            self.entries[entry_id(self.at)] = Written(text, finished=True)
            entries.append(_entry(self.at, text, finished=True))
        return lambda journal: journal.add_all(entries)

    def _check_in(self) -> Act:
        line, load, at = self._text(40), self.chance.randint(0, 10), self.at
        self.check_ins[line] = load
        return lambda journal: journal.save(CheckIn(at=at, day=at.date(), load=load, line=line))

    def _delete_check_in(self) -> Act:
        line = self.chance.choice(list(self.check_ins))
        del self.check_ins[line]
        return lambda journal: journal.delete(_check_in(journal, line))

    def _plan(self) -> Act:
        name, since = self._text(20), self.at.date()
        self.plans.append(name)
        plan = Plan(kind="break", name=name, times=(720,) * 5 + (None, None), since=since)
        return lambda journal: journal.save(plan)

    def _answer(self) -> Act:
        plan_id = self.chance.randint(1, len(self.plans))
        day, at = self.at.date() + timedelta(days=len(self.answers)), self.at
        answer = self.chance.choice(("kept", "partly", "not_that_day"))
        self.answers[plan_id, day] = answer
        return lambda journal: journal.save(
            PlanAnswer(plan_id=plan_id, day=day, at=at, answer=answer)
        )

    def _prefer(self) -> Act:
        self.preference += 1
        value = self.preference
        return lambda journal: journal.set_preference("number", value)

    def _text(self, length: int = 0) -> str:
        """Return words that nobody else has written; the first is in no other text."""
        length = length or self.chance.choice(self.lengths)
        words = [f"w{self.chance.getrandbits(96):024x}"]
        while sum(map(len, words)) < length:
            words.append(f"w{self.chance.getrandbits(48):012x}")
        return " ".join(words)


def held(journal: Journal) -> Held:
    """Return all that a journal shows of what `Work` writes."""
    found: Held = {}
    for line in journal.entries(limit=MOST):
        entry = journal.entry(line.id)
        found["entry", line.id] = (True, False, entry.flagged, entry.text(STAGE))
    for draft in journal.drafts():
        if draft.revises:
            found["changes", draft.revises] = draft.text(STAGE)
        else:
            found["entry", draft.id] = (False, False, draft.flagged, draft.text(STAGE))
    for gone in journal.thrown_away():
        finished = gone.finished_at is not None
        found["entry", gone.id] = (finished, True, gone.flagged, gone.text(STAGE))
    found |= {("check-in", each.line): each.load for each in journal.check_ins(*EVER)}
    found |= {("plan", each.id): each.name for each in journal.plans()}
    found |= {
        ("answer", (each.plan_id, each.day)): each.answer for each in journal.plan_answers(*EVER)
    }
    if number := journal.preference("number"):
        found["preference", "number"] = number
    return found


def disagreements(journal: Journal, account: Held) -> list[str]:
    """Return where the search does not find exactly the finished texts of `account`."""
    found = []
    for (kind, each), value in account.items():
        if kind != "entry":
            continue
        finished, deleted, _, text = value
        expected = [each] if finished and not deleted else []
        if [line.id for line in journal.entries(words=first_word(text))] != expected:
            found.append(f"the search does not agree with entry {each}")
    return found


def judged(vault: Vault, accounts: list[Held], passphrase: str = PASSPHRASE) -> tuple[str, int]:
    """Open a journal after something happened to it; say what is wrong, and which account fits.

    What is wrong is empty when all is well, and then the second value is the position of what
    the journal holds in `accounts`; else it is -1.
    """
    try:
        journal = vault.unlock(passphrase)
    except JournalError as error:
        return f"cannot be opened: {type(error).__name__}", -1
    try:
        if problems := journal.check():
            return f"check: {problems[0]}", -1
        account = held(journal)
        if account not in accounts:
            return f"lost or changed: {difference(account, accounts[0])}", -1
        if problems := disagreements(journal, account):
            return problems[0], -1
        return "", accounts.index(account)
    except JournalError as error:
        return f"cannot be read: {type(error).__name__}", -1
    finally:
        journal.close()


def difference(account: Held, other: Held) -> str:
    """Return which keys differ between two accounts; the words themselves would be too long."""
    keys = [key for key in account.keys() | other.keys() if account.get(key) != other.get(key)]
    return ", ".join(f"{kind} {str(each)[:30]}" for kind, each in keys[:3])


def new_journal(folder: Path, acts: int, seed: object) -> Work:
    """Make a journal in `folder`, closed, with so much work done in it; return the officer."""
    work = Work(seed)
    journal = Vault(folder).create(PASSPHRASE, argon=CHEAP)
    for _ in range(acts):
        work.choose()(journal)
    journal.close()
    return work


def entry_id(at: datetime) -> int:
    """Return the id of what was written then; `Work` writes no two things in one moment."""
    return (at - EPOCH) // timedelta(milliseconds=1)


def first_word(text: str) -> str:
    """Return the word of a text that stands in no other."""
    return text.partition(" ")[0]


def _entry(at: datetime, text: str, *, finished: bool = False) -> Entry:
    entry = Entry(written_at=at, day=at.date(), finished_at=at if finished else None)
    entry.write(STAGE, text)
    return entry


def _save_new(journal: Journal, *, at: datetime, text: str) -> None:
    journal.save(_entry(at, text))


def _save_again(journal: Journal, *, entry_id: int, text: str) -> None:
    entry = journal.entry(entry_id)
    entry.write(STAGE, text)
    journal.save(entry)


def _finish(journal: Journal, *, entry_id: int, at: datetime) -> None:
    journal.finish(journal.entry(entry_id), at)


def _save_changes(journal: Journal, *, entry_id: int, text: str) -> None:
    draft = journal.revise(journal.entry(entry_id))
    draft.write(STAGE, text)
    journal.save(draft)


def _finish_changes(journal: Journal, *, entry_id: int, at: datetime) -> None:
    journal.finish(journal.revise(journal.entry(entry_id)), at)


def _check_in(journal: Journal, line: str) -> CheckIn:
    return next(each for each in journal.check_ins(*EVER) if each.line == line)
