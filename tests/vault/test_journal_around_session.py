"""What Today asks the journal about the days around a session."""

from datetime import UTC, date, datetime

import pytest

from reflect_app.domain.records import Agreed, Entry, Session, SessionRecord, StillWith

FRIDAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def session(journal):
    return journal.save(Session(day=FRIDAY))


def test_the_record_of_one_session_is_found(journal, session):
    other = journal.save(Session(day=date(2026, 10, 23)))
    journal.save(SessionRecord(session_id=other.id, written_at=NOON, realised="Another"))
    assert journal.session_record(session.id) is None
    journal.save(SessionRecord(session_id=session.id, written_at=NOON, realised="This"))
    assert journal.session_record(session.id).realised == "This"


def test_only_what_is_open_and_due_is_asked_for(journal, session):
    gone = journal.save(Session(day=FRIDAY, state="cancelled"))
    for words, due, outcome, where in (
        ("Due", FRIDAY, "", session),
        ("Later", date(2026, 11, 21), "", session),
        ("Done", FRIDAY, "done", session),
        ("Without a day", None, "", session),
        ("Not held", FRIDAY, "", gone),
    ):
        journal.save(Agreed(session_id=where.id, words=words, due=due, outcome=outcome))
    assert [each.words for each in journal.agreed(open_by=FRIDAY)] == ["Due"]
    assert len(journal.agreed()) == 4


def test_answers_are_asked_for_from_a_day_on(journal):
    for day in (17, 18, 19):
        at = datetime(2026, 11, day, 9, tzinfo=UTC)
        entry = journal.finish(Entry(written_at=at, day=at.date()), at)
        journal.save(StillWith(entry_id=entry.id, day=date(2026, 11, day), answer="settled"))
    assert [each.day.day for each in journal.still_with(date(2026, 11, 18))] == [18, 19]
    assert len(journal.still_with()) == 3
