"""Plan as a person meets it: a week of small plans, answered day by day and changed at will."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QRadioButton

from reflect_app.domain.records import Away, OwnSource, Plan, PlanAnswer, Session
from reflect_app.ui.pages.plan import ABOUT, LEGEND, NOT_YET, PlanPage
from reflect_app.ui.parts.plan.away import BACKWARDS, TOO_LONG
from reflect_app.ui.parts.plan.plan_answer import PlanAnswerRow
from reflect_app.ui.parts.plan.week import DayMark
from reflect_app.ui.widgets.fields import DateField, ListField, NumberField
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.text import Body
from reflect_app.ui.widgets.wrapped_line import WrappedLine
from reflect_app.vault.errors import FolderNotWritable, JournalError

MONDAY, WEDNESDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 20)
SINCE = date(2026, 11, 2)
WORKING_WEEK = (True,) * 5 + (False,) * 2


def a_plan(kind, time, minutes=None, **columns):
    times = tuple(time if on else None for on in WORKING_WEEK)
    name = "Lunch break" if kind == "break" else "Leaving time"
    return Plan(kind=kind, name=name, times=times, since=SINCE, minutes=minutes, **columns)


@pytest.fixture
def plans(journal):
    """Return lunch and leaving time, planned for the working week since 2 November."""
    return journal.save(a_plan("break", 750, 30)), journal.save(a_plan("leaving", 1035))


@pytest.fixture
def open_page(desk, show):
    """Return a way to come to the page."""
    # A page that nobody holds may be gone before its test is over.
    pages = []

    def open_page(**size):
        pages.append(show(PlanPage(desk), **size))
        return pages[-1]

    return open_page


@pytest.fixture
def page(plans, open_page):
    return open_page()


@pytest.fixture
def press(find):
    """Return a way to click the button of a name."""
    return lambda name: click(find(QPushButton, name))


@pytest.fixture
def day():
    """Return a way to find a day of the week by the beginning of what is heard for it."""

    def day(page, beginning):
        (found,) = [
            each
            for each in page.findChildren(QRadioButton)
            if each.isVisible() and each.accessibleName().startswith(beginning)
        ]
        return found

    return day


@pytest.fixture
def answer(journal, clock):
    """Return a way to have answered a plan."""

    def answer(plan, on, how, after=None):
        made = PlanAnswer(plan_id=plan.id, day=on, at=clock.now(), answer=how, minutes_after=after)
        return journal.save(made)

    return answer


def click(widget):
    """Click, and let what it changes come onto the screen."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def marks(page):
    """Return the marks in the week, row by row."""
    return "".join(each.text() or "." for each in page.findChildren(DayMark) if each.isVisible())


def row(page, name):
    """Return where a plan is answered."""
    (found,) = [
        each
        for each in page.findChildren(PlanAnswerRow)
        if each.isVisible() and each.findChild(Body).text() == name
    ]
    return found


def answers(journal, since=MONDAY, until=FRIDAY):
    return [(each.day, each.answer) for each in journal.plan_answers(since, until)]


def test_with_no_plan_it_invites_and_asks_nothing(open_page, seen, find):
    open_page()
    assert ABOUT in seen()
    assert "A small plan" in seen()
    assert "A plan that was not kept is information, nothing more." in seen()
    assert LEGEND not in seen()
    assert find(QPushButton, "Plan lunch").isVisible()
    assert find(QPushButton, "Plan a leaving time").isVisible()


def test_a_first_plan_shows_its_week_at_once(open_page, journal, press, find, seen):
    open_page()
    press("Plan a leaving time")
    find(QLineEdit, "Leave by").setText("16.45")
    press("Plan this leaving time")
    (leaving,) = journal.plans()
    assert leaving.times == (1005,) * 5 + (None,) * 2
    assert "Leave by 16:45" in seen()
    assert "16 to 22 November 2026" in seen()
    assert "Add to the plan" in seen()
    assert find(QPushButton, "Plan lunch").isVisible()


def test_with_both_plans_another_break_and_the_other_kinds_are_offered(page, seen):
    offered = [each.text() for each in page._offer.findChildren(QPushButton) if each.isVisible()]
    assert offered == ["Plan another break", "Plan a habit", "When this happens, I do that"]
    assert "A small plan" not in seen()


