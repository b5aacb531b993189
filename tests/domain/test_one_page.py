import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.contacts import AUDIENCES, CLINICAL, ONLY_ME
from reflect_app.domain.focus import (
    AGREED,
    ANY,
    ETHICAL,
    FLAGGED,
    GOOD,
    HEAVY_DAY,
    IN_OWN_WORDS,
    KINDS,
    OF_ENTRIES,
    OWN,
    PLAN,
    RATHER_NOT,
    REPEATS,
    SinceLast,
    candidates,
    cautious,
)
from reflect_app.domain.one_page import (
    ALL,
    LEAVING_CHART,
    LOAD_CHART,
    SENTENCES,
    SKIPPED,
    TITLE,
    OnePage,
    PagePart,
    about_entry,
    keep_sentences,
    page,
    sentence_key,
    sentences,
    sentences_kept,
    touched,
)
from reflect_app.domain.plan import BREAK, LEAVING, WHEN
from reflect_app.domain.progress import DayLoad
from reflect_app.domain.records import (
    Agreed,
    Decision,
    Entry,
    EntryMarks,
    PageItem,
    Plan,
    PlanAnswer,
    Preparation,
    Session,
)
from reflect_app.domain.supervision import THEMES, Cycle

LAST, NEXT, TODAY = date(2026, 11, 4), date(2026, 12, 2), date(2026, 11, 30)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
CYCLE = Cycle(LAST, TODAY + timedelta(days=1))


def session(day: date = NEXT, number: int = 9, **columns) -> Session:
    made = Session(day=day, **({"start": 600} | columns))
    made.id = number
    return made


def entry(number: int = 1, text: str = "", model: str = "free", **answers: str) -> Entry:
    made = Entry(written_at=NOON, day=date(2026, 11, 20), model=model, finished_at=NOON)
    made.id = number
    for stage, words in ({"text": text} | answers).items():
        made.write(stage, words)
    return made


def mark(number: int = 1, **columns) -> EntryMarks:
    known = {"flagged": True, "audience": CLINICAL, "model": "free", "contact": "", "case_id": None}
    known |= {"tags": (), "load_before": None, "load_after": None, "heading": f"Entry {number}"}
    known |= {"day": date(2026, 11, 20), "id": number}
    return EntryMarks(**(known | columns))


def plan(number: int, kind: str = LEAVING, name: str = "Leaving time", **columns) -> Plan:
    times = (17 * 60,) * 5 + (None, None)
    made = Plan(**({"kind": kind, "name": name, "times": times, "since": LAST} | columns))
    made.id = number
    return made


def answer(number: int, day: int, given: str, **columns) -> PlanAnswer:
    return PlanAnswer(plan_id=number, day=date(2026, 11, day), at=NOON, answer=given, **columns)


def agreed(number: int, words: str = "Ask for a debrief", where: int = 1, **columns) -> Agreed:
    made = Agreed(session_id=where, words=words, **columns)
    made.id = number
    return made


def since(*entries: Entry, **known) -> SinceLast:
    usual = {
        "session": session(),
        "today": TODAY,
        "cycle": CYCLE,
        "sessions": [session(LAST, 1), session()],
        "entries": {each.id: each for each in entries},
        "known": {each.id: mark(each.id) for each in entries},
    }
    return SinceLast(**(usual | known))


def item(kind: str = FLAGGED, about: str = "1", **columns) -> PageItem:
    return PageItem(kind=kind, about=about, **columns)


def printed(*items: PageItem, known: SinceLast | None = None, **columns) -> OnePage:
    return page(Preparation(session_id=9, items=list(items), **columns), known or since())


def part(one: PageItem, known: SinceLast) -> PagePart:
    (only,) = printed(one, known=known).parts
    return only


# What stands above


