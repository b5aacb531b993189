"""Nothing that was not ticked is printed: no word, no figure and no dot of a chart."""

import random
import re
import tempfile
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import count, product
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect_app.domain.focus import candidates, found
from reflect_app.domain.one_page import page, sentence_key
from reflect_app.domain.records import (
    Agreed,
    Agreement,
    Away,
    CaseAlias,
    CheckIn,
    Decision,
    DecisionNote,
    Entry,
    OwnSource,
    PageItem,
    Plan,
    PlanAnswer,
    Preparation,
    Session,
    SessionRecord,
    StillWith,
)
from reflect_app.domain.supervision import THEMES
from reflect_app.ui.printing import PageSheet
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault

TODAY, BEFORE, NEXT = date(2026, 11, 20), date(2026, 11, 4), date(2026, 12, 2)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
CAUTIOUS = {"line_management", "group"}
SHARES = ("title", "sentences", "all")


class Made:
    """A journal in which each text is, or has in it, a word of its own that no language knows."""

    def __init__(self, journal, seed):
        self.journal = journal
        self.chance = random.Random(seed)  # noqa: S311 (it can be had again)
        self.words = ("".join(("zq", *each)) for each in product("bdfghjklmnprtvwx", repeat=4))
        self.figures = count(121, 5)
        """Minutes that are on no axis of a chart: those go by fives."""
        self.all = set()
        self.on = defaultdict(set)
        """What may be printed of a thing, by the thing and how much of it is shared."""
        self.away = set()
        self.days = {"leaving": set(), "load": set()}
        """The days that each chart would show."""
        self.session = self._sessions()
        self.entries = [self._entry(number) for number in range(self.chance.randint(2, 9))]
        self._load()
        self._plans()
        self._papers()

    def word(self, *things):
        """Return a new word, which is printed where one of `things` is."""
        word = next(self.words)
        self.all.add(word)
        for thing in things:
            self.on[thing].add(word)
        return word

    def text(self, *things):
        """Return a sentence of three words."""
        first, *rest = (self.word(*things) for _ in range(3))
        return f"{first.capitalize()} {' '.join(rest)}."

    def some(self, *of):
        return self.chance.choice(of)

    def day(self):
        """Return a day of the cycle."""
        return BEFORE + timedelta(days=self.chance.randrange((TODAY - BEFORE).days + 1))

    def _sessions(self):
        kind = self.some("clinical", "clinical", "group", "line_management", self.word("heading"))
        held = [
            Session(day=day, kind=each, place=self.word(), with_whom=self.word())
            for day, each in ((BEFORE, kind), (NEXT, kind), (NEXT + timedelta(weeks=4), "peer"))
        ]
        self.before, following, later = (self.journal.save(each) for each in held)
        gone = Session(day=NEXT, state="cancelled", reason=self.word(), kind=self.word())
        self.journal.save(gone)
        if following.kind not in ("clinical", *CAUTIOUS):
            self.on["heading"].add(following.kind)
        self.journal.save(Preparation(session_id=later.id, question=self.text(), want=self.word()))
        return following

    def _entry(self, number):
        moment = datetime(2026, 11, 4, 12, number, tzinfo=UTC) + timedelta(days=number)
        entry = Entry(
            written_at=moment,
            day=moment.date(),
            model=self.some("free", "hard_case", "good_work"),
            flagged=self.some(True, True, False),
            audience=self.some("me", "clinical", "any"),
            load_after=self.some(None, 3, 9),
            tags=(self._tag(), self.word()),
            case_id=self._case(),
        )
        # By the day of writing: its id is known only once it is stored.
        key = f"entry {number}"
        titled = self.some(True, False)
        entry.title = self.word((key, "title")) if titled else ""
        stages = ("text",) if entry.model == "free" else ("happened", "felt")
        self.sentences = getattr(self, "sentences", {})
        self.sentences[key] = []
        for stage in stages:
            for _ in range(2):
                sentence = self.text((key, "all"))
                words = {each.strip(".").casefold() for each in sentence.split()}
                if not titled and not self.sentences[key]:
                    self.on[key, "title"] |= words
                self.on[key, sentence] |= words
                self.sentences[key].append(sentence)
                entry.write(stage, f"{entry.text(stage)}\n{sentence}".strip())
        if self.some(*[True] * 5, False):
            entry = self.journal.finish(entry, moment)
        else:
            entry = self.journal.save(entry)
        if entry.finished_at and self.some(*[True] * 6, False):
            return key, entry
        if entry.finished_at:
            self.journal.throw_away(entry.id, moment)
        return key, None

    def _tag(self):
        if not hasattr(self, "tag"):
            self.tag = self.word()
            self.on["repeats", f"tag:{self.tag}"].add(self.tag)
        return self.tag

    def _case(self):
        if not hasattr(self, "case"):
            self.case = self.journal.save(CaseAlias(word=self.word(), since=BEFORE))
            self.on["repeats", f"case:{self.case.id}"].add(self.case.word)
        return self.case.id

    def _load(self):
        sources = [self.journal.save(OwnSource(label=self.word())) for _ in range(2)]
        for source in sources:
            self.on["repeats", f"source:{source.label}"].add(source.label)
        for _ in range(self.chance.randrange(14)):
            day, ticked = self.day(), self.chance.sample(sources, self.chance.randrange(3))
            at = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
            load, line = self.chance.randrange(11), self.word()
            keys = tuple(each.key for each in ticked)
            self.journal.save(CheckIn(at=at, day=day, load=load, sources=keys, line=line))
            self.days["load"].add(day)
            self.on["heavy_day", day.isoformat()] |= {each.label for each in ticked}
        if self.some(True, False):
            self.away.add(self.day())
            self.journal.save(Away(day=next(iter(self.away)), kind="leave"))

    def _plans(self):
        for kind in self.chance.sample(("leaving", "break", "habit", "when"), 3):
            plan = Plan(
                kind=kind,
                name=self.word(),
                times=(17 * 60 + self.chance.randrange(1, 59),) * 5 + (None, None),
                since=BEFORE - timedelta(weeks=2),
                why=self.text(),
                if_slipping=self.text(),
                minutes=20 if kind == "break" else None,
                cue="recall" if kind == "when" else "",
            )
            plan = self.journal.save(plan)
            self.on["plan", str(plan.id)].add(plan.name)
            for back in self.chance.sample(range(16), self.chance.randrange(12)):
                self._answer(plan, TODAY - timedelta(days=back))

    def _answer(self, plan, day):
        after = next(self.figures) if plan.kind == "leaving" else None
        if after and day.weekday() < 5:  # on others no time was planned
            self.days["leaving"].add(day)
        answer = self.some("kept", "partly", "not_that_day")
        at = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
        self.journal.save(
            PlanAnswer(
                plan_id=plan.id,
                day=day,
                at=at,
                answer=answer,
                minutes_after=after,
                obstacle=self.text(),
                later=self.some(True, False),
            )
        )

    def _papers(self):
        moment = datetime(2026, 11, 5, 9, tzinfo=UTC)
        texts = ("focus", "explored", "realised", "chosen", "strengths", "ethical", "felt")
        self.journal.save(
            SessionRecord(
                session_id=self.before.id,
                written_at=moment,
                done=True,
                ratings=((self.word(), 7),),
                moved_by=self.word(),
                **{name: self.text() for name in texts},
            )
        )
        for _ in range(2):
            agreed = Agreed(session_id=self.before.id, words=self.word())
            agreed = self.journal.save(agreed)
            self.on["agreed", str(agreed.id)].add(agreed.words)
            decision = Decision(begun_at=moment, day=BEFORE, question=self.word())
            decision.notes = [DecisionNote(at=moment, part="options", text=self.text())]
            decision = self.journal.save(decision)
            self.on["ethical", str(decision.id)].add(decision.question)
        self.journal.save(
            Agreement(
                with_whom=self.word(),
                place=self.word(),
                privacy=self.text(),
                cancelling=self.text(),
                between=self.text(),
                exceptions=(self.text(),),
                recorded=self.text(),
                kept_where=self.text(),
                seen_by=self.text(),
            )
        )
        for _, entry in self.entries:
            if entry and self.some(True, False):
                self.journal.save(
                    StillWith(entry_id=entry.id, day=TODAY, answer=self.some("heavy", "settled"))
                )

    def prepare(self):
        """Store a page of anything that there is, ticked or not; return the ticked items."""
        since = self.journal.since_last(self.session, NOON)
        offered = {(each.kind, each.about) for each in candidates(since)}
        # What is not offered, or no longer, may still be in the database.
        offered |= {("flagged", str(entry.id)) for _, entry in self.entries if entry}
        offered |= {("own", ""), ("rather_not", "")}
        items = [self._item(*each) for each in self.chance.sample(sorted(offered), len(offered))]
        for position, item in enumerate(items):
            item.position = position
        preparation = Preparation(session_id=self.session.id, items=items)
        if self.some(True, False):
            preparation.question, preparation.want = self.text("head"), self.word("head")
        self.journal.save(preparation)
        return [item for item in items if item.ticked]

    def _item(self, kind, about):
        own = not about
        item = PageItem(
            kind=kind,
            about=about,
            ticked=self.some(True, False),
            share=self.some(*SHARES),
            chart=self.some(True, False),
            minutes=self.some(None, next(self.figures)),
            themes=tuple(self.chance.sample(list(THEMES), self.chance.randrange(3))),
            words=self.word() if own else "",
        )
        if own:
            self.on[kind, ""] = {item.words}
        key = self.key_of(item)
        if key and item.share == "sentences":
            chosen = self.chance.sample(self.sentences[key], self.chance.randrange(3))
            item.sentences = tuple(sentence_key(each) for each in chosen)
        return item

    def key_of(self, item):
        return next((key for key, each in self.entries if each and str(each.id) == item.about), "")

    def dots(self, item):
        """Return how many days the chart of this item shows: none before the cycle, none away."""
        days = self.days["load" if item.kind == "heavy_day" else "leaving"]
        return len({day for day in days if day >= BEFORE} - self.away)

    def wanted(self, item):
        """Return the words that this item is to bring to the page."""
        key = self.key_of(item) if item.kind in ("flagged", "still", "good") else ""
        if not key:
            return self.on[item.kind, item.about]
        entry = next(each for name, each in self.entries if name == key)
        seen = {"any"} if self.session.kind in CAUTIOUS else {"any", "clinical"}
        if entry.audience not in seen:
            return set()
        words = set(self.on[key, "title"])
        if item.share == "all":
            words |= self.on[key, "all"]
        if item.share == "sentences":
            for sentence in self.sentences[key]:
                if sentence_key(sentence) in item.sentences:
                    words |= self.on[key, sentence]
        return words