def test_the_week_shows_how_each_day_went(plans, answer, open_page, seen, day):
    lunch, leaving = plans
    answer(lunch, MONDAY, "kept")
    answer(lunch, WEDNESDAY, "not_that_day")
    answer(leaving, MONDAY, "partly", 25)
    page = open_page()
    assert marks(page) == "✓.○....~......"
    assert LEGEND in seen()
    assert "17:40" in seen()
    assert day(page, "Monday 16 November 2026").accessibleName() == (
        "Monday 16 November 2026. Lunch break: kept. "
        "Leave by 17:15: left at 17:40, 25 minutes after plan"
    )
    assert "no answer" in day(page, "Tuesday 17 November 2026").accessibleName()


def test_the_counts_go_back_to_the_last_session(plans, journal, answer, open_page, seen):
    lunch, _ = plans
    journal.save(Session(day=date(2026, 11, 11)))
    answer(lunch, date(2026, 11, 9), "kept")
    answer(lunch, MONDAY, "kept")
    answer(lunch, WEDNESDAY, "not_that_day")
    open_page()
    assert "Kept on 1 of 2 days answered since 11 November" in seen()


def test_the_counts_of_an_earlier_cycle_are_one_choice_away(
    plans, journal, answer, open_page, seen, find
):
    lunch, _ = plans
    for day in (date(2026, 10, 14), date(2026, 11, 11)):
        journal.save(Session(day=day))
    journal.save(Session(day=date(2026, 11, 18), state="moved 2026-12-02"))
    answer(lunch, date(2026, 10, 14), "kept")
    answer(lunch, date(2026, 11, 10), "not_that_day")
    answer(lunch, date(2026, 11, 11), "kept")
    answer(lunch, MONDAY, "kept")
    page = open_page()
    assert "Kept on 2 of 2 days answered since 11 November" in seen()
    cycle = find(QComboBox, "Which cycle the counts are about")
    cycle.setCurrentIndex(1)
    assert "Kept on 1 of 2 days answered from 14 October to 10 November" in seen()
    assert "since 11 November" not in seen()
    page.refresh()
    assert cycle.currentText() == "14 October to 10 November"
    cycle.setCurrentIndex(0)
    assert "Kept on 2 of 2 days answered since 11 November" in seen()


def test_without_an_earlier_cycle_there_is_nothing_to_choose(plans, journal, open_page, seen):
    journal.save(Session(day=MONDAY))
    for plan in plans:
        plan.since = MONDAY
        journal.save(plan)
    open_page()
    assert "Counted:" not in seen()


def test_today_is_answered_in_one_click(page, journal, press, find, seen):
    assert "Today, Friday 20 November 2026" in seen()
    click(find(QRadioButton, "Kept"))
    assert answers(journal) == [(FRIDAY, "kept")]
    assert marks(page).startswith("....✓")
    press("Take back")
    assert answers(journal) == []
    assert marks(page).startswith(".....")


def test_an_earlier_day_is_answered_after_a_click_on_it(page, journal, day, press, find, seen):
    click(day(page, "Wednesday 18 November 2026"))
    assert "Wednesday 18 November 2026" in seen()
    assert "Today, Friday" not in seen()
    click(find(QRadioButton, "Not that day"))
    press("Left as planned, Leave by 17:15")
    assert answers(journal) == [(WEDNESDAY, "not_that_day"), (WEDNESDAY, "kept")]


def test_a_click_on_a_square_chooses_its_day(page, seen):
    square = [each for each in page.findChildren(DayMark) if each.isVisible()][1]
    click(square.parentWidget())
    assert "Tuesday 17 November 2026" in seen()
    square = [each for each in page.findChildren(DayMark) if each.isVisible()][6]
    click(square.parentWidget())
    assert "Sunday 22 November 2026" in seen()


