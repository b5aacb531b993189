from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.domain.clock import Clock
from reflect_app.domain.contacts import AUDIENCES, CLINICAL, ONLY_ME
from reflect_app.domain.focus import (
    AGREED,
    ANY,
    ETHICAL,
    FLAGGED,
    GOOD,
    HEAVY_DAY,
    KINDS,
    MOST_DAYS,
    MOST_REPEATS,
    OWN,
    PLAN,
    RATHER_NOT,
    REPEATS,
    STILL,
    SinceLast,
    candidates,
    cautious,
    days_with,
    found,
    how_it_went,
    is_about,
    left,
    may_bring,
    too_long,
    waiting,
)
from reflect_app.domain.plan import BREAK, HABIT, LEAVING, WHEN
from reflect_app.domain.progress import day_loads
from reflect_app.domain.records import (
    Agreed,
    Decision,
    EntryMarks,
    PageItem,
    Plan,
    PlanAnswer,
    Session,
)
from reflect_app.domain.still_with import ANSWERS
from reflect_app.domain.supervision import CAUTIOUS, Cycle, this_cycle

TODAY = date(2026, 11, 30)
BEGAN, LAST, NEXT = date(2026, 9, 9), date(2026, 11, 4), date(2026, 12, 2)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
WEEKDAYS = (17 * 60 + 15,) * 5 + (None, None)


def on(day: int) -> date:
    return date(2026, 11, day)


def session(day: date = NEXT, number: int = 9, **columns) -> Session:
    made = Session(day=day, **({"start": 600} | columns))
    made.id = number
    return made


def mark(number: int, day: int = 20, **columns) -> EntryMarks:
    known = {
        "flagged": False,
        "audience": CLINICAL,
        "model": "free",
        "contact": "",
        "case_id": None,
    }
    known |= {"tags": (), "load_before": None, "load_after": None, "heading": f"Entry {number}"}
    return EntryMarks(**({"id": number, "day": on(day)} | known | columns))


def plan(number: int, kind: str = LEAVING, name: str = "Leaving time", **columns) -> Plan:
    made = Plan(**({"kind": kind, "name": name, "times": WEEKDAYS, "since": on(1)} | columns))
    made.id = number
    return made


def answers(number: int, given: str, after: Iterable[int | None] = ()) -> list[PlanAnswer]:
    """Return an answer a day from 5 November on: k is kept, p partly, n not that day."""
    words = {"k": "kept", "p": "partly", "n": "not_that_day"}
    minutes = [*after, *(None for _ in given)]
    return [
        PlanAnswer(
            plan_id=number,
            day=on(5) + timedelta(days=place),
            at=NOON,
            answer=words[letter],
            minutes_after=minutes[place],
        )
        for place, letter in enumerate(given)
    ]


def agreed(number: int, words: str = "Ask for a debrief", where: int = 1, **columns) -> Agreed:
    made = Agreed(session_id=where, words=words, **columns)
    made.id = number
    return made


def decision(number: int, question: str = "Whom do I tell?", **columns) -> Decision:
    made = Decision(begun_at=NOON, day=on(10), question=question, **columns)
    made.id = number
    return made


def since(*marks: EntryMarks, kind: str = "clinical", in_group: bool = False, **known) -> SinceLast:
    usual = {
        "session": session(kind=kind, in_group=in_group),
        "today": TODAY,
        "cycle": Cycle(LAST, TODAY + timedelta(days=1)),
        "sessions": [session(LAST, 1), session()],
        "known": {each.id: each for each in marks},
    }
    return SinceLast(**(usual | known))


def offered(known: SinceLast, kind: str = "") -> list[str]:
    return [each.title for each in candidates(known) if kind in ("", each.kind)]


def days(*loads: tuple[int, int]):
    return day_loads([(on(day), load, False) for day, load in loads])


def test_nothing_at_all_offers_nothing():
    assert candidates(since()) == []


