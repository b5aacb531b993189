"""Deleting for a day and for good, with nothing lost that was written after it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reflect_app.domain.records import Entry

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def draft(journal):
    entry = Entry(written_at=NOON, day=date(2026, 11, 20), model="free")
    entry.write("text", "The osprey")
    return journal.save(entry)


@pytest.fixture
def entry(journal, draft):
    return journal.finish(draft, NOON)


@pytest.fixture
def changes(journal, entry):
    """Return the draft of changes to `entry`."""
    changes = journal.revise(entry)
    changes.write("text", "The osprey over the water")
    return journal.save(changes)


def deleted(journal):
    return [entry.id for entry in journal.thrown_away()]


def test_a_late_save_of_the_same_words_does_not_undo_a_deletion(journal, draft):
    journal.throw_away(draft.id, NOON)
    draft.caret, draft.flagged = 3, True
    assert journal.save(draft).deleted_at == NOON
    assert journal.drafts() == []
    assert deleted(journal) == [draft.id]


def test_words_written_after_the_deletion_bring_the_draft_back(journal, draft):
    journal.throw_away(draft.id, NOON)
    draft.write("text", "The osprey, and then the wren")
    journal.save(draft)
    assert [each.text("text") for each in journal.drafts()] == ["The osprey, and then the wren"]
    assert deleted(journal) == []


def test_a_draft_that_is_gone_for_good_is_stored_anew_by_a_save(journal, draft):
    journal.throw_away(draft.id, NOON)
    assert journal.empty(TOMORROW) == 1
    draft.write("text", "The wren")
    journal.save(draft)
    assert [each.text("text") for each in journal.drafts()] == ["The wren"]


def test_finishing_what_was_deleted_makes_it_part_of_the_journal(journal, draft):
    journal.throw_away(draft.id, NOON)
    journal.finish(draft, LATER)
    assert journal.count("osprey") == 1
    assert deleted(journal) == []
    assert journal.check() == []


def test_finishing_changes_to_what_was_deleted_brings_it_back(journal, entry, changes):
    journal.throw_away(entry.id, NOON)
    journal.finish(changes, LATER)
    assert journal.count("water") == 1
    assert journal.drafts() == []
    assert journal.check() == []


def test_changes_can_be_deleted_alone_and_brought_back(journal, entry, changes):
    journal.throw_away(changes.id, NOON)
    assert (journal.count("osprey"), journal.drafts()) == (1, [])
    assert deleted(journal) == [changes.id]
    assert journal.revise(entry).id is None
    journal.bring_back(changes.id)
    assert journal.revise(entry).id == changes.id


def test_an_entry_comes_back_with_the_changes_deleted_along_with_it_and_no_others(
    journal, entry, changes
):
    journal.throw_away(entry.id, NOON)
    assert deleted(journal) == [entry.id]
    journal.bring_back(entry.id)
    assert [each.id for each in journal.drafts()] == [changes.id]
    journal.throw_away(changes.id, NOON)
    journal.throw_away(entry.id, LATER)
    assert deleted(journal) == [entry.id]
    journal.bring_back(entry.id)
    assert journal.drafts() == []
    assert deleted(journal) == [changes.id]


def test_an_entry_stays_while_changes_to_it_are_being_written(journal, entry, changes):
    journal.throw_away(entry.id, NOON)
    changes.write("text", "Words from after the deletion")
    journal.save(changes)
    assert journal.empty(TOMORROW) == 0
    journal.finish(changes, TOMORROW)
    assert journal.count("deletion") == 1


def test_nothing_is_brought_back_that_is_not_deleted_or_not_there(journal, entry):
    journal.bring_back(entry.id)
    journal.bring_back(12345)
    assert journal.count() == 1


def test_only_what_was_deleted_before_that_moment_goes_for_good(journal, draft):
    journal.throw_away(draft.id, NOON)
    assert journal.empty(NOON) == 0
    assert deleted(journal) == [draft.id]
    assert journal.empty(LATER) == 1
    assert deleted(journal) == []
    assert journal.entry(draft.id) is None
