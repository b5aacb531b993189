"""What a search asks for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.contacts import KINDS
from reflect_app.domain.finding import (
    Question,
    Term,
    days_meant,
    kinds_meant,
    question,
    terms,
    with_operator,
    without,
)

TODAY, LAST = date(2026, 11, 20), date(2026, 11, 4)


def asked(typed: str) -> Question:
    return question(typed, TODAY, LAST)


def whole(text: str) -> Term:
    return Term(text, beginning=False)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", ()),
        ("  \t", ()),
        ("boundar", (Term("boundar", beginning=True),)),
        ("boundary ", (Term("boundary", beginning=False),)),
        ("the cou", (Term("the", beginning=False), Term("cou", beginning=True))),
        ("cou* the ", (Term("cou", beginning=True), Term("the", beginning=False))),
        ("a", (Term("a", beginning=False),)),
        ('"held the"', (Term("held the", beginning=False),)),
        ('"held the', (Term("held the", beginning=False),)),
        ("-- ** \" ''", ()),
        ("one\0two", (Term("one", beginning=False), Term("two", beginning=True))),
        ("日本", (Term("日本", beginning=True),)),
    ],
)
def test_words_beginnings_and_phrases_are_told_apart(typed: str, asked: tuple[Term, ...]) -> None:
    assert terms(typed) == asked


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tag:boundaries ", Question(tags=(whole("boundaries"),), blank=False)),
        ("TAG:bound", Question(tags=(Term("bound", beginning=True),), blank=False)),
        ("tag:bound* ", Question(tags=(Term("bound", beginning=True),), blank=False)),
        ('tag:"home life"', Question(tags=(whole("home life"),), blank=False)),
        ("tag:a tag:b ", Question(tags=(whole("a"), whole("b")), blank=False)),
        ("case:Harbour ", Question(cases=(whole("Harbour"),), blank=False)),
        ("kind:court", Question(kinds=("court",), blank=False)),
        ("kind:court kind:phone", Question(kinds=("court", "phone"), blank=False)),
        ("since:2026-09-01", Question(since=date(2026, 9, 1), blank=False)),
        (
            "since:sep until:oct",
            Question(since=date(2026, 9, 1), until=date(2026, 10, 31), blank=False),
        ),
        ("since:2026 since:oct", Question(since=date(2026, 10, 1), blank=False)),
        ("until:2026 until:oct", Question(until=date(2026, 10, 31), blank=False)),
        ("since:last", Question(since=LAST, blank=False)),
        ("until:last", Question(until=LAST, blank=False)),
        ("load:>6", Question(load=(7, 10), blank=False)),
        ("load:>=7 load:<9", Question(load=(7, 8), blank=False)),
        ("load:<=2", Question(load=(0, 2), blank=False)),
        ("load:5", Question(load=(5, 5), blank=False)),
        ("load:=5", Question(load=(5, 5), blank=False)),
        ("load:>6 load:<3", Question(load=(7, 2), blank=False)),
        ("flagged", Question(flagged=True, blank=False)),
        ("is:flagged", Question(flagged=True, blank=False)),
        (
            "held tag:work boundar",
            Question((whole("held"), Term("boundar", True)), (whole("work"),), blank=False),
        ),
        ("boundar tag:work", Question((whole("boundar"),), (Term("work", True),), blank=False)),
        ("boundar", Question((Term("boundar", True),), blank=False)),
        ('"flagged tag:x"', Question((whole("flagged tag:x"),), blank=False)),
        ("re-tag:x ", Question((whole("re-tag:x"),), blank=False)),
        ("10:30 ", Question((whole("10:30"),), blank=False)),
        ("note: a", Question((whole("note:"), whole("a")), blank=False)),
        ("https://x.org ", Question((whole("https://x.org"),), blank=False)),
        ("", Question()),
        ("  ", Question()),
        ("--", Question(blank=False)),
    ],
)
def test_operators_stand_beside_words_in_any_order(typed: str, meant: Question) -> None:
    found = asked(typed)
    assert found == meant
    assert found.remark == ""


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("tag: x", "tag: needs a word right behind it, such as tag:boundaries"),
        ("case: x", "case: needs a word right behind it, such as case:harbour"),
        ("kind:lunch x", "kind: needs a kind of contact, such as kind:court"),
        ("since:soon x", "since: needs a day, such as since:2026-09-01"),
        ("until:2026-02-30 x", "until: needs a day, such as until:2026-09-01"),
        ("load:heavy x", "load: needs a number from 0 to 10, such as load:>6"),
        ("load:11 x", "load: needs a number from 0 to 10, such as load:>6"),
        ("is:new x", "is: needs a state, such as is:flagged"),
        (
            "mood:low x",
            "mood: is not known here. There are tag:, case:, kind:, since:, until:, load: and "
            "is:flagged",
        ),
        ("since:soon load:heavy x", "since: needs a day, such as since:2026-09-01"),
    ],
)
def test_what_cannot_be_read_is_explained_and_looked_for_as_words(typed: str, remark: str) -> None:
    found = asked(typed)
    assert found.remark == remark
    assert found.plain
    assert found.terms == terms(typed)


@pytest.mark.parametrize("typed", ["tag:", "since:", "since:2026-0", "load:>", "kind:zz", "is:f"])
def test_an_operator_that_is_still_being_typed_is_explained_and_waited_for(typed: str) -> None:
    found = asked(typed)
    assert found.blank
    assert found.remark
    assert asked(f"{typed} ").blank is False
    assert asked(f"kettle {typed}").terms == (whole("kettle"),)


def test_the_last_session_can_only_be_meant_where_there_was_one() -> None:
    assert question("since:last ", TODAY).since is None
    remark = "since:last needs a supervision session before today, and there is none yet"
    assert question("since:last", TODAY).remark == remark


def test_only_words_are_plain() -> None:
    assert asked("held the boundar").plain
    assert asked("").plain
    for typed in ("tag:a", "case:a", "kind:court", "since:2026", "until:2026", "load:0", "flagged"):
        assert not asked(typed).plain


@given(st.text())
def test_nothing_typed_is_an_error(typed: str) -> None:
    found = asked(typed)
    assert found.plain or not found.blank
    assert asked(without(typed, "tag")).tags == ()


def test_a_question_shows_nothing_of_what_was_typed() -> None:
    assert "kettle" not in repr(asked("kettle"))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-09-01", date(2026, 9, 1), date(2026, 9, 1)),
        ("1/9/2026", date(2026, 9, 1), date(2026, 9, 1)),
        ("1.9.2026", date(2026, 9, 1), date(2026, 9, 1)),
        ("1/9", date(2026, 9, 1), date(2026, 9, 1)),
        ("1/12", date(2025, 12, 1), date(2025, 12, 1)),
        ("1-sep", date(2026, 9, 1), date(2026, 9, 1)),
        ("1sep", date(2026, 9, 1), date(2026, 9, 1)),
        ("1 September 2025", date(2025, 9, 1), date(2025, 9, 1)),
        ("sep", date(2026, 9, 1), date(2026, 9, 30)),
        ("Nov", date(2026, 11, 1), date(2026, 11, 30)),
        ("dec", date(2025, 12, 1), date(2025, 12, 31)),
        ("feb-2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-09", date(2026, 9, 1), date(2026, 9, 30)),
        ("9-2026", date(2026, 9, 1), date(2026, 9, 30)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("today", TODAY, TODAY),
        ("yesterday", date(2026, 11, 19), date(2026, 11, 19)),
    ],
)
def test_a_day_a_month_and_a_year_are_read_as_they_are_typed_here(
    typed: str, first: date, last: date
) -> None:
    assert days_meant(typed, TODAY) == (first, last)


@pytest.mark.parametrize(
    "typed",
    ["", "se", "soon", "31/2", "0/9", "2026-13", "2026-09-00", "0000", "1", "20266", "1-2-3", "9-"],
)
def test_what_no_calendar_has_is_no_day(typed: str) -> None:
    assert days_meant(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("court", ("court",)),
        ("video", ("video",)),
        ("VID", ("video", "custody_link")),
        ("home", ("home_visit",)),
        ("home visit", ("home_visit",)),
        ("home-visit", ("home_visit",)),
        ("serious", ("serious_further_offence",)),
        ("lunch", ()),
        (" ", ()),
    ],
)
def test_a_kind_of_contact_goes_by_its_key_or_how_it_begins(
    typed: str, kinds: tuple[str, ...]
) -> None:
    assert kinds_meant(typed) == kinds


def test_every_kind_of_contact_is_found_by_its_key() -> None:
    assert all(kinds_meant(key) == (key,) for key in KINDS)


def test_an_operator_is_put_before_the_words_and_taken_out_again() -> None:
    typed = with_operator("boundar", "tag", "home life")
    assert typed == 'tag:"home life" boundar'
    typed = with_operator(typed, "tag", "work")
    assert typed == 'tag:work tag:"home life" boundar'
    assert without(typed, "tag", value="WORK") == 'tag:"home life" boundar'
    assert without(typed, "tag") == "boundar"
    assert without("held is:flagged flagged the", "is") == "held the"
    assert without("held since:sep until:oct ", "since", "until") == "held "
    assert without(" held ", "tag") == " held "
