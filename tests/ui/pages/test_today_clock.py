"""A computer's clock that jumps, while the journal is open and in between."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from reflect_app.domain.records import CheckIn, Plan
from reflect_app.ui.pages.journal import JournalPage
from reflect_app.ui.pages.plan import PlanPage
from reflect_app.ui.pages.supervision import SupervisionPage
from reflect_app.ui.pages.today import TodayPage
from reflect_app.ui.pages.trends import TrendsPage
from reflect_app.ui.pages.write import WritePage
from reflect_app.ui.parts.journal.deleted import remove_for_good
from reflect_app.ui.parts.today.clock_question import IT_IS_RIGHT
from reflect_app.ui.parts.today.earlier_lines import READ
from reflect_app.ui.widgets.new_day import NewDay

FRIDAY, A_MONTH_ON = date(2026, 11, 20), date(2026, 12, 20)
QUESTION = "Your computer's clock says Friday 20 November 2026. Is that right?"


@pytest.fixture
def open_page(desk, show):
    return lambda: show(TodayPage(desk))


@pytest.fixture
def a_month_ahead(journal, clock):
    """Have checked in and written while the clock was a month ahead, and put it right."""
    clock.move(days=30)
    journal.save(CheckIn(at=clock.now(), day=clock.today(), load=4, line="By a clock ahead"))
    clock.move(days=-30)


def tick(page):
    page.findChild(NewDay).timeout.emit()


def test_a_clock_that_is_right_is_not_asked_about(open_page, journal, write, seen):
    write("Words")
    open_page()
    assert "Is that right?" not in seen()


def test_what_lies_after_today_is_asked_about_in_a_sentence(a_month_ahead, open_page, seen):
    open_page()
    assert QUESTION in seen()
    assert "from Sunday 20 December 2026" in seen()


def test_an_entry_after_today_is_asked_about_too(write, open_page, seen):
    write("Words", days=-1)
    open_page()
    assert QUESTION in seen()


def test_the_answer_is_kept_until_something_lies_later_still(
    a_month_ahead, open_page, journal, find, seen, write
):
    page = open_page()
    find(QPushButton, IT_IS_RIGHT).click()
    assert "Is that right?" not in seen()
    assert page._check_in.scale.isAncestorOf(QApplication.focusWidget())
    page.refresh()
    assert "Is that right?" not in seen()
    write("Later still", days=-40)
    page.refresh()
    assert QUESTION in seen()


def test_a_refused_answer_is_said_and_can_be_given_again(
    a_month_ahead, open_page, refuse, find, seen
):
    open_page()
    refuse()
    find(QPushButton, IT_IS_RIGHT).click()
    assert QUESTION not in seen()
    refuse(on=False)
    find(QPushButton, IT_IS_RIGHT).click()
    assert not [
        each
        for each in QApplication.allWidgets()
        if isinstance(each, QPushButton) and each.isVisible() and each.text() == IT_IS_RIGHT
    ]


def test_with_the_clock_right_again_the_question_is_gone(a_month_ahead, open_page, clock, seen):
    page = open_page()
    clock.move(days=30)
    page.refresh()
    assert "Is that right?" not in seen()


@pytest.mark.parametrize("days", [30, -30, -1, 400])
def test_today_follows_the_clock_wherever_it_jumps_and_keeps_what_is_put_in(
    open_page, clock, keys, seen, journal, days
):
    page = open_page()
    keys("7")
    clock.move(days=days)
    tick(page)
    assert page._frame.title.text().split()[0] in seen()
    keys(Qt.Key.Key_Return)
    (check_in,) = journal.check_ins(date.min, date.max)
    assert (check_in.load, check_in.day) == (7, clock.today())


def test_a_draft_keeps_its_words_and_its_day_while_the_clock_jumps(
    desk, show, journal, keys, clock
):
    page = WritePage(desk)
    page.begin("hard_case")
    show(page)
    keys("A visit")
    page.flush()
    clock.move(days=-30)
    keys(" and its end")
    page.flush()
    (draft,) = journal.drafts()
    assert draft.text("happened") == "A visit and its end"
    assert draft.day == FRIDAY
    page._end()
    assert [line.day for line in journal.entries()] == [FRIDAY]


def test_two_entries_of_one_moment_and_one_written_back_in_time_are_all_there(journal, write):
    ahead = write("Written by a clock ahead", days=-30)
    now = [write("Today"), write("Today again")]
    back = write("Written by a clock behind", days=30)
    assert [line.id for line in journal.entries()] == [
        ahead.id,
        *sorted((each.id for each in now), reverse=True),
        back.id,
    ]
    assert journal.count() == 4


def test_what_was_deleted_by_a_clock_ahead_is_gone_on_the_day_after_the_right_one(
    desk, journal, write, clock
):
    entry = write("A visit")
    changes = journal.save(journal.revise(entry))
    clock.move(days=30)
    journal.throw_away(entry.id, clock.now())
    clock.move(days=-30)
    remove_for_good(desk)
    assert [each.id for each in journal.thrown_away()] == [entry.id]
    journal.bring_back(entry.id)
    assert journal.entry(changes.id) is not None
    journal.throw_away(entry.id, clock.now())
    clock.move(days=1)
    remove_for_good(desk)
    assert journal.thrown_away() == []
    assert journal.count() == 0


def test_what_was_deleted_before_the_clock_went_back_stays_to_be_brought_back(
    desk, journal, write, clock
):
    entry = write("A visit")
    journal.throw_away(entry.id, clock.now())
    clock.move(days=-30)
    remove_for_good(desk)
    assert [each.id for each in journal.thrown_away()] == [entry.id]


@pytest.mark.parametrize("page_class", [TodayPage, PlanPage, JournalPage, TrendsPage,
                                        SupervisionPage])  # fmt: skip
@pytest.mark.parametrize("days", [30, -30])
def test_every_page_stands_whatever_way_the_clock_jumped(
    desk, show, journal, write, clock, page_class, days
):
    journal.save(CheckIn(at=clock.now(), day=FRIDAY, load=4, line="A line"))
    journal.save(Plan(kind="break", name="Lunch", times=(750,) * 7, since=FRIDAY, minutes=30))
    write("A visit")
    page = show(page_class(desk))
    clock.move(days=days)
    page.refresh()
    tick_of = page.findChild(NewDay)
    if tick_of:
        tick_of.timeout.emit()
    page.flush()
    page.refresh()
    assert page.isVisible()


def test_a_line_written_by_a_clock_ahead_can_be_read(a_month_ahead, open_page, find, seen):
    open_page()
    find(QPushButton, READ).click()
    assert "By a clock ahead" in seen()


def test_beside_a_plan_made_by_a_clock_ahead_one_can_be_made_for_today(
    desk, show, journal, keys, find
):
    journal.save(Plan(kind="break", name="Lunch", times=(750,) * 7, since=A_MONTH_ON, minutes=30))
    show(PlanPage(desk))
    find(QPushButton, "Plan another break").click()
    keys("Tea")
    find(QPushButton, "Plan this break").click()
    assert [(plan.name, plan.since) for plan in journal.plans()] == [
        ("Lunch", A_MONTH_ON),
        ("Tea", FRIDAY),
    ]