def test_the_page_says_what_it_is_for_and_the_days_it_covers():
    empty = printed()
    assert empty.heading == "For supervision, Wednesday 2 December 2026, 10:00"
    assert empty.span == "4 November to 2 December"
    assert empty.texts() == [empty.heading, empty.span]


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("group", "For group supervision, Wednesday 2 December 2026"),
        ("reflective", "For the reflective session, Wednesday 2 December 2026"),
        ("line_management", "For the line management session, Wednesday 2 December 2026"),
        ("Coaching", "For Coaching, Wednesday 2 December 2026"),
    ],
)
def test_every_kind_of_session_is_called_by_its_name(kind, heading):
    assert printed(known=since(session=session(kind=kind, start=None))).heading == heading


def test_a_span_over_the_new_year_has_its_years():
    cycle = Cycle(date(2026, 12, 2), date(2026, 12, 31))
    ahead = session(date(2027, 1, 6))
    assert printed(known=since(session=ahead, cycle=cycle)).span == (
        "2 December 2026 to 6 January 2027"
    )


def test_the_question_and_the_wish_stand_in_the_person_s_words():
    full = printed(
        question=" How do I stay open? \n", needs=("learning", "supportive"), want=" a way to end "
    )
    assert full.question == "How do I stay open?"
    assert (
        full.wish == "I need it to be supportive and learning. I want to leave with a way to end."
    )


@pytest.mark.parametrize(
    ("needs", "want", "wish"),
    [
        ((), " ", ""),
        ((), "a plan!", "I want to leave with a plan!"),
        (("ethical",), "", "I need it to be ethical."),
        (
            ("supportive", "learning", "ethical"),
            "",
            "I need it to be supportive, learning and ethical.",
        ),
        (("from a later release",), "", ""),
    ],
)
def test_a_wish_says_only_what_was_said(needs, want, wish):
    assert printed(needs=needs, want=want).wish == wish


# Entries


TEXT = "I kept my voice level. Then I noticed my hands. It felt like losing her."


def test_title_only_shares_no_word_of_the_text():
    assert part(item(), since(entry(text=TEXT))) == PagePart("Entry 1")


def test_chosen_sentences_stand_in_the_order_they_were_written():
    first, _, last = sentences(entry(text=TEXT))
    keys = (sentence_key(last), sentence_key(first), sentence_key("Not there."))
    shared = part(item(share=SENTENCES, sentences=keys), since(entry(text=TEXT)))
    assert shared.quote == (first, SKIPPED, last)


def test_sentences_chosen_once_and_not_shared_now_stay_away():
    key = sentence_key("I kept my voice level.")
    assert part(item(share=TITLE, sentences=(key,)), since(entry(text=TEXT))).quote == ()
    assert part(item(share="else", sentences=(key,)), since(entry(text=TEXT))).quote == ()
    assert part(item(share=SENTENCES), since(entry(text=TEXT))).quote == ()


def test_all_of_an_entry_is_all_its_stages_in_order():
    hard = entry(1, "Free.", "hard_case", stirred="Two. Three.", happened="One.", unheard="Last.")
    assert part(item(share=ALL), since(hard)).quote == ("One.", "Two. Three.", "Free.", "Last.")


@pytest.mark.parametrize(
    ("places", "quote"),
    [
        ((0, 1), ("One. Two.",)),
        ((0, 2), ("One.", "[…]", "Three.")),
        ((2, 3), ("Three.", "Four.")),
        ((1, 4), ("Two.", "[…]", "Five.")),
        ((0, 1, 2, 3, 4), ("One. Two. Three.", "Four. Five.")),
        ((3,), ("Four.",)),
    ],
)
def test_a_quote_says_where_sentences_are_left_out_and_keeps_its_paragraphs(places, quote):
    long = entry(text="One. Two. Three.\n\nFour. Five.")
    keys = tuple(sentence_key(sentences(long)[place]) for place in places)
    assert part(item(share=SENTENCES, sentences=keys), since(long)).quote == quote


LONG = "It took me the whole of the evening to see what she had said to me in the morning"


