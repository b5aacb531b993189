from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from reflect_app import demo
from reflect_app.demo.caseload import Caseload
from reflect_app.demo.days import entry_days, first_day, worked_days
from reflect_app.demo.texts import Words, pieces, small_words, words
from reflect_app.domain.bank_holidays import NATION, bank_holidays
from reflect_app.domain.contacts import AUDIENCES, INCIDENTS, KINDS, MODES
from reflect_app.domain.plan import (
    BREAK,
    HABIT,
    KEPT,
    LEAVE,
    LEAVING,
    NOT_THAT_DAY,
    PARTLY,
    SICK,
    WHEN,
    in_force,
    planned,
)
from reflect_app.domain.planning import cues
from reflect_app.domain.reflective_models import FREE, GIBBS, HARD_CASE, INCIDENT, WHAT, model
from reflect_app.domain.sources import labels
from reflect_app.domain.still_with import asked, window
from reflect_app.domain.supervision import (
    CANCELLED,
    MOVED,
    became,
    cycle_start,
    next_session,
    so_far,
)
from reflect_app.vault.keys import Argon
from reflect_app.vault.vault import Vault

TODAY = date(2026, 11, 20)
LONG_AGO = date(1990, 1, 1)


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """Return a function that makes a journal and returns it open."""
    made = []

    def make(entries=60, seed=1, today=TODAY):
        vault = Vault(tmp_path_factory.mktemp("demo") / "journal")
        journal = vault.create("slow heron", argon=Argon(memory=64, passes=1, lanes=1))
        made.append(journal)
        demo.fill(journal, entries=entries, seed=seed, today=today)
        return journal

    yield make
    for journal in made:
        journal.close()


@pytest.fixture(scope="module")
def usual(make):
    """Return a journal of the usual size."""
    return make(400)


@pytest.fixture
def chance():
    """Return the same run of chances every time."""
    return Random(1)  # noqa: S311


def told(journal):
    """Return every finished entry in full, newest first."""
    return [journal.entry(line.id) for line in journal.entries(limit=100_000)]


def everything(journal):
    """Return all that a journal holds, as plain values."""
    entries = told(journal) + journal.drafts()
    columns = (
        *("id", "day", "model", "title", "load_before", "load_after", "flagged", "finished_at"),
        *("contact", "mode", "planned", "tags", "audience", "case_id"),
    )
    return [
        [
            *([getattr(each, name) for name in columns] for each in entries),
            *(
                sorted((key, answer.text) for key, answer in each.answers.items())
                for each in entries
            ),
        ],
        [(each.at, each.load, each.sources, each.line, each.later) for each in check_ins(journal)],
        [
            (each.day, each.answer, each.minutes_after, each.at, each.obstacle, each.later)
            for each in answers(journal)
        ],
        [
            (each.day, each.start, each.kind, each.state, each.reason)
            for each in [*journal.sessions(), *journal.sessions_not_held()]
        ],
        [(each.name, each.times, each.since, each.until, each.why) for each in journal.plans()],
        [(each.day, each.kind) for each in away(journal)],
        [(each.word, each.since, each.ended) for each in journal.cases()],
        [(each.label, each.retired) for each in journal.own_sources()],
    ]


def check_ins(journal, since=LONG_AGO):
    return journal.check_ins(since, TODAY)


def away(journal):
    return journal.away(LONG_AGO, TODAY)


def answers(journal):
    return journal.plan_answers(LONG_AGO, TODAY)


@pytest.mark.parametrize("entries", [0, 1, 37, 400])
def test_it_has_exactly_as_many_entries_as_asked_for(make, entries):
    journal = make(entries)
    assert journal.counts()["entries"] == entries
    assert journal.check() == []


def test_the_same_seed_on_the_same_day_makes_the_same_journal(make):
    first = everything(make(seed=7))
    assert everything(make(seed=7)) == first
    assert everything(make(seed=8)) != first
    assert everything(make(seed=7, today=TODAY - timedelta(days=1))) != first