def test_every_group_is_offered_in_the_order_of_its_headings():
    known = since(
        mark(1, flagged=True),
        mark(2),
        mark(3, contact="good_news"),
        *(mark(number, tags=("boundaries",)) for number in (4, 5, 6)),
        still={2: "heavy"},
        loads=days((10, 9)),
        plans=[plan(1)],
        plan_answers=answers(1, "kn"),
        agreed=[agreed(1)],
        decisions=[decision(1)],
    )
    groups = list(dict.fromkeys(each.kind for each in candidates(known)))
    assert groups == [kind for kind in KINDS if kind not in (RATHER_NOT, OWN)]


def test_what_is_flagged_is_offered_however_long_ago_it_was_written():
    old = mark(1, flagged=True)._replace(day=date(2025, 3, 2))
    (candidate,) = candidates(since(old))
    assert (candidate.kind, candidate.about, candidate.title) == (FLAGGED, "1", "Entry 1")
    assert candidate.detail == "From your reflection of 2 March 2025"
    assert candidate.share_all
    assert not candidate.chart


def test_an_entry_without_a_word_is_called_by_its_model():
    known = since(
        mark(1, flagged=True, heading="", model="hard_case"),
        mark(2, flagged=True, heading="", model="from a later release"),
    )
    assert offered(known) == ["After a hard case", "Free writing"]


def test_what_is_still_heavy_is_offered_and_what_has_settled_is_not():
    known = since(mark(1), mark(2), mark(3), still=dict(zip((1, 2, 3), ANSWERS, strict=True)))
    assert offered(known, STILL) == ["Entry 3"]


def test_what_is_flagged_and_still_heavy_is_offered_once():
    known = since(mark(1, flagged=True, contact="good_news"), still={1: "heavy"})
    (candidate,) = candidates(known)
    assert candidate.kind == FLAGGED
    assert candidate.detail == "From your reflection of 20 November, still heavy"


def test_an_item_is_known_again_when_its_entry_has_moved_to_another_group():
    (candidate,) = candidates(since(mark(1, flagged=True), still={1: "heavy"}))
    assert is_about(PageItem(kind=STILL, about="1"), candidate)
    assert not is_about(PageItem(kind=STILL, about="2"), candidate)
    assert not is_about(PageItem(kind=PLAN, about="1"), candidate)


def test_an_entry_deleted_since_it_was_said_to_be_heavy_is_offered_no_more():
    assert candidates(since(still={1: "heavy"})) == []


def test_the_three_heaviest_days_are_offered_by_their_highest_load():
    known = since(
        loads=day_loads(
            [(on(day), load, False) for day, load in ((5, 7), (6, 9), (6, 2), (9, 8), (20, 7))],
        ),
        sources={on(6): ("Court", "Workload"), on(20): ("A disclosure", "MAPPA papers", "Time")},
    )
    assert offered(known, HEAVY_DAY) == [
        "Fri 6 Nov, load 9, court and workload",
        "Mon 9 Nov, load 8",
        "Fri 20 Nov, load 7, a disclosure, MAPPA papers and time",
    ]
    assert all(each.chart and not each.share_all for each in candidates(known))


def test_a_day_under_seven_and_a_day_away_are_no_heavy_days():
    loads = day_loads([(on(5), 6, False), (on(6), 10, False)], [on(6)])
    assert candidates(since(loads=loads)) == []


def test_plans_are_offered_with_how_they_went_the_kept_ones_too():
    known = since(
        plans=[
            plan(1, times=(17 * 60,) * 5 + (None, None)),
            plan(2, BREAK, "Lunch break", minutes=30),
            plan(3, HABIT, "Gym", per_week=2, times=(None,) * 7),
            plan(4, HABIT, "Swim", per_week=2, times=(None,) * 7),
            plan(5, WHEN, "Ten minutes alone", cue="disclosure", times=(None,) * 7),
            plan(6, BREAK, "Tea"),
        ],
        plan_answers=[
            *answers(1, "kkkkkkknnnpp"),
            *answers(2, "kkkkkkkkknn"),
            *answers(3, "kk"),
            *answers(4, "n"),
            *answers(5, "k"),
        ],
    )
    assert offered(known) == [
        "Leaving time, more than 10 minutes later on 5 of 12 days",
        "Lunch break, kept on 9 of 11 days",
        "Gym, kept twice",
        "Swim, not yet",
    ]
    assert [each.detail for each in candidates(known)][:3] == [
        "Leave by 17:00, Mon to Fri",
        "17:15 for 30 minutes, Mon to Fri",
        "Twice a week",
    ]