@pytest.mark.parametrize(
    ("text", "heading", "title", "quote"),
    [
        ("One. Two.\nThree.", "One. Two.", "One. Two.", ("Three.",)),
        ("One. Two.", "One. Two.", "One. Two.", ()),
        ("I  waited…\nThen.", "I  waited…", "I  waited…", ("Then.",)),
        (f"One. {LONG}. Then.", "One. It took…", "One.", (f"{LONG}. Then.",)),
        (f"{LONG}. Then.", "It took me…", "Free writing", (f"{LONG}. Then.",)),
        ("One. Two.", "Changed", "Changed", ("One. Two.",)),
    ],
)
def test_the_first_words_of_an_entry_without_a_title_are_not_said_twice(
    text, heading, title, quote
):
    known = since(entry(text=text), known={1: mark(heading=heading)})
    told = part(item(share=ALL), known)
    assert (told.title, told.quote) == (title, quote)
    assert part(item(), known) == PagePart(heading)


def test_a_heading_that_was_cut_stays_where_not_all_of_it_is_shared():
    known = since(entry(text=f"One. {LONG}. Then."), known={1: mark(heading="One. It took…")})
    told = part(item(share=SENTENCES, sentences=(sentence_key("One."),)), known)
    assert (told.title, told.quote) == ("One. It took…", ("One.",))


def test_a_title_of_the_person_s_own_leaves_the_quote_whole():
    titled = entry(text="Harbour\nOne.")
    titled.title = "Harbour"
    known = since(titled, known={1: mark(heading="Harbour")})
    assert part(item(share=ALL), known).quote == ("Harbour", "One.")


def test_what_stands_between_a_heading_and_the_rest_is_no_gap():
    hard = entry(1, "", "hard_case", happened="One.", stirred="Two.", felt="Three.")
    known = since(hard, known={1: mark(heading="Two.")})
    told = part(item(share=ALL), known)
    assert (told.title, told.quote) == ("Two.", ("One.", "Three."))


def test_a_sentence_that_was_changed_since_is_on_the_page_no_more():
    keys = (sentence_key("I noticed  my\nhands."), sentence_key("It went."))
    shared = part(item(share=SENTENCES, sentences=keys), since(entry(text="I noticed my hands.")))
    assert shared.quote == ("I noticed my hands.",)


def test_an_entry_put_on_the_page_just_now_brings_its_words():
    known = since(known={1: mark()})
    one = item(share=ALL)
    assert part(one, known).quote == ()
    assert part(one, known.with_entry(entry(text="Here."))).quote == ("Here.",)


def test_a_deleted_entry_is_counted_and_nowhere_on_the_page():
    gone = printed(item(share=ALL, minutes=20, themes=("conflict",)), known=since())
    assert gone.gone == 1
    assert gone.parts == ()
    assert gone.texts() == [gone.heading, gone.span]


@pytest.mark.parametrize(("audience", "kind"), [(ONLY_ME, "clinical"), (CLINICAL, "group")])
def test_an_entry_that_may_no_longer_be_seen_is_kept_back(audience, kind):
    known = since(entry(text=TEXT), session=session(kind=kind), known={1: mark(audience=audience)})
    kept = printed(item(share=ALL), known=known)
    assert (kept.parts, kept.gone, kept.kept_back) == ((), 0, 1)


def test_what_is_not_ticked_is_neither_there_nor_missed():
    none = printed(item(ticked=False, share=ALL), item(PLAN, "7", ticked=False))
    assert (none.parts, none.gone, none.kept_back) == ((), 0, 0)


# The others


def test_parts_stand_in_the_order_of_their_positions_with_minutes_and_themes():
    shown = printed(
        item(OWN, words="Third", position=2),
        item(OWN, words="First", position=0, minutes=10, themes=("conflict", "staff", "no such")),
        item(position=1),
        known=since(entry()),
    )
    assert [each.title for each in shown.parts] == ["First", "Entry 1", "Third"]
    assert shown.parts[0] == PagePart(
        "First", minutes=10, themes=(THEMES["conflict"], "Staff matters")
    )


@pytest.mark.parametrize("kind", IN_OWN_WORDS)
def test_the_person_s_own_words_are_there_line_by_line(kind):
    assert part(item(kind, "", words="\n The e-mail \n\n I did not answer"), since()) == PagePart(
        "The e-mail", quote=("I did not answer",)
    )