def test_it_goes_back_years_and_ends_today(make, usual):
    for journal, years in ((make(0), 2), (usual, 2.9)):
        first = check_ins(journal)[0].day
        assert abs((TODAY - first).days - years * 365.25) < 40
        assert check_ins(journal)[-1].day == TODAY
        assert max(entry.day for entry in journal.drafts()) == TODAY
    assert first_day(50_000, TODAY) == date(2006, 11, 20)


def test_where_entries_outnumber_the_days_every_day_has_its_share(chance):
    days = worked_days(chance, TODAY - timedelta(days=365), TODAY, off=(), supervised=())
    chosen = entry_days(chance, days, 5000)
    assert len(chosen) == 5000
    assert chosen == sorted(chosen, key=lambda each: each.day)
    assert set(chosen) == set(days)


def test_nothing_but_the_next_session_lies_ahead(usual):
    last_minute = datetime.combine(TODAY, datetime.min.time()).astimezone() + timedelta(hours=9)
    assert all(entry.finished_at < last_minute for entry in told(usual))
    assert all(each.at < last_minute for each in [*check_ins(usual), *answers(usual)])
    assert all(draft.written_at < last_minute for draft in usual.drafts())


def test_no_two_neighbours_are_alike_and_nothing_returns_soon(usual):
    entries = told(usual)
    texts = [{answer.text for answer in entry.answers.values()} for entry in entries]
    assert all(not one & other for one, other in pairwise(texts))
    titles = [entry.title for entry in entries if entry.title]
    assert all(one != other for one, other in pairwise(titles))
    assert len(set(titles)) > len(titles) * 0.8


def test_an_entry_reads_as_somebody_would_write_it(usual):
    entries = told(usual)
    for entry in entries:
        assert set(entry.answers) == {stage.key for stage in model(entry.model).stages}
        whole = " ".join([entry.title, *(answer.text for answer in entry.answers.values())])
        assert not set("{}|<>") & set(whole)
        assert "  " not in whole
        assert entry.title[:1] == entry.title[:1].upper()
    lengths = [
        sum(len(answer.text.split()) for answer in entry.answers.values()) for entry in entries
    ]
    assert 100 <= sum(lengths) / len(lengths) <= 200


def test_a_word_stands_for_one_person_for_weeks_on_end(chance):
    caseload = Caseload(words()["alias"], chance)
    known, kinds = {}, set()
    for number in range(3000):
        day = LONG_AGO + timedelta(days=number)
        kind = chance.choice([*[""] * 20, "begins", "ends", "over"])
        if not caseload.fits(kind, day):
            continue
        met, other = caseload.meet(kind, "", day)
        assert met.alias != other.alias
        woman, last = known.get(met.alias, (met.woman, day))
        assert met.woman is woman or day - last > timedelta(days=30)
        known[met.alias] = met.woman, day
        kinds.add(kind)
    assert kinds == {"", "begins", "ends", "over"}


def test_who_a_case_has_to_be_is_who_it_is(chance):
    caseload = Caseload(words()["alias"], chance)
    for number in range(300):
        who, kind = chance.choice(["she", "he"]), chance.choice(["", "begins"])
        met, _ = caseload.meet(kind, who, LONG_AGO + timedelta(days=number))
        assert met.woman is (who == "she")


def test_where_a_mark_stands_for_nothing_no_gap_is_left(chance):
    fill_in = Words("Harbour", "Willow", True, {"tree": ["oak"]}, chance).fill_in
    assert fill_in("{alias}{|}, {|} and {Tree} {|}. {her/his} {{other}|{other}}") == (
        "Harbour, and Oak. her Willow"
    )