@given(st.integers(0, 2**32))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_only_what_was_ticked_is_in_the_file(printed, seed):
    with tempfile.TemporaryDirectory() as place:
        vault = Vault(Path(place) / "journal")
        journal = vault.create(
            "slow heron under the bridge", argon=Argon(memory=64, passes=1, lanes=1)
        )
        try:
            made = Made(journal, seed)
            ticked = made.prepare()
            since = journal.since_last(made.session, NOON)
            one = page(journal.preparation(made.session.id), since)
        finally:
            journal.close()
    file = printed(PageSheet(one).pdf())

    wanted = made.on["heading"] & {made.session.kind} | made.on["head"]
    wanted = wanted.union(*(made.wanted(item) for item in ticked))
    assert {word for word in made.all if file.holds(word)} == wanted

    read = " ".join(file.text.split())
    # A median of more than an hour is said in hours and minutes.
    minutes = {int(each) for each in re.findall(r"(\d{3,}) minutes\b", read)}
    assert minutes <= {item.minutes for item in ticked}
    for figure in range(121, next(made.figures), 5):
        assert figure in minutes or not re.search(rf"\b{figure}\b", read)

    with_chart = [item for item in ticked if item.chart and may_have_chart(since, item)]
    assert sum(bool(part.chart) for part in one.parts) == len(with_chart)
    assert file.dots == sum(made.dots(item) for item in with_chart)


def may_have_chart(since, item):
    candidate = found(since, item.kind, item.about)
    return candidate is not None and candidate.chart
