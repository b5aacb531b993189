"""Ethical decisions as a person meets them: written, recorded, added to, taken out, deleted."""

import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QLabel,
    QPushButton,
    QTextEdit,
)

from reflect_app.domain import decisions as told
from reflect_app.domain.identifiers import NOTHING_FOUND
from reflect_app.ui.backups import GONE_AT
from reflect_app.ui.pages import decisions as pages
from reflect_app.ui.pages.decisions import DecisionsPage
from reflect_app.ui.parts.decisions import adding_card, export_card
from reflect_app.ui.parts.decisions.reading_sheet import ReadingSheet
from reflect_app.ui.parts.journal.entry_sheet import ALL_THE_SAME, ASK_FIRST
from reflect_app.ui.parts.settings.contacts_card import SUPPORT
from reflect_app.ui.printing import paper
from reflect_app.ui.private_file import NOT_SAVED
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.vault.errors import CannotSave, FolderNotWritable

FRIDAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 15, 10, tzinfo=UTC)
QUESTION = "Is it mine to say?"


@pytest.fixture
def open_page(desk, show):
    """Return a way to come to the page, at the list or about one decision."""

    def open_page(about=None, **size):
        page = DecisionsPage(desk)
        if about is not None:
            page.look_at(about)
        return show(page, **size)

    return open_page