def test_the_arrows_go_from_day_to_day_and_a_day_ahead_asks_nothing(page, keys, seen, find):
    keys(Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert "Wednesday 18 November 2026" in seen()
    keys(*[Qt.Key.Key_Right] * 5)
    assert "Sunday 22 November 2026" in seen()
    assert NOT_YET in seen()
    assert not [each for each in page.findChildren(PlanAnswerRow) if each.isVisible()]


def test_a_day_without_a_plan_says_so(page, clock, seen):
    clock.move(days=1)
    page.refresh()
    assert "Today, Saturday 21 November 2026" in seen()
    assert "Nothing was planned for this day." in seen()


def test_the_weeks_before_and_ahead_are_a_click_away(page, press, day, seen):
    press("Previous week")
    assert "9 to 15 November 2026" in seen()
    assert "Monday 9 November 2026" in seen()
    press("This week")
    assert "Today, Friday 20 November 2026" in seen()
    press("Next week")
    assert "23 to 29 November 2026" in seen()
    assert "Friday 20 November 2026" not in seen()
    assert "Monday 23 November 2026" in seen()
    assert NOT_YET in seen()


def test_a_week_across_two_months_or_years_names_both(page, press, clock, seen):
    for _ in range(2):
        press("Next week")
    assert "30 November to 6 December 2026" in seen()
    for _ in range(4):
        press("Next week")
    assert "28 December 2026 to 3 January 2027" in seen()


def test_before_the_first_plan_a_week_says_that_there_was_none(page, press, seen):
    for _ in range(3):
        press("Previous week")
    assert "No plan was under way in this week." in seen()
    assert LEGEND not in seen()


def test_a_changed_plan_keeps_the_days_that_have_been(page, plans, journal, press, find, seen):
    press("Change Leave by 17:15")
    assert "The days so far stay as they were planned." in seen()
    field = find(QLineEdit, "Leave by")
    field.setText("16:30")
    press("Save the change")
    _, old, new = journal.plans()
    assert (old.until, old.times[0]) == (FRIDAY - timedelta(1), 1035)
    assert (new.since, new.until, new.times[0]) == (FRIDAY, None, 990)
    assert "Changed from today." in seen()
    assert "Leave by 16:30" in seen()


def test_once_today_is_answered_a_change_holds_from_tomorrow(
    plans, answer, open_page, journal, press, find, seen
):
    answer(plans[1], FRIDAY, "kept", 0)
    open_page()
    press("Change Leave by 17:15")
    find(QLineEdit, "Leave by").setText("16:30")
    press("Save the change")
    assert journal.plans()[-1].since == FRIDAY + timedelta(1)
    assert "Changed from Saturday 21 November: today is answered already." in seen()


def test_a_change_can_be_left_as_it_was(page, plans, journal, press, find, seen):
    press("Change Lunch break")
    find(QLineEdit, "Away from the desk from").setText("13:00")
    press("Cancel")
    assert len(journal.plans()) == 2
    assert "The days so far stay" not in seen()


def test_a_change_that_cannot_be_meant_is_asked_for_again(page, journal, press, find, seen):
    press("Change Lunch break")
    find(QLineEdit, "Minutes away from the desk").setText("0")
    press("Save the change")
    assert "Please write the length in minutes" in seen()
    find(QLineEdit, "Away from the desk from").setText("noonish")
    press("Save the change")
    assert "Please write the time like 12:30." in seen()
    assert find(QLineEdit, "Away from the desk from").text() == "noonish"
    assert len(journal.plans()) == 2


def test_ending_a_plan_asks_nothing_and_can_be_undone(page, journal, press, seen, find):
    press("Change Lunch break")
    press("End this plan")
    assert journal.plans()[0].until == FRIDAY - timedelta(1)
    assert "Ended. The days so far stay as they are." in seen()
    assert find(QPushButton, "Plan lunch").isVisible()
    press("Undo")
    assert find(QPushButton, "Plan another break").isVisible()
    assert journal.plans()[0].until is None
    assert "It goes on as before." in seen()


def test_a_refused_end_and_a_refused_undo_say_so(page, journal, press, refuse, seen):
    press("Change Lunch break")
    refuse()
    press("End this plan")
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    press("End this plan")
    refuse()
    press("Undo")
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    press("Undo")
    assert journal.plans()[0].until is None


def test_a_refused_change_says_so_and_loses_nothing(page, journal, press, find, refuse, seen):
    press("Change Leave by 17:15")
    find(QLineEdit, "Leave by").setText("16:30")
    refuse()
    press("Save the change")
    assert FolderNotWritable.sentence in seen()
    assert find(QLineEdit, "Leave by").text() == "16:30"
    refuse(on=False)
    press("Save the change")
    assert journal.plans()[-1].times[0] == 990


def test_a_time_that_was_typed_is_saved_when_the_page_is_left(page, journal, find):
    find(QLineEdit, "When you left, Leave by 17:15").setText("17:20")
    page.flush()
    assert answers(journal) == [(FRIDAY, "kept")]


def test_leaving_the_page_raises_what_could_not_be_saved(page, find, refuse):
    field = find(QLineEdit, "When you left, Leave by 17:15")
    field.setText("17:20")
    refuse()
    with pytest.raises(JournalError):
        page.flush()
    assert field.text() == "17:20"


def test_coming_back_on_the_same_day_keeps_the_week_and_what_is_typed(page, press, find, seen):
    find(QLineEdit, "When you left, Leave by 17:15").setText("17:4")
    page.refresh()
    assert find(QLineEdit, "When you left, Leave by 17:15").text() == "17:4"
    press("Previous week")
    page.refresh()
    assert "9 to 15 November 2026" in seen()


def test_the_page_turns_to_the_new_day_unless_a_time_is_being_typed(page, clock, find, seen, keys):
    tick = page.findChild(NewDay).timeout.emit
    find(QLineEdit, "When you left, Leave by 17:15").setFocus()
    keys("23:5")
    clock.move(hours=9)
    tick()
    assert "Friday 20 November 2026" in seen()
    find(QLineEdit, "When you left, Leave by 17:15").clear()
    clock.set(datetime(2026, 11, 23, 9, tzinfo=UTC))
    tick()
    assert "Today, Monday 23 November 2026" in seen()


def test_a_second_break_is_a_plan_of_its_own(page, journal, press, find, seen):
    press("Plan another break")
    press("Plan this break")
    assert "Please say in a few words what it is." in seen()
    find(QLineEdit, "What kind of break").setText("lunch break")
    press("Plan this break")
    assert "There is a plan of this name already." in seen()
    find(QLineEdit, "What kind of break").setText("Tea")
    find(QLineEdit, "Away from the desk from").setText("15:30")
    find(QLineEdit, "Minutes away from the desk").setText("10")
    press("Plan this break")
    assert [(each.name, each.minutes) for each in journal.plans() if each.kind == "break"] == [
        ("Lunch break", 30),
        ("Tea", 10),
    ]
    assert "15:30 for 10 minutes, Mon to Fri" in seen()


def test_a_habit_so_many_times_a_week_counts_within_the_week(page, journal, press, find, seen, day):
    press("Plan a habit")
    find(QLineEdit, "What I mean to do").setText("Gym")
    find(NumberField, "Times a week").setValue(3)
    press("Plan this habit")
    gym = journal.plans()[-1]
    assert (gym.kind, gym.per_week, gym.times, gym.cue) == ("habit", 3, (0,) * 7, "")
    assert "Three times a week, not yet this week" in seen()
    click(find(QRadioButton, "Kept", within=row(page, "Gym")))
    assert "Three times a week, once so far" in seen()
    assert "Kept once since" in seen()


def test_a_habit_may_be_answered_on_another_day_than_its_own(page, journal, press, find, seen, day):
    press("Plan a habit")
    find(QLineEdit, "What I mean to do").setText("Half a day at home")
    find(QRadioButton, "On chosen days").click()
    press("Plan this habit")
    assert "Please choose at least one day." in seen()
    click(find(QPushButton, "Wednesday", within=page._offer))
    press("Plan this habit")
    home = journal.plans()[-1]
    assert (home.per_week, home.times) == (None, (None, None, 0, *(None,) * 4))
    click(find(QRadioButton, "Kept", within=row(page, "Half a day at home")))
    assert [each.plan_id for each in journal.plan_answers(FRIDAY, FRIDAY)] == [home.id]
    assert marks(page).endswith("....✓..")


def test_a_habit_that_is_changed_or_renamed_keeps_its_history(
    journal, clock, answer, open_page, press, find, seen
):
    gym = journal.save(Plan(kind="habit", name="Gym", times=(0,) * 7, since=SINCE, per_week=2))
    answer(gym, MONDAY, "kept")
    open_page()
    press("Change Gym")
    find(QLineEdit, "What I mean to do").setText("A run")
    find(NumberField, "Times a week").setValue(1)
    press("Save the change")
    old, new = journal.plans()
    assert [(each.name, each.per_week) for each in (old, new)] == [("A run", 2), ("A run", 1)]
    assert (old.until, new.since) == (FRIDAY - timedelta(1), FRIDAY)
    assert "Once a week, once so far" in seen()
    assert "Kept once since" in seen()


def test_what_to_do_when_something_happens_stands_under_its_own_heading(
    page, journal, press, find, seen
):
    own = journal.save(OwnSource(label="Choir rehearsal"))
    press("When this happens, I do that")
    cue = find(ListField, "When this happens")
    assert cue.findText("Choir rehearsal") == cue.count() - 1
    cue.set_value("disclosure")
    find(QLineEdit, "I do that").setText("Ten minutes alone")
    press("Add why, and what if")
    find(WrappedLine, "Why it matters to me").set_text("I carried the last one")
    press("Add this")
    (made,) = [each for each in journal.plans() if each.kind == "when"]
    assert (made.cue, made.why, made.times) == ("disclosure", "I carried the last one", (None,) * 7)
    assert "When this happens" in seen()
    assert "A disclosure\nTen minutes alone\nI carried the last one" in seen()
    assert len(marks(page)) == 14
    press("Change A disclosure: Ten minutes alone")
    assert "The days so far" not in seen()
    find(ListField, "When this happens").set_value(own.key)
    press("Save the change")
    assert "Choir rehearsal\nTen minutes alone" in seen()
    press("Change Choir rehearsal: Ten minutes alone")
    press("End this plan")
    assert "Ten minutes alone" not in seen()
    press("Undo")
    assert "Ten minutes alone" in seen()


def test_with_only_what_waits_there_is_no_week(journal, open_page, seen, find):
    journal.save(Plan(kind="when", name="Tea", times=(None,) * 7, since=SINCE, cue="own:9"))
    open_page()
    assert "Something of your own\nTea" in seen()
    assert LEGEND not in seen()
    assert find(QPushButton, "Plan lunch").isVisible()


def test_why_is_shown_on_the_row_and_what_if_once_it_looks_like_slipping(
    journal, answer, open_page, seen, day, press, find
):
    leaving = journal.save(a_plan("leaving", 1035, why="The children", if_slipping="I ring at 4"))
    answer(leaving, MONDAY, "not_that_day", 60)
    answer(leaving, WEDNESDAY, "partly", 20)
    page = open_page()
    assert "The children" in seen()
    assert find(QPushButton, "Change Leave by 17:15").isVisible()
    assert "If it looks like slipping, then: I ring at 4" in seen()
    click(day(page, "Tuesday"))
    assert "I ring at 4" not in seen()
    press("Change Leave by 17:15")
    assert find(WrappedLine, "Why it matters to me").text() == "The children"
    find(WrappedLine, "If it looks like slipping, then").set_text("")
    press("Save the change")
    click(day(page, "Friday"))
    assert [(each.if_slipping, each.until) for each in journal.plans()] == [("", None)]
    assert "slipping" not in seen()


def test_why_can_be_altered_on_a_day_that_is_answered_and_nothing_else_is(
    plans, journal, answer, open_page, press, find, seen
):
    answer(plans[1], FRIDAY, "kept", 0)
    open_page()
    press("Change Leave by 17:15")
    press("Save the change")
    assert [each.id for each in journal.plans()] == [each.id for each in plans]
    press("Change Leave by 17:15")
    press("Add why, and what if")
    find(WrappedLine, "Why it matters to me").set_text("Sleep")
    press("Save the change")
    assert "Changed from today." in seen()
    assert [(each.why, each.until) for each in journal.plans()] == [("", None), ("Sleep", None)]


def test_what_got_in_the_way_is_asked_quietly_and_saved_with_enter(
    page, journal, find, seen, keys, press
):
    name = "What got in the way, Lunch break"
    assert not [
        each
        for each in page.findChildren(QLineEdit)
        if each.accessibleName() == name and each.isVisible()
    ]
    click(find(QRadioButton, "Partly"))
    find(QLineEdit, name).setFocus()
    keys("Duty ran over", Qt.Key.Key_Return)
    (saved,) = journal.plan_answers(FRIDAY, FRIDAY)
    assert (saved.answer, saved.obstacle, saved.later) == ("partly", "Duty ran over", False)
    click(find(QRadioButton, "Kept"))
    assert journal.plan_answers(FRIDAY, FRIDAY)[0].obstacle == ""
    click(find(QRadioButton, "Not today"))
    assert journal.plan_answers(FRIDAY, FRIDAY)[0].obstacle == "Duty ran over"
    press("Take back")
    click(find(QRadioButton, "Partly"))
    assert find(QLineEdit, name).text() == ""


def test_what_got_in_the_way_is_saved_when_the_field_or_the_page_is_left(page, journal, find, keys):
    field = find(QLineEdit, "When you left, Leave by 17:15")
    field.setFocus()
    keys("18:00", Qt.Key.Key_Return)
    obstacle = find(QLineEdit, "What got in the way, Leave by 17:15")
    obstacle.setFocus()
    keys("A late report", Qt.Key.Key_Tab)
    assert journal.plan_answers(FRIDAY, FRIDAY)[0].obstacle == "A late report"
    obstacle.setText("Two late reports")
    page.refresh()
    assert obstacle.text() == "Two late reports"
    page.flush()
    (saved,) = journal.plan_answers(FRIDAY, FRIDAY)
    assert (saved.obstacle, saved.minutes_after) == ("Two late reports", 45)


def test_a_refused_save_loses_no_word_of_what_got_in_the_way(
    page, journal, find, keys, refuse, seen
):
    click(find(QRadioButton, "Partly"))
    field = find(QLineEdit, "What got in the way, Lunch break")
    field.setFocus()
    refuse()
    keys("Duty", Qt.Key.Key_Return)
    assert FolderNotWritable.sentence in seen()
    assert field.text() == "Duty"
    refuse(on=False)
    keys(Qt.Key.Key_Return)
    assert journal.plan_answers(FRIDAY, FRIDAY)[0].obstacle == "Duty"


def test_an_answer_for_an_earlier_day_says_that_it_was_written_later(
    page, journal, day, find, seen, keys
):
    click(day(page, "Wednesday"))
    click(find(QRadioButton, "Partly"))
    assert "Kept in part, written later" in seen()
    find(QLineEdit, "What got in the way, Lunch break").setFocus()
    keys("Court", Qt.Key.Key_Return)
    (saved,) = journal.plan_answers(WEDNESDAY, WEDNESDAY)
    assert (saved.later, saved.obstacle) == (True, "Court")
    click(day(page, "Friday"))
    click(find(QRadioButton, "Kept"))
    assert not journal.plan_answers(FRIDAY, FRIDAY)[0].later
    assert "written later" not in seen()


def test_a_day_away_is_one_click_and_the_same_click_back(page, journal, day, press, seen):
    click(day(page, "Wednesday"))
    press("On leave")
    assert [(each.day, each.kind) for each in journal.away(MONDAY, FRIDAY)] == [
        (WEDNESDAY, "leave")
    ]
    assert marks(page) == "..–......–...."  # noqa: RUF001
    assert "On leave. Nothing counts." in seen()
    assert day(page, "Wednesday").accessibleName() == (
        "Wednesday 18 November 2026. On leave. Lunch break: on leave. Leave by 17:15: on leave"
    )
    press("Off sick")
    assert [each.kind for each in journal.away(MONDAY, FRIDAY)] == ["sick"]
    press("Off sick")
    assert journal.away(MONDAY, FRIDAY) == []
    assert marks(page) == "." * 14


def test_an_answer_on_a_day_away_counts_all_the_same(page, journal, find, press, seen):
    press("Off sick")
    assert "Off sick today. Nothing counts." in seen()
    click(find(QRadioButton, "Kept"))
    assert marks(page) == "....✓......–.."  # noqa: RUF001
    assert "Kept on 1 of 1 day answered" in seen()


def test_several_days_away_are_marked_and_taken_back_at_once(page, journal, find, press, seen):
    journal.save(Away(day=date(2026, 11, 23), kind="sick"))
    press("Several days")
    find(DateField, "Last day away").set_day(date(2026, 11, 24))
    press("On leave")
    kinds = [each.kind for each in journal.away(FRIDAY, date(2026, 12, 1))]
    assert kinds == ["leave"] * 5
    assert "On leave up to 24 November." in seen()
    press("Next week")
    assert "On leave. Nothing counts." in seen()
    press("This week")
    press("Several days")
    find(DateField, "Last day away").set_day(date(2026, 11, 23))
    press("On leave")
    assert [each.day.day for each in journal.away(FRIDAY, date(2026, 12, 1))] == [24]
    assert "Taken back." in seen()
    press("Only this day")
    assert not page._answers._away._range.isVisible()


def test_a_range_that_cannot_be_meant_is_asked_for_again(page, journal, find, press, seen):
    press("Several days")
    until = find(DateField, "Last day away")
    until.set_day(date(2026, 11, 1))
    press("On leave")
    assert BACKWARDS in seen()
    until.set_day(date(2027, 12, 1))
    press("On leave")
    assert TOO_LONG in seen()
    assert not find(QPushButton, "On leave").isChecked()
    assert journal.away(date(2026, 1, 1), date(2028, 1, 1)) == []


def test_a_refused_day_away_says_so_and_can_be_tried_again(
    page, journal, find, press, refuse, seen
):
    refuse()
    press("On leave")
    assert FolderNotWritable.sentence in seen()
    assert not find(QPushButton, "On leave").isChecked()
    refuse(on=False)
    press("On leave")
    assert len(journal.away(FRIDAY, FRIDAY)) == 1


@pytest.mark.parametrize(("nation", "rests"), [(None, True), ("scotland", False)])
def test_a_bank_holiday_of_the_nation_counts_for_nothing(
    plans, journal, clock, open_page, seen, nation, rests
):
    if nation:
        journal.set_preference("nation", nation)
    clock.set(datetime(2027, 3, 29, 10, tzinfo=UTC))  # Easter Monday
    page = open_page()
    assert ("Bank holiday today. Nothing counts." in seen()) is rests
    assert marks(page).startswith("–" if rests else ".")  # noqa: RUF001


def test_every_stop_has_a_name_and_no_neighbours_share_one(page, press, find, check_names):
    click(find(QRadioButton, "Partly"))
    press("Several days")
    press("Plan a habit")
    check_names(page)
    press("Change Lunch break")
    check_names(page)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(816, 100), (724, 200), (1072, 150)])
