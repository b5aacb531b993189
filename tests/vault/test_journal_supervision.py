"""What is brought to a session and what comes of it, on a real encrypted file."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from reflect_app.domain.focus import SinceLast, candidates
from reflect_app.domain.one_page import ALL, page
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
from reflect_app.domain.supervision import CANCELLED, again, moved
from reflect_app.vault.errors import JournalError

TODAY = date(2026, 11, 20)
LAST, NEXT, BEFORE = date(2026, 11, 4), date(2026, 12, 2), date(2026, 10, 7)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def sessions(journal) -> dict[date, Session]:
    """Return the last two sessions and the next by their days."""
    made = (Session(day=day, start=600) for day in (BEFORE, LAST, NEXT))
    return {each.day: journal.save(each) for each in made}


@pytest.fixture
def ahead(sessions) -> Session:
    return sessions[NEXT]


@pytest.fixture
def write(journal):
    """Return a way to have finished an entry on a day, for clinical supervision."""

    def write(title: str, day: date = TODAY, **columns) -> Entry:
        at = NOON + (day - TODAY)
        kept = {"audience": "clinical"} | columns
        entry = Entry(written_at=at, day=day, title=title, **kept)
        entry.write("text", f"{title} stayed with me. I went home.")
        return journal.finish(entry, at)

    return write


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def offered(since: SinceLast) -> list[tuple[str, str]]:
    return [(each.kind, each.title) for each in candidates(since)]


# What is prepared


def test_what_is_prepared_comes_back_as_it_was_in_the_order_of_the_page(journal, ahead):
    items = [
        PageItem(kind="own", about="2", words="Second", position=1),
        PageItem(
            kind="flagged",
            about="7",
            position=0,
            ticked=False,
            share="sentences",
            sentences=("a1", "b2"),
            chart=True,
            minutes=15,
            themes=("conflict",),
        ),
    ]
    journal.save(
        Preparation(
            session_id=ahead.id,
            question="How do I?",
            needs=("supportive", "ethical"),
            want="a way to end",
            items=items,
        )
    )
    kept = journal.preparation(ahead.id)
    assert (kept.question, kept.needs, kept.want) == (
        "How do I?",
        ("supportive", "ethical"),
        "a way to end",
    )
    first, second = kept.items
    assert (second.words, second.ticked, second.share) == ("Second", True, "title")
    assert (first.kind, first.about, first.ticked, first.share) == (
        "flagged",
        "7",
        False,
        "sentences",
    )
    assert (first.sentences, first.chart, first.minutes) == (("a1", "b2"), True, 15)
    assert first.themes == ("conflict",)


def test_a_session_nobody_prepared_has_no_preparation(journal, ahead):
    assert journal.preparation(ahead.id) is None


def test_an_item_taken_off_is_gone_and_a_saved_preparation_goes_on_from_its_twin(journal, ahead):
    kept = journal.save(
        Preparation(
            session_id=ahead.id, items=[PageItem(kind="own", words="A"), PageItem(kind="own")]
        )
    )
    kept.items.pop()
    kept.items.append(PageItem(kind="own", words="B", position=5))
    kept = journal.save(kept)
    journal.save(kept)
    assert [each.words for each in journal.preparation(ahead.id).items] == ["A", "B"]


def test_a_session_is_prepared_once(journal, ahead):
    journal.save(Preparation(session_id=ahead.id))
    with pytest.raises(JournalError):
        journal.save(Preparation(session_id=ahead.id, question="Again?"))
    assert journal.preparation(ahead.id).question == ""


def test_what_is_prepared_goes_along_to_the_day_a_session_is_moved_to_and_comes_back(
    journal, ahead
):
    journal.save(Preparation(session_id=ahead.id, question="How do I?"))
    to = again(ahead, date(2026, 12, 9))
    ahead.state = moved(to)
    became = journal.move(ahead, to)
    assert journal.preparation(ahead.id) is None
    assert journal.preparation(became.id).question == "How do I?"

    stands = journal.put_back(ahead, became)
    assert stands.state == ""
    assert journal.preparation(stands.id).question == "How do I?"
    assert [each.day for each in journal.sessions()] == [BEFORE, LAST, NEXT]


def test_a_cancelled_session_that_stands_again_still_has_what_was_prepared(journal, ahead):
    journal.save(Preparation(session_id=ahead.id, question="How do I?"))
    ahead.state = CANCELLED
    journal.put_back(journal.save(ahead))
    assert journal.preparation(ahead.id).question == "How do I?"


# What came of it


def test_records_come_in_the_order_of_their_sessions_with_all_that_was_said(journal, sessions):
    for day, focus in ((LAST, "later"), (BEFORE, "earlier")):
        journal.save(
            SessionRecord(
                session_id=sessions[day].id,
                written_at=NOON,
                focus=focus,
                recharged=7,
                ratings=(("Challenge", 4), ("Trust", 10)),
                themes=("team",),
                in_working_time=False,
            )
        )
    first, second = journal.session_records()
    assert (first.focus, second.focus) == ("earlier", "later")
    assert first.ratings == (("Challenge", 4), ("Trust", 10))
    assert (first.themes, first.recharged, first.in_working_time) == (("team",), 7, False)
    assert (first.travel_minutes, first.done) == (None, False)
    assert journal.session_record(sessions[LAST].id).focus == "later"
    assert journal.session_record(sessions[NEXT].id) is None


def test_nobody_is_recharged_by_eleven_of_ten(journal, ahead):
    with pytest.raises(JournalError):
        journal.save(SessionRecord(session_id=ahead.id, written_at=NOON, recharged=11))
    assert journal.session_records() == []


def test_what_was_agreed_comes_in_the_order_it_was_written_down(journal, sessions):
    made = [
        Agreed(session_id=sessions[LAST].id, words="Ask for a debrief", due=TODAY),
        Agreed(session_id=sessions[BEFORE].id, words="Lunch"),
        Agreed(session_id=sessions[BEFORE].id, words="Rest", due=TODAY, outcome="done"),
        Agreed(session_id=sessions[BEFORE].id, words="Write", due=TODAY + timedelta(days=1)),
    ]
    for each in made:
        journal.save(each)
    assert [each.words for each in journal.agreed()] == [
        "Ask for a debrief",
        "Lunch",
        "Rest",
        "Write",
    ]
    assert [each.words for each in journal.agreed(open_by=TODAY)] == ["Ask for a debrief"]


def test_what_was_agreed_outlives_the_plan_it_became(journal, sessions):
    plan = journal.save(Plan(kind="break", name="Lunch", times=(720,) * 7, since=LAST))
    journal.save(Agreed(session_id=sessions[LAST].id, words="Lunch", plan_id=plan.id))
    journal.delete(plan)
    (agreed,) = journal.agreed()
    assert (agreed.words, agreed.plan_id) == ("Lunch", None)


def test_what_came_of_a_session_that_was_not_held_is_not_told(journal, sessions):
    session = sessions[LAST]
    journal.save(SessionRecord(session_id=session.id, written_at=NOON))
    journal.save(Agreed(session_id=session.id, words="Lunch"))
    session.state = CANCELLED
    session = journal.save(session)
    assert journal.session_records() == journal.agreed() == []
    journal.put_back(session)
    assert len(journal.session_records()) == len(journal.agreed()) == 1


def test_a_removed_session_counts_nowhere_and_comes_back_with_all_its_papers(journal, sessions):
    session = sessions[LAST]
    journal.save(
        Preparation(session_id=session.id, question="How?", items=[PageItem(kind="own", words="A")])
    )
    journal.save(SessionRecord(session_id=session.id, written_at=NOON, realised="Much"))
    for words in ("Lunch", "Rest"):
        journal.save(Agreed(session_id=session.id, words=words))
    other = journal.save(Agreed(session_id=sessions[BEFORE].id, words="Elsewhere"))
    journal.save(Preparation(session_id=sessions[NEXT].id, question="Next?"))

    journal.remove_session(session, TODAY)
    assert [each.day for each in journal.sessions()] == [BEFORE, NEXT]
    assert [each.id for each in journal.sessions_removed()] == [session.id]
    assert journal.sessions_not_held() == []
    assert [each.id for each in journal.agreed()] == [other.id]
    assert journal.session_records() == []
    assert journal.preparation(sessions[NEXT].id).question == "Next?"
    assert journal.empty_sessions(TODAY) == 0

    journal.bring_back_session(session.id)
    assert journal.sessions_removed() == []
    assert [each.id for each in journal.sessions()] == [each.id for each in sessions.values()]
    assert [each.words for each in journal.agreed()] == ["Lunch", "Rest", "Elsewhere"]
    (record,) = journal.session_records()
    assert (record.session_id, record.realised) == (session.id, "Much")
    prepared = journal.preparation(session.id)
    assert [each.words for each in prepared.items] == ["A"]
    assert journal.check() == []


def test_a_removed_session_is_gone_the_next_day_with_all_that_hung_on_it(journal, ahead):
    journal.save(Preparation(session_id=ahead.id, items=[PageItem(kind="own", words="A")]))
    journal.save(Agreed(session_id=ahead.id, words="Lunch"))
    journal.remove_session(ahead, TODAY)
    assert journal.empty_sessions(TODAY + timedelta(days=1)) == 1
    assert journal.sessions_removed() == journal.agreed() == []
    assert journal.preparation(ahead.id) is None
    journal.bring_back_session(ahead.id)
    assert ahead.day not in [each.day for each in journal.sessions()]
    assert journal.check() == []


def test_a_cancelled_session_that_was_removed_comes_back_cancelled(journal, ahead):
    ahead.state, ahead.reason = "cancelled", "Trains."
    cancelled = journal.save(ahead)
    journal.remove_session(cancelled, TODAY)
    assert journal.sessions_not_held() == []
    journal.bring_back_session(cancelled.id)
    assert [(each.state, each.reason) for each in journal.sessions_not_held()] == [
        ("cancelled", "Trains.")
    ]


def test_deleting_a_session_leaves_nothing_of_it(journal, ahead):
    journal.save(Preparation(session_id=ahead.id, items=[PageItem(kind="own", words="A")]))
    journal.save(SessionRecord(session_id=ahead.id, written_at=NOON))
    journal.save(Agreed(session_id=ahead.id, words="Lunch"))
    journal.delete(ahead)
    assert journal.preparation(ahead.id) is None
    assert journal.session_records() == journal.agreed() == []
    assert journal.check() == []


def test_agreements_come_in_the_order_they_were_made(journal):
    exceptions = ("Serious harm.", "The law requires it.")
    journal.save(Agreement(with_whom="B", exceptions=exceptions, weeks=4, review_on=NEXT))
    journal.save(Agreement(with_whom="A", not_management=False, agreed_on=TODAY))
    first, second = journal.agreements()
    assert (first.with_whom, first.exceptions, first.agreed_on) == ("B", exceptions, None)
    assert (first.weeks, first.not_management, first.review_on) == (4, True, NEXT)
    assert (second.with_whom, second.exceptions, second.agreed_on) == ("A", (), TODAY)


# Decisions


@pytest.fixture
def recorded(journal) -> Decision:
    """Return a decision that was recorded with two notes."""
    decision = Decision(begun_at=NOON, day=TODAY, question="Whom do I tell?")
    decision.notes = [
        DecisionNote(at=NOON, part="options", text="Two of them"),
        DecisionNote(at=NOON, part="decision", text="Both"),
    ]
    draft = journal.save(decision)
    draft.recorded_at = NOON
    return journal.save(draft)


def test_decisions_come_the_latest_first_each_with_its_notes(journal, recorded):
    later = Decision(begun_at=NOON + timedelta(hours=1), day=TODAY, question="And now?")
    journal.save(later)
    first, second = journal.decisions()
    assert (first.question, first.recorded_at, first.notes) == ("And now?", None, [])
    assert [(each.part, each.text) for each in second.notes] == [
        ("options", "Two of them"),
        ("decision", "Both"),
    ]
    assert second.id == recorded.id


def test_a_draft_can_be_changed_in_everything(journal):
    draft = Decision(begun_at=NOON, day=TODAY, notes=[DecisionNote(at=NOON, part="a", text="x")])
    draft = journal.save(draft)
    draft.question, draft.notes[0].text = "Changed", "y"
    draft = journal.save(draft)
    draft.notes.clear()
    journal.save(draft)
    (kept,) = journal.decisions()
    assert (kept.question, kept.notes) == ("Changed", [])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("question", "Another"),
        ("day", LAST),
        ("begun_at", NOON - timedelta(days=1)),
        ("recorded_at", None),
        ("recorded_at", NOON + timedelta(days=1)),
    ],
)
def test_what_is_recorded_of_a_decision_can_not_be_changed(journal, recorded, column, value):
    before = getattr(recorded, column)
    setattr(recorded, column, value)
    with pytest.raises(JournalError) as refused:
        journal.save(recorded)
    assert "Another" not in str(refused.value)
    assert getattr(journal.decisions()[0], column) == before


def test_a_recorded_note_can_be_neither_changed_nor_taken_out(journal, recorded):
    recorded.notes[0].text = "Three"
    with pytest.raises(JournalError):
        journal.save(recorded)
    (kept,) = journal.decisions()
    del kept.notes[0]
    with pytest.raises(JournalError):
        journal.save(kept)
    (kept,) = journal.decisions()
    with pytest.raises(JournalError):
        journal.delete(kept.notes[1])
    (kept,) = journal.decisions()
    assert [each.text for each in kept.notes] == ["Two of them", "Both"]


def test_a_recorded_decision_is_added_to_and_gets_another_review_date(journal, recorded):
    recorded.notes.append(DecisionNote(at=NOON, part="added", text="It held"))
    recorded.review_on = NEXT
    journal.save(recorded)
    (kept,) = journal.decisions()
    assert [each.text for each in kept.notes] == ["Two of them", "Both", "It held"]
    assert kept.review_on == NEXT
    kept.notes[2].text = "It did not"
    with pytest.raises(JournalError):
        journal.save(kept)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision SET question = 'x'",
        "UPDATE decision SET id = 99",
        "UPDATE decision_note SET text = 'x'",
        "UPDATE decision_note SET decision_id = 99",
        "DELETE FROM decision_note",
        "REPLACE INTO decision_note SELECT id, decision_id, at, part, 'x' FROM decision_note",
    ],
)
def test_the_file_itself_refuses_it_whoever_asks(journal, recorded, statement):
    with pytest.raises(JournalError), journal._transaction() as transaction:
        transaction.execute(text(statement))
    (kept,) = journal.decisions()
    assert kept.question == "Whom do I tell?"
    assert [each.text for each in kept.notes] == ["Two of them", "Both"]


def test_a_whole_decision_can_go_and_its_notes_go_with_it(journal, recorded):
    journal.delete(recorded)
    assert journal.decisions() == []
    with journal._transaction() as transaction:
        assert transaction.execute(text("SELECT count(*) FROM decision_note")).scalar() == 0
    assert journal.check() == []


# What can be said of entries without reading them


def test_marks_tell_what_the_finished_entries_of_some_days_are_about(journal, write):
    harbour = journal.save(CaseAlias(word="Harbour", since=LAST))
    write("Earlier", LAST - timedelta(days=1))
    one = write("One", LAST, contact="court", case_id=harbour.id, tags=("late",), load_before=8)
    two = write("", TODAY, flagged=True, load_before=2, load_after=6)
    write("Later", TODAY + timedelta(days=1))
    gone = write("Gone")
    journal.throw_away(gone.id, NOON)
    journal.save(Entry(written_at=NOON, day=TODAY, title="A draft"))

    second, first = journal.marks(LAST, TODAY)
    assert (first.id, first.heading, first.day) == (one.id, "One", LAST)
    assert (first.contact, first.case_id, first.tags) == ("court", harbour.id, ("late",))
    assert (first.audience, first.flagged, first.load) == ("clinical", False, 8)
    assert (second.id, second.heading) == (two.id, "stayed with me. I went home.")
    assert (second.flagged, second.load) == (True, 6)
    assert "One" not in repr(first)


def test_still_with_comes_in_the_order_it_was_said_and_goes_with_its_entry(journal, write):
    first, second = write("One"), write("Two")
    journal.save(StillWith(entry_id=second.id, day=LAST, answer="a_bit"))
    journal.save(StillWith(entry_id=first.id, day=TODAY, answer="heavy"))
    assert [each.entry_id for each in journal.still_with()] == [second.id, first.id]
    assert [each.answer for each in journal.still_with(TODAY)] == ["heavy"]
    journal.delete(first)
    assert [each.entry_id for each in journal.still_with()] == [second.id]


# Since the last session


def test_a_journal_with_nothing_in_it_knows_nothing_since(journal, ahead):
    since = journal.since_last(ahead, NOON)
    assert candidates(since) == []
    assert since.cycle.start == LAST
    assert since.cycle.last_day == TODAY


def test_everything_since_the_last_session_is_gathered(journal, sessions, ahead, write):
    harbour = journal.save(CaseAlias(word="Harbour", since=BEFORE))
    journal.save(CaseAlias(word="Lantern", since=BEFORE, ended=LAST))
    own = journal.save(OwnSource(label="The move"))
    old = write("Old", BEFORE, flagged=True)
    heavy = write("Heavy", LAST - timedelta(days=2))
    journal.save(StillWith(entry_id=heavy.id, day=LAST, answer="heavy"))
    settled = write("Settled", BEFORE)
    journal.save(StillWith(entry_id=settled.id, day=BEFORE, answer="heavy"))
    for number in range(3):
        write(f"Entry {number}", LAST, case_id=harbour.id)
    write("Well", contact="good_news")
    for day, load, ticked in (
        (LAST, 9, ("court", own.key)),
        (LAST, 3, ("court", "from a later release")),
        (TODAY, 7, ()),
        (LAST - timedelta(days=1), 10, ("time",)),
    ):
        journal.save(CheckIn(at=NOON, day=day, load=load, sources=ticked))
    journal.save(Away(day=TODAY, kind="leave"))
    plan = journal.save(Plan(kind="break", name="Lunch", times=(720,) * 7, since=BEFORE))
    for day in (LAST - timedelta(days=1), LAST, TODAY):
        journal.save(PlanAnswer(plan_id=plan.id, day=day, at=NOON, answer="kept"))
    for session in (sessions[LAST], sessions[BEFORE], ahead):
        journal.save(Agreed(session_id=session.id, words=f"Agreed {session.day}"))
    journal.save(Decision(begun_at=NOON, day=TODAY, question="Whom do I tell?"))

    since = journal.since_last(ahead, NOON)
    assert offered(since) == [
        ("flagged", "Old"),
        ("still", "Heavy"),
        ("heavy_day", "Wed 4 Nov, load 9, court and The move"),
        ("plan", "Lunch, kept on 2 of 2 days"),
        ("agreed", "Agreed 2026-11-04"),
        ("agreed", "Agreed 2026-10-07"),
        ("repeats", "Harbour, in 3 reflections"),
        ("ethical", "Whom do I tell?"),
        ("good", "Well"),
    ]
    assert [each.id for each in since.flagged] == [old.id]
    assert [each.heading for each in since.marks] == ["Well", "Entry 2", "Entry 1", "Entry 0"]
    assert since.cases == {harbour.id: "Harbour"}
    assert since.still == {heavy.id: "heavy"}
    assert [(each.day, each.away) for each in since.loads] == [(LAST, False), (TODAY, True)]
    assert since.away == {TODAY}
    assert since.sources == {LAST: ("Court", "The move")}


def test_the_entries_on_a_stored_page_come_whole(journal, ahead, write):
    old = write("Old", BEFORE)
    kept, other = write("Kept", flagged=True), write("Other", flagged=True)
    items = [
        PageItem(kind="still", about=str(old.id), share=ALL),
        PageItem(kind="flagged", about=str(kept.id), position=1),
        PageItem(kind="good", about="2026-11-20", position=2, ticked=False),
        PageItem(kind="plan", about=str(other.id), position=3, ticked=False),
    ]
    prepared = journal.save(Preparation(session_id=ahead.id, items=items))
    since = journal.since_last(ahead, NOON)
    assert set(since.entries) == {old.id, kept.id}
    assert since.known[old.id].heading == "Old"
    shown = page(prepared, since)
    assert [each.title for each in shown.parts] == ["Old", "Kept"]
    assert shown.parts[0].quote == ("Old stayed with me. I went home.",)
    assert shown.parts[1].quote == ()


def test_an_entry_deleted_meanwhile_is_on_no_page_until_it_is_brought_back(journal, ahead, write):
    entry = write("Harbour", flagged=True)
    items = [PageItem(kind="flagged", about=str(entry.id), share=ALL)]
    prepared = journal.save(Preparation(session_id=ahead.id, items=items))
    journal.throw_away(entry.id, NOON)
    since = journal.since_last(ahead, NOON)
    shown = page(prepared, since)
    assert (shown.parts, shown.gone) == ((), 1)
    assert "Harbour" not in " ".join(shown.texts())
    assert candidates(since) == []
    assert since.entries == since.known == {}

    journal.bring_back(entry.id)
    shown = page(prepared, journal.since_last(ahead, NOON))
    assert (len(shown.parts), shown.gone) == (1, 0)
    journal.delete(entry)
    assert page(prepared, journal.since_last(ahead, NOON)).gone == 1


def test_a_draft_of_changes_shares_nothing_until_it_is_finished(journal, ahead, write):
    entry = write("Harbour", flagged=True)
    draft = journal.revise(entry)
    draft.write("text", "Not for anybody.")
    draft = journal.save(draft)
    items = [
        PageItem(kind="flagged", about=str(number), share=ALL) for number in (entry.id, draft.id)
    ]
    prepared = journal.save(Preparation(session_id=ahead.id, items=items))
    shown = page(prepared, journal.since_last(ahead, NOON))
    assert [each.title for each in shown.parts] == ["Harbour"]
    assert "Not for anybody." not in shown.texts()
    journal.finish(draft, NOON)
    assert "Not for anybody." in page(prepared, journal.since_last(ahead, NOON)).texts()


def test_the_day_of_a_session_is_looked_back_on_and_begins_the_next_cycle(journal, sessions, write):
    write("That morning", LAST)
    write("The day before", LAST - timedelta(days=1))
    on_the_day = journal.since_last(sessions[LAST], at(LAST))
    assert [each.heading for each in on_the_day.marks] == ["That morning", "The day before"]
    after = journal.since_last(sessions[NEXT], at(LAST + timedelta(days=1)))
    assert [each.heading for each in after.marks] == ["That morning"]


def test_a_session_that_has_been_keeps_the_page_it_had(journal, sessions, write):
    write("Before it", BEFORE, flagged=True)
    write("After it", TODAY, flagged=True)
    journal.save(
        Agreed(session_id=sessions[BEFORE].id, words="Then", outcome="done", outcome_on=TODAY)
    )
    journal.save(Agreed(session_id=sessions[LAST].id, words="There"))
    since = journal.since_last(sessions[LAST], NOON)
    assert (since.cycle.start, since.cycle.last_day) == (BEFORE, LAST)
    assert offered(since) == [("flagged", "Before it"), ("agreed", "Then")]
    assert candidates(since)[1].detail == "open"


def test_a_session_held_today_is_the_last_one_for_a_later_day(journal, sessions, write):
    held = journal.save(Session(day=TODAY, start=600, minutes=90))
    journal.save(Agreed(session_id=held.id, words="Ask for a debrief"))
    ahead = journal.save(Preparation(session_id=sessions[NEXT].id))
    write("The day before", TODAY - timedelta(days=1))
    write("Since then")

    since = journal.since_last(sessions[NEXT], at(TODAY, 11, 30))
    assert (since.today, since.cycle.start, since.cycle.last_day) == (TODAY, TODAY, TODAY)
    assert [each.heading for each in since.marks] == ["Since then"]
    assert offered(since) == [("agreed", "Ask for a debrief")]
    assert page(ahead, since).span == "20 November to 2 December"

    still_there = journal.since_last(sessions[NEXT], at(TODAY, 11, 29))
    assert still_there.cycle.start == LAST
    assert offered(still_there) == []
    assert journal.since_last(held, at(TODAY, 11, 30)).cycle.start == LAST


def test_who_is_done_writing_up_the_session_of_today_has_had_it(journal, sessions):
    held = journal.save(Session(day=TODAY))
    record = journal.save(SessionRecord(session_id=held.id, written_at=NOON))
    assert journal.since_last(sessions[NEXT], NOON).cycle.start == LAST
    record.done = True
    journal.save(record)
    assert journal.since_last(sessions[NEXT], NOON).cycle.start == TODAY


def test_the_very_first_session_looks_back_four_weeks(journal, write):
    first = journal.save(Session(day=NEXT))
    write("Recent", TODAY - timedelta(days=28))
    write("Older", TODAY - timedelta(days=29))
    assert [each.heading for each in journal.since_last(first, NOON).marks] == ["Recent"]


def test_a_session_not_stored_yet_can_be_looked_at_too(journal, write):
    write("Recent", flagged=True)
    assert offered(journal.since_last(Session(day=NEXT), NOON)) == [("flagged", "Recent")]


def test_two_sessions_on_one_day_share_one_cycle(journal, sessions, write):
    second = journal.save(Session(day=LAST, start=900, kind="peer"))
    write("Since", TODAY)
    journal.save(Agreed(session_id=second.id, words="Peer"))
    journal.save(Agreed(session_id=sessions[LAST].id, words="Clinical"))
    for session in (sessions[LAST], second):
        assert journal.since_last(session, NOON).cycle.start == BEFORE
        assert offered(journal.since_last(session, at(LAST))) == []
    since = journal.since_last(sessions[NEXT], NOON)
    assert since.cycle.start == LAST
    assert offered(since) == [("agreed", "Peer"), ("agreed", "Clinical")]


def test_a_session_that_was_cancelled_begins_no_cycle(journal, sessions):
    sessions[LAST].state = CANCELLED
    journal.save(sessions[LAST])
    assert journal.since_last(sessions[NEXT], NOON).cycle.start == BEFORE


def test_a_new_record_with_nothing_in_it_comes_back_whole(journal):
    session = journal.save(Session(day=date(2026, 12, 2)))
    assert journal.save(Preparation(session_id=session.id)).items == []
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert journal.save(Decision(begun_at=now, day=now.date())).notes == []
