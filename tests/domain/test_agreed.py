"""What was agreed: which of it is open, how it went in words, and the plan it becomes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reflect_app.domain.agreed import (
    EVENING,
    begun,
    by_in_words,
    cue_in,
    due,
    held_last,
    in_words,
    into_plan,
    open_agreed,
    plan_name,
    plan_of,
    revised,
    settle,
    when_plan,
)
from reflect_app.domain.plan import KEPT, NOT_THAT_DAY, WHEN, when_due
from reflect_app.domain.planning import NO_DAY, changed, cues, ended
from reflect_app.domain.records import (
    Agreed,
    PageItem,
    Plan,
    PlanAnswer,
    Preparation,
    Session,
)
from reflect_app.domain.supervision import DONE, LET_GO, PARTLY

TODAY = date(2026, 12, 2)
DAY = timedelta(days=1)


def session(number, day, start=600):
    made = Session(day=day, start=start)
    made.id = number
    return made


def agreed(words="Ask for a debrief", session_id=1, **columns):
    return Agreed(session_id=session_id, words=words, **columns)


def with_id(record, number):
    record.id = number
    return record


def a_plan(number=7, **columns):
    columns = {"name": "Ten minutes alone", "cue": "recall", "since": TODAY} | columns
    return with_id(Plan(kind=WHEN, times=NO_DAY, **columns), number)


def test_a_session_counts_as_held_once_it_has_begun():
    before, now = session(1, TODAY - DAY), session(2, TODAY)
    assert held_last([before, now], TODAY, 599) is before
    assert held_last([before, now], TODAY, 600) is now
    assert held_last([session(3, TODAY + DAY)], TODAY, 1_439) is None
    assert held_last([], TODAY, 0) is None


def test_a_session_today_without_a_time_counts_in_the_evening():
    untimed = session(1, TODAY, None)
    assert held_last([untimed], TODAY, EVENING - 1) is None
    assert held_last([untimed], TODAY, EVENING) is untimed


def test_of_two_sessions_on_a_day_the_later_one_was_held_last():
    morning, afternoon = session(1, TODAY, 600), session(2, TODAY, 840)
    assert held_last([afternoon, morning], TODAY, 900) is afternoon
    assert held_last([afternoon, morning], TODAY, 700) is morning


def test_a_new_record_begins_with_what_was_prepared():
    now = datetime(2026, 12, 2, 17, tzinfo=UTC)
    prepared = Preparation(
        session_id=1,
        question="How do I stay in it?",
        items=[
            PageItem(kind="own", themes=("coping", "team")),
            PageItem(kind="own", themes=("coping",)),
            PageItem(kind="own", themes=("conflict",), ticked=False),
        ],
    )
    record = begun(1, prepared, now)
    assert (record.session_id, record.focus, record.written_at) == (1, "How do I stay in it?", now)
    assert record.themes == ("coping", "team")
    assert not record.done
    assert begun(1, None, now).focus == ""


def test_open_is_what_has_no_outcome_of_a_session_up_to_today():
    sessions = [session(1, TODAY), session(2, TODAY - 28 * DAY), session(3, TODAY + DAY)]
    now, earlier, ahead = agreed(), agreed(session_id=2), agreed(session_id=3)
    over, of_none = agreed(outcome=DONE), agreed(session_id=4)
    assert open_agreed([now, over, earlier, ahead, of_none], sessions, TODAY) == [earlier, now]


def test_due_is_what_was_meant_for_today_or_earlier():
    now, before = agreed(due=TODAY), agreed(due=TODAY - DAY)
    later, dateless = agreed(due=TODAY + DAY), agreed()
    over = agreed(due=TODAY, outcome=LET_GO)
    assert due([now, later, before, dateless, over], TODAY) == [before, now]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 16), "by 16 December"),
        (TODAY, "for today"),
        (date(2026, 11, 12), "meant for 12 November"),
        (date(2027, 1, 6), "by 6 January 2027"),
    ],
)
def test_a_date_is_said_without_a_reproach(day, words):
    assert by_in_words(day, TODAY) == words
    assert in_words(agreed(due=day), [], [], TODAY) == words


@pytest.mark.parametrize(
    ("outcome", "on", "words"),
    [
        (DONE, date(2026, 12, 3), "done on 3 December"),
        (PARTLY, date(2026, 12, 3), "partly, on 3 December"),
        (LET_GO, date(2025, 12, 3), "let go on 3 December 2025"),
        (DONE, None, "done"),
    ],
)
def test_what_is_settled_says_how(outcome, on, words):
    plan = a_plan()
    how = agreed(outcome=outcome, outcome_on=on, plan_id=7, due=TODAY)
    assert in_words(how, [plan], [], TODAY) == words


def test_open_without_anything_is_open():
    assert in_words(agreed(), [], [], TODAY) == "open"


def test_a_plan_says_so_and_how_it_was_kept():
    plan, how = a_plan(), agreed(plan_id=7, due=TODAY)
    assert in_words(how, [plan], [], TODAY) == "in your plan"
    answers = [
        PlanAnswer(plan_id=7, day=TODAY - DAY, at=datetime.now(UTC), answer=KEPT),
        PlanAnswer(plan_id=7, day=TODAY, at=datetime.now(UTC), answer=NOT_THAT_DAY),
    ]
    said = "in your plan, kept on 1 of 2 days answered"
    assert in_words(how, [plan], answers, TODAY) == said


def test_a_plan_that_has_ended_says_so():
    plan = ended(a_plan(since=TODAY - 9 * DAY), TODAY)
    assert in_words(agreed(plan_id=7), [plan], [], TODAY) == "the plan has ended"
    assert in_words(agreed(plan_id=7), [plan], [], TODAY - DAY) == "in your plan"


def test_a_plan_is_found_again_after_it_was_changed():
    plan = a_plan(since=TODAY - 9 * DAY)
    wanted = a_plan(None, cue="court", since=TODAY)
    rows = [with_id(each, each.id or 8) for each in changed(plan, wanted, [plan], TODAY)]
    assert plan_of(agreed(plan_id=7), rows).cue == "court"
    assert plan_of(agreed(), rows) is None
    assert plan_of(agreed(plan_id=99), rows) is None


def test_it_becomes_a_plan_that_shows_when_such_a_thing_is_logged():
    plan = when_plan("Ten minutes after any disclosure", "disclosure", [], TODAY)
    assert plan.id is None
    assert plan.name == "Ten minutes after any disclosure"
    assert when_due([plan], {"disclosure"}, TODAY) == [plan]
    assert when_due([plan], {"recall"}, TODAY) == []


def test_what_is_planned_already_is_not_planned_twice():
    there = a_plan()
    assert when_plan("Ten minutes alone", "recall", [there], TODAY) is there
    assert when_plan("Ten minutes alone", "court", [there], TODAY) is not there
    over = a_plan(until=TODAY)
    assert when_plan("Ten minutes alone", "recall", [over], TODAY) is not over


def test_the_name_of_a_plan_is_no_longer_than_its_row():
    words = "Ask for a debrief after every recall, " * 5
    assert len(plan_name(words)) <= 81
    assert plan_name(words).endswith("…")
    assert plan_name("Gym") == "Gym"


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("Ten minutes after any disclosure", "disclosure"),
        ("Ask for a debrief after every recall", "recall"),
        ("After home visits, a walk", "home_visit"),
        ("Before a prison visit read the last note", "prison_visit"),
        ("When there is time, the gym", ""),
        ("Phone the union", ""),
        ("", ""),
    ],
)
def test_words_may_say_themselves_what_they_wait_for(words, cue):
    assert cue_in(words, cues()) == cue


def test_settling_leaves_the_given_one_and_can_be_undone():
    given = with_id(agreed(due=TODAY, plan_id=7), 3)
    done = settle(given, DONE, TODAY)
    assert (done.id, done.outcome, done.outcome_on) == (3, DONE, TODAY)
    assert (done.words, done.due, done.plan_id) == ("Ask for a debrief", TODAY, 7)
    assert given.outcome == ""
    again = settle(done, "", TODAY + DAY)
    assert (again.outcome, again.outcome_on) == ("", None)


def test_a_change_keeps_everything_else():
    given = with_id(agreed(due=TODAY, plan_id=7), 3)
    now = revised(given, words="Other words")
    assert (now.id, now.words, now.due, now.plan_id) == (3, "Other words", TODAY, 7)


def test_a_plan_is_said_with_what_it_waits_for():
    names = {**cues(), "own:1": "MAPPA", "own:2": "Anhourlongmeetingwithoutanybreak"}
    assert into_plan("prison_visit", names) == "into Plan, when: prison visit"
    assert into_plan("own:1", names, short=True) == "into Plan, when: MAPPA"
    assert into_plan("own:2", names) == f"into Plan, when: {names['own:2']}"
    assert into_plan("own:2", names, short=True) == "into Plan, when: Anhourlongmeetingwithou…"