def test_words_not_written_yet_are_nothing():
    blank = printed(item(OWN, words=" \n"), item(RATHER_NOT))
    assert (blank.parts, blank.gone) == ((), 0)


@pytest.fixture
def working() -> SinceLast:
    """Return a cycle with plans, what was agreed, check-ins and a decision."""
    decided = Decision(begun_at=NOON, day=LAST, question="Whom do I tell?")
    decided.id = 1
    return since(
        plans=[
            plan(1),
            plan(2, BREAK, "Lunch break", minutes=30),
            plan(3, WHEN, "Ask for a debrief", cue="recall", times=(None,) * 7),
            plan(4, WHEN, "Breathe", cue="own:1", times=(None,) * 7),
        ],
        plan_answers=[
            answer(1, 5, "kept", minutes_after=-5),
            answer(1, 9, "not_that_day", minutes_after=40, later=True),
            answer(1, 10, "partly", minutes_after=12),
            answer(2, 5, "kept"),
            answer(2, 6, "not_that_day"),
        ],
        agreed=[
            agreed(1, plan_id=3),
            agreed(2, "Lunch away from the desk", plan_id=2),
            agreed(3, "Write to the team", where=2, due=date(2026, 12, 1)),
            agreed(4, "Breathe", plan_id=4, outcome="done", outcome_on=TODAY),
            agreed(5, "Leave on time", plan_id=1),
        ],
        sessions=[session(date(2026, 10, 7), 2), session(LAST, 1), session()],
        sources={date(2026, 11, 12): ("Recall",)},
        loads=[
            DayLoad(date(2026, 11, 5), 4.0, 9, 3),
            DayLoad(date(2026, 11, 6), 5.5, 6, 2, later=True),
            DayLoad(date(2026, 11, 9), 8.0, 8, 1, away=True),
            DayLoad(date(2026, 11, 10), 2.0, 2, 1),
        ],
        decisions=[decided],
    )


def test_a_plan_says_how_it_went_where_all_is_shared(working):
    assert part(item(PLAN), working) == PagePart(
        "Leaving time, more than 10 minutes later on 2 of 3 days"
    )
    assert part(item(PLAN, share=ALL), working).lines == (
        "Kept on 1 of 3 days answered since 4 November.",
    )


def test_a_plan_without_an_answer_has_nothing_to_say(working):
    known = replace(working, plan_answers=())
    assert part(item(PLAN, share=ALL, chart=True), known) == PagePart("Leaving time")


def test_what_was_agreed_says_when_and_how_it_went(working):
    def said(number: int) -> tuple[str, ...]:
        told = part(item(AGREED, str(number), share=ALL), working)
        return (told.title, *told.lines)

    assert said(1) == (
        "Agreed last time: Ask for a debrief",
        "Open.",
        "Recall on 1 day since 4 November.",
    )
    assert said(2) == (
        "Agreed last time: Lunch away from the desk",
        "Partly.",
        "Kept on 1 of 2 days answered since 4 November.",
    )
    assert said(3) == ("Agreed on 7 October: Write to the team", "Open, by 1 December.")
    assert said(4) == ("Agreed last time: Breathe", "Done.")
    assert part(item(AGREED), working) == PagePart("Agreed last time: Ask for a debrief")


def test_the_chart_of_leaving_times_is_there_only_where_it_was_ticked(working):
    for one in (item(PLAN, chart=True), item(AGREED, "5", chart=True)):
        chart = part(one, working).chart
        assert chart.kind == LEAVING_CHART
        assert chart.points == (
            (date(2026, 11, 5), -5.0, False),
            (date(2026, 11, 9), 40.0, True),
            (date(2026, 11, 10), 12.0, False),
        )
        assert chart.words == (
            "Minutes after the plan, 4 November to 30 November. "
            "Median 12 minutes after plan on 3 answered days. Hollow: written later."
        )
    assert part(item(PLAN), working).chart is None
    assert part(item(PLAN, "2", chart=True), working).chart is None


