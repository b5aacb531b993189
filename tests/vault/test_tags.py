"""Tags that are in use, for completing a word."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reflect_app.domain.records import Entry

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def write(journal):
    """Return a way to have written something with tags."""

    def write(*tags):
        write.minutes += 1
        moment = NOON + timedelta(minutes=write.minutes)
        entry = Entry(written_at=moment, day=date(2026, 11, 20), tags=tags)
        entry.write("text", "words")
        return journal.finish(entry, moment)

    write.minutes = 0
    return write


def test_the_most_used_tag_comes_first(journal, write):
    assert journal.tags() == []
    write("time", "court")
    write("court")
    write()
    write("boundaries")
    assert journal.tags() == ["court", "boundaries", "time"]


def test_what_is_deleted_or_only_being_changed_does_not_count(journal, write):
    write("court")
    entry = write("time")
    changed = journal.revise(entry)
    changed.tags = ("time", "caf\N{LATIN SMALL LETTER E WITH ACUTE}")
    journal.save(changed)
    assert journal.tags() == ["court", "time"]
    journal.throw_away(entry.id, NOON)
    assert journal.tags() == ["court"]
    journal.bring_back(entry.id)
    journal.finish(journal.revise(journal.entry(entry.id)), NOON)
    assert journal.tags() == ["caf\N{LATIN SMALL LETTER E WITH ACUTE}", "court", "time"]
