"""Preparing a session as a person meets it: what could be brought, one question, one page."""

from datetime import UTC, date, datetime

import pytest
from PySide6 import QtPrintSupport
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from reflect_app.domain.one_page import about_entry, keep_sentences, sentence_key
from reflect_app.domain.records import Agreed, CheckIn, Plan, PlanAnswer, Preparation, Session
from reflect_app.ui.pages.prepare import PreparePage
from reflect_app.ui.parts.prepare.limited_line import CUT
from reflect_app.ui.parts.prepare.page_row import PageRow
from reflect_app.ui.parts.prepare.tick_list import SHOWN
from reflect_app.ui.parts.prepare.tick_row import TickRow
from reflect_app.ui.printing import PageSheet
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.vault.errors import CannotSave, FolderNotWritable
from reflect_app.vault.journal import Journal

LAST, NEXT = date(2026, 11, 4), date(2026, 12, 2)
QUESTION = "My focus, in one question"


@pytest.fixture
def sessions(journal):
    """Return a last session and a next one."""
    return [journal.save(Session(day=day, start=600, mode="face_to_face")) for day in (LAST, NEXT)]


@pytest.fixture
def flagged(write, sessions):
    """Return three reflections that wait for supervision, the newest last."""
    return [
        write(
            "I kept my voice level. It was only in the car park. I noticed my hands.",
            days=days,
            title=title,
            flagged=True,
            audience="clinical",
        )
        for days, title in ((9, "The e-mail"), (4, "After the recall"), (0, "Harbour"))
    ]


@pytest.fixture
def open_page(desk, show):
    """Return a way to come to the page."""
    pages = []

    def open_page(about=None, **size):
        page = PreparePage(desk)
        if about is not None:
            page.look_at(about)
        pages.append(show(page, **size))
        return page

    return open_page


@pytest.fixture
def press(find):
    """Return a way to click the button of a name."""
    return lambda name: QTest.mouseClick(find(QPushButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def tick(find):
    """Return a way to tick what has this name, or to tick it no more."""
    return lambda *names: [find(QCheckBox, name).toggle() for name in names]


@pytest.fixture
def pick(find):
    """Return a way to choose one of several answers."""
    return lambda name: find(QRadioButton, name).setChecked(True)


@pytest.fixture
def prepared(journal, sessions):
    """Return a way to read what the journal has for the next session."""
    return lambda: journal.preparation(sessions[-1].id)


@pytest.fixture
def saved(qtbot):
    """Return a way to wait until a page has saved by itself."""
    return lambda page: qtbot.waitUntil(lambda: not page._unsaved)


def on_the_page(page):
    """Return the titles on the page and what is said of each, as they are heard."""
    rows = [row for row in page.findChildren(PageRow) if row.isVisible()]
    return [row.accessibleName() for row in sorted(rows, key=lambda row: row.y())]


def titles(page):
    return [part.title for part in page._work.page().parts]


def test_without_a_session_ahead_it_leads_to_where_one_is_added(open_page, qtbot, press, seen):
    page = open_page()
    assert "No supervision date yet" in seen()
    assert "Since last time" not in seen()
    assert QApplication.focusWidget().text() == "Add a date under Supervision"
    with qtbot.waitSignal(page.page_requested) as asked:
        press("Add a date under Supervision")
    assert asked.args == ["Supervision"]
    page.flush()


def test_it_says_what_is_prepared_and_how_long_it_has_been(open_page, sessions, seen):
    open_page()
    assert "Prepare for Wednesday 2 December" in seen()
    assert "Clinical supervision, 10:00, face to face. 28 days after the last one." in seen()


def test_the_first_session_is_said_without_one_before(open_page, journal, seen):
    journal.save(Session(day=date(2027, 1, 6), kind="peer"))
    open_page()
    assert "Prepare for Wednesday 6 January 2027" in seen()
    assert "Peer supervision." in seen().split("\n")


def test_an_empty_time_between_sessions_invites_own_words(open_page, sessions, seen):
    open_page()
    assert "Nothing is gathered from these days." in seen()
    assert "Nothing yet. What you tick comes here, and only that is on the page." in seen()
    assert "No number, postcode" not in seen()


def test_what_is_ticked_is_on_the_page_and_nothing_else_is(
    open_page, flagged, tick, saved, prepared, seen
):
    page = open_page()
    assert "You flagged" in seen()
    tick("Harbour", "The e-mail")
    assert on_the_page(page) == [
        "1, Harbour. From your reflection of 20 November. Title only.",
        "2, The e-mail. From your reflection of 11 November. Title only.",
    ]
    assert not any("After the recall" in text for text in page._work.page().texts())
    assert not any("car park" in text for text in page._work.page().texts())
    saved(page)
    assert [item.about for item in prepared().items] == [str(flagged[2].id), str(flagged[0].id)]
    tick("Harbour")
    assert titles(page) == ["The e-mail"]


def test_a_click_on_the_words_ticks_too(open_page, flagged, find, seen):
    page = open_page()
    (row,) = [
        box.parentWidget()
        for box in page.findChildren(QCheckBox)
        if box.accessibleName() == "Harbour"
    ]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(80, 15))
    assert titles(page) == ["Harbour"]


def test_the_light_word_beside_something_agreed_is_no_button(
    open_page, journal, sessions, find, seen
):
    journal.save(Agreed(session_id=sessions[0].id, words="Ask for a debrief"))
    page = open_page()
    (row,) = [each for each in page.findChildren(TickRow) if each.isVisible()]
    light = find(QLabel, "open")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=light.geometry().center())
    assert titles(page) == []
    QTest.mouseClick(light, Qt.MouseButton.LeftButton)
    assert titles(page) == []
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 15))
    assert len(titles(page)) == 1


