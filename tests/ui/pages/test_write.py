"""Writing as a person meets it: words that are kept, a place that is remembered."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton

from reflect_app.domain.contacts import FACTS_FIRST, RISK_FIRST
from reflect_app.domain.records import CaseAlias, Plan
from reflect_app.ui.pages import write as writing
from reflect_app.ui.pages.write import NOTHING_WRITTEN, WritePage
from reflect_app.ui.parts.write.aside import BY_ITSELF, STAYS
from reflect_app.ui.parts.write.contact_field import OTHER_QUESTIONS
from reflect_app.ui.parts.write.sheet import LEAST_HEIGHT
from reflect_app.ui.widgets.fields import ListField
from reflect_app.ui.widgets.scale import Scale
from reflect_app.ui.widgets.writing import WritingSurface
from reflect_app.vault.errors import JournalError

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


def surfaces(page):
    return [each for each in page.findChildren(WritingSurface) if each.isVisible()]


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
    assert surface(page).height() >= LEAST_HEIGHT


@pytest.fixture
def change(find):
    """Return a way to change the model in the middle of an entry."""

    def change(name):
        find(QPushButton, "Change the model").click()
        find(QPushButton, f"Change to {name}").click()

    return change


@pytest.fixture
def unfold(find):
    """Return a way to unfold what an entry is about."""
    return lambda: find(QPushButton, "About this entry").click()


def test_the_model_can_be_changed_in_the_middle_without_losing_a_word(
    page, keys, change, drafts, seen, find
):
    keys("A visit")
    press(Qt.Key.Key_Down, ALT)
    keys("Anger")
    assert "Model: After a hard case" in seen()
    change("Gibbs reflective cycle")
    assert "What happened, and where were you in it?" in seen()
    assert QApplication.focusWidget() is surface(page)
    keys("The hall")
    page.flush()
    assert drafts() == [{"happened": "A visit", "stirred": "Anger", "description": "The hall"}]
    find(QRadioButton, "Written before").click()
    assert [each.text() for each in surfaces(page)] == ["A visit", "Anger"]
    assert "What it stirred up" in seen()
    change("After a hard case")
    assert surface(page).text() == "A visit"
    find(QRadioButton, "Written before").click()
    assert surface(page).text() == "The hall"
    change("Gibbs reflective cycle")
    page.flush()
    assert drafts() == [{"happened": "A visit", "stirred": "Anger", "description": "The hall"}]


def test_what_was_written_before_can_be_changed_where_it_stands(page, keys, change, find, drafts):
    keys("A visit")
    press(Qt.Key.Key_Down, ALT)
    keys("Anger")
    change("Free writing")
    assert find(QRadioButton, "Written before").accessibleDescription() == "done"
    press(Qt.Key.Key_Down, ALT)
    before, after = surfaces(page)
    assert QApplication.focusWidget() is before
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    after.selectAll()
    keys("Fear")
    before.clear()
    assert find(QRadioButton, "Written before").accessibleDescription() == "done"
    page.flush()
    assert drafts() == [{"stirred": "Fear"}]
    after.clear()
    assert find(QRadioButton, "Written before").accessibleDescription() == ""
    change("What, so what, now what")
    assert not any(each.text() == "6  Written before" for each in page.findChildren(QRadioButton))


def test_undo_reaches_back_in_a_question_over_a_change_of_the_model(page, keys, change):
    keys("A visit")
    change("Gibbs reflective cycle")
    change("After a hard case")
    assert surface(page).text() == "A visit"
    surface(page).undo()
    assert surface(page).text() == ""
    surface(page).redo()
    assert surface(page).text() == "A visit"


def test_a_draft_of_two_models_comes_back_as_it_was(page, desk, show, keys, change, journal, find):
    keys("A visit")
    press(Qt.Key.Key_Down, ALT)
    keys("Anger")
    change("Gibbs reflective cycle")
    find(QRadioButton, "Written before").click()
    surfaces(page)[1].setFocus()
    surfaces(page)[1].set_caret(3)
    page.flush()
    (draft,) = journal.drafts()
    assert (draft.model, draft.caret_stage, draft.caret) == ("gibbs", "stirred", 3)
    again = show(WritePage(desk))
    again.go_on(draft.id)
    again.setFocus()
    assert [each.text() for each in surfaces(again)] == ["A visit", "Anger"]
    assert QApplication.focusWidget() is surfaces(again)[1]
    assert surfaces(again)[1].caret() == 3


def test_words_under_a_question_that_no_model_has_are_shown_too(page, write, journal, find):
    entry = write("A visit", finished=False, stages=[("from_later", "Words of a later Reflect")])
    page.go_on(entry.id)
    find(QRadioButton, "Written before").click()
    assert surface(page).text() == "Words of a later Reflect"
    surface(page).set_caret(5)
    page.flush()
    assert journal.entry(entry.id).text("from_later") == "Words of a later Reflect"


def test_changes_to_a_finished_entry_may_change_its_model(page, write, change, keys, journal):
    entry = write("A visit", days=3)
    page.go_on(entry.id)
    change("Free writing")
    keys("Looking back")
    press(Qt.Key.Key_Return, CTRL)
    entry = journal.entry(entry.id)
    assert entry.model == "free"
    assert (entry.text("happened"), entry.text("text")) == ("A visit", "Looking back")
    assert [line.id for line in journal.entries(words="visit")] == [entry.id]
    assert [line.id for line in journal.entries(words="looking")] == [entry.id]


def test_long_old_texts_scroll_and_leave_room_for_each_other(page, keys, change, find):
    surface(page).insertPlainText("line\n" * 200)
    press(Qt.Key.Key_Down, ALT)
    keys("Short")
    change("Free writing")
    press(Qt.Key.Key_Down, ALT)
    long, short = surfaces(page)
    assert short.height() < long.height() < 600


def test_what_an_entry_is_about_is_folded_away_and_kept_with_the_draft(
    page, desk, show, keys, unfold, find, journal, seen
):
    assert "never write who this is" not in seen()
    keys("A visit")
    unfold()
    assert "never write who this is" in seen()
    find(QPushButton, "Use Harbour").click()
    find(ListField, "Contact").set_value("home_visit")
    find(ListField, "How it was held").set_value("face_to_face")
    find(ListField, "Planned or not").set_value("no")
    find(QLineEdit, "Add a tag").setFocus()
    keys("Disclosure", Qt.Key.Key_Return, "Boundaries")
    find(QRadioButton, "Any").click()
    page.flush()
    (draft,) = journal.drafts()
    (case,) = journal.cases()
    assert (case.word, draft.case_id, draft.contact) == ("Harbour", case.id, "home_visit")
    assert (draft.mode, draft.planned, draft.audience) == ("face_to_face", False, "any")
    assert draft.tags == ("disclosure", "boundaries")
    unfold()
    assert "Harbour\nHome visit, face to face, not planned\ndisclosure, boundaries" in seen()
    again = show(WritePage(desk))
    page.hide()
    again.go_on(draft.id)
    assert "Harbour\nHome visit, face to face, not planned\ndisclosure, boundaries" in seen()
    again.flush()
    assert journal.entry(draft.id).tags == ("disclosure", "boundaries")


def test_what_the_page_holds_is_saved_soon_after_it_is_said(
    qtbot, page, keys, unfold, find, journal
):
    keys("A visit")
    page.flush()
    unfold()
    page._save_soon.setInterval(50)
    find(ListField, "Contact").set_value("court")
    qtbot.waitUntil(lambda: journal.drafts()[0].contact == "court")


def test_a_flag_lets_the_clinical_supervisor_see_it_and_says_so(page, keys, find, journal, seen):
    keys("A visit")
    find(QPushButton, "Flag for supervision").click()
    page.flush()
    assert journal.drafts()[0].audience == "clinical"
    assert BY_ITSELF in seen()
    find(QRadioButton, "Only me").click()
    assert BY_ITSELF not in seen()
    page.flush()
    assert (journal.drafts()[0].audience, journal.drafts()[0].flagged) == ("me", True)


def test_a_flag_taken_back_leaves_who_may_see_it_and_says_so(page, keys, find, journal, seen):
    keys("A visit")
    flag = find(QPushButton, "Flag for supervision")
    flag.click()
    flag.click()
    page.flush()
    assert (journal.drafts()[0].audience, journal.drafts()[0].flagged) == ("clinical", False)
    assert STAYS in seen()
    flag.click()
    assert STAYS not in seen()
    find(QRadioButton, "Only me").click()
    flag.click()
    page.flush()
    assert journal.drafts()[0].audience == "me"
    assert STAYS not in seen()


def test_a_flag_leaves_alone_what_any_session_may_see(page, keys, find, journal, seen):
    keys("A visit")
    find(QRadioButton, "Any").click()
    find(QPushButton, "Flag for supervision").click()
    assert BY_ITSELF not in seen()
    find(QPushButton, "Flag for supervision").click()
    page.flush()
    assert journal.drafts()[0].audience == "any"


def test_a_plan_for_when_this_happens_is_told_as_soon_as_it_is_logged(
    page, journal, unfold, find, seen
):
    for name, cue in (("Ten minutes in the car.", "home_visit"), ("Ring somebody", "death")):
        journal.save(
            Plan(kind="when", name=name, times=(None,) * 7, since=date(2026, 1, 1), cue=cue)
        )
    unfold()
    find(ListField, "Contact").set_value("home_visit")
    assert "You planned: Ten minutes in the car." in seen()
    unfold()
    assert "You planned: Ten minutes in the car." in seen()
    unfold()
    find(ListField, "Contact").set_value("office")
    assert "You planned" not in seen()


def test_after_an_incident_an_empty_entry_asks_about_the_person(
    page, unfold, find, keys, seen, drafts, journal
):
    unfold()
    contact = find(ListField, "Contact")
    contact.setFocus()
    contact.set_value("death")
    assert FACTS_FIRST in seen()
    assert "What is it doing to you?" in seen()
    assert QApplication.focusWidget() is contact
    contact.set_value("good_news")
    assert FACTS_FIRST not in seen()
    assert "What happened?" in seen()
    contact.set_value("threat")
    page.setFocus()
    keys("I wake at four")
    page.flush()
    assert drafts() == [{"doing_to_me": "I wake at four"}]
    assert journal.drafts()[0].model == "incident"
    contact.set_value("office")
    assert "After an incident" in seen()
    assert surface(page).text() == "I wake at four"


def test_after_an_incident_what_is_written_stays_and_the_questions_are_offered(
    page, unfold, find, keys, seen, change
):
    keys("A visit")
    unfold()
    find(ListField, "Contact").set_value("serious_further_offence")
    assert FACTS_FIRST in seen()
    assert "After a hard case" in seen()
    assert OTHER_QUESTIONS in seen()
    find(QPushButton, "Change to After an incident", page._aside).click()
    assert "What is it doing to you?" in seen()
    assert OTHER_QUESTIONS not in seen()
    find(QRadioButton, "Written before").click()
    assert surface(page).text() == "A visit"
    change("After a hard case")
    find(QPushButton, "Change the model").click()
    find(QPushButton, "Change to After an incident", page._ways).click()
    assert "What is it doing to you?" in seen()


def test_a_risk_is_named_once_for_an_entry_and_can_be_put_away(
    page, unfold, find, keys, seen, journal, write
):
    keys("A visit")
    unfold()
    find(ListField, "Contact").set_value("recall")
    assert RISK_FIRST in seen()
    find(ListField, "Contact").set_value("good_news")
    assert RISK_FIRST not in seen()
    find(ListField, "Contact").set_value("breach")
    unfold()
    assert RISK_FIRST in seen()
    find(QPushButton, "Close").click()
    assert RISK_FIRST not in seen()
    unfold()
    find(ListField, "Contact").set_value("recall")
    assert RISK_FIRST not in seen()
    page.flush()
    page.go_on(journal.drafts()[0].id)
    assert RISK_FIRST not in seen()
    page.begin("hard_case")
    unfold()
    find(ListField, "Contact").set_value("safeguarding")
    assert RISK_FIRST in seen()


def test_focus_mode_leaves_the_question_and_the_writing(qtbot, page, keys, find, seen, drafts):
    asked = []
    page.focus_wanted.connect(asked.append)
    find(QPushButton, "Focus mode").click()
    assert asked == [True]
    assert QApplication.focusWidget() is surface(page)
    assert "What happened?" in seen()
    for gone in ("After a hard case", "Model:", "Title, if you like", "Who may see"):
        assert gone not in seen()
    assert not find(QPushButton, "Leave focus mode").isHidden()
    assert not any(each.isVisible() for each in (page._finish, page._flag))
    keys("A visit")
    press(Qt.Key.Key_Down, ALT)
    assert "What did it stir up in you?" in seen()
    page.flush()
    assert drafts() == [{"happened": "A visit"}]
    press(Qt.Key.Key_Escape)
    assert asked == [True, False]
    assert "After a hard case" in seen()
    assert page._finish.isVisible()
    assert page._steps.isVisible()


def test_focus_mode_ends_when_another_page_is_shown_and_not_with_the_window(page):
    asked = []
    page.focus_wanted.connect(asked.append)
    page.turn_focus()
    page.turn_focus()
    page.turn_focus()
    page.hide()
    assert asked == [True, False, True, False]


def test_a_refused_save_is_said_in_focus_mode_too(qtbot, page, keys, refuse, seen, find):
    page.turn_focus()
    refuse()
    keys("Words")
    qtbot.waitUntil(lambda: "not allowed to write" in seen())
    refuse(on=False)
    find(QPushButton, "Try again").click()
    assert "not allowed to write" not in seen()


def test_everything_unfolded_can_be_told_apart_and_fits(
    page, unfold, find, check_names, theme, journal
):
    journal.save(CaseAlias(word="Harbour", since=date(2026, 1, 1)))
    page.begin("gibbs")
    unfold()
    find(QPushButton, "Change the model").click()
    find(ListField, "Contact").set_value("death")
    find(QPushButton, "Change the model").click()
    for percent, width in ((100, 1072), (200, 816), (100, 592)):
        theme.set_text_scale(percent)
        page.resize(width, 700)
        QApplication.processEvents()
        check_names(page)
        assert page._frame.horizontalScrollBar().maximum() == 0
    find(ListField, "Case, by its word").set_value("1")
    find(QPushButton, "End this case").click()
    check_names(page)


def test_the_caret_is_in_sight_in_the_smallest_window(desk, show, keys):
    page = WritePage(desk)
    page.begin("free")
    show(page, 590, 530)
    keys("First words")
    shown = surface(page)
    caret = shown.viewport().mapTo(page, shown.cursorRect().center())
    assert page.rect().adjusted(0, 20, 0, -20).contains(caret)


@pytest.mark.parametrize("percent", [150, 200])
def test_text_made_larger_while_writing_leaves_everything_within_the_window(page, theme, percent):
    page.resize(1072, 832)
    theme.set_text_scale(percent)
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0


def test_a_page_that_was_put_down_asks_nothing_of_a_journal_that_is_closed(
    page, keys, journal, refuse
):
    keys("A visit")
    refuse()
    with pytest.raises(JournalError):
        page.flush()
    refuse(on=False)
    page.put_down()
    journal.close()
    assert not page._save_soon.isActive()


def test_unfolding_what_it_is_about_leaves_the_sheet_within_the_window(qtbot, desk, show, unfold):
    page = show(WritePage(desk), 1072, 620)
    page.begin("hard_case")
    unfold()
    following = page._sheet._next
    qtbot.waitUntil(lambda: page._margin.verticalScrollBar().value() > 0)
    assert page._frame.verticalScrollBar().maximum() == 0
    assert following.mapTo(page, QPoint(0, following.height())).y() <= page.height()
    tags = page._aside._about._tags
    assert tags.mapTo(page._margin.viewport(), QPoint(0, 0)).y() < page._margin.height()


def test_below_the_writing_all_of_it_is_part_of_the_page(qtbot, desk, show, unfold):
    page = show(WritePage(desk), 560, 700)
    page.begin("hard_case")
    QApplication.processEvents()
    folded = page._margin.height()
    unfold()
    qtbot.waitUntil(lambda: page._margin.height() > folded)
    qtbot.waitUntil(lambda: page._margin.height() >= page._aside.height())
    assert page._margin.verticalScrollBar().maximum() == 0
