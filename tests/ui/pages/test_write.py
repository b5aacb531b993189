"""Writing as a person meets it: words that are kept, a place that is remembered."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton

from reflect_app.ui.pages import write as writing
from reflect_app.ui.pages.write import NOTHING_WRITTEN, WritePage
from reflect_app.ui.widgets.scale import Scale
from reflect_app.ui.widgets.writing import WritingSurface

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(desk, show):
    page = WritePage(desk)
    page.begin("hard_case")
    return show(page)


@pytest.fixture
def drafts(journal):
    """Return a way to read the drafts in the journal as plain texts by stage."""

    def drafts():
        return [
            {stage: answer.text for stage, answer in draft.answers.items()}
            for draft in journal.drafts()
        ]

    return drafts


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def surface(page):
    (surface,) = (each for each in page.findChildren(WritingSurface) if each.isVisible())
    return surface


def test_it_opens_with_the_caret_under_the_first_question(page, seen):
    assert QApplication.focusWidget() is surface(page)
    assert surface(page).accessibleName() == "What happened?"
    assert "After a hard case" in seen()
    assert "Friday 20 November, 15:10. Draft kept as you type." in seen()


def test_what_is_typed_is_in_the_journal_within_two_seconds_of_the_first_key(
    qtbot, page, keys, drafts
):
    assert writing.SAVE_AFTER < 2_000
    keys("I kept my voice level")
    assert drafts() == []
    qtbot.waitUntil(lambda: drafts() == [{"happened": "I kept my voice level"}], timeout=2_000)


def test_typing_on_and_on_does_not_put_the_saving_off(qtbot, page, keys, drafts, monkeypatch):
    page._save_soon.setInterval(50)

    def one_more_key():
        keys("x")
        return drafts() != []

    qtbot.waitUntil(one_more_key, timeout=5_000)


def test_nothing_typed_leaves_nothing_behind(page, drafts):
    page.flush()
    assert drafts() == []
    assert page.place() is None
    assert page.draft is None


def test_every_question_is_optional_and_reached_in_any_order(page, keys, drafts, find):
    find(QRadioButton, "What went well").click()
    keys("The break")
    find(QRadioButton, "What happened").click()
    keys("A visit")
    page.flush()
    assert drafts() == [{"went_well": "The break", "happened": "A visit"}]


def test_the_next_question_is_a_key_away_and_so_is_the_one_before(page, keys, drafts, seen):
    keys("A visit")
    press(Qt.Key.Key_Down, ALT)
    keys("Anger")
    assert "What did it stir up in you?" in seen()
    press(Qt.Key.Key_Up, ALT)
    press(Qt.Key.Key_Up, ALT)
    keys(" that turned")
    page.flush()
    assert drafts() == [{"happened": "A visit that turned", "stirred": "Anger"}]


def test_the_next_question_is_offered_until_the_last(page, find):
    for name in ("What it stirred up", "What was mine to carry", "What went well", "What next"):
        find(QPushButton, f"Next: {name}").click()
    offered = [each for each in page.findChildren(QPushButton) if each.text().startswith("Next")]
    assert not any(each.isVisible() for each in offered)


def test_arrows_walk_through_the_questions_and_tab_leaves_the_text(page):
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not surface(page)
    page._stages._steps[0].setFocus()
    press(Qt.Key.Key_Down)
    assert page._stages._steps[1].isChecked()
    assert QApplication.focusWidget() is page._stages._steps[1]
    assert surface(page).accessibleName() == "What did it stir up in you?"


def test_a_question_that_is_answered_says_so(page, keys, find):
    step = find(QRadioButton, "What happened")
    assert step.accessibleDescription() == ""
    keys("A visit")
    assert step.accessibleDescription() == "done"
    surface(page).clear()
    assert step.accessibleDescription() == ""


def test_undo_reaches_back_in_a_question_after_another_was_visited(page, keys):
    keys("A visit")
    press(Qt.Key.Key_Down, ALT)
    press(Qt.Key.Key_Up, ALT)
    surface(page).undo()
    assert surface(page).text() == ""


def test_free_writing_has_one_page_and_no_list_of_questions(desk, show, keys, drafts, seen):
    page = WritePage(desk)
    page.begin("free")
    show(page)
    keys("Only this")
    page.flush()
    assert drafts() == [{"text": "Only this"}]
    assert "Free writing" in seen()
    assert not any(each.isVisible() for each in page._stages._steps)


def test_a_draft_comes_back_at_the_question_and_the_caret(page, desk, show, keys, journal):
    keys("A visit")
    press(Qt.Key.Key_Down, ALT)
    surface(page).insertPlainText("Anger 😀 and fear")
    surface(page).set_caret(7)
    page.flush()
    (draft,) = journal.drafts()
    again = WritePage(desk)
    again.go_on(draft.id)
    show(again)
    (shown,) = (each for each in again.findChildren(WritingSurface) if each.isVisible())
    assert shown.text() == "Anger 😀 and fear"
    assert shown.caret() == 7
    assert again._stages._steps[1].isChecked()
    assert again.place() == draft.id


def test_title_loads_and_flag_are_kept_with_the_draft(page, keys, find, journal):
    keys("A visit")
    find(QLineEdit, "Title, if you like").setText("  The kettle ")
    before, after = page.findChildren(Scale)
    assert (before.title(), after.title()) == ("Load before writing", "Load after writing")
    before._choices[8].click()
    after._choices[6].click()
    find(QPushButton, "Flag for supervision").click()
    page.flush()
    (draft,) = journal.drafts()
    assert (draft.title, draft.load_before, draft.load_after) == ("The kettle", 8, 6)
    assert draft.flagged


def test_a_title_may_come_before_the_words(page, keys, find, journal):
    find(QLineEdit, "Title, if you like").setText("The kettle")
    page.flush()
    page.setFocus()
    keys("It sang")
    page.flush()
    (draft,) = journal.drafts()
    assert (draft.title, draft.text("happened")) == ("The kettle", "It sang")


def test_a_load_can_be_taken_back(page, keys, find, journal):
    keys("A visit")
    page.findChildren(Scale)[0]._choices[8].click()
    page.flush()
    find(QPushButton, "Clear load before writing").click()
    page.flush()
    assert journal.drafts()[0].load_before is None


def test_finishing_asks_for_nothing_that_is_not_there(qtbot, page, keys, journal):
    keys("A visit")
    with qtbot.waitSignal(page.finished) as finished:
        press(Qt.Key.Key_Return, CTRL)
    (line,) = journal.entries()
    assert finished.args == [line.id]
    assert (line.heading, line.load_before, line.flagged) == ("A visit", None, False)
    assert journal.drafts() == []
    page.flush()
    assert journal.drafts() == []


def test_finishing_an_empty_page_says_so_and_keeps_nothing(page, find, journal, seen):
    find(QPushButton, "Finish").click()
    assert NOTHING_WRITTEN in seen()
    assert journal.count() == 0
    press(Qt.Key.Key_A)
    page.flush()
    assert NOTHING_WRITTEN not in seen()


def test_a_draft_that_is_emptied_is_gone(page, keys, drafts, find):
    keys("A visit")
    page.flush()
    surface(page).clear()
    page.flush()
    assert drafts() == []
    keys("Another")
    page.flush()
    assert drafts() == [{"happened": "Another"}]


def test_a_finished_entry_is_changed_through_a_draft_of_its_own(
    page, desk, keys, write, journal, seen
):
    entry = write("A visit", days=3, title="Harbour")
    page.go_on(entry.id)
    assert "Changes to Tuesday 17 November, 09:40." in seen()
    page.setFocus()
    surface(page).set_caret(7)
    keys(" that turned")
    page.flush()
    assert journal.entry(entry.id).text("happened") == "A visit"
    (draft,) = journal.drafts()
    assert draft.revises == entry.id
    page.go_on(entry.id)
    page.setFocus()
    press(Qt.Key.Key_Return, CTRL)
    assert journal.drafts() == []
    assert journal.entry(entry.id).text("happened") == "A visit that turned"
    assert journal.count() == 1


def test_only_looking_at_a_finished_entry_leaves_no_draft(page, write, journal):
    entry = write("A visit", days=3)
    page.go_on(entry.id)
    page.flush()
    assert journal.drafts() == []


def test_changes_that_take_everything_out_are_kept_until_they_are_finished(page, write, journal):
    entry = write("A visit", days=3)
    page.go_on(entry.id)
    surface(page).clear()
    page.flush()
    (draft,) = journal.drafts()
    assert draft.empty
    press(Qt.Key.Key_Return, CTRL)
    assert journal.entry(entry.id).empty


def test_what_is_no_longer_there_cannot_be_gone_on_with(page, keys, drafts):
    keys("A visit")
    assert not page.go_on(12345)
    page.flush()
    assert drafts() == [{"happened": "A visit"}]


def test_a_refused_save_says_why_loses_nothing_and_can_be_tried_again(
    qtbot, page, keys, find, refuse, seen, drafts
):
    refuse()
    keys("Words the disk would not take")
    qtbot.waitUntil(lambda: "not allowed to write" in seen())
    assert surface(page).text() == "Words the disk would not take"
    assert page.draft.text("happened") == "Words the disk would not take"
    find(QPushButton, "Try again").click()
    assert "not allowed to write" in seen()
    press(Qt.Key.Key_Return, CTRL)
    assert surface(page).text() == "Words the disk would not take"
    refuse(on=False)
    find(QPushButton, "Try again").click()
    assert "not allowed to write" not in seen()
    assert drafts() == [{"happened": "Words the disk would not take"}]
    assert page.draft is None


def test_a_restored_draft_is_saved_like_any_other(desk, show, journal, write, drafts):
    draft = write("Sealed words", finished=False)
    journal.delete(draft)
    page = WritePage(desk)
    page.restore(journal.unseal(journal.seal(draft)))
    show(page)
    assert drafts() == []
    page.flush()
    assert drafts() == [{"happened": "Sealed words"}]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("", None),
        ("NUL\x00 and lone \ud800 half", "NUL and lone \N{REPLACEMENT CHARACTER} half"),
        ("שלום 😀 e\u0301", "שלום 😀 e\u0301"),
        ("one\r\ntwo\u2029three", "one\ntwo\nthree"),
        ("x" * 1_000_000, "x" * 1_000_000),
    ],
    ids=["empty", "NUL and surrogate", "right to left and emoji", "line ends", "a megabyte"],
)
def test_whatever_is_pasted_is_kept_as_plain_text(page, journal, pasted, kept):
    class Pasted(QMimeData):
        # QMimeData itself would not carry half a surrogate pair.
        def text(self):
            return pasted

    surface(page).insertFromMimeData(Pasted())
    page.flush()
    assert [draft.text("happened") for draft in journal.drafts()] == ([kept] if kept else [])


@pytest.mark.parametrize(("width", "height"), [(1072, 832), (820, 620), (620, 560)])
def test_the_writing_is_in_sight_however_small_the_window(desk, show, width, height):
    page = WritePage(desk)
    page.begin("hard_case")
    show(page, width, height)
    assert surface(page).width() >= 300
    assert surface(page).height() >= writing._LEAST_HEIGHT


def test_the_caret_is_in_sight_in_the_smallest_window(desk, show, keys):
    page = WritePage(desk)
    page.begin("free")
    show(page, 590, 530)
    keys("First words")
    shown = surface(page)
    caret = shown.viewport().mapTo(page, shown.cursorRect().center())
    assert page.rect().adjusted(0, 20, 0, -20).contains(caret)