def test_the_chart_of_loads_leaves_days_away_out(working):
    told = part(item(HEAVY_DAY, "2026-11-05", chart=True, share=ALL), working)
    assert told.title == "Thu 5 Nov, load 9"
    assert told.lines == ()
    assert told.chart.kind == LOAD_CHART
    assert [each.day for each in working.loads if each.away] == [date(2026, 11, 9)]
    assert told.chart.points == (
        (date(2026, 11, 5), 4.0, False),
        (date(2026, 11, 6), 5.5, True),
        (date(2026, 11, 10), 2.0, False),
    )
    assert told.chart.words == (
        "Emotional load from 0 to 10, 4 November to 30 November. Median 4 on 3 check-in days. "
        "Hollow: written later. Not a validated scale."
    )


def test_two_days_make_no_median(working):
    known = replace(working, loads=working.loads[:1], plan_answers=working.plan_answers[:1])
    load = part(item(HEAVY_DAY, "2026-11-05", chart=True), known).chart
    leaving = part(item(PLAN, chart=True), known).chart
    assert load.words == (
        "Emotional load from 0 to 10, 4 November to 30 November. Not a validated scale."
    )
    assert leaving.words == "Minutes after the plan, 4 November to 30 November."


def test_an_ethical_question_is_on_the_page_as_it_is_asked(working):
    assert part(item(ETHICAL, share=ALL, chart=True), working) == PagePart("Whom do I tell?")


def test_texts_hold_every_word_of_the_page(working):
    shown = printed(
        item(PLAN, share=ALL, chart=True, themes=("coping",)),
        item(share=ALL, position=1),
        known=replace(working, entries={1: entry(text="Here.")}, known={1: mark()}),
        question="How?",
    )
    assert shown.texts() == [
        shown.heading,
        shown.span,
        "How?",
        "Leaving time, more than 10 minutes later on 2 of 3 days",
        "Kept on 1 of 3 days answered since 4 November.",
        "Healthy coping",
        shown.parts[0].chart.words,
        "Entry 1",
        "Here.",
    ]


def test_nothing_a_person_wrote_is_in_a_repr():
    shown = printed(item(OWN, words="Harbour", chart=True), question="Harbour?")
    assert "Harbour" not in repr(shown) + repr(shown.parts[0])


# Sentences


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("", []),
        (" \n\t ", []),
        ("One", ["One"]),
        ("One. Two? Three! Four", ["One.", "Two?", "Three!", "Four"]),
        ("one. two", ["one.", "two"]),
        ("A line\nand  another\r\n\r\n- a point", ["A line", "and another", "- a point"]),
        ('"Why?" she said. I did not know.', ['"Why?" she said.', "I did not know."]),
        ("“Leave me alone.” Then he left.", ["“Leave me alone.”", "Then he left."]),
        ("(It was late.) I went home.", ["(It was late.)", "I went home."]),
        ("I waited … and went. Then…  Nothing.", ["I waited … and went.", "Then…", "Nothing."]),
        ("I waited... and went.", ["I waited... and went."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("Now what? he asked.", ["Now what?", "he asked."]),
        ("Mr. Harbour, e.g. late. Dr. L. came.", ["Mr. Harbour, e.g. late.", "Dr. L. came."]),
        ("At 5 p.m. on Friday. By 5 p.m. She", ["At 5 p.m. on Friday.", "By 5 p.m.", "She"]),
        ("Court, recall etc. and time etc. Home.", ["Court, recall etc. and time etc.", "Home."]),
        ("See no. 7, p. 12. No. I will not.", ["See no. 7, p. 12.", "No.", "I will not."]),
        ("1. Ask\n2. Go home. Rest.\na. Breathe", ["1. Ask", "2. Go home.", "Rest.", "a. Breathe"]),
        ("Left at 17.40 (not 17.15). Load 7.5.", ["Left at 17.40 (not 17.15).", "Load 7.5."]),
        ("She and I. Nobody. Option B. Then C.", ["She and I.", "Nobody.", "Option B.", "Then C."]),
        (". Odd. ... Odder", [".", "Odd.", "...", "Odder"]),
    ],
)  # fmt: skip
def test_text_is_parted_where_a_reader_would_part_it(text, parted):
    assert sentences(entry(text=text)) == parted