def test_a_leaving_time_that_was_kept_every_day_says_so():
    known = since(plans=[plan(1)], plan_answers=answers(1, "k", [0]))
    assert offered(known) == ["Leaving time, kept on 1 of 1 day"]


def test_a_plan_changed_on_the_way_stays_one_candidate_that_is_known_again():
    before = plan(1, until=on(12))
    after = plan(2, since=on(13), times=(16 * 60,) * 5 + (None, None))
    went = [*answers(1, "kn"), *answers(2, "n" * 12)[8:]]
    (candidate,) = candidates(since(plans=[before, after], plan_answers=went))
    assert candidate.about == "1"
    assert candidate.title == "Leaving time, more than 10 minutes later on 5 of 6 days"
    assert candidate.detail == "Leave by 16:00, Mon to Fri"


def test_a_plan_without_any_day_has_no_time_to_name():
    known = since(plans=[plan(1, times=(None,) * 7)], plan_answers=answers(1, "n"))
    assert [each.detail for each in candidates(known)] == [""]


def test_a_leaving_time_has_a_chart_where_somebody_said_when_they_left():
    with_times = since(plans=[plan(1)], plan_answers=answers(1, "kn", [0, 40]))
    without = since(plans=[plan(1)], plan_answers=answers(1, "kn"))
    assert [each.chart for each in candidates(with_times)] == [True]
    assert [each.chart for each in candidates(without)] == [False]
    assert [each.after for each in left(with_times)] == [0, 40]
    assert left(replace(with_times, away=[on(5), on(6)])) == []


def test_what_was_agreed_says_in_a_word_how_it_went():
    def went(given: str, **columns) -> str:
        known = since(plans=[plan(1, BREAK, "Lunch")], plan_answers=answers(1, given))
        return how_it_went(agreed(1, plan_id=1, **columns), known)

    assert went("") == "open"
    assert went("nn") == "open"
    assert went("kn") == "partly"
    assert went("npn") == "partly"
    assert went("kkn") == "mostly"
    assert went("kk") == "done"
    assert went("kk", outcome="let_go", outcome_on=on(20)) == "let go"
    assert went("", outcome="done", outcome_on=on(20)) == "done"


def test_what_was_agreed_and_became_no_plan_or_one_since_removed_is_open():
    assert how_it_went(agreed(1), since()) == "open"
    assert how_it_went(agreed(1, plan_id=7), since()) == "open"


def test_how_it_went_after_the_day_of_a_session_is_not_said_of_that_session():
    later = agreed(1, outcome="done", outcome_on=date(2026, 12, 9))
    assert how_it_went(later, since()) == "open"


def test_a_plan_that_was_agreed_is_offered_once_and_keeps_its_chart():
    known = since(
        plans=[plan(1), plan(2, BREAK, "Lunch")],
        plan_answers=[*answers(1, "kn", [0, 30]), *answers(2, "k")],
        agreed=[agreed(1, " Leave\non time ", plan_id=1)],
    )
    told = candidates(known)
    assert [(each.kind, each.title) for each in told] == [
        (PLAN, "Lunch, kept on 1 of 1 day"),
        (AGREED, "Leave on time"),
    ]
    assert told[-1].detail == "partly"
    assert told[-1].chart
    leaving = found(known, PLAN, "1")
    assert leaving.title == "Leaving time, more than 10 minutes later on 1 of 2 days"