@pytest.fixture
def press(find):
    """Return a way to click the button of a name."""
    return lambda name: QTest.mouseClick(find(QPushButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def put_in(find):
    """Return a way to write into the field of a name instead of what stands there."""

    def put_in(name, words):
        field = find(QTextEdit, name)
        field.selectAll()
        field.insertPlainText(words)

    return put_in


@pytest.fixture
def draft(journal):
    draft = told.draft(NOW, FRIDAY)
    draft.question = QUESTION
    told.write(draft, "options", "Say it.\nLeave it.", NOW)
    told.write(draft, "rationale", "It was asked of me.", NOW)
    return journal.save(draft)


@pytest.fixture
def recorded(journal, draft):
    told.record(draft, NOW)
    return journal.save(draft)


@pytest.fixture
def read(find):
    """Return a way to read the decision that stands."""
    return lambda: find(QTextEdit, f"The decision: {QUESTION}").toPlainText()


def notes(journal):
    (decision,) = journal.decisions()
    return [(each.part, each.text) for each in decision.notes]


def test_without_any_it_invites(open_page, seen, find):
    open_page()
    assert "Nothing here yet." in seen()
    assert "proof" not in seen().lower()
    assert "evidence" not in seen().lower()
    assert QApplication.focusWidget() is find(QPushButton, "New decision")


def test_one_is_written_recorded_and_read(open_page, journal, clock, press, put_in, seen, read):
    open_page()
    press("New decision")
    assert "A draft, begun Friday 20 November 2026, 15:10. Kept as you type." in seen()
    put_in("The question", QUESTION)
    put_in("Options weighed", "Say it.\nLeave it.")
    clock.move(minutes=5)
    press("Record it")
    (stored,) = journal.decisions()
    assert stored.recorded_at == clock.now()
    assert (stored.question, notes(journal)) == (QUESTION, [("options", "Say it.\nLeave it.")])
    assert pages.RECORDED in seen()
    assert read() == (
        f"{QUESTION}\nRecorded Friday 20 November 2026, 15:15.\n"
        "Options weighed\nFriday 20 November 2026, 15:15\nSay it.\nLeave it."
    )
    press("All decisions")
    assert QUESTION in seen()
    assert "20 November, recorded" in seen()


def test_by_keyboard_alone(open_page, journal, keys, find):
    open_page()
    keys(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is find(QTextEdit, "The question")
    keys(QUESTION, Qt.Key.Key_Tab, "Everybody")
    assert QApplication.focusWidget() is find(QTextEdit, "Who is affected")
    while QApplication.focusWidget() is not find(QPushButton, "Record it"):
        keys(Qt.Key.Key_Backtab)
    keys(Qt.Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), ReadingSheet)
    assert journal.decisions()[0].recorded_at


def test_what_is_typed_is_saved_by_itself(open_page, journal, put_in, qtbot, monkeypatch):
    monkeypatch.setattr(pages, "SAVE_AFTER", 1)
    open_page(0)
    put_in("Why", "It was asked of me.")
    qtbot.waitUntil(lambda: journal.decisions() != [])
    assert notes(journal) == [("rationale", "It was asked of me.")]


def test_a_draft_is_gone_on_with(open_page, journal, draft, press, find, put_in, seen):
    page = open_page()
    assert f"{QUESTION}\n20 November, draft" in seen()
    press(f"Go on: {QUESTION}, 20 November, draft")
    assert find(QTextEdit, "Options weighed").text() == "Say it.\nLeave it."
    put_in("Options weighed", "Say it.")
    put_in("Why", "")
    page.flush()
    assert notes(journal) == [("options", "Say it.")]
    assert journal.decisions()[0].id == draft.id


def test_a_draft_keeps_the_day_on_which_it_is_looked_at_again(open_page, journal, draft, find):
    page = open_page(draft.id)
    box = find(QCheckBox, "Look at it again on")
    box.setChecked(True)
    field = find(QDateEdit, "Day on which to look at it again")
    assert field.day() == FRIDAY + timedelta(weeks=12)
    field.set_day(date(2027, 1, 4))
    page.flush()
    assert journal.decisions()[0].review_on == date(2027, 1, 4)
    box.setChecked(False)
    page.flush()
    assert journal.decisions()[0].review_on is None
    assert len(notes(journal)) == 2


def test_a_draft_that_is_emptied_is_taken_back(open_page, journal, draft, put_in):
    page = open_page(draft.id)
    for name in ("The question", "Options weighed", "Why"):
        put_in(name, "")
    page.flush()
    assert journal.decisions() == []
    put_in("The question", "Another")
    page.flush()
    assert [each.question for each in journal.decisions()] == ["Another"]


def test_a_new_one_that_is_left_empty_leaves_nothing(open_page, journal, press, put_in, seen):
    open_page(0)
    put_in("The question", "  ")
    press("All decisions")
    assert journal.decisions() == []
    assert "Nothing here yet." in seen()


def test_without_a_question_it_is_not_recorded(open_page, journal, press, put_in, seen, find):
    page = open_page(0)
    put_in("Why", "It was asked of me.")
    press("Record it")
    assert told.ASKS_QUESTION in seen()
    assert QApplication.focusWidget() is find(QTextEdit, "The question")
    put_in("Why", "It was asked of me, twice.")
    page._save()
    assert told.ASKS_QUESTION in seen()
    put_in("The question", QUESTION)
    assert told.ASKS_QUESTION not in seen()
    put_in("Why", "")
    press("Record it")
    assert told.ASKS_PART in seen()
    page.flush()
    assert told.ASKS_PART in seen()
    below = page._said.mapTo(page, QPoint(0, 0)).y()
    button = find(QPushButton, "Record it")
    assert 0 < below - button.mapTo(page, QPoint(0, button.height())).y() < button.height()
    assert journal.decisions()[0].recorded_at is None


def test_what_stands_can_only_be_read(open_page, recorded, find, read):
    open_page(recorded.id)
    sheet = find(QTextEdit, f"The decision: {QUESTION}")
    assert sheet.isReadOnly()
    assert sheet.height() >= sheet.document().size().height()
    before = read()
    QTest.keyClicks(sheet, "something else")
    assert read() == before
    sheet.moveCursor(QTextCursor.MoveOperation.EndOfLine, QTextCursor.MoveMode.KeepAnchor)
    assert sheet.createMimeDataFromSelection().text() == QUESTION


def test_an_addition_is_dated_and_what_stood_stays(
    open_page, journal, recorded, clock, press, put_in, read, seen, find
):
    open_page(recorded.id)
    clock.move(days=4)
    put_in("What to add", "It went well.")
    press("Add to it")
    assert "Added, Tuesday 24 November 2026, 15:10." in seen()
    assert read().endswith("Added later\nTuesday 24 November 2026, 15:10\nIt went well.")
    assert find(QTextEdit, "What to add").text() == ""
    find(QComboBox, "Which part it belongs to").setCurrentText("To: Options weighed")
    put_in("What to add", "Ask first.")
    press("Add to it")
    assert "Leave it.\nAdded Tuesday 24 November 2026, 15:10\nAsk first.\nWhy" in read()
    assert notes(journal)[:2] == [
        ("options", "Say it.\nLeave it."),
        ("rationale", "It was asked of me."),
    ]


@pytest.mark.parametrize("percent", [100, 200])
def test_what_was_done_is_said_in_its_place_until_something_else_is_done(
    open_page, recorded, press, put_in, seen, find, monkeypatch, qtbot, theme, percent
):
    theme.set_text_scale(percent)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page = open_page(recorded.id, width=784)

    def add():
        put_in("What to add", "It went well.")
        press("Add to it")
        assert "Added, Friday 20 November 2026, 15:10." in seen()

    add()
    assert not page._notice.isVisible()
    said = page._adding._notice
    qtbot.waitUntil(lambda: said.visibleRegion().boundingRect().height() == said.height())
    press("Save as PDF")
    assert "Added, Friday" not in seen()
    add()
    put_in("What to add", "And")
    assert "Added, Friday" not in seen()
    add()
    find(QCheckBox, "Look at it again on").click()
    press("Keep this")
    assert "Added, Friday" not in seen()
    assert "Noted, with today's date." in seen()
    find(QCheckBox, "Look at it again on").click()
    assert "Noted, with today's date." not in seen()
    add()
    press("Delete")
    assert "Added, Friday" not in seen()


def test_nothing_is_added_where_nothing_is_written(open_page, journal, recorded, press, seen):
    open_page(recorded.id)
    press("Add to it")
    assert adding_card.NOTHING_TO_ADD in seen()
    assert len(notes(journal)) == 2


def test_what_is_typed_and_not_added_yet_waits_in_the_journal(
    open_page, journal, recorded, put_in, find, press
):
    page = open_page(recorded.id)
    find(QComboBox, "Which part it belongs to").setCurrentText("To: Why")
    put_in("What to add", "Half a")
    page.flush()
    page.refresh()
    assert len(notes(journal)) == 2
    press(f"Read: {QUESTION}, 20 November, recorded")
    assert find(QTextEdit, "What to add").text() == "Half a"
    assert find(QComboBox, "Which part it belongs to").currentText() == "To: Why"
    put_in("What to add", "")
    page.flush()
    page.refresh()
    press(f"Read: {QUESTION}, 20 November, recorded")
    assert find(QTextEdit, "What to add").text() == ""
    assert find(QComboBox, "Which part it belongs to").currentText() == "A later addition"


def test_the_review_is_moved_and_a_line_says_so(
    open_page, journal, recorded, press, find, read, seen
):
    open_page(recorded.id)
    assert not find(QPushButton, "Keep this").isEnabled()
    find(QCheckBox, "Look at it again on").setChecked(True)
    find(QDateEdit, "Day on which to look at it again").set_day(date(2027, 1, 4))
    press("Keep this")
    assert "To be looked at again on Monday 4 January 2027." in read()
    find(QDateEdit, "Day on which to look at it again").set_day(date(2027, 2, 1))
    press("Move the date")
    assert journal.decisions()[0].review_on == date(2027, 2, 1)
    assert read().endswith(
        "To be looked at again on Monday 1 February 2027, not on Monday 4 January 2027."
    )
    assert not find(QPushButton, "Move the date").isEnabled()
    assert "Noted, with today's date." in seen()


def test_the_list_says_which_are_due(open_page, journal, recorded, seen, clock, press, qtbot):
    told.move_review(recorded, date(2026, 11, 21), NOW)
    journal.save(recorded)
    page = open_page()
    assert "of them" not in seen()
    clock.move(days=1)
    page.findChild(NewDay).timeout.emit()
    assert "1 of them is due to be looked at again." in seen()
    press(f"Read: {QUESTION}, 20 November, recorded, due to be looked at again today")
    clock.move(days=1)
    page.findChild(NewDay).timeout.emit()
    assert "Add to it" in seen(), "what is being read stays"


@pytest.mark.parametrize(("way", "name"), [("plain text", "decision.txt"), ("PDF", "decision.pdf")])
def test_it_is_saved_alone_for_its_owner_only(
    open_page, recorded, press, seen, tmp_path, monkeypatch, way, name
):
    file = tmp_path / "out"
    file.write_text("what was there before, and longer than nothing at all", "utf-8")
    file.chmod(0o644)
    asked = []

    def ask(_parent, _title, proposed):
        asked.append(proposed)
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    open_page(recorded.id)
    assert "is not encrypted" in seen()
    press(f"Save as {way}")
    assert asked == [str(Path.home() / name)]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert export_card.SAVED in seen()
    if way == "PDF":
        content = file.read_bytes()
        assert content.startswith(b"%PDF")
        assert QUESTION.encode("utf-16-be") not in content
    else:
        assert file.read_text("utf-8") == told.plain_text(recorded)


def test_where_it_cannot_be_saved_it_says_so_and_where_nobody_chose_nothing_is(
    open_page, recorded, press, seen, tmp_path, monkeypatch
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path), ""))
    open_page(recorded.id)
    press("Save as PDF")
    assert NOT_SAVED in seen()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    press("Save as plain text")
    assert export_card.SAVED not in seen()