def test_flagged_ones_show_their_day_and_the_year_where_it_is_another(
    open_page, write, flagged, seen
):
    write("Words", days=400, title="Long ago", flagged=True, audience="clinical")
    open_page()
    assert {"20 Nov", "16 Nov", "11 Nov", "16 Oct 2025"} <= set(seen().split("\n"))


@pytest.mark.parametrize(("width", "percent"), [(1072, 100), (724, 200)])
def test_nothing_moves_while_sentences_are_ticked(
    open_page, flagged, tick, pick, press, theme, width, percent, seen
):
    theme.set_text_scale(percent)
    page = open_page(width=width)
    tick("Harbour", "The e-mail")
    press("Change: Harbour")
    pick("Chosen sentences")
    before = places(page)
    for words in ("I noticed my hands.", "I kept my voice level.", "It was only in the car park."):
        tick(words)
        assert places(page) == before
    assert "Sharing three sentences you chose." in seen().split("\n")
    press("Done: Harbour")
    assert "Sharing three sentences you chose." in seen()


def test_a_reflection_without_a_title_keeps_its_name_while_its_sentences_are_ticked(
    open_page, write, sessions, tick, pick, seen
):
    first = "I waited outside for a long time before anybody came to the door of that house."
    write(f"{first} It rained. Nobody spoke to me at all.", flagged=True, audience="clinical")
    page = open_page(width=800)
    (row,) = [each for each in page.findChildren(TickRow) if each.isVisible()]
    row.findChild(QCheckBox).toggle()
    (row,) = [each for each in page.findChildren(PageRow) if each.isVisible()]
    row._change.click()
    pick("Chosen sentences")
    name = row._words._title.text()
    before = where(row)
    tick(first, "It rained.", "Nobody spoke to me at all.")
    assert page._work.page().parts[0].title != name
    assert row._words._title.text() == name
    assert where(row) == before
    row._change.click()
    assert row._words._title.text() == page._work.page().parts[0].title


def where(row):
    places(row)
    return [box.mapTo(row, QPoint(0, 0)).toTuple() for box in row.findChildren(QCheckBox)]


def places(page):
    """Return where everything is that can be ticked, and what lies around it."""
    for _ in range(8):  # one layout asks the next
        QApplication.processEvents()
    seen = [each for each in page.findChildren(QWidget) if each.isVisible()]
    return {
        each.accessibleName() or each.text(): each.mapTo(page, QPoint(0, 0)).toTuple()
        for each in seen
        if isinstance(each, QAbstractButton)
    }


def test_a_click_on_words_takes_the_focus_to_their_box_alone(
    open_page, flagged, tick, pick, press, find
):
    page = open_page()
    tick("Harbour")
    press("Change: Harbour")
    pick("Chosen sentences")
    places(page)  # once all has its place
    row = find(QCheckBox, "I noticed my hands.").parentWidget()
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 15))
    assert not isinstance(QApplication.focusWidget(), PageRow)
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 15))
    assert QApplication.focusWidget() is find(QCheckBox, "I noticed my hands.")
    assert page._work.page().parts[0].quote == ("I noticed my hands.",)


def test_chosen_sentences_are_shared_and_the_others_are_not(
    open_page, flagged, tick, pick, press, saved, prepared
):
    page = open_page()
    tick("Harbour")
    press("Change: Harbour")
    pick("Chosen sentences")
    tick("I noticed my hands.", "I kept my voice level.")
    (part,) = page._work.page().parts
    assert part.quote == ("I kept my voice level.", "[…]", "I noticed my hands.")
    assert "Sharing two sentences you chose." in on_the_page(page)[0]
    tick("I kept my voice level.")
    assert "Sharing one sentence you chose." in on_the_page(page)[0]
    pick("All of it")
    assert "Sharing all of it." in on_the_page(page)[0]
    pick("Title only")
    assert page._work.page().parts[0].quote == ()
    saved(page)
    (item,) = prepared().items
    assert item.share == "title"
    assert len(item.sentences) == 1
    press("Done: Harbour")
    assert not [row for row in page.findChildren(QRadioButton) if row.isVisible()]
    press("Change: Harbour")
    pick("Chosen sentences")
    assert "Sharing one sentence you chose." in on_the_page(page)[0]