def test_what_was_agreed_again_and_again_as_one_plan_is_offered_for_the_last_session():
    known = since(
        plans=[plan(1, WHEN, "Breathe", cue="recall", until=on(8)), plan(2, WHEN, "Breathe")],
        sessions=[session(LAST, 1), session(date(2026, 10, 7), 2), session(BEGAN, 3)],
        agreed=[
            agreed(1, "First", 3, plan_id=1),
            agreed(2, "Then", 2),
            agreed(3, "Now", plan_id=2),
        ],
    )
    assert offered(known) == ["Now", "Then"]
    assert found(known, AGREED, "1").title == "First"


def test_the_same_words_agreed_again_are_offered_for_the_last_session():
    known = since(
        sessions=[session(LAST, 1), session(date(2026, 10, 7), 2), session(BEGAN, 3)],
        agreed=[
            agreed(1, "ask for  a Debrief", 3),
            agreed(2, "Ask for a debrief", 2),
            agreed(3, "Ask for a debrief"),
            agreed(4, "Lunch away from the desk", 3),
        ],
    )
    told = candidates(known)
    assert [(each.about, each.title, each.detail) for each in told] == [
        ("3", "Ask for a debrief", "open"),
        ("4", "Lunch away from the desk", "From 9 September, open"),
    ]
    assert found(known, AGREED, "2").detail == "From 7 October, open"


def test_what_waits_is_open_or_was_answered_since_and_comes_from_earlier_sessions():
    sessions = [
        session(date(2026, 10, 7), 1),
        session(LAST, 2),
        session(TODAY, 3),
        session(NEXT, 4),
    ]
    cycle = Cycle(LAST, TODAY + timedelta(days=1))
    told = [
        agreed(1, where=1),
        agreed(2, where=2),
        agreed(3, where=3),
        agreed(4, where=5),
        agreed(5, where=1, outcome="done", outcome_on=LAST),
        agreed(6, where=1, outcome="done", outcome_on=on(3)),
        agreed(7, where=1, outcome="done"),
    ]
    assert [each.id for each in waiting(told, sessions[:2], cycle)] == [1, 2, 5]


def test_what_comes_up_in_three_entries_or_on_three_days_repeats():
    harbour = [mark(number, case_id=1, tags=("court", "late")) for number in (1, 2, 3)]
    known = since(
        *harbour,
        mark(4, case_id=2, tags=("court",)),
        mark(5, case_id=9),
        mark(6, case_id=9),
        mark(7, case_id=9),
        cases={1: "Harbour", 2: "Lantern"},
        sources={on(day): ("Workload", "Good day") for day in (5, 6, 9, 10)}
        | {on(11): ("Court", "Court"), on(12): ("Court",)},
    )
    assert offered(known, REPEATS) == [
        "Workload, on 4 days",
        "Court, in 4 reflections",
        "Harbour, in 3 reflections",
        "Late, in 3 reflections",
    ]


def test_what_repeats_is_told_of_the_cycle_alone_and_only_so_much_of_it():
    earlier = [mark(number, 3, tags=("before",)) for number in (1, 2, 3)]
    tags = tuple("abcdefgh")
    now = [mark(number, tags=tags) for number in (4, 5, 6)]
    told = offered(since(*earlier, *now), REPEATS)
    assert len(told) == MOST_REPEATS
    assert "Before, in 3 reflections" not in told


def test_only_what_may_be_seen_counts_as_repeating():
    private = [mark(number, audience=ONLY_ME, tags=("home",)) for number in (1, 2)]
    known = since(*private, mark(3, tags=("home",)))
    assert offered(known) == []
    assert found(known, REPEATS, "tag:home").title == "Home, in 1 reflection"


def test_ethical_questions_are_offered_while_open_and_when_their_day_has_come():
    known = since(
        decisions=[
            decision(1),
            decision(2, question=" "),
            decision(3, "Was it right?", recorded_at=NOON, review_on=TODAY),
            decision(4, recorded_at=NOON, review_on=NEXT),
            decision(5, recorded_at=NOON),
        ]
    )
    told = candidates(known)
    assert [(each.kind, each.about, each.title, each.detail) for each in told] == [
        (ETHICAL, "1", "Whom do I tell?", "Not decided yet, begun on 10 November"),
        (ETHICAL, "3", "Was it right?", "To be looked at again from 30 November"),
    ]
    assert found(known, ETHICAL, "2").title == "An ethical question of 10 November"
    assert found(known, ETHICAL, "5").detail == "Decided, begun on 10 November"