@pytest.mark.parametrize("agreed", [True, False])
def test_it_is_printed(open_page, recorded, press, seen, tmp_path, monkeypatch, agreed):
    file = tmp_path / "print.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    monkeypatch.setattr(paper, "chosen_printer", lambda _: printer if agreed else None)
    open_page(recorded.id)
    press("Print")
    assert (paper.SENT in seen()) == agreed
    assert file.exists() == agreed


def test_before_it_leaves_it_says_what_may_identify_somebody(
    open_page, journal, recorded, seen, put_in, press
):
    journal.set_preference(SUPPORT, [{"who": "Union", "reach": "07700 900123"}])
    open_page(recorded.id)
    assert NOTHING_FOUND in seen()
    put_in("What to add", "Rang 07700 900123")
    press("Add to it")
    assert NOTHING_FOUND in seen()
    put_in("What to add", "X123456")
    press("Add to it")
    assert NOTHING_FOUND not in seen()
    assert "Please read it once more." in seen()


def test_deleting_informs_first_and_can_be_undone(
    open_page, journal, recorded, press, put_in, seen, find, read
):
    page = open_page(recorded.id)
    put_in("What to add", "Half a")
    press("Delete")
    assert ASK_FIRST in seen()
    assert len(journal.decisions()) == 1
    press(ALL_THE_SAME)
    assert journal.decisions() == []
    assert pages.DELETED in seen()
    assert journal.preference(GONE_AT)
    assert "Half a" not in str(journal.preference(f"decision_{recorded.id}_words"))
    press("Undo")
    assert "It is as it was." in seen()
    assert journal.preference(GONE_AT) is None
    press(f"Read: {QUESTION}, 20 November, recorded")
    assert read().endswith("It was asked of me.")
    assert find(QTextEdit, "What to add").text() == "Half a"
    page.refresh()
    assert notes(journal)[0] == ("options", "Say it.\nLeave it.")


