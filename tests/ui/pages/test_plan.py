"""Plan as a person meets it: a week of small plans, answered day by day and changed at will."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton

from reflect_app.domain.records import Plan, PlanAnswer, Session
from reflect_app.ui.pages.plan import ABOUT, LEGEND, PlanPage
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.week import DayMark
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


def test_with_both_plans_nothing_more_is_offered(page, seen):
    assert "Add to the plan" not in seen()
    assert "A small plan" not in seen()


def test_the_week_shows_how_each_day_went(plans, answer, open_page, seen, day):
    lunch, leaving = plans
    answer(lunch, MONDAY, "kept")
    answer(lunch, WEDNESDAY, "not_that_day")
    answer(leaving, MONDAY, "partly", 25)
    page = open_page()
    assert marks(page) == "✓.−....~......"  # noqa: RUF001
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
    assert "Since 11 November: lunch break kept on 1 of 2 days answered." in seen()


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
    assert "Tuesday 17 November 2026" in seen()


def test_the_arrows_go_from_day_to_day_and_not_into_tomorrow(page, keys, seen):
    keys(Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert "Wednesday 18 November 2026" in seen()
    keys(*[Qt.Key.Key_Right] * 5)
    assert "Today, Friday 20 November 2026" in seen()


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
    assert not day(page, "Monday 23 November 2026").isEnabled()


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


def test_every_stop_has_a_name_and_no_neighbours_share_one(page, press, check_names):
    press("Change Lunch break")
    check_names(page)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(816, 100), (724, 200), (1072, 150)])
def test_nothing_is_wider_than_the_window(plans, theme, open_page, press, look, width, percent):
    theme.set_look(look)
    theme.set_text_scale(percent)
    page = open_page(width=width, height=700)
    press("Change Lunch break")
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0