def test_what_went_well_is_offered_good_days_too():
    known = since(
        mark(1, contact="good_news"),
        mark(2, model="good_work"),
        mark(3, 3, contact="good_news"),
        mark(4),
        sources={on(day): ("Good day",) for day in range(5, 11)},
    )
    told = offered(known, GOOD)
    assert told[:2] == ["Entry 1", "Entry 2"]
    assert told[2:] == [f"{day} Nov, a good day" for day in ("Tue 10", "Mon 9", "Sun 8")]
    assert len(told) == 2 + MOST_DAYS
    assert found(known, GOOD, "2026-11-05").title == "Thu 5 Nov, a good day"
    assert found(known, GOOD, "2026-11-15") is None
    assert found(known, GOOD, "1").title == "Entry 1"


# Who may see it


@pytest.mark.parametrize("kind", ["clinical", "reflective", "peer", "eap", "Coaching"])
def test_where_a_supervisor_listens_what_is_only_for_the_person_is_never_offered(kind):
    marks = [mark(place, flagged=True, audience=key) for place, key in enumerate(AUDIENCES)]
    known = since(*marks, kind=kind)
    assert [each.about for each in candidates(known)] == ["1", "2"]


@pytest.mark.parametrize(
    ("kind", "in_group"), [*((kind, False) for kind in CAUTIOUS), ("clinical", True)]
)
def test_in_a_group_and_with_a_manager_only_what_is_for_anybody_is_offered(kind, in_group):
    known = since(
        *(mark(place, flagged=True, audience=key) for place, key in enumerate(AUDIENCES)),
        *(mark(number, tags=("court",), audience=ANY) for number in (4, 5, 6)),
        kind=kind,
        in_group=in_group,
        loads=days((10, 9)),
        sources={on(day): ("Workload", "Good day") for day in (5, 6, 9)},
        plans=[plan(1)],
        plan_answers=answers(1, "kn"),
        decisions=[decision(1)],
        agreed=[agreed(1, "Elsewhere", 1), agreed(2, "Here", 2), agreed(3, "Nowhere", 3)],
        sessions=[session(LAST, 1), session(LAST, 2, kind=kind, in_group=in_group)],
    )
    assert cautious(known.session)
    assert offered(known) == ["Entry 2", "Here"]


def test_the_person_s_own_words_may_be_on_any_page():
    assert all(may_bring(since(kind=kind), OWN, "") for kind in ("clinical", *CAUTIOUS))


def test_every_audience_and_the_answer_that_counts_are_those_the_journal_keeps():
    assert set(AUDIENCES) == {ONLY_ME, CLINICAL, ANY}
    assert "heavy" in ANSWERS


# Finding it again


@pytest.mark.parametrize("kind", [*KINDS, "from a later release"])
@pytest.mark.parametrize(
    "about", ["", "7", "-7", "²", "x", "2026-11-10", "tag:x", "case:", "case:x"]
)
def test_what_is_no_longer_there_is_not_found_whatever_names_it(kind, about):
    assert found(since(), kind, about) is None


def test_everything_offered_is_found_again_as_it_was_offered():
    known = since(
        mark(1, flagged=True),
        mark(2),
        *(mark(number, case_id=1, contact="good_news") for number in (4, 5, 6)),
        still={2: "heavy"},
        cases={1: "Harbour"},
        loads=days((10, 9)),
        sources={on(day): ("Workload", "Good day") for day in (5, 6, 9)},
        plans=[plan(1)],
        plan_answers=answers(1, "kn"),
        agreed=[agreed(1)],
        decisions=[decision(1)],
    )
    told = candidates(known)
    assert [found(known, each.kind, each.about) for each in told] == told
    assert len(told) == len({(each.kind, each.about) for each in told})