def test_load_is_given_with_some_entries_before_and_after(usual):
    entries = told(usual)
    given = [entry for entry in entries if entry.load_before is not None]
    both = [entry for entry in given if entry.load_after is not None]
    assert 0.5 < len(given) / len(entries) < 0.9
    assert 0.5 < len(both) / len(given) < 0.95
    assert all(entry.load_before is not None for entry in entries if entry.load_after is not None)
    assert {entry.load_after - entry.load_before for entry in both} >= {-1, 0}


def test_a_few_entries_of_this_cycle_wait_for_supervision(usual):
    start = cycle_start(usual.sessions(), TODAY)
    waiting = usual.flagged()
    assert 2 <= len(waiting) <= demo.FLAGGED
    assert all(line.day >= start for line in waiting)


def test_supervision_comes_about_every_four_weeks_and_once_more(usual):
    days = [session.day for session in usual.sessions()]
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    assert sum(gap in (28, 35) for gap in gaps) > len(gaps) * 0.7
    assert all(7 <= gap <= 63 for gap in gaps)
    assert 7 <= (next_session(usual.sessions(), TODAY).day - TODAY).days <= 21


def test_once_a_year_a_session_is_moved_and_one_cancelled_with_the_reason(usual):
    not_held = usual.sessions_not_held()
    for state in (MOVED, CANCELLED):
        assert 2 <= sum(each.state.startswith(state) for each in not_held) <= 4
    assert all(each.reason for each in not_held)
    moved = [each for each in not_held if each.state.startswith(MOVED)]
    assert all(became(each, usual.sessions()).day > each.day for each in moved)


@pytest.mark.parametrize("days", range(7))
def test_on_every_weekday_the_last_session_lies_behind_and_the_next_ahead(make, days):
    today = TODAY + timedelta(days=days)
    journal = make(3, today=today)
    assert cycle_start(journal.sessions(), today) < today - timedelta(days=7)
    assert next_session(journal.sessions(), today).day > today + timedelta(days=7)
    assert journal.count() == 3


def test_loads_are_mostly_in_the_middle_and_hang_together(usual):
    loads = [each.load for each in check_ins(usual)]
    assert min(loads) >= 1
    assert max(loads) <= 9
    assert sum(3 <= load <= 7 for load in loads) / len(loads) > 0.7
    mean = sum(loads) / len(loads)
    around = [load - mean for load in loads]
    together = sum(one * other for one, other in pairwise(around)) / sum(each**2 for each in around)
    assert 0.3 < together < 0.95


def test_recent_weeks_are_an_everyday_working_life(usual):
    recent = check_ins(usual, TODAY - timedelta(weeks=6))
    days = {each.day for each in recent}
    assert 18 <= len(days) <= 30
    assert len(recent) > len(days)
    assert any(each.line for each in recent)
    assert all(labels()[source] for each in recent for source in each.sources if ":" not in source)
    assert sum(day.weekday() >= 5 for day in days) <= 2


def test_there_are_holidays_without_a_word(usual):
    written = sorted({entry.day for entry in told(usual)} | {each.day for each in check_ins(usual)})
    away = [(later - earlier).days for earlier, later in pairwise(written)]
    assert sum(days > 7 for days in away) >= 5
    assert not [day for day in written if (day.month, day.day) == (12, 25)]


def test_plans_of_every_kind_were_made_changed_and_ended(usual):
    plans = usual.plans()
    assert {plan.kind for plan in plans} == {BREAK, LEAVING, HABIT, WHEN}
    lunch, leaving = in_force(plans, TODAY)[:2]
    assert (lunch.kind, lunch.times, lunch.minutes) == (BREAK, (750,) * 5 + (None,) * 2, 30)
    assert leaving.times == (1035,) * 4 + (1005,) + (None,) * 2
    before = next(plan for plan in plans if plan.kind == LEAVING and plan.until)
    assert before.until == leaving.since - timedelta(days=1)
    assert any(plan.kind == HABIT and plan.until for plan in plans)
    assert {bool(plan.per_week) for plan in plans if plan.kind == HABIT} == {True, False}
    assert all(plan.cue in cues() for plan in plans if plan.kind == WHEN)
    assert all(plan.why for plan in (lunch, leaving))