def test_sentences_kept_while_reading_wait_with_their_reflection(
    open_page, flagged, journal, tick, press, saved, prepared, find, seen, sessions
):
    (entry, session) = flagged[2], sessions[-1]
    preparation = Preparation(session_id=session.id)
    kept = [sentence_key(each) for each in ("I noticed my hands.", "I kept my voice level.", "No.")]
    keep_sentences(preparation, entry.id, kept)
    journal.save(preparation)
    page = open_page()
    assert "2 sentences you kept" in seen()
    assert "2 sentences you kept" in find(QCheckBox, "Harbour").accessibleDescription()
    assert not find(QCheckBox, "Harbour").isChecked()
    assert titles(page) == []
    press("See the page")
    assert page._work.page().parts == ()
    press("Back")
    tick("The e-mail")
    page._write("own", "Mine")
    saved(page)
    page.flush()
    waiting = about_entry(prepared(), entry.id)
    assert (waiting.ticked, waiting.share, len(waiting.sentences)) == (False, "sentences", 3)
    tick("Harbour")
    part = page._work.page().parts[-1]
    assert part.quote == ("I kept my voice level.", "[…]", "I noticed my hands.")
    press("Change: Harbour")
    assert find(QRadioButton, "Chosen sentences").isChecked()
    assert find(QCheckBox, "I noticed my hands.").isChecked()
    assert not find(QCheckBox, "It was only in the car park.").isChecked()
    before = places(page)
    tick("I noticed my hands.")
    assert "1 sentence you kept" in seen()
    tick("I kept my voice level.")
    assert "you kept" not in seen()
    assert places(page) == before


def test_who_manages_staff_finds_two_more_themes(
    open_page, flagged, journal, tick, press, find, saved, prepared
):
    journal.set_preference("manages_staff", True)
    page = open_page()
    tick("Harbour")
    press("Change: Harbour")
    press("Themes")
    press("Staff matters")
    assert find(QPushButton, "Decisions upward").isVisible()
    saved(page)
    assert prepared().items[0].themes == ("staff",)
    journal.set_preference("manages_staff", False)
    page.refresh()
    assert find(QPushButton, "Staff matters").isChecked()
    upward = [each for each in page.findChildren(QPushButton) if each.text() == "Decisions upward"]
    assert not upward[0].isVisible()
    press("Boundaries")
    saved(page)
    assert prepared().items[0].themes == ("boundaries", "staff")
    press("Staff matters")
    press("Conflict")
    saved(page)
    page.refresh()
    assert prepared().items[0].themes == ("boundaries", "conflict")
    staff = [each for each in page.findChildren(QPushButton) if each.text() == "Staff matters"]
    assert not staff[0].isVisible()


def test_a_reflection_with_a_title_alone_has_no_sentences(
    open_page, write, sessions, tick, pick, press, seen
):
    write(title="Only a title", flagged=True, audience="clinical")
    open_page()
    tick("Only a title")
    press("Change: Only a title")
    pick("Chosen sentences")
    assert "There is no more in it than its title." in seen()


def test_a_leaving_time_brings_its_chart_where_that_is_wanted(
    open_page, journal, sessions, tick, press, pick
):
    plan = journal.save(Plan(kind="leaving", name="Leaving time", times=(1035,) * 7, since=LAST))
    for day, minutes in ((9, 40), (10, -5), (11, 20)):
        journal.save(
            PlanAnswer(
                plan_id=plan.id,
                day=date(2026, 11, day),
                at=datetime(2026, 11, day, 18, tzinfo=UTC),
                answer="kept" if minutes < 0 else "not_that_day",
                minutes_after=minutes,
            )
        )
    page = open_page()
    title = "Leaving time, more than 10 minutes later on 2 of 3 days"
    tick(title)
    assert page._work.page().parts[0].chart is None
    press(f"Change: {title}")
    tick("With the chart of planned and actual times")
    (part,) = page._work.page().parts
    assert len(part.chart.points) == 3
    assert "Title only, and the chart of planned and actual times." in on_the_page(page)[0]
    pick("And how it went")
    assert page._work.page().parts[0].lines


def test_a_heavy_day_may_bring_the_chart_of_the_days(open_page, journal, sessions, tick, press):
    for day in (9, 10, 11):
        moment = datetime(2026, 11, day, 18, tzinfo=UTC)
        journal.save(CheckIn(at=moment, day=moment.date(), load=9 if day == 10 else 3))
    page = open_page()
    tick("Tue 10 Nov, load 9")
    press("Change: Tue 10 Nov, load 9")
    tick("With the chart of how heavy the days were")
    assert page._work.page().parts[0].chart.kind == "load"


def test_what_was_agreed_shows_how_it_went(open_page, journal, sessions, tick, seen):
    last, _ = sessions
    journal.save(Agreed(session_id=last.id, words="Ask for a debrief"))
    page = open_page()
    assert "Agreed, still open" in seen()
    assert "open" in seen().split("\n")
    tick("Ask for a debrief")
    assert on_the_page(page) == ["1, Agreed last time: Ask for a debrief. Open. Title only."]


def test_what_was_agreed_before_the_last_session_says_when(
    open_page, journal, sessions, tick, seen
):
    before = journal.save(Session(day=date(2026, 5, 6), start=600))
    journal.save(Agreed(session_id=before.id, words="Lunch away from the desk"))
    page = open_page()
    assert "From 6 May, open" in seen().split("\n")
    tick("Lunch away from the desk")
    assert on_the_page(page) == ["1, Agreed on 6 May: Lunch away from the desk. Open. Title only."]