def test_a_plan_that_was_ticked_is_still_found_when_no_day_of_it_was_answered():
    known = since(plans=[plan(1), plan(2, WHEN, "Breathe", cue="recall")])
    assert found(known, PLAN, "1").title == "Leaving time"
    assert found(known, PLAN, "2") is None


def test_the_days_of_a_cue_are_counted_without_what_may_not_be_seen():
    known = since(
        mark(1, 5, contact="recall"),
        mark(2, 5, contact="recall"),
        mark(3, 6, contact="recall", audience=ONLY_ME),
        mark(4, 9, contact="recall", audience=ANY),
        sources={on(10): ("Recall",), on(11): ("Time",)},
    )
    assert days_with("recall", known) == 3
    assert days_with("recall", replace(known, session=session(kind="group"))) == 1


def test_nothing_a_person_wrote_is_in_a_repr():
    known = since(mark(1, flagged=True, heading="Harbour"))
    assert "Harbour" not in repr(known) + repr(candidates(known)[0])


# How long


def item(minutes: int | None, **columns) -> PageItem:
    return PageItem(kind=OWN, minutes=minutes, **columns)


def test_more_than_two_thirds_of_the_time_is_too_much():
    assert not too_long([], session())
    assert not too_long([item(30), item(10), item(None)], session())
    assert too_long([item(30), item(11)], session())
    assert not too_long([item(30), item(11, ticked=False)], session())
    assert too_long([item(31)], session(minutes=45))
    assert not too_long([item(60)], session(minutes=90))


# Cycles, from moments in a time zone to a page

ZONES = ("Europe/London", "Pacific/Auckland", "America/St_Johns", "Pacific/Kiritimati")
LONDON_CHANGES = [date(2026, 3, 29), date(2026, 10, 25)]


class WallClock(Clock):
    """A clock on a wall in some zone."""

    def __init__(self, now: datetime, zone: ZoneInfo) -> None:
        self._now, self._zone = now, zone

    def now(self) -> datetime:
        return self._now

    def local(self) -> datetime:
        return self._now.astimezone(self._zone)


around_changes = st.sampled_from(
    [*LONDON_CHANGES, date(2026, 4, 5), date(2026, 9, 27), date(2026, 3, 8), date(2026, 11, 1)]
)


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    change=around_changes,
    away=st.integers(-2, 2),
    minutes=st.lists(st.integers(-3 * 1440, 3 * 1440), min_size=1, max_size=20),
)
def test_each_moment_falls_into_exactly_one_cycle_wherever_the_clocks_change(
    zone, change, away, minutes
):
    held = change + timedelta(days=away)
    sessions = [session(held - timedelta(days=28), 1), session(held, 2)]
    midnight = datetime(held.year, held.month, held.day, tzinfo=zone).astimezone(UTC)
    marks = []
    for number, each in enumerate(minutes):
        written = WallClock(midnight + timedelta(minutes=each), zone)
        marks.append(mark(number)._replace(day=written.today()))
        # The wall says which side of midnight it was, not the number of hours since.
        assert (written.today() < held) == (each < 0)
    later = held + timedelta(days=10)
    before, after = this_cycle(sessions[:1], held - timedelta(days=1)), this_cycle(sessions, later)
    for each in marks:
        assert before.holds(each.day) != after.holds(each.day)
        assert after.holds(each.day) == (each.day >= held)


@given(st.randoms(use_true_random=False), st.integers(1, 60))
def test_a_session_today_looks_back_and_from_tomorrow_its_day_begins_the_next_cycle(
    chance: Random, gap: int
):
    first = date(2026, 1, 1) + timedelta(days=chance.randrange(400))
    held = first + timedelta(days=gap)
    sessions = [session(first, 1), session(held, 2)]
    looking_back, ahead = this_cycle(sessions, held), this_cycle(sessions, held + timedelta(days=1))
    assert looking_back.start == first
    assert looking_back.holds(held)
    assert ahead.start == held
    assert not ahead.holds(held - timedelta(days=1))
