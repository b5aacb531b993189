"""After a session as a person meets it: two minutes, everything optional, nothing lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTextEdit,
)

from reflect_app.domain.plan import WHEN, when_due
from reflect_app.domain.planning import NO_DAY
from reflect_app.domain.records import (
    Agreed,
    OwnSource,
    PageItem,
    Plan,
    Preparation,
    Session,
    SessionRecord,
)
from reflect_app.domain.supervision import moved
from reflect_app.ui.pages.after_session import (
    COMES_BACK,
    CORRECTED,
    NO_SESSION,
    TWO_MINUTES,
    AfterSessionPage,
)
from reflect_app.ui.parts.after_session.agreed_card import ADD, REMOVED, STILL_PLANNED
from reflect_app.ui.parts.after_session.more_ways import FEWER, MORE
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.vault.errors import FolderNotWritable

TODAY = date(2026, 11, 20)
LAST = date(2026, 11, 18)
DISCLOSURE = "Ten minutes after any disclosure"
REALISED, DIFFERENTLY = "Something I realised", "What I choose to do differently"
REFUSED = FolderNotWritable.sentence
INTO_PLAN = "into Plan, when: a disclosure"


@pytest.fixture
def last(journal):
    """Return the session that was two days ago."""
    return journal.save(Session(day=LAST, start=600, minutes=60))


@pytest.fixture
def open_page(desk, show):
    """Return a way to come to the page, about a session or none in particular."""

    def open_page(about=None):
        page = AfterSessionPage(desk)
        if about is not None:
            page.look_at(about)
        return show(page)

    return open_page


@pytest.fixture
def page(last, open_page):
    return open_page()


@pytest.fixture
def left(page):
    """Return where the page asked to go, and about what."""
    asked = []
    page.page_requested.connect(asked.append)
    page.room_requested.connect(lambda *where: asked.append(where))
    return asked


@pytest.fixture
def press(find):
    """Return a way to click the button of a name."""
    return lambda name: QTest.mouseClick(find(QPushButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def write_in(find):
    """Return a way to type into a field for prose."""

    def write_in(name, words):
        field = find(QTextEdit, name)
        field.setFocus()
        QTest.keyClicks(field, words)

    return write_in


@pytest.fixture
def agree(find):
    """Return a way to add something that was agreed."""

    def agree(words, *, enter=True):
        field = find(QLineEdit, ADD)
        field.setFocus()
        QTest.keyClicks(field, words)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)

    return agree


@pytest.fixture
def again(desk, show):
    """Return a way to leave the page for good and come to a new one."""

    def again(page):
        page.flush()
        page.hide()
        return show(AfterSessionPage(desk))

    return again


def record_of(journal):
    (record,) = journal.session_records()
    return record


def agreed_in(journal):
    return [each.words for each in journal.agreed()]


def say_of(journal, session, words, **columns):
    return journal.save(Agreed(session_id=session.id, words=words, **columns))


def plan_of(journal, *, since=TODAY, cue="disclosure", name=DISCLOSURE):
    return journal.save(Plan(kind=WHEN, name=name, times=NO_DAY, since=since, cue=cue))


def test_without_a_session_it_leads_to_where_one_is_added(open_page, seen, find):
    page = open_page()
    assert NO_SESSION in seen()
    assert "What I take away" not in seen()
    assert QApplication.focusWidget().text() == "To Supervision"
    asked = []
    page.page_requested.connect(asked.append)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked == ["Supervision"]
    page.flush()
    page._end()
    assert asked == ["Supervision"]


def test_it_says_which_session_it_is_about(page, seen):
    assert f"Wednesday 18 November, 10:00, 60 minutes, clinical. {TWO_MINUTES}" in seen()
    assert COMES_BACK in seen()
    assert QApplication.focusWidget().accessibleName() == REALISED


def test_a_session_today_counts_once_it_has_begun(last, journal, desk, clock, open_page, seen):
    journal.save(Session(day=TODAY, start=930, kind="Reading circle"))
    page = open_page()
    assert "18 November" in seen()
    clock.move(minutes=20)
    page.refresh()
    assert f"Friday 20 November, 15:30, Reading circle. {TWO_MINUTES}" in seen()


def test_it_shows_the_session_that_is_asked_for_and_then_the_last_again(
    last, journal, open_page, seen
):
    before = journal.save(Session(day=date(2025, 10, 21), kind="peer"))
    page = open_page(before.id)
    assert f"Tuesday 21 October 2025, peer. {TWO_MINUTES}" in seen()
    page.refresh()
    assert "18 November" in seen()
    page.look_at(12345)
    page.refresh()
    assert "18 November" in seen()


def test_what_is_typed_is_in_the_journal_a_moment_later(page, journal, write_in, qtbot):
    write_in(REALISED, "The boundary lets me stay.")
    assert journal.session_records() == []
    qtbot.waitUntil(lambda: bool(journal.session_records()), timeout=4_000)
    record = record_of(journal)
    assert record.realised == "The boundary lets me stay."
    assert not record.done


def test_everything_given_comes_back(page, last, again, journal, write_in, press, find):
    for name, words in (
        (REALISED, "One"),
        (DIFFERENTLY, "Two"),
        ("A strength that was named", "Three"),
        ("How it felt to bring this", "Four"),
    ):
        write_in(name, words)
    QTest.mouseClick(find(QRadioButton, "8"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(find(QRadioButton, "Mostly how I am"), Qt.MouseButton.LeftButton)
    press("Supportive")
    press("Ethical")
    again(page)
    record = record_of(journal)
    assert (record.realised, record.chosen, record.strengths) == ("One", "Two", "Three")
    assert (record.felt, record.recharged, record.time_went) == ("Four", 8, "self")
    assert record.functions == ("supportive", "ethical")
    assert record.session_id == last.id
    assert find(QTextEdit, REALISED).text() == "One"
    assert find(QRadioButton, "8").isChecked()
    assert find(QRadioButton, "Mostly how I am").isChecked()
    assert find(QPushButton, "Ethical").isChecked()
    assert not find(QPushButton, "Learning").isChecked()


def test_a_number_and_an_answer_can_be_taken_back(page, journal, press, find, seen):
    QTest.mouseClick(find(QRadioButton, "3"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(find(QRadioButton, "About half"), Qt.MouseButton.LeftButton)
    page.flush()
    assert record_of(journal).recharged == 3
    press("Clear: I came away")
    press("Clear: Where the time went")
    page.flush()
    assert (record_of(journal).recharged, record_of(journal).time_went) == (None, "")
    assert page.findChildren(QPushButton, "Clear") == []


def test_done_says_so_and_goes_back(page, left, journal, write_in, press):
    write_in(REALISED, "One")
    press("Done")
    assert left == ["Supervision"]
    assert record_of(journal).done


def test_everything_can_be_left_empty(page, left, journal, press):
    press("Done")
    assert left == ["Supervision"]
    assert record_of(journal).done
    assert record_of(journal).realised == ""


def test_later_keeps_it_as_a_draft_that_waits(page, left, journal, write_in, press):
    write_in(REALISED, "Half a thou")
    press("Later")
    assert left == ["Supervision"]
    assert record_of(journal).realised == "Half a thou"
    assert not record_of(journal).done


def test_esc_goes_back_and_loses_nothing(page, left, journal, write_in, keys):
    write_in(REALISED, "Half a thou")
    keys(Qt.Key.Key_Escape)
    assert left == ["Supervision"]
    assert record_of(journal).realised == "Half a thou"


def test_looking_alone_leaves_nothing_behind(page, left, journal, press):
    press("Later")
    assert left == ["Supervision"]
    assert journal.session_records() == []


def test_what_is_done_can_be_put_right(page, journal, clock, write_in, press, again, seen, find):
    write_in(REALISED, "One")
    press("Done")
    first = record_of(journal).written_at
    clock.move(days=3)
    page = again(page)
    assert CORRECTED in seen()
    assert find(QPushButton, "Back to Supervision").isVisible()
    write_in(REALISED, "Not ")
    page.flush()
    record = record_of(journal)
    assert record.realised == "Not One"
    assert record.done
    assert record.written_at - first == timedelta(days=3)


def test_the_prepared_question_need_not_be_typed_again(
    last, journal, open_page, write_in, press, seen, find
):
    item = PageItem(kind="own", themes=("boundaries",))
    question = "How do I stay without carrying it?"
    journal.save(Preparation(session_id=last.id, question=question, items=[item]))
    page = open_page()
    assert "There already: the focus, what I brought." in seen()
    press(MORE)
    assert find(QTextEdit, "The focus").text() == question
    assert find(QPushButton, "Boundaries").isChecked()
    assert journal.session_records() == []
    write_in(REALISED, "One")
    page.flush()
    assert (record_of(journal).focus, record_of(journal).themes) == (question, ("boundaries",))
    find(QTextEdit, "The focus").set_text("")
    press("Healthy coping")
    page.flush()
    page.refresh()
    press(MORE)
    assert find(QTextEdit, "The focus").text() == ""
    assert record_of(journal).themes == ("boundaries", "coping")


def test_more_ways_stay_folded_and_tell_what_is_in_them(
    page, journal, write_in, press, again, seen, find
):
    assert "What we explored" not in seen()
    press(MORE)
    for name in ("The focus", "What we explored", "An ethical decision, in short"):
        write_in(name, f"About {name}")
    for name in ("Boundaries", "Teaching"):
        press(name)
    find(QLineEdit, "Minutes of travel").setText("45")
    find(QComboBox, "In working time or not").setCurrentText("In my own time")
    assert "Who moved it" not in seen()
    press(FEWER)
    assert "There already: the focus, what we explored, an ethical decision" in seen()
    again(page)
    record = record_of(journal)
    assert record.explored == "About What we explored"
    assert record.ethical == "About An ethical decision, in short"
    assert (record.themes, record.tasks) == (("boundaries",), ("teaching",))
    assert (record.travel_minutes, record.in_working_time) == (45, False)
    press(MORE)
    assert find(QLineEdit, "Minutes of travel").text() == "45"
    assert find(QComboBox, "In working time or not").currentText() == "In my own time"


def test_travel_takes_nothing_but_minutes(page, journal, press, find, keys):
    press(MORE)
    find(QLineEdit, "Minutes of travel").setFocus()
    keys("4a5 miles")
    page.flush()
    assert record_of(journal).travel_minutes == 45


def test_a_theme_that_is_not_on_offer_here_stays(last, journal, open_page, write_in):
    moment = datetime(2026, 11, 18, 18, tzinfo=UTC)
    journal.save(SessionRecord(session_id=last.id, written_at=moment, themes=("staff", "team")))
    page = open_page()
    write_in(REALISED, "One")
    page.flush()
    assert set(record_of(journal).themes) == {"staff", "team"}


def test_who_manages_staff_brings_two_more_themes(
    page, journal, press, find, write_in, again, seen
):
    press(MORE)
    hidden = [each for each in page.findChildren(QPushButton) if each.text() == "Staff matters"]
    assert not hidden[0].isVisible()
    journal.set_preference("manages_staff", True)
    page = again(page)
    press(MORE)
    press("Decisions upward")
    page.flush()
    assert record_of(journal).themes == ("upward",)
    journal.set_preference("manages_staff", False)
    page = again(page)
    press(MORE)
    assert find(QPushButton, "Decisions upward").isChecked()
    hidden = [each for each in page.findChildren(QPushButton) if each.text() == "Staff matters"]
    assert not hidden[0].isVisible()


def test_who_moved_it_is_asked_only_where_it_was_moved(journal, open_page, press, find, again):
    was = journal.save(Session(day=date(2026, 11, 11), start=600))
    to = Session(day=LAST, start=600)
    was.state = moved(to)
    journal.move(was, to)
    page = open_page()
    press(MORE)
    find(QLineEdit, "Who moved it").setText("They did, for a hearing")
    again(page)
    assert record_of(journal).moved_by == "They did, for a hearing"
    press(MORE)
    assert find(QLineEdit, "Who moved it").text() == "They did, for a hearing"


def test_the_work_together_is_rated_in_own_words(page, journal, press, find, keys, again, seen):
    press(MORE)
    press("Rate: Trust")
    keys("8")
    find(QLineEdit, "Add a word for how we worked together").setFocus()
    keys("Room to  disagree", Qt.Key.Key_Return)
    assert QApplication.focusWidget().text() == "0"
    keys("6")
    find(QLineEdit, "Add a word for how we worked together").setFocus()
    keys("trust", Qt.Key.Key_Return, "9")
    keys(Qt.Key.Key_Tab)
    find(QLineEdit, "Add a word for how we worked together").setFocus()
    keys("Humour", Qt.Key.Key_Return)  # it has no number yet
    page = again(page)
    assert record_of(journal).ratings == (("Trust", 9), ("Room to disagree", 6))
    press(MORE)
    assert "Humour" not in seen()
    press("Remove: Trust")
    assert find(QPushButton, "Rate: Trust").isVisible()
    page.flush()
    page.refresh()
    assert record_of(journal).ratings == (("Room to disagree", 6),)
    assert "Room to disagree" not in seen()


def test_an_empty_word_is_no_rating(page, press, find, keys):
    press(MORE)
    field = find(QLineEdit, "Add a word for how we worked together")
    field.setFocus()
    keys("  ", Qt.Key.Key_Return)
    assert page._more._ratings._rows == []


def test_own_words_of_earlier_sessions_are_suggested_first(journal, last, open_page, press, find):
    before = journal.save(Session(day=date(2026, 10, 21)))
    moment = datetime(2026, 10, 21, 18, tzinfo=UTC)
    ratings = (("Room to disagree", 7), ("Trust", 8))
    journal.save(SessionRecord(session_id=before.id, written_at=moment, ratings=ratings))
    page = open_page()
    press(MORE)
    chips = page._more._ratings._suggestions.findChildren(QPushButton)
    assert [chip.text() for chip in chips][:3] == ["Room to disagree", "Trust", "Respect"]


def test_what_was_agreed_is_added_line_by_line(page, journal, agree, again, seen, find):
    agree("Ask for a debrief")
    agree("  ")
    agree("Read the long paper")
    assert find(QLineEdit, ADD).hasFocus()
    page.flush()
    assert agreed_in(journal) == ["Ask for a debrief", "Read the long paper"]
    assert journal.session_records() == []
    again(page)
    assert "Ask for a debrief" in seen()
    assert find(QPushButton, "by a date: Read the long paper").isVisible()


def test_what_stands_half_typed_is_kept_and_goes_on(page, journal, agree, find, keys):
    agree("Ask for a", enter=False)
    page.flush()
    assert agreed_in(journal) == ["Ask for a"]
    agree(" debrief", enter=False)
    page.flush()
    assert agreed_in(journal) == ["Ask for a debrief"]
    find(QLineEdit, ADD).clear()
    page.flush()
    assert agreed_in(journal) == []
    agree("Anot", enter=False)
    page.flush()
    agree("her")
    page.flush()
    assert agreed_in(journal) == ["Another"]


def test_half_typed_it_waits_as_a_row(page, journal, agree, again, press, find, seen):
    agree("Ask for a debrief", enter=False)
    press("Later")
    page.refresh()
    assert "Ask for a debrief" in seen()
    assert find(QLineEdit, ADD).text() == ""


def test_one_click_makes_a_plan_of_words_that_say_when(page, journal, agree, press, find, again):
    agree(DISCLOSURE)
    press(f"when it happens: {DISCLOSURE}")
    assert find(QComboBox, "When this happens").currentText() == "A disclosure"
    assert find(QPushButton, f"{INTO_PLAN}: {DISCLOSURE}").property("on")
    page.flush()
    (plan,), (agreed,) = journal.plans(), journal.agreed()
    assert (plan.name, plan.cue, plan.since) == (DISCLOSURE, "disclosure", TODAY)
    assert agreed.plan_id == plan.id
    due = when_due(journal.plans(), {"disclosure"}, TODAY)
    assert [each.name for each in due] == [DISCLOSURE]
    again(page)
    assert find(QPushButton, f"{INTO_PLAN}: {DISCLOSURE}").isVisible()


def test_other_words_are_asked_what_they_wait_for(page, journal, agree, press, find):
    agree("A walk round the block")
    press("when it happens: A walk round the block")
    assert find(QComboBox, "When this happens").hasFocus()
    page.flush()
    assert journal.plans() == []
    find(QComboBox, "When this happens").setCurrentText("Recall")
    page.flush()
    find(QComboBox, "When this happens").setCurrentText("Home visit")
    page.flush()
    (plan,) = journal.plans()
    assert (plan.name, plan.cue) == ("A walk round the block", "home_visit")


def test_a_plan_that_ran_for_weeks_is_changed_from_today(last, journal, open_page, press, find):
    plan = plan_of(journal, since=TODAY - timedelta(days=14))
    say_of(journal, last, DISCLOSURE, plan_id=plan.id)
    page = open_page()
    press(f"{INTO_PLAN}: {DISCLOSURE}")
    find(QComboBox, "When this happens").setCurrentText("Recall")
    page.flush()
    was, now = journal.plans()
    assert (was.until, now.since, now.cue) == (TODAY - timedelta(days=1), TODAY, "recall")
    assert journal.agreed()[0].plan_id == now.id
    QTest.mouseClick(find(QRadioButton, "Nothing yet"), Qt.MouseButton.LeftButton)
    page.flush()
    assert [each.until for each in journal.plans()] == [TODAY - timedelta(days=1)]
    assert journal.agreed()[0].plan_id is None


def test_a_plan_is_ended_where_nothing_is_to_come_of_it(last, journal, open_page, press, find):
    plan = plan_of(journal, since=TODAY - timedelta(days=14))
    say_of(journal, last, DISCLOSURE, plan_id=plan.id)
    page = open_page()
    press(f"{INTO_PLAN}: {DISCLOSURE}")
    QTest.mouseClick(find(QRadioButton, "By a date"), Qt.MouseButton.LeftButton)
    page.flush()
    assert journal.plans()[0].until == TODAY - timedelta(days=1)
    assert journal.agreed()[0].due == date(2026, 12, 4)


def test_a_plan_that_two_things_share_stays_for_the_other(last, journal, open_page, press, find):
    before = journal.save(Session(day=date(2026, 10, 21)))
    plan = plan_of(journal)
    for session in (before, last):
        say_of(journal, session, DISCLOSURE, plan_id=plan.id)
    page = open_page()
    press(f"{INTO_PLAN}: {DISCLOSURE}")
    QTest.mouseClick(find(QRadioButton, "Nothing yet"), Qt.MouseButton.LeftButton)
    page.flush()
    assert [each.id for each in journal.plans()] == [plan.id]
    assert [each.plan_id for each in journal.agreed()] == [plan.id, None]


def test_a_plan_that_has_ended_says_so_and_can_be_made_again(last, journal, open_page, press, find):
    plan = plan_of(journal, since=TODAY - timedelta(days=14))
    plan.until = TODAY - timedelta(days=3)
    journal.save(plan)
    say_of(journal, last, DISCLOSURE, plan_id=plan.id)
    page = open_page()
    press(f"the plan has ended: {DISCLOSURE}")
    page.flush()
    assert len(journal.plans()) == 1
    QTest.mouseClick(find(QRadioButton, "When this happens"), Qt.MouseButton.LeftButton)
    find(QComboBox, "When this happens").setCurrentText("A disclosure")
    page.flush()
    assert [each.until for each in journal.plans()] == [plan.until, None]
    assert journal.agreed()[0].plan_id == journal.plans()[1].id


def test_a_date_is_one_click_and_another_is_typed(page, journal, agree, press, find, seen):
    agree("Read the paper")
    press("by a date: Read the paper")
    page.flush()
    assert journal.agreed()[0].due == date(2026, 12, 4)
    assert find(QPushButton, "by 4 December: Read the paper").isVisible()
    find(QDateEdit, "By this date").set_day(TODAY)
    page.flush()
    assert journal.agreed()[0].due == TODAY
    assert find(QPushButton, "for today: Read the paper").isVisible()


def test_words_are_put_right_and_the_plan_goes_along(page, journal, agree, press, find, keys):
    agree(DISCLOSURE)
    press(f"when it happens: {DISCLOSURE}")
    page.flush()
    field = find(QTextEdit, "What was agreed")
    field.setFocus()
    field.selectAll()
    keys("A quarter of an hour")
    page.flush()
    assert agreed_in(journal) == ["A quarter of an hour"]
    assert [plan.name for plan in journal.plans()] == ["A quarter of an hour"]
    keys(Qt.Key.Key_Return)
    assert QApplication.focusWidget().text() == INTO_PLAN


def test_a_plan_named_anew_keeps_its_name(last, journal, open_page, press, find):
    plan = plan_of(journal, name="Ten minutes")
    say_of(journal, last, DISCLOSURE, plan_id=plan.id)
    page = open_page()
    press(f"{INTO_PLAN}: {DISCLOSURE}")
    find(QComboBox, "When this happens").setCurrentText("Recall")
    page.flush()
    assert [(each.name, each.cue) for each in journal.plans()] == [("Ten minutes", "recall")]


def test_words_that_are_all_gone_stay_as_they_were(page, journal, agree, press, find, keys, left):
    agree("Read the paper")
    press("by a date: Read the paper")
    field = find(QTextEdit, "What was agreed")
    field.setFocus()
    for _ in range(len("Read the paper")):
        keys(Qt.Key.Key_End, Qt.Key.Key_Backspace)
    page.flush()
    assert agreed_in(journal) == ["Read the paper"]
    keys(Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert left == []
    keys(Qt.Key.Key_Escape)
    assert left == ["Supervision"]


def test_the_chip_folds_what_it_unfolds(page, agree, press, find, seen):
    agree("Read the paper")
    press("by a date: Read the paper")
    press("Close")
    chip = "by 4 December: Read the paper"
    assert find(QPushButton, chip).hasFocus()
    press(chip)
    assert find(QRadioButton, "By a date").hasFocus()
    press(chip)
    assert not page._agreed._rows[0]._sheet.isVisible()


def test_what_is_settled_says_how_it_went(last, journal, open_page, find):
    say_of(journal, last, "Read the paper", outcome="done", outcome_on=TODAY)
    open_page()
    assert find(QPushButton, "done on 20 November: Read the paper").isVisible()


def test_a_chip_says_what_its_plan_waits_for(page, journal, agree, press, find, again):
    source = OwnSource(label="PSR late on a Friday afternoon again")
    journal.save(source)
    page = again(page)
    agree("Breathe")
    press("when it happens: Breathe")
    field = find(QComboBox, "When this happens")
    for cue, chip, heard in (
        ("Prison visit", "prison visit", "prison visit"),
        (source.label, "PSR late on a Friday…", source.label),
        (
            "Serious further offence, notified or reviewed",
            "serious further…",
            "serious further offence, notified or reviewed",
        ),
    ):
        field.setCurrentText(cue)
        found = find(QPushButton, f"into Plan, when: {heard}: Breathe")
        assert found.text() == f"into Plan, when: {chip}"


@pytest.mark.parametrize("percent", [100, 200])
def test_the_cross_is_hit_without_taking_aim(page, theme, agree, find, percent):
    theme.set_text_scale(percent)
    agree("Read the paper")
    QApplication.processEvents()
    cross = find(QPushButton, "Remove: Read the paper")
    assert min(cross.width(), cross.height()) >= 32


@pytest.mark.parametrize("size", [(784, 700), (1024, 700), (1280, 832)])
def test_new_rows_are_as_tall_as_what_they_show_however_they_are_opened_and_closed(
    page, agree, press, find, qtbot, size
):
    page.resize(*size)
    long = "Ask my manager for a debrief with the whole team before Christmas"

    def rows_stand_right():
        rows = page._agreed._rows
        return all(
            row.height() == row.layout().heightForWidth(row.width())
            and row.y() + row.height() <= below.y()
            for row, below in zip(rows, (*rows[1:], page._agreed._field), strict=True)
        )

    agree("Ten minutes for myself")
    agree(long)
    press("when it happens: Ten minutes for myself")
    find(QComboBox, "When this happens").setCurrentText("Prison visit")
    qtbot.waitUntil(rows_stand_right)
    press("Close")
    qtbot.waitUntil(rows_stand_right)
    press(f"by a date: {long}")
    qtbot.waitUntil(rows_stand_right)
    field, close = find(QTextEdit, "What was agreed"), find(QPushButton, "Close")
    assert field.height() >= field.minimumSizeHint().height() > 20
    qtbot.waitUntil(lambda: not close.visibleRegion().isEmpty())
    press("Close")
    page.flush()
    agree("A third thing")
    press("when it happens: A third thing")
    qtbot.waitUntil(rows_stand_right)
    press("Remove: Ten minutes for myself")
    qtbot.waitUntil(rows_stand_right)
    press("Undo")
    qtbot.waitUntil(rows_stand_right)
    press("Close")
    qtbot.waitUntil(rows_stand_right)


def test_removing_can_be_undone(page, journal, agree, press, seen, find):
    agree("First")
    agree(DISCLOSURE)
    agree("Third")
    press(f"when it happens: {DISCLOSURE}")
    page.flush()
    press(f"Remove: {DISCLOSURE}")
    assert REMOVED in seen()
    assert agreed_in(journal) == ["First", "Third"]
    assert journal.plans() == []
    press("Undo")
    assert REMOVED not in seen()
    assert sorted(agreed_in(journal)) == ["First", DISCLOSURE, "Third"]
    assert [row.agreed.words for row in page._agreed._rows] == ["First", DISCLOSURE, "Third"]
    assert find(QPushButton, f"{INTO_PLAN}: {DISCLOSURE}").hasFocus()
    assert [plan.name for plan in journal.plans()] == [DISCLOSURE]
    page._agreed.bring_back()
    assert len(page._agreed._rows) == 3


def test_a_plan_that_runs_longer_stays_under_plan(last, journal, open_page, press, seen):
    plan = plan_of(journal, since=TODAY - timedelta(days=14))
    say_of(journal, last, DISCLOSURE, plan_id=plan.id)
    open_page()
    press(f"Remove: {DISCLOSURE}")
    assert STILL_PLANNED in seen()
    assert journal.agreed() == []
    assert [each.until for each in journal.plans()] == [None]
    press("Undo")
    assert [each.id for each in journal.plans()] == [plan.id]
    assert [each.plan_id for each in journal.agreed()] == [plan.id]


def test_a_plan_that_is_over_is_not_spoken_of(last, journal, open_page, press, seen):
    plan = plan_of(journal, since=TODAY - timedelta(days=14))
    plan.until = TODAY - timedelta(days=3)
    journal.save(plan)
    say_of(journal, last, DISCLOSURE, plan_id=plan.id)
    open_page()
    press(f"Remove: {DISCLOSURE}")
    assert REMOVED in seen()
    assert STILL_PLANNED not in seen()


def test_what_was_never_saved_is_removed_too(page, journal, agree, press, seen):
    agree("First")
    press("Remove: First")
    agree("Second")
    press("Remove: Second")
    page.flush()
    assert agreed_in(journal) == []


def test_a_refused_save_is_said_and_loses_nothing(
    page, left, journal, refuse, agree, write_in, press, seen, find
):
    write_in(REALISED, "The boundary lets me stay.")
    agree(DISCLOSURE)
    press(f"when it happens: {DISCLOSURE}")
    refuse()
    for name in ("Later", "Done"):
        press(name)
        assert left == []
        assert REFUSED in seen()
    page.refresh()
    assert find(QTextEdit, REALISED).text() == "The boundary lets me stay."
    refuse(on=False)
    press("Try again")
    assert REFUSED not in seen()
    assert record_of(journal).realised == "The boundary lets me stay."
    assert not record_of(journal).done
    assert agreed_in(journal) == [DISCLOSURE]
    assert [plan.name for plan in journal.plans()] == [DISCLOSURE]


def test_what_cannot_be_removed_stays(page, journal, refuse, agree, press, seen):
    agree("First")
    page.flush()
    refuse()
    press("Remove: First")
    refuse(on=False)
    assert REFUSED in seen()
    assert agreed_in(journal) == ["First"]
    assert [row.agreed.words for row in page._agreed._rows] == ["First"]


def test_a_plan_that_cannot_be_taken_back_is_spoken_of(
    page, journal, agree, press, seen, monkeypatch
):
    agree(DISCLOSURE)
    press(f"when it happens: {DISCLOSURE}")
    page.flush()
    delete = type(journal).delete

    def refuse_plans(self, record):
        if isinstance(record, Plan):
            raise FolderNotWritable
        delete(self, record)

    monkeypatch.setattr(type(journal), "delete", refuse_plans)
    press(f"Remove: {DISCLOSURE}")
    assert STILL_PLANNED in seen()
    assert len(journal.plans()) == 1


def test_done_stays_said_where_only_what_was_agreed_was_refused(
    page, left, journal, agree, press, monkeypatch
):
    agree("First")
    save = type(journal).save

    def refuse_agreed(self, record):
        if isinstance(record, Agreed):
            raise FolderNotWritable
        return save(self, record)

    monkeypatch.setattr(type(journal), "save", refuse_agreed)
    press("Done")
    assert left == []
    monkeypatch.undo()
    press("Done")
    assert left == ["Supervision"]
    assert record_of(journal).done
    assert agreed_in(journal) == ["First"]


def test_nothing_is_saved_into_a_closed_journal(page, journal, write_in, refuse):
    write_in(REALISED, "One")
    journal.close()
    assert not page._save()


def test_a_decision_is_recorded_in_its_own_room(page, left, press):
    press("Record a decision")
    assert left == [("Decisions", 0)]


def test_at_midnight_a_date_is_said_anew(last, journal, open_page, clock, find):
    say_of(journal, last, "Read the paper", due=TODAY + timedelta(days=1))
    page = open_page()
    assert find(QPushButton, "by 21 November: Read the paper").isVisible()
    clock.move(days=1)
    page.findChild(NewDay).timeout.emit()
    assert find(QPushButton, "for today: Read the paper").isVisible()


def test_a_field_grows_with_its_words_and_the_line_stays_in_sight(page, write_in, find, qtbot):
    field = find(QTextEdit, REALISED)
    low = field.height()
    page.resize(1072, 420)
    write_in(REALISED, "word " * 150)
    qtbot.waitUntil(lambda: field.height() > 5 * low)
    assert field.verticalScrollBar().maximum() == 0

    def caret_in_sight():
        place = field.viewport().mapTo(page, field.cursorRect().center())
        return 0 < place.y() < page.height()

    qtbot.waitUntil(caret_in_sight)


def test_by_keyboard_alone(page, left, journal, keys, find):
    keys("The boundary lets me stay.", Qt.Key.Key_Tab, "Ten minutes", Qt.Key.Key_Tab)
    keys("Calm", Qt.Key.Key_Tab, "Ask for a debrief", Qt.Key.Key_Return)
    find(QPushButton, "Done").setFocus()
    keys(Qt.Key.Key_Return)
    record = record_of(journal)
    assert (record.realised, record.chosen, record.strengths) == (
        "The boundary lets me stay.",
        "Ten minutes",
        "Calm",
    )
    assert agreed_in(journal) == ["Ask for a debrief"]
    assert left == ["Supervision"]


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(1072, 100), (800, 100), (723, 200)])
def test_it_is_whole_in_every_look_and_size(
    page, theme, agree, press, check_names, look, width, percent
):
    theme.set_look(look)
    theme.set_text_scale(percent)
    page.resize(width, 640)
    agree(DISCLOSURE)
    press(f"when it happens: {DISCLOSURE}")
    agree("Ask the whole team for a debrief, and write down what was said " * 3)
    press(MORE)
    press("Rate: Trust")
    QApplication.processEvents()
    check_names(page)
    assert page._frame.horizontalScrollBar().maximum() == 0
    for each in page.findChildren(QRadioButton):
        if each.isVisible():
            assert each.width() >= each.fontMetrics().horizontalAdvance(each.text())
            right = each.mapTo(page, QPoint(each.width(), 0)).x()
            assert right <= page.width()