def test_a_reflection_that_is_heavy_still_says_so_in_a_word(open_page):
    from reflect_app.domain.focus import Candidate
    from reflect_app.ui.parts.prepare.since_card import _light_words

    detail = "From your reflection of 20 November, still heavy"
    heavy = Candidate("flagged", "1", "Harbour", detail)
    assert _light_words(heavy, "20 Nov") == "20 Nov, still heavy"
    assert _light_words(Candidate("flagged", "1", "Harbour", detail[:32]), "") == ""


def test_many_are_shown_a_few_at_a_time(open_page, write, sessions, press, tick, find):
    for number in range(SHOWN + 3):
        write("Words", days=number, title=f"Case {number}", flagged=True, audience="clinical")
    page = open_page()
    boxes = [box for box in page.findChildren(QCheckBox) if box.isVisible()]
    assert len(boxes) == SHOWN
    press(f"Show all {SHOWN + 3} flagged")
    assert QApplication.focusWidget().accessibleName() == f"Case {SHOWN}"
    tick(f"Case {SHOWN + 2}")
    assert titles(page) == [f"Case {SHOWN + 2}"]
    page.refresh()
    assert find(QCheckBox, f"Case {SHOWN + 2}").isChecked()


def test_own_words_go_on_the_page_at_once(open_page, sessions, find, keys, saved, prepared):
    page = open_page()
    find(QTextEdit, "Something in my own words").setFocus()
    keys("Whether to stay in this team", Qt.Key.Key_Return)
    assert titles(page) == ["Whether to stay in this team"]
    assert QApplication.focusWidget().accessibleName() == "Something in my own words"
    assert find(QCheckBox, "Whether to stay in this team").isChecked()
    keys(Qt.Key.Key_Return, "And another", Qt.Key.Key_Return)
    saved(page)
    assert [item.words for item in prepared().items] == [
        "Whether to stay in this team",
        "And another",
    ]


def test_what_one_would_rather_not_bring_stays_off_the_page_until_it_is_ticked(
    open_page, sessions, find, keys, press, tick
):
    page = open_page()
    find(QTextEdit, "Something I would rather not bring").setFocus()
    keys("The e-mail I did not answer")
    press("Add: Something I would rather not bring")
    assert page._work.page().parts == ()
    assert not find(QCheckBox, "The e-mail I did not answer").isChecked()
    tick("The e-mail I did not answer")
    assert titles(page) == ["The e-mail I did not answer"]


def test_own_words_can_be_removed_and_put_back(
    open_page, flagged, find, keys, press, tick, saved, prepared, seen
):
    page = open_page()
    find(QTextEdit, "Something in my own words").setFocus()
    keys("Mine", Qt.Key.Key_Return)
    tick("Harbour")
    press("Remove Mine")
    assert titles(page) == ["Harbour"]
    saved(page)
    press("Undo")
    assert titles(page) == ["Mine", "Harbour"]
    saved(page)
    assert [item.words for item in prepared().items] == ["Mine", ""]


def test_the_question_is_kept_as_it_is_typed_and_stands_there_again(
    open_page, sessions, find, keys, press, saved, prepared
):
    page = open_page()
    find(QTextEdit, QUESTION).setFocus()
    keys("How do I stay open?")
    press("Supportive")
    press("Ethical")
    find(QTextEdit, "From this session I want").setFocus()
    keys("a way to end the day")
    saved(page)
    kept = prepared()
    assert (kept.question, kept.want) == ("How do I stay open?", "a way to end the day")
    assert kept.needs == ("supportive", "ethical")
    assert "I want to leave with a way to end the day." in page._work.page().wish
    page.hide()
    open_page()
    assert find(QPushButton, "Supportive").isChecked()
    keys(" And how long?")
    assert find(QTextEdit, QUESTION).text() == "How do I stay open? And how long?"


def test_the_end_of_a_question_is_said_and_so_is_what_does_not_go_in(
    open_page, sessions, find, keys, seen
):
    page = open_page()
    field = find(QTextEdit, QUESTION)
    field.insertPlainText("How " * 74 + "now")
    assert "as long as a question" not in seen()
    keys("?")
    assert "That is as long as a question on the page can be." in seen().split("\n")
    keys(Qt.Key.Key_Backspace)
    assert "as long as a question" not in seen()
    paste(field, "and then")
    assert f"can be. {CUT}" in seen()
    paste(field, "more")
    assert f"can be. {CUT}" in seen()
    assert len(field.text()) == 300
    keys(Qt.Key.Key_Backspace, "!")
    assert CUT not in seen()
    paste(find(QTextEdit, "From this session I want"), "a" * 301)
    assert "That is as long as this line on the page can be." in seen()
    paste(find(QTextEdit, "Something in my own words"), "a" * 301)
    assert "That is as long as a line of your own can be." in seen()
    page.flush()


def paste(field, words):
    field.moveCursor(QTextCursor.MoveOperation.End)
    pasted = QMimeData()
    pasted.setText(words)
    field.insertFromMimeData(pasted)


def test_it_begins_in_the_question_where_that_is_in_sight(open_page, sessions, theme):
    open_page()
    assert QApplication.focusWidget().accessibleName() == QUESTION
    theme.set_text_scale(200)
    open_page(width=724)
    assert QApplication.focusWidget().text() == "See the page"


