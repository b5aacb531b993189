"""Sentences of a reflection are kept for supervision while it is read."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from reflect_app.domain.one_page import sentence_key
from reflect_app.domain.records import CheckIn, PageItem, Preparation, Session
from reflect_app.ui.pages.journal import JournalPage
from reflect_app.ui.parts.journal.entry_list import EntryList
from reflect_app.ui.parts.journal.keep_sentences import (
    KEEP,
    NO_DATE,
    NOT_SEEN,
    ON_IT_OTHERWISE,
    KeepSentences,
)
from reflect_app.ui.parts.journal.reading_pane import ReadingPane

LEVEL, PARK, HANDS = (
    "I kept my voice level.",
    "It was only in the car park.",
    "I noticed my hands.",
)


@pytest.fixture
def following(journal):
    """Return the next session."""
    return journal.save(Session(day=date(2026, 12, 2), start=600))


@pytest.fixture
def visit(write):
    """Return a reflection of three sentences, which only the person may see."""
    return write(f"{LEVEL} {PARK}\n{HANDS}", title="The car park")


@pytest.fixture
def open_page(desk, show):
    """Return a way to open the Journal."""
    return lambda *size: show(JournalPage(desk), *size)


@pytest.fixture
def prepared(journal, following):
    """Return a way to read what the journal has for the next session."""
    return lambda: journal.preparation(following.id)


def select(page, words):
    """Select words as a person would, though all at once."""
    pane = page.findChild(ReadingPane)
    cursor = pane.document().find(words)
    pane.setTextCursor(cursor)


def offered(page):
    return [
        each for each in page.findChildren(QPushButton) if each.isVisible() and each.text() == KEEP
    ]


def keep(page, words):
    select(page, words)
    QTest.mouseClick(offered(page)[0], Qt.MouseButton.LeftButton)


def undo(find):
    QTest.mouseClick(find(QPushButton, "Undo"), Qt.MouseButton.LeftButton)


def keys(*sentences):
    return tuple(map(sentence_key, sentences))


def test_nothing_is_offered_until_words_are_selected(open_page, visit, following):
    page = open_page()
    assert not offered(page)
    select(page, "voice")
    assert offered(page)
    page.findChild(ReadingPane).moveCursor(QTextCursor.MoveOperation.Start)
    assert not offered(page)
    select(page, "What happened")  # the question is not theirs
    assert not offered(page)


def test_the_sentences_touched_wait_for_the_next_session(
    open_page, visit, following, prepared, journal, seen, find
):
    page = open_page()
    assert "Only me." in seen()
    keep(page, "level. It")
    (item,) = prepared().items
    assert (item.kind, item.about, item.ticked) == ("flagged", str(visit.id), False)
    assert (item.share, item.sentences) == ("sentences", keys(LEVEL, PARK))
    assert journal.entry(visit.id).flagged
    assert find(QPushButton, "For supervision").isChecked()
    assert "for supervision" in page.findChild(EntryList).current().remarks
    assert "For clinical supervision." in seen()
    assert "2 sentences kept for Wednesday 2 December. Shared only once you tick" in seen()
    assert not offered(page)
    assert QApplication.focusWidget() is page.findChild(ReadingPane)


def test_more_sentences_come_to_those_kept_before(open_page, visit, prepared, seen):
    page = open_page()
    keep(page, "hands")
    keep(page, "voice")
    assert prepared().items[0].sentences == keys(HANDS, LEVEL)
    assert len(prepared().items) == 1
    assert "1 sentence kept for" in seen()


def test_undo_leaves_nothing_of_it(open_page, visit, following, prepared, journal, find, seen):
    page = open_page()
    keep(page, "hands")
    undo(find)
    assert prepared() is None
    stored = journal.entry(visit.id)
    assert (stored.flagged, stored.audience) == (False, "me")
    assert stored.text("happened") == visit.text("happened")
    assert not find(QPushButton, "For supervision").isChecked()
    assert "kept for" not in seen()
    assert "Only me." in seen()


def test_undo_goes_back_one_step(open_page, visit, prepared, journal, find):
    page = open_page()
    keep(page, "hands")
    keep(page, "voice")
    undo(find)
    assert prepared().items[0].sentences == keys(HANDS)
    assert journal.entry(visit.id).flagged


def test_undo_leaves_the_rest_of_a_page_as_it_was(
    open_page, visit, following, prepared, journal, find
):
    own = PageItem(kind="own", about="1", words="Mine")
    journal.save(Preparation(session_id=following.id, question="How?", items=[own]))
    page = open_page()
    keep(page, "hands")
    assert [each.kind for each in prepared().items] == ["own", "flagged"]
    undo(find)
    assert [each.words for each in prepared().items] == ["Mine"]
    assert prepared().question == "How?"


def test_undo_gives_changes_under_way_back_to_the_person_alone(
    open_page, visit, following, journal, find, write
):
    changes = write("Other words", finished=False, revises=visit.id)
    page = open_page()
    page.findChild(EntryList).show_entry(visit.id)
    keep(page, "hands")
    assert journal.entry(changes.id).audience == "clinical"
    undo(find)
    stored = journal.entry(changes.id)
    assert (stored.flagged, stored.audience) == (False, "me")


def test_what_is_on_the_page_already_is_said(open_page, write, following, journal, prepared, seen):
    visit = write(f"{LEVEL} {PARK}", flagged=True, audience="clinical")
    item = PageItem(kind="good", about=str(visit.id), share="title")
    journal.save(Preparation(session_id=following.id, items=[item]))
    page = open_page()
    keep(page, "voice")
    (item,) = prepared().items
    assert (item.ticked, item.share, item.sentences) == (True, "title", keys(LEVEL))
    assert ON_IT_OTHERWISE in seen()
    item.share = "sentences"
    journal.save(prepared())
    preparation = prepared()
    preparation.items[0].share = "sentences"
    journal.save(preparation)
    keep(page, "park")
    assert "The reflection is on the page already, and these sentences with it." in seen()


def test_what_may_not_be_seen_there_is_said(open_page, write, journal, seen):
    journal.save(Session(day=date(2026, 12, 2), kind="line_management"))
    write(LEVEL)
    keep(open_page(), "voice")
    assert NOT_SEEN in seen()


def test_without_a_date_the_reflection_alone_is_kept(open_page, visit, journal, find, seen):
    keep(open_page(), "hands")
    assert NO_DATE in seen()
    assert journal.entry(visit.id).flagged
    undo(find)
    assert (journal.entry(visit.id).flagged, journal.entry(visit.id).audience) == (False, "me")


def test_by_keyboard_alone(open_page, visit, prepared, keys):
    page = open_page()
    page.findChild(ReadingPane).setFocus()
    page.findChild(ReadingPane).moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(3):
        QTest.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier
        )
    keys(Qt.Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == KEEP
    keys(Qt.Key.Key_Space)
    assert prepared().items[0].sentences == (sentence_key(HANDS),)
    assert QApplication.focusWidget() is page.findChild(ReadingPane)


def test_while_the_mouse_pulls_nothing_moves(open_page, visit, following):
    page = open_page()
    pane = page.findChild(ReadingPane)
    line = pane.cursorRect(pane.document().find("voice")).center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(pane.viewport(), left, pos=line)
    QTest.mouseMove(pane.viewport(), line + QPoint(60, 0))
    QTest.mouseMove(pane.viewport(), line + QPoint(90, 0))
    assert pane.textCursor().hasSelection()
    assert not offered(page)
    QTest.mouseRelease(pane.viewport(), left, pos=line + QPoint(90, 0))
    assert offered(page)


def test_a_draft_and_a_check_in_keep_nothing(open_page, write, journal, following, find):
    write(LEVEL, finished=False)
    at = datetime(2026, 11, 19, 17, tzinfo=UTC)
    journal.save(CheckIn(at=at, day=at.date(), load=3, line="A long day"))
    page = open_page()
    select(page, "voice")
    assert not offered(page)
    find(QPushButton, "For supervision").click()
    select(page, "level")
    assert not offered(page)
    page._sheet.show_check_in(journal.check_ins(at.date(), at.date())[0], page._search.question())
    select(page, "long")
    assert page.findChild(ReadingPane).textCursor().hasSelection()
    assert not offered(page)


def test_words_after_an_emoji_and_below_empty_lines_are_found(
    open_page, write, prepared, following
):
    write(f"\n\n\U0001f600 {LEVEL}\n\n\U0001f642\U0001f642 {PARK} {HANDS}", model="free")
    page = open_page()
    keep(page, "It was")
    assert prepared().items[0].sentences == (sentence_key(f"\U0001f642\U0001f642 {PARK}"),)
    keep(page, "noticed")
    assert prepared().items[0].sentences[1:] == (sentence_key(HANDS),)


def test_a_refused_save_is_said_and_can_be_tried_again(
    open_page, visit, following, prepared, refuse, find, seen, journal
):
    page = open_page()
    refuse()
    keep(page, "hands")
    assert "not allowed to write" in seen()
    assert not find(QPushButton, "For supervision").isChecked()
    refuse(on=False)
    QTest.mouseClick(offered(page)[0], Qt.MouseButton.LeftButton)
    assert prepared().items[0].sentences == keys(HANDS)
    refuse()
    undo(find)
    assert "not allowed to write" in seen()
    refuse(on=False)
    undo(find)
    assert prepared() is None
    assert not journal.entry(visit.id).flagged


def test_another_entry_or_another_flag_ends_the_way_back(
    open_page, write, visit, following, find, seen
):
    write("Another", days=3)
    page = open_page()
    keep(page, "hands")
    find(QPushButton, "For supervision").click()
    assert "kept for" not in seen()
    keep(page, "voice")
    page.findChild(EntryList).choose(1)
    assert "kept for" not in seen()
    assert not offered(page)


def test_every_stop_has_a_name_and_is_in_sight_in_every_size(
    open_page, visit, following, theme, check_names, qtbot, find
):
    page = open_page(800, 640)
    theme.set_text_scale(200)
    QApplication.processEvents()
    select(page, "hands")
    check_names(page)
    qtbot.waitUntil(lambda: in_sight(page, offered(page)[0]))
    keep(page, "hands")
    check_names(page)
    foot = page.findChild(KeepSentences)
    qtbot.waitUntil(lambda: in_sight(page, foot))
    heading = page._sheet._about
    qtbot.waitUntil(lambda: heading.height() >= heading.heightForWidth(heading.width()))
    assert in_sight(page, foot)


def in_sight(page, widget):
    top = widget.mapTo(page, QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= page.height()