def test_a_draft_is_deleted_in_the_same_way_and_an_empty_one_at_once(
    open_page, journal, draft, press, seen
):
    page = open_page(draft.id)
    press("Delete draft")
    assert ASK_FIRST in seen()
    press(ALL_THE_SAME)
    assert journal.decisions() == []
    press("New decision")
    assert ASK_FIRST not in seen()
    press("Delete draft")
    assert ASK_FIRST not in seen()
    assert page._decision is None


def test_undo_is_not_offered_once_something_else_is_begun(
    open_page, journal, recorded, press, find, seen, put_in
):
    page = open_page(recorded.id)
    press("Delete")
    press(ALL_THE_SAME)
    press("New decision")
    assert pages.DELETED not in seen()
    put_in("The question", "Another")
    page.flush()
    page._do()
    assert [each.question for each in journal.decisions()] == ["Another"]


def test_one_that_is_gone_leads_to_the_list(open_page, seen):
    open_page(77)
    assert pages.GONE in seen()
    assert "Your decisions" in seen()


def test_without_being_asked_for_one_the_list_is_shown(open_page, draft, seen):
    page = open_page(draft.id)
    assert "The question" in seen()
    page.refresh()
    assert "Your decisions" in seen()


@pytest.mark.parametrize("about", [None, 0])
def test_escape_and_the_link_lead_back_to_supervision(open_page, qtbot, press, keys, about):
    page = open_page(about)
    assert page.belongs_to == "Supervision"
    with qtbot.waitSignal(page.page_requested) as asked:
        keys(Qt.Key.Key_Escape)
    assert asked.args == ["Supervision"]
    with qtbot.waitSignal(page.page_requested) as asked:
        press("Back to Supervision")
    assert asked.args == ["Supervision"]


