"""Catching up on Today: one quiet line, and a day in a click or two."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton, QWidget

from reflect_app.domain.records import Away, CheckIn, Plan, PlanAnswer
from reflect_app.ui.pages.today import TodayPage
from reflect_app.ui.parts.today.catch_up import CatchUp
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.vault.errors import FolderNotWritable, JournalError

FRIDAY, THURSDAY = date(2026, 11, 20), date(2026, 11, 19)
WORKING = (750,) * 5 + (None,) * 2
LINES = ("is still open", "days are open")


@pytest.fixture
def check_in(journal, clock):
    """Return a way to have checked in so many days ago."""

    def check_in(*days_ago):
        journal.add_all(
            CheckIn(at=clock.now() - timedelta(ago), day=FRIDAY - timedelta(ago), load=4)
            for ago in days_ago
        )

    return check_in


@pytest.fixture
def lunch(journal):
    """Return a lunch break, planned for the working week and answered but for yesterday."""
    plan = journal.save(
        Plan(kind="break", name="Lunch break", times=WORKING, since=date(2026, 11, 2), minutes=30)
    )
    journal.add_all(
        PlanAnswer(
            plan_id=plan.id,
            day=FRIDAY - timedelta(ago),
            at=datetime.now().astimezone(),
            answer="kept",
        )
        for ago in (2, 3, 4, 7)
    )
    return plan


@pytest.fixture
def leaving(journal):
    """Return a leaving time that begins yesterday."""
    times = tuple(time and 1035 for time in WORKING)
    return journal.save(Plan(kind="leaving", name="Leaving time", times=times, since=THURSDAY))


@pytest.fixture
def open_page(show, desk):
    return lambda: show(TodayPage(desk))


@pytest.fixture
def yesterday(check_in, open_page):
    """Return Today where yesterday alone has no check-in."""
    check_in(0, 2, 3, 4, 7)
    return open_page()


def day_named(page, name):
    """Return the row of a day by what a screen reader calls it."""
    (row,) = [
        each
        for each in page.findChildren(QWidget)
        if each.accessibleName() == name and each.isVisible()
    ]
    return row


def within(page):
    return page.findChild(CatchUp)


def test_yesterday_is_caught_up_in_three_actions(lunch, yesterday, journal, find, keys, clock):
    find(QPushButton, "Catch up").click()
    keys("6")
    kept = find(QRadioButton, "Kept", within=day_named(yesterday, "Thursday 19 November"))
    QTest.mouseClick(kept, Qt.MouseButton.LeftButton)
    (saved,) = journal.check_ins(THURSDAY, THURSDAY)
    assert (saved.load, saved.later, saved.at) == (6, True, clock.now())
    (answer,) = journal.plan_answers(THURSDAY, THURSDAY)
    assert (answer.answer, answer.later) == ("kept", True)


def test_it_is_one_quiet_line_until_it_is_wanted(yesterday, seen, find):
    assert "Yesterday is still open." in seen()
    assert "How heavy was" not in seen()
    assert find(QPushButton, "Catch up").isVisible()


def test_several_open_days_are_counted_and_nothing_else_is(check_in, open_page, seen):
    check_in(8)
    open_page()
    assert "5 days are open." in seen()


@pytest.mark.parametrize("days", [(), (0, 1, 2, 3, 4, 7)])
def test_there_is_no_line_where_nothing_is_open(check_in, open_page, seen, days):
    check_in(*days)
    open_page()
    assert not any(line in seen() for line in LINES)


def test_a_day_away_and_a_bank_holiday_are_not_open(check_in, open_page, journal, seen):
    check_in(0, 2, 3, 4, 7)
    journal.save(Away(day=THURSDAY, kind="sick"))
    open_page()
    assert not any(line in seen() for line in LINES)


def test_a_week_of_other_days_is_gone_by(check_in, open_page, journal, seen):
    check_in(0, 2, 3, 4, 7)
    journal.set_preference("week", {"days": [0, 1, 2]})
    open_page()
    assert "Yesterday" not in seen()


def test_ten_is_one_number_and_not_two(yesterday, journal, find, keys):
    find(QPushButton, "Catch up").click()
    keys("10")
    assert [each.load for each in journal.check_ins(THURSDAY, THURSDAY)] == [10]


def test_another_number_takes_the_place_of_the_first(yesterday, journal, find, keys, seen):
    find(QPushButton, "Catch up").click()
    keys("3", Qt.Key.Key_Right)
    assert [each.load for each in journal.check_ins(THURSDAY, THURSDAY)] == [4]
    assert "Saved, marked as written later." in seen()


def test_after_a_lot_support_is_one_click_away(yesterday, find, keys, seen, qtbot):
    find(QPushButton, "Catch up").click()
    keys("9")
    assert "Saved. That is a lot. Support is here if you want it." in seen()
    with qtbot.waitSignal(yesterday.page_requested) as asked:
        find(QPushButton, "Open Support").click()
    assert asked.args == ["Support"]


def test_undo_takes_it_back(yesterday, journal, find, keys, seen):
    find(QPushButton, "Catch up").click()
    keys("3")
    assert "Nothing is open any more" in seen()
    find(QPushButton, "Undo the check-in of Thursday 19 November").click()
    assert journal.check_ins(THURSDAY, THURSDAY) == []
    assert "Taken back. It is no longer in the journal." in seen()
    assert "Yesterday is still open" in seen()
    keys("5")
    assert [each.load for each in journal.check_ins(THURSDAY, THURSDAY)] == [5]


def test_a_refused_number_is_told_and_the_scale_says_what_is_kept(
    yesterday, journal, find, keys, refuse, seen
):
    find(QPushButton, "Catch up").click()
    scale = day_named(yesterday, "Thursday 19 November")
    keys("3")
    refuse()
    keys("8")
    assert FolderNotWritable.sentence in seen()
    assert find(QRadioButton, "3", within=scale).isChecked()
    find(QPushButton, "Undo the check-in of Thursday 19 November").click()
    assert FolderNotWritable.sentence in seen()
    refuse(on=False)
    assert [each.load for each in journal.check_ins(THURSDAY, THURSDAY)] == [3]


def test_nothing_is_chosen_where_the_first_number_is_refused(
    yesterday, journal, find, keys, refuse
):
    find(QPushButton, "Catch up").click()
    refuse()
    keys("3")
    row = day_named(yesterday, "Thursday 19 November")
    assert not find(QRadioButton, "3", within=row).isChecked()
    refuse(on=False)
    keys("3")
    assert [each.load for each in journal.check_ins(THURSDAY, THURSDAY)] == [3]


def test_only_what_is_missing_is_asked(check_in, lunch, open_page, find, seen):
    check_in(0, 1, 2, 3, 4, 7)
    page = open_page()
    find(QPushButton, "Catch up").click()
    row = day_named(page, "Thursday 19 November")
    assert [each.text() for each in row.findChildren(QRadioButton)] == [
        "Kept",
        "Partly",
        "Not that day",
    ]
    assert QApplication.focusWidget() in row.findChildren(QRadioButton)


def test_not_now_is_until_tomorrow_and_for_this_session(check_in, open_page, clock, seen, find):
    check_in(0, 2, 3, 4, 7)
    page = open_page()
    find(QPushButton, "Not now").click()
    page.refresh()
    assert not any(line in seen() for line in LINES)
    clock.move(days=3)
    page.refresh()
    assert "Thursday 19 November is still open." in seen()
    page.hide()
    clock.move(days=-3)
    open_page()
    assert "Yesterday is still open." in seen()


def test_not_now_folds_it_away_when_it_is_open(yesterday, find, seen):
    find(QPushButton, "Catch up").click()
    find(QPushButton, "Not now").click()
    yesterday.refresh()
    assert not any(line in seen() for line in LINES)


def test_what_is_done_is_gone_when_the_page_comes_back(check_in, open_page, find, keys, seen):
    check_in(0, 2, 4, 7)
    page = open_page()
    find(QPushButton, "Catch up").click()
    keys("5")
    assert "Tuesday 17 November is still open" in seen()
    page.refresh()
    QApplication.processEvents()
    assert "Yesterday, Thursday 19 November" not in seen()
    day_named(page, "Tuesday 17 November").setFocus()
    keys("5")
    find(QPushButton, "Done").click()
    page.refresh()
    assert within(page).isHidden()


def test_a_leaving_time_that_is_typed_is_kept_when_the_page_is_left(
    check_in, leaving, open_page, find, journal, clock, seen
):
    check_in(0, 1, 2, 3, 4, 7)
    page = open_page()
    find(QPushButton, "Catch up").click()
    row = day_named(page, "Thursday 19 November")
    find(QLineEdit, "When you left, Leave by 17:15", within=row).setText("17:40")
    clock.move(days=1)
    page.findChild(NewDay).timeout.emit()
    page._catch_up.refresh()
    assert "Friday 20 November" in seen()
    page.flush()
    (answer,) = journal.plan_answers(THURSDAY, THURSDAY)
    assert (answer.minutes_after, answer.later) == (25, True)


def test_a_leaving_time_that_cannot_be_kept_stays_and_says_why(
    check_in, leaving, open_page, find, refuse, seen
):
    check_in(0, 1, 2, 3, 4, 7)
    page = open_page()
    find(QPushButton, "Catch up").click()
    row = day_named(page, "Thursday 19 November")
    field = find(QLineEdit, "When you left, Leave by 17:15", within=row)
    field.setText("17:40")
    refuse()
    with pytest.raises(JournalError):
        page.flush()
    find(QPushButton, "Not now").click()
    assert FolderNotWritable.sentence in seen()
    assert field.text() == "17:40"


def test_every_stop_has_a_name_and_tab_comes_round(
    check_in, lunch, leaving, open_page, find, check_names
):
    check_in(8)
    page = open_page()
    find(QPushButton, "Catch up").click()
    check_names(page)
    start, met = QApplication.focusWidget(), []
    for _ in range(80):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
        met.append(QApplication.focusWidget())
    assert QApplication.focusWidget() is start
    assert len(met) == len(set(met))


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(816, 100), (724, 200), (1072, 150)])
def test_nothing_is_wider_than_the_window(
    check_in, lunch, leaving, theme, open_page, find, keys, look, width, percent
):
    theme.set_look(look)
    theme.set_text_scale(percent)
    check_in(8)
    page = open_page()
    page.resize(width, 700)
    find(QPushButton, "Catch up").click()
    keys("9")
    QApplication.processEvents()
    assert page._frame.horizontalScrollBar().maximum() == 0