def test_nothing_is_wider_than_the_window(
    plans, journal, theme, open_page, press, look, width, percent
):
    journal.save(Plan(kind="when", name="Tea", times=(None,) * 7, since=SINCE, cue="disturbing"))
    theme.set_look(look)
    theme.set_text_scale(percent)
    page = open_page(width=width, height=700)
    press("When this happens, I do that")
    press("Several days")
    press("Change Lunch break")
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0


def test_a_change_is_brought_into_view_and_the_week_again_afterwards(
    qtbot, plans, open_page, press, find
):
    page = open_page(height=500)
    bar = page._frame.verticalScrollBar()
    press("Change Leave by 17:15")
    area = page._frame.viewport()
    save = find(QPushButton, "Save the change")

    def seen(widget):
        top = widget.mapTo(area, QPoint(0, 0)).y()
        return top >= 0 and top + min(widget.height(), 40) <= area.height()

    qtbot.waitUntil(lambda: seen(page._change._title))
    assert seen(QApplication.focusWidget())
    page._frame.resize(page._frame.width(), 800)
    press("Change Leave by 17:15")
    qtbot.waitUntil(lambda: seen(save) or seen(page._change._title))
    press("Cancel")
    assert bar.value() == 0
    assert not page._change.isVisible()


def test_a_form_that_is_closed_at_once_is_not_scrolled_to(plans, open_page, press):
    page = open_page(height=500)
    press("Change Leave by 17:15")
    press("Cancel")
    QApplication.processEvents()
    assert page._frame.verticalScrollBar().value() == 0