def test_a_refused_save_is_said_and_loses_nothing(
    open_page, journal, draft, press, put_in, seen, refuse, find
):
    page = open_page(draft.id)
    put_in("Why", "Because.")
    refuse()
    press("All decisions")
    assert FolderNotWritable.sentence in seen()
    press("Record it")
    press("Delete draft")
    assert ASK_FIRST not in seen()
    page.look_at(0)
    assert find(QTextEdit, "Why").text() == "Because."
    refuse(on=False)
    press("Try again")
    assert FolderNotWritable.sentence not in seen()
    assert notes(journal)[-1] == ("rationale", "Because.")


def test_a_refused_recording_leaves_a_draft(open_page, journal, draft, press, seen, refuse):
    open_page(draft.id)
    refuse()
    press("Record it")
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    assert journal.decisions()[0].recorded_at is None
    press("Record it")
    assert journal.decisions()[0].recorded_at
    assert pages.RECORDED in seen()


def test_a_refused_addition_stays_in_its_field_and_is_added_once(
    open_page, journal, recorded, press, put_in, seen, refuse, find
):
    open_page(recorded.id)
    put_in("What to add", "It went well.")
    refuse()
    press("Add to it")
    assert FolderNotWritable.sentence in seen()
    assert find(QTextEdit, "What to add").text() == "It went well."
    find(QCheckBox, "Look at it again on").setChecked(True)
    press("Keep this")
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    press("Add to it")
    assert notes(journal)[2:] == [("added", "It went well.")]


def test_a_refused_deletion_and_a_refused_undo_are_said(
    open_page, journal, recorded, press, seen, refuse
):
    open_page(recorded.id)
    press("Delete")
    refuse()
    press(ALL_THE_SAME)
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    press(ALL_THE_SAME)
    refuse()
    press("Undo")
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    press("Undo")
    assert len(journal.decisions()) == 1


def test_what_the_database_refuses_is_said_and_the_words_stay(
    open_page, journal, draft, put_in, seen, find, press
):
    open_page(draft.id)
    twin = journal.decisions()[0]
    told.record(twin, NOW)
    journal.save(twin)  # as if another window had done it
    put_in("Options weighed", "Something else")
    press("Record it")
    assert CannotSave.sentence in seen()
    assert find(QTextEdit, "Options weighed").text() == "Something else"
    assert notes(journal)[0] == ("options", "Say it.\nLeave it.")


def test_one_that_went_meanwhile_is_not_added_to(open_page, journal, recorded, press, put_in):
    open_page(recorded.id)
    journal.delete(recorded)
    put_in("What to add", "Too late")
    press("Add to it")
    assert journal.decisions() == []


def test_after_a_lock_nothing_is_saved_by_itself(open_page, journal, put_in, qtbot, seen):
    page = open_page(0)
    put_in("Why", "Because.")
    page._unsaved = True
    journal.close()
    page._save()
    assert page._unsaved


def test_the_line_that_is_written_stays_in_sight(open_page, draft, find, qtbot, keys):
    page = open_page(draft.id, width=800, height=640)
    field = find(QTextEdit, "Why")
    field.setFocus()
    field.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(20):
        keys("Another line", Qt.Key.Key_Return)

    def in_sight():
        caret = field.viewport().mapTo(page, field.cursorRect().center())
        return 0 < caret.y() < page.height()

    qtbot.waitUntil(in_sight)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(1072, 100), (800, 100), (816, 200)])
def test_everything_has_a_name_and_fits(
    open_page, recorded, theme, check_names, look, width, percent
):
    theme.set_look(look)
    theme.set_text_scale(percent)
    page = open_page(width=width, height=640)
    for about in (None, 0, recorded.id):
        if about is not None:
            page.look_at(about)
        page.refresh()
        QApplication.processEvents()
        check_names(page)
        assert page.width() == width
        assert page._frame.horizontalScrollBar().maximum() == 0


def test_words_without_end_do_not_widen_the_page(open_page, journal, draft, find, put_in):
    page = open_page(draft.id, width=800, height=640)
    put_in("The question", "x" * 5000)
    put_in("Why", "y" * 5000)
    page._make_stand()
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0
    page.refresh()
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0


def test_a_screen_reader_hears_what_may_not_be_overlooked(open_page, recorded, press, find):
    open_page(recorded.id)
    press("Delete")
    labels = [each.text() for each in find(QPushButton, ALL_THE_SAME).parent().findChildren(QLabel)]
    assert labels
    heard = QAccessible.queryAccessibleInterface(find(QPushButton, ALL_THE_SAME))
    assert heard.text(QAccessible.Text.Name) == ALL_THE_SAME