def test_plans_were_kept_partly_kept_and_not_kept(usual):
    given = answers(usual)
    by_id = {plan.id: plan for plan in usual.plans()}
    for plan in by_id.values():
        said = {each.answer for each in given if each.plan_id == plan.id}
        assert said == (set() if plan.kind == WHEN else {KEPT, PARTLY, NOT_THAT_DAY})
    for each in given:
        plan = by_id[each.plan_id]
        assert (each.minutes_after is None) == (plan.kind != LEAVING)
        assert plan.per_week or planned(plan, each.day) is not None
    assert all(each.day < TODAY for each in given)


def test_what_got_in_the_way_is_said_where_something_did(usual):
    said = [each for each in answers(usual) if each.obstacle]
    assert len(said) > 100
    assert all(each.answer != KEPT for each in said)
    known = {
        line
        for found in small_words().values()
        if "obstacles" in found
        for line in found["obstacles"]
    }
    assert {each.obstacle for each in said} <= known


def test_some_of_it_was_written_later_and_none_of_it_early(usual):
    for given in (check_ins(usual), answers(usual)):
        later = [each for each in given if each.later]
        assert 0.01 < len(later) / len(given) < 0.12
        assert all(each.at.astimezone().date() == each.day + timedelta(days=1) for each in later)
        assert all(each.at.astimezone().date() == each.day for each in given if not each.later)


def test_leave_sick_days_and_bank_holidays_are_days_without_work(usual):
    kinds = [each.kind for each in away(usual)]
    assert kinds.count(LEAVE) > 60
    assert 5 < kinds.count(SICK) < 40
    resting = bank_holidays(NATION, LONG_AGO, TODAY)
    off = {each.day for each in away(usual)}
    assert not off & resting
    worked = {each.day for each in [*check_ins(usual), *answers(usual)]} | {
        entry.day for entry in told(usual)
    }
    assert not worked & (off | resting)


def test_own_sources_are_ticked_and_a_retired_one_only_long_ago(usual):
    kept, retired = (
        {each.key for each in usual.own_sources() if each.retired is retired}
        for retired in (False, True)
    )
    ticked = [(each.day, source) for each in check_ins(usual) for source in each.sources]
    assert {source for _, source in ticked} >= kept | retired
    assert max(day for day, source in ticked if source in retired) < TODAY - timedelta(days=500)


def test_entries_say_what_they_are_about_as_often_as_somebody_does_who_need_not(usual):
    entries = told(usual)
    assert 0.4 < sum(bool(each.contact) for each in entries) / len(entries) < 0.8
    assert 0.4 < sum(bool(each.tags) for each in entries) / len(entries) < 0.7
    assert {each.audience for each in entries} == set(AUDIENCES)
    assert {each.planned for each in entries} == {True, False, None}
    assert {each.mode for each in entries} == {"", *MODES}
    assert len({each.contact for each in entries}) > 15


def test_every_piece_says_only_what_the_field_knows():
    assert {piece.contact for piece in pieces()} <= {"", *KINDS}
    assert {piece.mode for piece in pieces()} <= {"", *MODES}
    assert all(tag == tag.strip() for piece in pieces() for tag in piece.tags)
    for piece in pieces():
        assert (piece.model is INCIDENT) == (piece.contact in INCIDENTS)


def test_every_way_of_writing_was_used_and_incidents_are_rare(usual):
    entries = told(usual)
    used = [entry.model for entry in entries]
    assert set(used) == {each.key for each in (HARD_CASE, WHAT, GIBBS, INCIDENT, FREE)}
    assert 1 <= used.count(INCIDENT.key) <= 5
    assert all(entry.contact in INCIDENTS for entry in entries if entry.model == INCIDENT.key)


