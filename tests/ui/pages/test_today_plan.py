"""The plan on Today: what is due, how often a habit was kept, and the days that are off."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton

from reflect_app.domain.records import Away, Plan, PlanAnswer
from reflect_app.ui.pages.today import PLANNED, PlanCard, TodayPage

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 16)
SINCE = date(2026, 11, 2)
EVERY_DAY = (0,) * 7


@pytest.fixture
def make(journal):
    """Return a way to have made a plan."""

    def make(kind, name, times, **columns):
        made = Plan(kind=kind, name=name, times=times, since=SINCE, **columns)
        return journal.save(made)

    return make


@pytest.fixture
def answer(journal, clock):
    """Return a way to have answered a plan."""

    def answer(plan, day, how="kept"):
        made = PlanAnswer(plan_id=plan.id, day=day, at=clock.now(), answer=how)
        return journal.save(made)

    return answer


@pytest.fixture
def open_card(desk, qtbot):
    """Return a way to see the card, as on the page."""
    shown = []

    def open_card():
        card = PlanCard(desk)
        shown.append(card)
        qtbot.addWidget(card)
        card.refresh(desk.clock.today())
        card.show()
        return card

    return open_card


def come_back(card, day):
    """Show the card again on `day`."""
    card.refresh(day)
    QApplication.processEvents()


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_a_habit_is_due_until_it_was_kept_so_often_in_this_week(
    make, answer, open_card, seen, find, desk
):
    gym = make("habit", "Gym", EVERY_DAY, per_week=2)
    answer(gym, date(2026, 11, 13))
    answer(gym, MONDAY)
    card = open_card()
    assert "Twice a week, once so far" in seen()
    click(find(QRadioButton, "Kept"))
    assert "Twice a week, twice so far" in seen()
    come_back(card, FRIDAY)
    assert find(QRadioButton, "Kept").isChecked()
    desk.clock.move(days=1)
    come_back(card, desk.clock.today())
    assert "Gym" not in seen()
    desk.clock.move(days=2)
    come_back(card, desk.clock.today())
    assert "Twice a week, not yet this week" in seen()


def test_a_habit_on_chosen_days_is_due_on_those(make, open_card, seen):
    make("habit", "Half a day at home", (None,) * 4 + (0, None, None))
    make("habit", "Swim", (0,) + (None,) * 6)
    open_card()
    assert "Half a day at home" in seen()
    assert "Swim" not in seen()


def test_what_waits_for_a_cue_is_not_due(make, open_card, seen):
    make("when", "Ten minutes alone", (None,) * 7, cue="recall")
    open_card()
    assert "Ten minutes alone" not in seen()


@pytest.mark.parametrize(("kind", "words"), [("leave", "On leave"), ("sick", "Off sick")])
def test_on_a_day_away_nothing_counts_and_nothing_is_asked(
    make, answer, journal, open_card, seen, kind, words
):
    lunch = make("break", "Lunch break", (750,) * 7, minutes=30)
    make("leaving", "Leaving time", (1035,) * 7)
    journal.save(Away(day=FRIDAY, kind=kind))
    card = open_card()
    assert f"{words} today. Nothing counts." in seen()
    assert "Lunch break" not in seen()
    answer(lunch, FRIDAY)
    come_back(card, FRIDAY)
    assert "Lunch break" in seen()
    assert "Leave by" not in seen()


def test_a_bank_holiday_is_off_without_a_word_from_anybody(make, clock, open_card, seen, find):
    make("break", "Lunch break", (750,) * 7, minutes=30)
    clock.set(datetime(2026, 12, 25, 10, tzinfo=UTC))
    open_card()
    assert "Bank holiday today. Nothing counts." in seen()
    assert find(QPushButton, "Plan a leaving time").isVisible()


def test_several_breaks_each_have_a_row_and_no_further_one_is_offered(make, open_card, seen, find):
    make("break", "Lunch break", (750,) * 7, minutes=30)
    make("break", "Tea", (930,) * 7, minutes=10)
    card = open_card()
    assert "Lunch break" in seen()
    assert "15:30 for 10 minutes" in seen()
    offered = [each.text() for each in card._offer.findChildren(QPushButton) if each.isVisible()]
    assert offered == ["Plan a leaving time"]


def test_what_got_in_the_way_can_be_said_here_too(make, journal, open_card, find):
    make("break", "Lunch break", (750,) * 7, minutes=30)
    card = open_card()
    click(find(QRadioButton, "Not today"))
    find(QLineEdit, "What got in the way, Lunch break").setText("Court ran over")
    assert card.unsaved()
    card.flush()
    (saved,) = journal.plan_answers(FRIDAY, FRIDAY)
    assert (saved.answer, saved.obstacle, saved.later) == ("not_that_day", "Court ran over", False)
    assert not card.unsaved()


@pytest.fixture
def open_today(desk, show):
    """Return a way to open the page as a whole."""
    return lambda: show(TodayPage(desk))


def test_a_new_plan_of_today_is_where_one_goes_on(make, open_today, find):
    make("leaving", "Leaving time", (1035,) * 7)
    open_today()
    find(QPushButton, "Plan lunch").click()
    find(QPushButton, "Plan this lunch").click()
    assert QApplication.focusWidget() is find(QRadioButton, "Kept")


def test_a_plan_for_other_days_is_said_to_be_made_and_the_next_one_is_in_reach(
    open_today, find, seen
):
    open_today()
    find(QPushButton, "Plan lunch").click()
    find(QPushButton, "Friday").click()
    find(QPushButton, "Plan this lunch").click()
    assert PLANNED in seen()
    assert QApplication.focusWidget() is find(QPushButton, "Plan a leaving time")


def test_with_nothing_more_to_plan_the_page_begins_again(make, open_today, find, seen):
    page = open_today()
    page.refresh()
    for offer, save in (
        ("Plan lunch", "Plan this lunch"),
        ("Plan a leaving time", "Plan this leaving time"),
    ):
        find(QPushButton, offer).click()
        find(QPushButton, "Friday").click()
        find(QPushButton, save).click()
    assert page._check_in.scale.isAncestorOf(QApplication.focusWidget())
    assert "Nothing is planned for today." in seen()
    page.refresh()
    assert PLANNED not in seen()