@given(st.text(alphabet="aI1 .?!…\"'”()\n\t,é😀\u2028", max_size=80) | st.text(max_size=60))
def test_no_letter_is_lost_or_added_or_moved_however_odd_the_text(text):
    parted = sentences(entry(text=text))
    assert "".join("".join(parted).split()) == "".join(text.split())
    assert all(each and each == " ".join(each.split()) for each in parted)


def test_an_entry_of_a_model_nobody_knows_still_has_its_sentences():
    assert sentences(entry(1, "Free. Text.", "later", other="More.")) == ["Free.", "Text.", "More."]


def test_a_key_is_short_stays_the_same_and_holds_no_word():
    assert sentence_key("I noticed my hands.") == "20b768318df06e95"
    assert sentence_key(" I noticed\nmy  hands. ") == sentence_key("I noticed my hands.")
    assert sentence_key("I noticed my hand.") != sentence_key("I noticed my hands.")
    assert sentence_key("\ud800")  # half a letter, which no file takes


def words_touched(of: Entry, **chosen: tuple[int, int]) -> list[str]:
    keys = touched(of, chosen)
    return [each for each in dict.fromkeys(sentences(of)) if sentence_key(each) in keys]


def stretch(text: str, chosen: str) -> tuple[int, int]:
    begin = text.index(chosen)
    return begin, begin + len(chosen)


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ("my hands", ["I noticed my hands."]),
        ("level. It", ["I kept my voice level.", "It was only in the car park."]),
        ("level. ", ["I kept my voice level."]),
        (" ", []),
        ("", []),
    ],
)
def test_a_sentence_is_touched_by_any_letter_of_it(chosen, kept):
    text = "I kept my voice level. It was only in the car park. I noticed my hands."
    where = stretch(text, chosen) if chosen.strip() else (22, 22 + len(chosen))
    assert words_touched(entry(text=text), text=where) == kept


def test_the_same_words_elsewhere_are_not_touched():
    text = "It was late.\n\n  It was dark.\nIt was over."
    begin, end = stretch(text, "was dark")
    assert words_touched(entry(text=text), text=(begin, end)) == ["It was dark."]
    assert words_touched(entry(text=text), happened=(begin, end)) == []


def test_what_is_touched_under_several_stages_is_in_the_order_of_reading():
    written = entry(1, "", "hard_case", happened="A visit. Rain.", felt="Tired. Calm.")
    keys = touched(written, {"felt": (0, 3), "happened": (9, 14)})
    assert keys == (sentence_key("Rain."), sentence_key("Tired."))


@given(st.text(alphabet="aI1 .?!…\"'()\n\té😀\u2028", max_size=60), st.data())
def test_no_sentence_is_touched_beyond_what_is_chosen(text, data):
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    found = touched(entry(text=text), {"text": (begin, end)})
    assert bool(found) == bool(text[begin:end].strip())
    assert set(found) <= set(map(sentence_key, sentences(entry(text=text))))
    assert touched(entry(text=text), {"text": (0, len(text))}) == tuple(
        dict.fromkeys(map(sentence_key, sentences(entry(text=text))))
    )


def test_sentences_are_kept_off_the_page_until_it_is_ticked():
    ready = Preparation(session_id=9, items=[item(OWN, words="Mine", position=4)])
    made = keep_sentences(ready, 1, ["b", "a"])
    keep_sentences(ready, 1, ["c", "a"])
    assert (made.kind, made.about, made.position) == (FLAGGED, "1", 5)
    assert (made.ticked, made.share, made.sentences) == (False, SENTENCES, ("b", "a", "c"))
    assert about_entry(ready, 1) is made
    assert about_entry(ready, 2) is None
    assert len(page(ready, since(entry(text="A. B."))).parts) == 1