def test_what_is_kept_for_supervision_may_be_seen_there(usual):
    kept = [usual.entry(line.id) for line in usual.flagged()]
    assert all(entry.audience != "me" for entry in kept)


def test_cases_going_on_are_linked_and_ended_ones_are_not(usual):
    cases = {each.id: each for each in usual.cases()}
    assert any(each.ended for each in cases.values())
    linked = [entry for entry in [*told(usual), *usual.drafts()] if entry.case_id]
    assert len(linked) > 30
    for entry in linked:
        case = cases[entry.case_id]
        assert case.ended is None
        assert case.since <= entry.day
        assert case.word in " ".join([entry.title, *entry.texts().values()])
    for case in cases.values():
        assert case.since <= (case.ended or TODAY)


def test_this_mornings_draft_stops_in_the_middle(usual):
    (draft,) = usual.drafts()
    assert draft.day == TODAY
    assert draft.model == HARD_CASE.key
    assert set(draft.answers) == {"happened", "stirred"}
    assert draft.caret_stage == "stirred"
    assert draft.caret == len(draft.text("stirred"))
    assert draft.load_before is not None


def test_new_year_and_a_weekend_are_days_like_others_to_make_it_on(make):
    for today in (date(2027, 1, 1), date(2026, 11, 21), date(2028, 2, 29)):
        journal = make(5, today=today)
        assert journal.count() == 5
        assert journal.drafts()[0].day == today


def test_what_it_is_about_can_be_found(usual):
    assert usual.count("supervision") > 5
    assert usual.count("kettle") > 0


def test_every_piece_can_be_written_for_a_woman_and_a_man(chance):
    for woman in (True, False):
        fill_in = Words("Harbour", "Willow", woman, words(), chance).fill_in
        for piece in pieces():
            for text in (*piece.texts.values(), *piece.titles):
                assert not set("{}|") & set(fill_in(text))


def test_of_most_sessions_there_is_a_record_and_of_the_last_one_always(usual):
    past = so_far(usual.sessions(), TODAY)
    records = {each.session_id: each for each in usual.session_records()}
    assert past[0].id in records
    assert 0.7 * len(past) <= len(records) <= len(past)
    assert all(each.done and each.realised and each.themes for each in records.values())
    assert all(2 <= each.recharged <= 10 for each in records.values())


def test_what_was_agreed_last_is_open_or_a_plan_and_what_came_before_went_somehow(usual):
    last = so_far(usual.sessions(), TODAY)[0]
    agreed = usual.agreed()
    assert not any(each.outcome for each in agreed if each.session_id == last.id)
    assert all(each.outcome or each.plan_id for each in agreed if each.session_id != last.id)
    plans = {plan.id: plan for plan in usual.plans()}
    days = {session.id: session.day for session in usual.sessions()}
    became = [each for each in agreed if each.plan_id]
    assert became
    assert all(plans[each.plan_id].kind == WHEN for each in became)
    assert all(plans[each.plan_id].since <= days[each.session_id] for each in became)


def test_beside_the_sessions_there_are_an_agreement_two_decisions_and_what_is_still_heavy(usual):
    (agreement,) = usual.agreements()
    assert agreement.agreed_on < TODAY < agreement.review_on
    assert len(agreement.exceptions) == 3
    draft, recorded = usual.decisions()
    assert draft.recorded_at is None
    assert recorded.notes[-1].part == "added"
    assert recorded.notes[-1].at > recorded.recorded_at
    assert "heavy" in {each.answer for each in usual.still_with()}
    assert all(each.day <= TODAY for each in usual.still_with())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_something_heavy_is_some_days_old_and_nobody_has_said_whether_it_still_is(make, seed):
    journal = make(seed=seed)
    assert asked(journal.marks(*window(TODAY)), journal.still_with(), TODAY)