def test_help_begins_the_question_and_never_overwrites_it(open_page, sessions, press, keys, find):
    page = open_page()
    press("Help me sharpen it")
    press("What happened, in a few words?")
    press("What do I want to be able to do?")
    keys("stay open?")
    assert find(QTextEdit, QUESTION).text() == "How do I stay open?"
    press("What do I want to understand?")
    assert find(QTextEdit, QUESTION).text() == "How do I stay open?"
    assert page._work.preparation.question == "How do I stay open?"
    press("Fold the help away")
    assert not [b for b in page.findChildren(QPushButton) if b.isVisible() and "1  " in b.text()]


def test_the_order_is_changed_by_keys_by_buttons_and_by_mouse(
    open_page, flagged, tick, press, keys, saved, prepared
):
    page = open_page()
    tick("Harbour", "After the recall", "The e-mail")
    rows = {row.accessibleName()[3:10]: row for row in page.findChildren(PageRow)}
    rows["The e-m"].setFocus()
    QTest.keyClick(rows["The e-m"], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(rows["The e-m"], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(rows["The e-m"], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(page) == ["The e-mail", "Harbour", "After the recall"]
    assert QApplication.focusWidget() is rows["The e-m"]
    press("Move down: Harbour")
    assert titles(page) == ["The e-mail", "After the recall", "Harbour"]
    QApplication.processEvents()
    number, lowest = rows["The e-m"]._number, rows["Harbour"]
    QTest.mousePress(number, Qt.MouseButton.LeftButton)
    for _ in range(2):
        drag(number, lowest.mapToGlobal(QPoint(0, lowest.height())))
        QApplication.processEvents()
    assert titles(page) == ["After the recall", "Harbour", "The e-mail"]
    drag(number, rows["After t"].mapToGlobal(QPoint(0, 2)))
    assert titles(page) == ["After the recall", "The e-mail", "Harbour"]
    saved(page)
    kept = [item.about for item in prepared().items]
    assert kept == [str(flagged[place].id) for place in (1, 0, 2)]


def test_a_screen_reader_meets_the_rows_in_their_order(open_page, flagged, tick, press):
    page = open_page()
    tick("Harbour", "After the recall", "The e-mail")
    press("Move up: The e-mail")
    press("Move up: The e-mail")
    heard = QAccessible.queryAccessibleInterface(page._page)
    children = map(heard.child, range(heard.childCount()))
    names = [child.text(QAccessible.Text.Name) for child in children if child]
    said = [name for name in names if name[:2] in {"1,", "2,", "3,"}]
    assert said == on_the_page(page)
    assert said[0].startswith("1, The e-mail")


def drag(number, to):
    place = QPointF(number.mapFromGlobal(to))
    button = Qt.MouseButton.LeftButton
    moved = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        place,
        QPointF(to),
        button,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(number, moved)


def test_at_the_top_the_focus_stays_with_the_row_whose_button_is_gone(
    open_page, flagged, tick, find
):
    page = open_page()
    tick("Harbour", "The e-mail")
    up = find(QPushButton, "Move up: The e-mail")
    up.setFocus()
    up.click()
    assert titles(page) == ["The e-mail", "Harbour"]
    assert QApplication.focusWidget().accessibleName().startswith("1, The e-mail")


def test_taking_off_by_the_row_goes_on_to_the_next(open_page, flagged, tick, press, find):
    page = open_page()
    tick("Harbour", "After the recall", "The e-mail")
    press("Move down: After the recall")
    press("Change: The e-mail")
    press("Take it off the page: The e-mail")
    assert titles(page) == ["Harbour", "After the recall"]
    assert QApplication.focusWidget().accessibleName().startswith("2, After the recall")
    press("Change: Harbour")
    press("Take it off the page: Harbour")
    assert titles(page) == ["After the recall"]
    assert not find(QCheckBox, "Harbour").isChecked()
    assert QApplication.focusWidget().accessibleName().startswith("1, After the recall")
    press("Change: After the recall")
    press("Take it off the page: After the recall")
    assert titles(page) == []


def test_themes_and_minutes_wait_folded_and_too_many_are_said(
    open_page, flagged, tick, press, find, seen, saved, prepared
):
    page = open_page()
    tick("Harbour")
    press("Change: Harbour")
    press("Themes")
    press("Boundaries")
    press("How long?")
    find(QSpinBox, "Minutes meant for it").setValue(40)
    assert "spoken for" not in seen()
    find(QSpinBox, "Minutes meant for it").setValue(45)
    assert "45 of 60 minutes are spoken for: leave some for what comes up." in seen()
    assert on_the_page(page)[0].endswith("Title only. Boundaries. 45 minutes.")
    saved(page)
    (item,) = prepared().items
    assert (item.themes, item.minutes) == (("boundaries",), 45)
    find(QSpinBox, "Minutes meant for it").setValue(0)
    assert page._work.preparation.items[0].minutes is None
    assert "spoken for" not in seen()


def test_themes_that_were_chosen_show_again(open_page, flagged, tick, press, find, saved):
    page = open_page()
    tick("Harbour")
    page._share(("flagged", str(flagged[2].id)), "themes", ("boundaries",))
    saved(page)
    open_page()
    page.hide()
    press("Change: Harbour")
    assert find(QPushButton, "Boundaries").isChecked()


def test_what_may_identify_somebody_is_said_with_its_place_and_not_quoted(
    open_page, sessions, find, keys, seen, saved
):
    page = open_page()
    page._write("own", "The visit")
    assert "No number, postcode or address patterns found." in seen()
    find(QTextEdit, "Something in my own words").setFocus()
    keys("The visit in LS1 4AP", Qt.Key.Key_Return)
    assert "In 2: this may hold a postcode. Please read it once more." in seen()
    assert "No number" not in seen()
    find(QTextEdit, QUESTION).setFocus()
    keys("What about A123456?")
    saved(page)
    assert "In your focus: this may hold a CRN. Please read it once more. In 2:" in seen()


def test_own_support_lines_may_stand_on_the_page(open_page, journal, sessions, find, keys, seen):
    journal.set_preference("support", [{"who": "Mine", "reach": "07700 900123"}])
    open_page()
    find(QTextEdit, "Something in my own words").setFocus()
    keys("Ring 07700 900123", Qt.Key.Key_Return)
    assert "No number, postcode or address patterns found." in seen()


def test_a_page_too_long_says_what_to_cut(
    open_page, write, sessions, tick, press, pick, seen, find
):
    write(
        " ".join(f"Sentence {number} of many in a long afternoon." for number in range(150)),
        title="A day that went on and on until there was no light left in it",
        flagged=True,
        audience="clinical",
    )
    page = open_page()
    title = "A day that went on and on until there was no light left in it"
    tick(title)
    press(f"Change: {title}")
    pick("All of it")
    assert "This is more than one sheet holds. The longest is 1, “A day that went on" in seen()
    assert "share less of it, or take something off the page." in seen()
    press("See the page")
    assert "Exactly as it prints, on " in seen()
    assert " sheets." in seen()
    several = f"Print {PageSheet(page._work.page()).sheets} sheets"
    assert find(QPushButton, several)
    page.refresh()
    assert find(QPushButton, several)
    pick("Title only")
    assert "more than one sheet" not in seen()
    assert find(QPushButton, "Print one page")


def test_many_own_words_are_too_long_too(open_page, sessions, seen):
    page = open_page()
    for number in range(60):
        page._write("own", f"Something {number}")
    assert "The longest is " in seen()
    assert "take something off the page." in seen()


def test_a_refused_save_is_said_and_loses_nothing(
    open_page, flagged, tick, find, keys, press, refuse, qtbot, seen, prepared
):
    page = open_page()
    refuse()
    tick("Harbour")
    find(QTextEdit, QUESTION).setFocus()
    keys("How?")
    qtbot.waitUntil(lambda: FolderNotWritable.sentence in seen())
    with pytest.raises(FolderNotWritable):
        page.flush()
    assert titles(page) == ["Harbour"]
    refuse(on=False)
    page.refresh()
    assert titles(page) == ["Harbour"]
    assert find(QTextEdit, QUESTION).text() == "How?"
    page.flush()
    assert prepared().question == "How?"
    assert len(prepared().items) == 1


def test_trying_again_saves(open_page, flagged, tick, press, pick, refuse, qtbot, seen, prepared):
    page = open_page()
    refuse()
    tick("Harbour")
    qtbot.waitUntil(page._notice.isVisible)
    refuse(on=False)
    press("Try again")
    assert "Saved." in seen()
    assert len(prepared().items) == 1
    press("Change: Harbour")
    pick("All of it")
    assert page._work.page().parts[0].quote


def test_leaving_keeps_words_that_were_not_entered(open_page, sessions, find, keys, prepared):
    page = open_page()
    find(QTextEdit, "Something I would rather not bring").setFocus()
    keys("Half a thought")
    page.flush()
    (item,) = prepared().items
    assert (item.kind, item.words, item.ticked) == ("rather_not", "Half a thought", False)
    assert find(QCheckBox, "Half a thought")
    page.flush()
    assert len(prepared().items) == 1


def test_nothing_is_stored_where_nothing_was_done(open_page, flagged, prepared):
    open_page().flush()
    assert prepared() is None


def test_a_deleted_reflection_is_said_and_can_be_taken_off(
    open_page, journal, clock, flagged, tick, saved, seen, press, prepared
):
    page = open_page()
    tick("Harbour", "The e-mail")
    saved(page)
    journal.throw_away(flagged[2].id, clock.now())
    page.refresh()
    assert titles(page) == ["The e-mail"]
    assert "One reflection that was on the page is deleted, so it is not on it any more." in seen()
    press("Take it off")
    assert "is deleted" not in seen()
    saved(page)
    assert [item.about for item in prepared().items if item.ticked] == [str(flagged[0].id)]


def test_several_deleted_ones_are_counted(
    open_page, journal, clock, flagged, tick, saved, seen, press
):
    page = open_page()
    tick("Harbour", "The e-mail")
    saved(page)
    for entry in flagged:
        journal.throw_away(entry.id, clock.now())
    page.refresh()
    assert "Two reflections that were on the page are deleted, so they are not" in seen()
    press("Take them off")
    assert "Nothing yet." in seen()


def test_what_is_only_mine_again_is_kept_back(open_page, journal, flagged, tick, saved, seen):
    page = open_page()
    tick("Harbour")
    saved(page)
    entry = journal.entry(flagged[2].id)
    entry.audience = "me"
    journal.save(entry)
    page.refresh()
    assert titles(page) == []
    assert "One reflection that was ticked is not for a session of this kind" in seen()


def test_line_management_starts_empty_and_offers_what_is_for_any_session(
    open_page, journal, write, seen, find
):
    journal.save(Session(day=NEXT, kind="line_management"))
    write("Words", title="For my supervisor", flagged=True, audience="clinical")
    write("Words", title="For anybody", flagged=True, audience="any", days=1)
    open_page()
    assert "This page starts empty" in seen()
    assert "For anybody" in seen()
    assert "For my supervisor" not in seen()


def test_of_two_sessions_ahead_the_nearer_is_shown_and_the_other_can_be_chosen(
    open_page, journal, flagged, tick, find, seen, press
):
    later = journal.save(Session(day=date(2026, 12, 16), start=840, kind="peer"))
    page = open_page()
    tick("Harbour")
    choose = find(QComboBox, "Session to prepare for")
    assert choose.currentText() == "Wednesday 2 December at 10:00, Clinical supervision"
    assert choose.width() > choose.fontMetrics().horizontalAdvance(choose.currentText())
    choose.setCurrentIndex(1)
    assert "Prepare for Wednesday 16 December" in seen()
    assert titles(page) == []
    assert page._work.session.id == later.id
    page._write("own", "Mine")
    press("Remove Mine")
    assert "Removed." in seen()
    page.refresh()
    assert "Prepare for Wednesday 16 December" in seen()
    page._write("own", "Mine")
    press("Remove Mine")
    choose.setCurrentIndex(0)
    assert "Removed." not in seen()
    assert titles(page) == ["Harbour"]


def test_what_was_being_prepared_is_shown_again_after_a_lock_until_it_is_over(
    open_page, journal, flagged, clock, seen
):
    later = journal.save(Session(day=date(2026, 12, 16), start=840, kind="peer"))
    open_page(later.id).hide()
    open_page()
    assert "Prepare for Wednesday 16 December" in seen()
    clock.move(days=1)
    open_page()
    assert "Prepare for Wednesday 2 December" in seen()


def test_where_nothing_can_be_kept_the_next_session_is_shown_anyway(
    open_page, sessions, monkeypatch, seen
):
    def refuse(*_):
        raise FolderNotWritable

    monkeypatch.setattr(Journal, "set_preference", refuse)
    open_page()
    assert "Prepare for Wednesday 2 December" in seen()


def test_the_session_of_this_morning_gives_way_and_stays_while_it_lasts(
    open_page, journal, sessions, clock, seen
):
    now = clock.local()
    minutes = now.hour * 60 + now.minute
    today = journal.save(Session(day=now.date(), start=minutes - 10, minutes=30))
    page = open_page()
    assert "Prepare for Wednesday 2 December" in seen()
    page.look_at(today.id)
    page.refresh()
    page.refresh()
    assert page._work.session.id == today.id
    clock.move(minutes=30)
    page.refresh()
    assert "Prepare for Wednesday 2 December" in seen()
    journal.delete(sessions[1])
    clock.move(minutes=-30)
    open_page()
    assert "No supervision date yet" not in seen()


def test_a_refused_save_stays_with_the_session_it_is_for(
    open_page, journal, flagged, tick, find, refuse, seen
):
    journal.save(Session(day=date(2026, 12, 16), kind="peer"))
    page = open_page()
    refuse()
    tick("Harbour")
    find(QComboBox, "Session to prepare for").setCurrentIndex(1)
    assert "Prepare for Wednesday 2 December" in seen()
    assert titles(page) == ["Harbour"]
    refuse(on=False)


def test_the_session_that_was_asked_for_is_shown_even_where_it_has_been(
    open_page, sessions, seen, find
):
    last, _ = sessions
    page = open_page(last.id)
    assert "Prepare for Wednesday 4 November" in seen()
    assert find(QComboBox, "Session to prepare for").count() == 2
    page.refresh()
    assert "Prepare for Wednesday 2 December" in seen()


def test_the_preview_shows_and_tells_exactly_the_page(
    open_page, flagged, tick, press, find, keys, seen, qtbot
):
    page = open_page()
    tick("Harbour")
    press("See the page")
    assert "A PDF is not encrypted" in seen()
    sheet = find(QLabel, "The sheet as it prints")
    assert sheet.pixmap().width() > 0
    assert sheet.accessibleDescription().split("\n") == page._work.page().texts()
    keys(Qt.Key.Key_Escape)
    assert "Since last time" in seen()
    assert QApplication.focusWidget().text() == "See the page"
    with qtbot.waitSignal(page.page_requested) as asked:
        keys(Qt.Key.Key_Escape)
    assert asked.args == ["Supervision"]


def test_the_preview_is_scrolled_by_keys(open_page, sessions, press, keys):
    page = open_page()
    press("See the page")
    QApplication.processEvents()
    keys(Qt.Key.Key_PageDown)
    assert page._preview._frame.verticalScrollBar().value() > 0


def test_the_preview_is_black_on_white_in_the_dark_and_grows_with_the_text(
    open_page, sessions, press, find, theme, qtbot
):
    page = open_page()
    theme.set_look("dark")
    press("See the page")
    picture = page._preview._picture
    assert picture.pixmap().toImage().pixelColor(4, 4).name() == "#ffffff"
    narrow = picture.pixmap().width()
    theme.set_text_scale(130)
    qtbot.waitUntil(lambda: picture.pixmap().width() > narrow)
    press("Back")
    assert page._stack.currentWidget() is page._frame


def test_the_page_is_saved_as_a_file_of_a_neutral_name(
    open_page, flagged, tick, press, seen, tmp_path, monkeypatch
):
    asked = []

    def choose(_parent, title, place, kinds):
        asked.extend((title, place))
        return str(tmp_path / "page.pdf"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    open_page()
    tick("Harbour")
    press("See the page")
    press("Save as PDF")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert asked[0] == "Save the page (the file is not encrypted)"
    assert asked[1].endswith("page.pdf")
    assert "Saved. The file is not encrypted: delete it once it is handed over." in seen()


def test_a_place_that_takes_no_file_is_said(
    open_page, sessions, press, seen, tmp_path, monkeypatch
):
    there = str(tmp_path / "nowhere" / "page.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (there, ""))
    open_page()
    press("See the page")
    press("Save as PDF")
    assert "please choose another folder." in seen()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    press("Save as PDF")
    assert "please choose" not in seen()


@pytest.fixture
def printer(monkeypatch, tmp_path):
    """Return a print dialog that prints into a file, and takes no until it is told."""

    class Dialog:
        yes = False
        file = tmp_path / "printed.pdf"

        def deleteLater(self):  # noqa: N802
            pass

        def __init__(self, printer, _parent):
            self._printer = printer

        def exec(self):
            self._printer.setOutputFileName(str(self.file))
            return self.yes

        def printer(self):
            return self._printer

    monkeypatch.setattr(QtPrintSupport, "QPrintDialog", Dialog)
    return Dialog


def test_one_page_is_printed_at_once_or_from_the_preview(
    open_page, flagged, tick, press, seen, printer, prepared
):
    open_page()
    tick("Harbour")
    press("Print one page")
    assert not printer.file.exists()
    assert "Sent to the printer." not in seen()
    assert prepared().items
    printer.yes = True
    press("Print one page")
    assert printer.file.read_bytes().startswith(b"%PDF")
    assert "Sent to the printer." in seen()
    press("See the page")
    press("Print")
    assert "Sent to the printer." in seen()


def test_control_p_prints_from_the_page_and_from_the_preview(
    open_page, flagged, tick, press, seen, printer, find
):
    printer.yes = True
    page = open_page()
    tick("Harbour")
    assert find(QPushButton, "Print one page").accessibleDescription() == "Ctrl+P"
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printer.file.read_bytes().startswith(b"%PDF")
    printer.file.unlink()
    press("See the page")
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printer.file.exists()
    assert "Sent to the printer." in seen()


def test_what_cannot_be_saved_can_be_printed(
    open_page, flagged, tick, press, seen, printer, refuse
):
    printer.yes = True
    open_page()
    tick("Harbour")
    refuse()
    press("Print one page")
    assert printer.file.exists()
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)


def test_a_printer_that_takes_nothing_is_said(
    open_page, sessions, press, seen, printer, monkeypatch
):
    def refuse(*_):
        raise CannotSave

    printer.yes = True
    monkeypatch.setattr(PageSheet, "print_on", refuse)
    open_page()
    press("Print one page")
    assert CannotSave.sentence in seen()


def test_from_opening_it_to_the_printer_in_five_actions(
    open_page, flagged, tick, press, find, keys, printer, prepared
):
    printer.yes = True
    page = open_page()  # one, on Supervision
    keys("How do I stay open?")  # two: the caret is there
    tick("Harbour")  # three
    tick("After the recall")  # four
    press("Print one page")  # five
    assert titles(page) == ["Harbour", "After the recall"]
    assert prepared().question == "How do I stay open?"
    assert printer.file.exists()


def test_at_midnight_a_session_that_has_been_gives_way(open_page, flagged, clock, tick, seen):
    page = open_page()
    tick("Harbour")
    page.flush()
    clock.move(days=20)
    page.findChild(NewDay).came.emit()
    assert "No supervision date yet" in seen()


def test_escape_in_a_field_leaves_for_supervision_and_keeps_what_is_typed(
    open_page, sessions, find, keys, qtbot, prepared
):
    page = open_page()
    find(QTextEdit, QUESTION).setFocus()
    with qtbot.waitSignal(page.page_requested):
        keys("How?", Qt.Key.Key_Escape)
    page.flush()
    assert prepared().question == "How?"
    keys("and so on")
    page.flush()
    assert prepared().question == "How?and so on"


def test_everything_has_a_name_and_nothing_grows_wider_than_the_window(
    open_page, flagged, tick, press, pick, check_names, theme, find
):
    page = open_page(width=800, height=640)
    tick("Harbour", "The e-mail")
    press("Help me sharpen it")
    press("Change: Harbour")
    pick("Chosen sentences")
    page._write("own", "x" * 300)
    for percent in (100, 200):
        theme.set_text_scale(percent)
        QApplication.processEvents()
        check_names(page)
        for area in page.findChildren(QScrollArea):
            if area.isVisible():
                assert area.horizontalScrollBar().maximum() == 0
    press("See the page")
    check_names(page)