def test_what_is_on_the_page_goes_on_being_shared_as_it_is():
    for share in (TITLE, SENTENCES, ALL):
        made = item(GOOD, share=share, sentences=("a",))
        assert keep_sentences(Preparation(session_id=9, items=[made]), 1, ["b"]) is made
        assert (made.ticked, made.share, made.sentences) == (True, share, ("a", "b"))


def test_sentences_that_were_taken_back_do_not_return_with_others():
    made = item(share=TITLE, sentences=("a",), ticked=False)
    keep_sentences(Preparation(session_id=9, items=[made]), 1, ["b"])
    assert (made.share, made.sentences) == (SENTENCES, ("b",))


def test_only_sentences_that_are_still_there_are_counted():
    keys = (sentence_key("One."), sentence_key("Gone."))
    assert sentences_kept(item(share=SENTENCES, sentences=keys), entry(text="One. Two.")) == 1
    assert sentences_kept(item(share=TITLE, sentences=keys), entry(text="One. Two.")) == 0


# Nothing else


class Words:
    """Words that are nowhere else, so that each can be told from all others."""

    def __init__(self) -> None:
        self.said = 0

    def new(self) -> str:
        self.said += 1
        return f"zq{self.said:04}x"

    def sentence(self) -> str:
        return f"Zz{self.new()} {self.new()}."


def secrets(texts: list[str]) -> set[str]:
    """Return the words of `Words` and the tags that are in any of these."""
    return set(re.findall(r"zq\w+", " ".join(texts).lower()))


def life(chance: Random, words: Words) -> SinceLast:
    """Return a cycle in which everything a person can write is a word of its own."""
    audiences = list(AUDIENCES)
    entries = [
        entry(number, f"{words.sentence()} {words.sentence()}", happened=words.sentence())
        for number in range(1, 9)
    ]
    marks = [
        mark(
            each.id,
            heading=words.new(),
            audience=chance.choice(audiences),
            flagged=chance.random() < 0.5,
            contact=chance.choice(["good_news", "recall", ""]),
            case_id=chance.choice([1, 2, None]),
            tags=tuple(chance.sample(["zqtag1", "zqtag2"], chance.randrange(3))),
        )
        for each in entries
    ]
    november = [date(2026, 11, day) for day in range(5, 30)]
    decided = Decision(begun_at=NOON, day=LAST, question=words.sentence())
    decided.id = 1
    return since(
        *entries,
        session=session(kind=chance.choice(["clinical", "group", "line_management", "Coaching"])),
        known={each.id: each for each in marks if chance.random() < 0.9},
        still={each.id: chance.choice(["heavy", "a_bit"]) for each in entries[:4]},
        cases={1: words.new(), 2: words.new()},
        loads=[DayLoad(day, 5.0, chance.randrange(11), 1) for day in november],
        sources={day: tuple(chance.sample(["Good day", words.new()], 1)) for day in november},
        plans=[
            plan(1, name=words.new(), why=words.sentence(), if_slipping=words.sentence()),
            plan(2, BREAK, words.new()),
            plan(3, WHEN, words.new(), cue="recall", times=(None,) * 7),
        ],
        plan_answers=[
            answer(number, day.day, "kept", minutes_after=9, obstacle=words.new())
            for number in (1, 2)
            for day in november
        ],
        agreed=[agreed(number, words.sentence(), plan_id=number) for number in (1, 2, 3)],
        decisions=[decided],
    )  # fmt: skip


