"""Today knows the cycle: before a session, after it, and what is still heavy or due between."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton

from reflect_app.domain.agreed import when_plan
from reflect_app.domain.records import Agreed, CheckIn, Preparation, Session, SessionRecord
from reflect_app.ui.pages.today import TodayPage
from reflect_app.ui.parts.today.evening_record import AGREED, CHOSEN, COMES_BACK, REALISED, SAVED
from reflect_app.ui.parts.today.still_with import NOTED, OFFERED, ONLY_YOURS
from reflect_app.ui.widgets.growing_text import GrowingText
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.stops import move_on
from reflect_app.vault.errors import FolderNotWritable, JournalError

FRIDAY = date(2026, 11, 20)
SAVE, MORE = "Save what came of the session", "More about the session"
NOT_NOW = "Not now, ask about the session tomorrow"


@pytest.fixture
def open_page(desk, show, write):
    """Return a way to open Today when the first day is over."""
    write("Words", days=18)
    return lambda: show(TodayPage(desk))


@pytest.fixture
def supervise(journal):
    """Return a way to have a session so many days from Friday 20 November, at ten."""

    def supervise(days, start=600, **columns):
        day = FRIDAY + timedelta(days=days)
        return journal.save(Session(day=day, start=start, **columns))

    return supervise


@pytest.fixture
def agree(journal):
    """Return a way to have agreed something in a session, for so many days from today."""

    def agree(session, words, days=0):
        due = FRIDAY + timedelta(days=days)
        return journal.save(Agreed(session_id=session.id, words=words, due=due))

    return agree


@pytest.fixture
def heavy(write):
    """Return a way to have written something heavy so many days ago."""

    def heavy(title, *, days=2, load=8, **columns):
        return write("Words", title=title, days=days, load_before=load, **columns)

    return heavy


@pytest.fixture
def fill(find):
    """Return a way to put words into one of the three fields after a session."""

    def fill(name, words):
        find(GrowingText, name).setPlainText(words)

    return fill


def is_there(page, words):
    return any(
        words in (each.text(), each.accessibleName()) and each.isVisible()
        for each in (*page.findChildren(QPushButton), *page.findChildren(QRadioButton))
    )


# Still with you?


def test_something_heavy_is_asked_about_in_one_click(open_page, heavy, journal, find, seen):
    entry = heavy("The visit", audience="clinical")
    page = open_page()
    assert "Still with you?" in seen()
    assert "The visit" in seen()
    QTest.mouseClick(find(QRadioButton, "Still heavy"), Qt.MouseButton.LeftButton)
    assert OFFERED in seen()
    (said,) = journal.still_with()
    assert (said.entry_id, said.day, said.answer) == (entry.id, FRIDAY, "heavy")
    page.refresh()
    assert "Still with you?" not in seen()


def test_another_answer_takes_the_place_of_the_first(open_page, heavy, journal, find, seen):
    heavy("The visit")
    open_page()
    find(QRadioButton, "Still heavy").click()
    find(QRadioButton, "A bit").click()
    assert [each.answer for each in journal.still_with()] == ["a_bit"]
    assert NOTED in seen().split("\n")


def test_what_only_i_may_see_is_asked_about_and_never_offered(open_page, heavy, find, seen):
    heavy("The visit", audience="me")
    open_page()
    find(QRadioButton, "Still heavy").click()
    assert ONLY_YOURS in seen()


def test_its_heading_is_the_way_to_read_it(open_page, heavy, find, qtbot):
    entry = heavy("The visit")
    page = open_page()
    with qtbot.waitSignal(page.read_requested) as asked:
        find(QPushButton, "Read The visit, Wednesday 18 November").click()
    assert asked.args == [entry.id]


def test_one_question_a_day(open_page, heavy, clock, find, seen):
    heavy("The visit", load=9)
    heavy("The call", days=3, load=7)
    page = open_page()
    assert "The visit" in seen()
    assert "The call" not in seen()
    find(QRadioButton, "Settled").click()
    page.refresh()
    assert "Still with you?" not in seen()
    clock.move(days=1)
    page.refresh()
    assert "The call" in seen()


def test_what_is_lighter_newer_older_or_a_draft_is_not_asked_about(open_page, heavy, seen):
    heavy("Lighter", load=6)
    heavy("Newer", days=1)
    heavy("Older", days=8)
    heavy("Draft", finished=False)
    open_page()
    assert "Still with you?" not in seen()


def test_an_answer_that_is_refused_says_so_and_one_click_tries_again(
    open_page, heavy, journal, find, refuse, seen
):
    heavy("The visit")
    open_page()
    refuse()
    find(QRadioButton, "Settled").click()
    assert FolderNotWritable.sentence in seen()
    assert not find(QRadioButton, "Settled").isChecked()
    refuse(on=False)
    find(QRadioButton, "Settled").click()
    refuse()
    find(QRadioButton, "A bit").click()
    assert find(QRadioButton, "Settled").isChecked()
    refuse(on=False)
    assert [each.answer for each in journal.still_with()] == ["settled"]


def test_the_question_does_not_show_the_number_of_then(open_page, heavy, seen):
    heavy("The visit")
    open_page()
    assert "8" not in seen().replace("18 November", "")


# Before a session


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (2, "Sunday: 1 thing waits. Five minutes."),
        (1, "Tomorrow: 1 thing waits. Five minutes."),
    ],
)
def test_two_days_before_it_says_what_waits(
    open_page, supervise, write, find, seen, qtbot, days, said
):
    session = supervise(days)
    write("Words", title="Harbour", flagged=True)
    page = open_page()
    assert said in seen()
    with qtbot.waitSignal(page.room_requested) as asked:
        find(QPushButton, "Prepare").click()
    assert asked.args == ["Prepare", session.id]
    with qtbot.waitSignal(page.page_requested) as asked:
        find(QPushButton, "Open Supervision").click()
    assert asked.args == ["Supervision"]


def test_once_the_page_is_begun_it_says_so(open_page, supervise, journal, seen):
    session = supervise(2)
    journal.save(Preparation(session_id=session.id, question="How far do I hold it?"))
    page = open_page()
    assert "Sunday: your page is begun." in seen()
    assert is_there(page, "Prepare")


def test_with_nothing_kept_there_is_still_a_way_to_prepare(open_page, supervise, seen):
    supervise(2)
    open_page()
    assert "Sunday: five minutes to prepare." in seen()
    assert "Nothing waits. A reflection kept for supervision shows here." in seen()


def test_on_the_day_it_leads_to_preparing_until_it_begins(open_page, supervise, clock, seen):
    supervise(0, start=16 * 60)
    page = open_page()
    assert "Today: five minutes to prepare." in seen()
    clock.move(hours=1)
    page.refresh()
    assert "to prepare" not in seen()
    assert not is_there(page, "Prepare")
    assert is_there(page, "Open Supervision")


def test_further_off_there_is_a_quiet_way_to_prepare(open_page, supervise, find, seen, qtbot):
    session = supervise(12)
    page = open_page()
    assert "For your next supervision" in seen()
    assert is_there(page, "Open Supervision")
    with qtbot.waitSignal(page.room_requested) as asked:
        find(QPushButton, "Prepare").click()
    assert asked.args == ["Prepare", session.id]


def test_without_a_date_there_is_nothing_to_prepare(open_page):
    page = open_page()
    assert not is_there(page, "Prepare")
    assert is_there(page, "Add the date")


# After a session


def test_the_evening_after_three_lines_are_a_record(
    open_page, supervise, journal, clock, fill, find, seen
):
    session = supervise(0)
    page = open_page()
    assert "After your session" in seen()
    assert "Clinical supervision, Friday 20 November at 10:00." in seen()
    fill(REALISED, "The boundary is what lets me stay.")
    fill(CHOSEN, "Ten minutes in between.")
    fill(AGREED, "Ten minutes after a disclosure\n\nAsk for a debrief")
    find(QPushButton, SAVE).click()
    assert f"{SAVED} {COMES_BACK}" in seen()
    (record,) = journal.session_records()
    assert (record.session_id, record.done, record.written_at) == (session.id, True, clock.now())
    assert record.realised == "The boundary is what lets me stay."
    assert record.chosen == "Ten minutes in between."
    assert [each.words for each in journal.agreed()] == [
        "Ten minutes after a disclosure",
        "Ask for a debrief",
    ]
    page.refresh()
    assert "After your session" not in seen()


def test_by_keyboard_from_the_first_line_to_the_last(
    open_page, supervise, journal, find, keys, seen
):
    supervise(0)
    page, enter = open_page(), Qt.Key.Key_Return
    find(GrowingText, REALISED).setFocus()
    keys("One", enter, "and two")
    move_on(page, forward=True)  # as Tab does in the window
    move_on(page, forward=True)
    keys("First", enter, "Second")
    move_on(page, forward=True)
    keys(enter)
    assert SAVED in seen()
    (record,) = journal.session_records()
    assert (record.realised, record.chosen) == ("One\nand two", "")
    assert [each.words for each in journal.agreed()] == ["First", "Second"]
    assert QApplication.focusWidget().accessibleName() == MORE


def test_nothing_to_say_is_said_with_save_too(open_page, supervise, journal, find, seen):
    supervise(0)
    open_page()
    find(QPushButton, SAVE).click()
    assert SAVED in seen().split("\n")
    assert journal.session_records()[0].done


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        (datetime(2026, 11, 20, 10, 59), False),  # noqa: DTZ001
        (datetime(2026, 11, 20, 11, 0), True),  # noqa: DTZ001
        (datetime(2026, 11, 22, 23, 59), True),  # noqa: DTZ001
        (datetime(2026, 11, 23, 0, 0), False),  # noqa: DTZ001
    ],
)
def test_it_is_asked_from_the_end_of_the_session_for_two_days(
    open_page, supervise, clock, seen, now, asked
):
    supervise(0)
    clock.set(now)
    open_page()
    assert ("After your session" in seen()) is asked


def test_a_draft_begun_elsewhere_shows_its_words_and_keeps_the_rest(
    open_page, supervise, agree, journal, clock, fill, find, seen
):
    session = supervise(-1)
    agree(session, "Ask for a debrief", days=14)
    record = SessionRecord(
        session_id=session.id, written_at=clock.now(), realised="Half", strengths="Calm"
    )
    journal.save(record)
    open_page()
    assert find(GrowingText, REALISED).text() == "Half"
    assert find(GrowingText, AGREED).text() == "Ask for a debrief"
    fill(REALISED, "Half a thought, now whole.")
    fill(AGREED, "Ask for a debrief\nRing the team")
    find(QPushButton, SAVE).click()
    (stored,) = journal.session_records()
    assert (stored.realised, stored.strengths) == ("Half a thought, now whole.", "Calm")
    first, second = journal.agreed()
    assert (first.words, first.due) == ("Ask for a debrief", FRIDAY + timedelta(14))
    assert (second.words, second.due) == ("Ring the team", None)


def test_what_was_prepared_need_not_be_typed_again(open_page, supervise, journal, find):
    session = supervise(0)
    journal.save(Preparation(session_id=session.id, question="How far do I hold it?"))
    open_page()
    find(QPushButton, SAVE).click()
    assert journal.session_records()[0].focus == "How far do I hold it?"


def test_what_was_agreed_and_is_taken_out_again_is_gone(
    open_page, supervise, agree, journal, fill, find
):
    agree(supervise(-1), "Ask for a debrief", days=14)
    open_page()
    fill(AGREED, "")
    find(QPushButton, SAVE).click()
    assert journal.agreed() == []


def test_leaving_the_page_keeps_a_draft(open_page, supervise, journal, fill, find, seen):
    supervise(0)
    page = open_page()
    fill(REALISED, "Half a thou")
    fill(AGREED, "Ten minutes")
    page.flush()
    page.flush()
    (record,) = journal.session_records()
    assert (record.realised, record.done) == ("Half a thou", False)
    assert [each.words for each in journal.agreed()] == ["Ten minutes"]
    page.refresh()
    assert find(GrowingText, REALISED).text() == "Half a thou"
    fill(AGREED, "Ten minutes after a disclosure")
    find(QPushButton, SAVE).click()
    assert [each.words for each in journal.agreed()] == ["Ten minutes after a disclosure"]


def test_more_leads_to_the_whole_record(open_page, supervise, find, qtbot):
    session = supervise(0)
    page = open_page()
    with qtbot.waitSignal(page.room_requested) as asked:
        find(QPushButton, MORE).click()
    assert asked.args == ["After the session", session.id]


def test_not_now_keeps_what_is_typed_and_asks_again_tomorrow(
    open_page, supervise, journal, clock, fill, find, seen
):
    supervise(0)
    page = open_page()
    fill(REALISED, "Half a thou")
    find(QPushButton, NOT_NOW).click()
    assert "After your session" not in seen()
    assert journal.session_records()[0].realised == "Half a thou"
    page.refresh()
    assert "After your session" not in seen()
    clock.move(days=1)
    page.refresh()
    assert find(GrowingText, REALISED).text() == "Half a thou"


def test_not_now_makes_room_for_what_waited_behind_it(open_page, supervise, heavy, find, seen):
    supervise(0)
    heavy("The visit")
    open_page()
    assert "Still with you?" not in seen()
    find(QPushButton, NOT_NOW).click()
    assert "Still with you?" in seen()
    assert QApplication.focusWidget().text() == "0"


def test_a_save_that_is_refused_says_so_and_loses_nothing(
    open_page, supervise, journal, fill, find, refuse, seen
):
    supervise(0)
    page = open_page()
    fill(REALISED, "Worth keeping")
    fill(AGREED, "One\nTwo")
    refuse()
    for way in (SAVE, NOT_NOW):
        find(QPushButton, way).click()
        assert FolderNotWritable.sentence in seen()
    with pytest.raises(JournalError):
        page.flush()
    refuse(on=False)
    page.refresh()
    assert find(GrowingText, REALISED).text() == "Worth keeping"
    find(QPushButton, SAVE).click()
    assert journal.session_records()[0].done
    assert [each.words for each in journal.agreed()] == ["One", "Two"]


def test_one_recorded_already_leaves_the_one_before_to_be_asked_about(
    open_page, supervise, journal, clock, seen
):
    supervise(-2)
    later = supervise(-1)
    journal.save(SessionRecord(session_id=later.id, written_at=clock.now(), done=True))
    open_page()
    assert "Clinical supervision, Wednesday 18 November at 10:00." in seen()


def test_what_is_being_typed_at_midnight_stays(open_page, supervise, clock, fill, find):
    supervise(0)
    page = open_page()
    fill(REALISED, "Still typing")
    clock.move(days=1)
    page.findChild(NewDay).timeout.emit()
    assert find(GrowingText, REALISED).text() == "Still typing"


def test_a_long_answer_is_seen_whole(open_page, supervise, find, qtbot):
    supervise(0)
    open_page()
    field = find(GrowingText, REALISED)
    one = field.height()
    field.setPlainText("Words that go on. " * 20)
    qtbot.waitUntil(lambda: field.height() > 2 * one)
    assert field.verticalScrollBar().maximum() == 0


# What is due


def test_what_was_agreed_for_today_is_answered_in_one_click(
    open_page, supervise, agree, journal, find, seen
):
    agree(supervise(-16), "Ask for a debrief", days=-2)
    page = open_page()
    assert "Meant for 18 November" in seen()
    find(QRadioButton, "Done").click()
    (settled,) = journal.agreed()
    assert (settled.outcome, settled.outcome_on) == ("done", FRIDAY)
    find(QRadioButton, "Partly").click()
    assert journal.agreed()[0].outcome == "partly"
    find(QPushButton, "Take back").click()
    (opened,) = journal.agreed()
    assert (opened.outcome, opened.outcome_on) == ("", None)
    find(QRadioButton, "Let go").click()
    page.refresh()
    assert "What you agreed" not in seen()


def test_two_are_shown_and_the_rest_is_counted(open_page, supervise, agree, find, seen, qtbot):
    session = supervise(-16)
    for words, days in (("Third", 0), ("Later", 1), ("First", -9), ("Second", -3)):
        agree(session, words, days)
    page = open_page()
    assert "First" in seen()
    assert "Second" in seen()
    assert "Third" not in seen()
    with qtbot.waitSignal(page.page_requested) as asked:
        find(QPushButton, "And 1 more on Supervision").click()
    assert asked.args == ["Supervision"]


def test_an_outcome_that_is_refused_says_so_and_shows_the_truth(
    open_page, supervise, agree, journal, find, refuse, seen
):
    agree(supervise(-16), "Ask for a debrief")
    open_page()
    refuse()
    find(QRadioButton, "Done").click()
    assert FolderNotWritable.sentence in seen()
    assert not find(QRadioButton, "Done").isChecked()
    refuse(on=False)
    find(QRadioButton, "Done").click()
    refuse()
    find(QPushButton, "Take back").click()
    assert find(QRadioButton, "Done").isChecked()
    refuse(on=False)
    find(QPushButton, "Take back").click()
    assert journal.agreed()[0].outcome == ""


# All of it together


def test_one_thing_at_a_time(open_page, supervise, agree, heavy, journal, clock, seen, qtbot):
    def shown():
        every = ("After your session", "to prepare", "Still with you?", "What you agreed")
        return [each for each in every if each in seen()]

    just = supervise(0)
    supervise(2)
    heavy("The visit")
    agree(just, "Ask for a debrief")
    page = open_page()
    assert shown() == ["After your session"]
    journal.save(SessionRecord(session_id=just.id, written_at=clock.now(), done=True))
    page.refresh()
    assert shown() == ["to prepare", "Still with you?"]
    qtbot.waitUntil(lambda: page._waiting.y() < page._still.y())
    for session in journal.sessions():
        if session.day > FRIDAY:
            journal.delete(session)
    page.refresh()
    assert shown() == ["Still with you?"]
    page._still._answers._pick(0)
    page.refresh()
    assert shown() == ["What you agreed"]


def test_the_first_day_asks_for_nothing_of_all_this(desk, show, supervise, seen):
    supervise(-1)
    supervise(1)
    page = show(TodayPage(desk))
    assert "After your session" not in seen()
    assert "to prepare" not in seen()
    assert not is_there(page, "Prepare")


@pytest.mark.parametrize("with_session", [True, False])
def test_every_stop_has_a_name_of_its_own(
    open_page, supervise, agree, heavy, check_names, with_session
):
    session = supervise(0 if with_session else -10)
    for words in ("One", "Two", "Three"):
        agree(session, words)
    if with_session:
        heavy("The visit")
    check_names(open_page())


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(816, 100), (724, 200), (1072, 150)])
@pytest.mark.parametrize("what", ["evening", "before", "due"])
def test_nothing_is_wider_than_the_window(
    open_page, supervise, agree, heavy, theme, look, width, percent, what
):
    theme.set_look(look)
    theme.set_text_scale(percent)
    session = supervise({"evening": 0, "before": 2, "due": -10}[what])
    if what == "due":
        agree(session, "Ask for a debrief after every recall, whoever is in the office then")
    else:
        heavy("The visit that turned into something else")
    page = open_page()
    page.resize(width, 700)
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0


# What was agreed for "when this happens"


def test_an_agreed_plan_is_said_the_moment_its_event_is_ticked(
    open_page, supervise, journal, find, seen
):
    plan = journal.save(
        when_plan("Ten minutes before anything else", "disclosure", journal.plans(), FRIDAY)
    )
    session = supervise(-16)
    journal.save(Agreed(session_id=session.id, words=plan.name, plan_id=plan.id))
    open_page()
    find(QPushButton, "A disclosure").click()
    find(QRadioButton, "5").click()
    find(QPushButton, "Save check-in").click()
    assert "You planned: Ten minutes before anything else" in seen()
    assert [each.load for each in journal.check_ins(FRIDAY, FRIDAY)] == [5]


def test_a_check_in_does_not_care_for_what_is_asked_beside_it(
    open_page, supervise, journal, clock, fill, find, seen
):
    supervise(0)
    journal.save(CheckIn(at=clock.now(), day=FRIDAY, load=3))
    open_page()
    fill(REALISED, "Half a thou")
    find(QRadioButton, "5").click()
    find(QPushButton, "Save check-in").click()
    assert find(GrowingText, REALISED).text() == "Half a thou"
