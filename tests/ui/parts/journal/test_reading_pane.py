"""An entry of several models is read in full."""

from datetime import UTC, date, datetime

import pytest

from reflect_app.domain.finding import Question, terms
from reflect_app.domain.records import Entry
from reflect_app.ui.parts.journal.entry_list import Entries
from reflect_app.ui.parts.journal.reading_pane import ReadingPane

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def entry(model, **texts):
    entry = Entry(written_at=NOON, day=date(2026, 11, 20), model=model)
    for stage, text in texts.items():
        entry.write(stage, text)
    return entry


@pytest.fixture
def pane(qtbot, theme):
    pane = ReadingPane(theme)
    qtbot.addWidget(pane)
    return pane


def test_what_was_written_before_follows_under_names_of_its_own(pane):
    pane.show_entry(entry("gibbs", happened="A visit", description="The hall", stirred=" \n"), ())
    assert pane.toPlainText() == ("Description\nThe hall\nWritten before: What happened\nA visit")


def test_free_writing_needs_no_name_and_what_was_before_does(pane):
    pane.show_entry(entry("free", text="Only this", later="More"), terms("more"))
    assert pane.toPlainText() == "Only this\nWritten before: Other words\nMore"


def test_a_draft_of_which_only_the_old_words_are_left_goes_by_them(qtbot, journal):
    journal.save(entry("gibbs", happened="A visit", stirred="Anger"))
    entries = Entries(journal)
    entries.load(Question())
    assert entries.row(0).heading == "A visit"