def prepared(chance: Random, words: Words, known: SinceLast) -> Preparation:
    """Return a page picked at random from all there is, offered or not, ticked or not."""
    open_to_all = replace(known, session=session())
    abouts = [(each.kind, each.about) for each in candidates(open_to_all)]
    abouts += [(FLAGGED, str(number)) for number in range(1, 12)]
    abouts += [(OWN, str(number)) for number in range(3)] + [(RATHER_NOT, "1"), (REPEATS, "case:1")]
    items = []
    for kind, about in chance.sample(abouts, chance.randrange(len(abouts))):
        written = (
            known.entries.get(int(about)) if kind in OF_ENTRIES and about.isdecimal() else None
        )
        keys = [sentence_key(each) for each in sentences(written)] if written else []
        items.append(
            item(
                kind,
                about,
                words=f"{words.new()}\n{words.new()}" if chance.random() < 0.9 else "",
                ticked=chance.random() < 0.5,
                share=chance.choice([TITLE, SENTENCES, ALL]),
                sentences=tuple(chance.sample(keys, len(keys) // 2)),
                chart=chance.random() < 0.5,
                position=chance.randrange(20),
                themes=tuple(chance.sample(list(THEMES), 2)),
            )
        )
    return Preparation(session_id=9, items=items, question=words.new(), want=words.new())


def allowed(one: PageItem, known: SinceLast) -> set[str]:
    """Return the words of theirs that one ticked item lets onto the page, and no others."""
    if one.kind in IN_OWN_WORDS:
        return secrets([one.words])
    careful = cautious(known.session)
    if one.kind in OF_ENTRIES:
        found = known.known.get(int(one.about)) if one.about.isdecimal() else None
        if found is None or found.audience not in ((ANY,) if careful else (CLINICAL, ANY)):
            return set()
        written = sentences(known.entries[found.id])
        chosen = {
            TITLE: [],
            SENTENCES: [each for each in written if sentence_key(each) in one.sentences],
            ALL: written,
        }
        return secrets([found.heading, *chosen[one.share]])
    if one.kind == AGREED and known.session.kind == known.sessions[0].kind:
        return secrets([known.agreed[int(one.about) - 1].words])
    if careful:
        return set()
    of, _, name = one.about.partition(":")
    if of == "case" and not any(
        each.case_id == int(name) and each.audience != ONLY_ME for each in known.marks
    ):
        return set()
    return secrets(
        {
            HEAVY_DAY: lambda: [", ".join(known.sources[date.fromisoformat(one.about)])],
            PLAN: lambda: [known.plans[int(one.about) - 1].name],
            AGREED: lambda: [known.agreed[int(one.about) - 1].words],
            ETHICAL: lambda: [known.decisions[0].question],
            REPEATS: lambda: [known.cases[int(name)] if of == "case" else name],
            GOOD: list,
        }[one.kind]()
    )


@given(st.randoms(use_true_random=True))
def test_nothing_that_was_not_ticked_or_not_shared_gets_onto_the_page(chance):
    words = Words()
    known = life(chance, words)
    preparation = prepared(chance, words, known)
    shown = page(preparation, known)
    ticked = [each for each in preparation.items if each.ticked]
    wanted = secrets([preparation.question, preparation.want])
    wanted |= {word for each in ticked for word in allowed(each, known)}
    assert secrets(shown.texts()) == wanted
    charts = [each.chart for each in shown.parts if each.chart]
    assert len(charts) <= sum(each.chart for each in ticked)
    themes = {theme for each in ticked for theme in each.themes}
    assert {theme for each in shown.parts for theme in each.themes} <= {
        THEMES[key] for key in themes
    }
    blank = sum(each.kind in IN_OWN_WORDS and not each.words for each in ticked)
    assert len(shown.parts) + shown.gone + shown.kept_back + blank == len(ticked)


@given(st.randoms(use_true_random=True))
def test_what_is_not_ticked_changes_nothing_on_the_page(chance):
    words = Words()
    known = life(chance, words)
    preparation = prepared(chance, words, known)
    bare = replace_items(preparation, [each for each in preparation.items if each.ticked])
    assert page(bare, known) == page(preparation, known)


def replace_items(preparation: Preparation, items: list[PageItem]) -> Preparation:
    return Preparation(
        session_id=9, items=items, question=preparation.question, want=preparation.want
    )


def test_every_kind_that_can_be_ticked_was_tried():
    assert set(KINDS) == {*OF_ENTRIES, *IN_OWN_WORDS, HEAVY_DAY, PLAN, AGREED, REPEATS, ETHICAL}
