"""Trends as a person meets it: the days they look at, in a picture and in words."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QTableView,
)

from reflect_app.domain.records import Away, CheckIn, OwnSource, Plan, PlanAnswer, Session
from reflect_app.ui.charts import CHARTS
from reflect_app.ui.pages import trends
from reflect_app.ui.pages.help import TOPICS
from reflect_app.ui.pages.trends import TrendsPage
from reflect_app.ui.widgets.new_day import NewDay

TODAY = date(2026, 11, 20)
SPANS = ["Since last session", "3 sessions", "1 year", "All"]


@pytest.fixture
def check_in(journal, clock):
    """Return a way to have checked in so many days ago, 0 to 10 in turn."""

    def check_in(*days_ago):
        journal.add_all(
            CheckIn(at=clock.now(), day=TODAY - timedelta(ago), load=ago % 11) for ago in days_ago
        )

    return check_in


@pytest.fixture
def sessions(journal):
    """Return a way to have had sessions so many days ago."""

    def sessions(*days_ago):
        journal.add_all(Session(day=TODAY - timedelta(ago)) for ago in days_ago)

    return sessions


@pytest.fixture
def left(journal, clock):
    """Return a way to have left some minutes after 17:15, today last, every day of the week."""
    plan = None

    def left(*after):
        nonlocal plan
        plan = plan or journal.save(
            Plan(kind="leaving", name="Leaving time", times=(1035,) * 7, since=date(2020, 1, 1))
        )
        journal.add_all(
            PlanAnswer(
                plan_id=plan.id,
                day=TODAY - timedelta(number),
                at=clock.now(),
                answer="kept",
                minutes_after=each,
            )
            for number, each in enumerate(reversed(after))
        )

    return left


@pytest.fixture
def tick(journal, clock):
    """Return a way to have ticked sources so many days ago."""

    def tick(ago, *keys):
        day = TODAY - timedelta(ago)
        journal.save(CheckIn(at=clock.now(), day=day, load=4, sources=keys))

    return tick


@pytest.fixture
def open_page(show, desk):
    """Return a way to open Trends."""
    return lambda *size: show(TrendsPage(desk), *size)


@pytest.fixture
def page(open_page, check_in, sessions):
    """Return Trends after 500 days with a check-in and a session every four weeks."""
    check_in(*range(500))
    sessions(*range(16, 500, 28))
    return open_page()


@pytest.fixture
def picture(qtbot):
    """Return a way to get the picture of a page once it is drawn."""

    def picture(page):
        picture = page._cards[0]._picture
        qtbot.waitUntil(lambda: not picture._drawing and not picture._settled.isActive())
        assert not picture.pixmap().isNull()
        return picture

    return picture


def showing(page):
    """Return the names of the buttons and choices that a person sees."""
    kinds = (QPushButton, QRadioButton)
    return [each.text() for kind in kinds for each in page.findChildren(kind) if each.isVisible()]


def test_it_opens_on_the_days_since_the_last_session(page, picture, find, seen):
    assert find(QRadioButton, "Since last session").isChecked()
    assert "17 check-in days of 17. Heavy days may be checked in more often." in seen()
    assert picture(page).accessibleName() == (
        "Emotional load, 17 check-in days from 4 November to 20 November, median 4, highest 10"
    )


@pytest.mark.parametrize(
    ("span", "days"), [("3 sessions", 73), ("1 year", 365), ("All", 500), (SPANS[0], 17)]
)
def test_another_span_is_one_click_away(page, picture, find, seen, span, days):
    before = picture(page).pixmap().cacheKey()
    QTest.mouseClick(find(QRadioButton, "All"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(find(QRadioButton, span), Qt.MouseButton.LeftButton)
    assert f"{days} check-in days of {days}." in seen()
    after = picture(page)
    assert f", {days} check-in days from" in after.accessibleName()
    assert (after.pixmap().cacheKey() == before) == (span == SPANS[0])


def test_the_span_is_chosen_with_the_keyboard_at_once(page, keys, seen):
    keys(Qt.Key.Key_Right)
    assert "73 check-in days of 73." in seen()


def test_the_span_stays_when_the_page_comes_back(page, find, seen):
    find(QRadioButton, "1 year").click()
    page.refresh()
    assert find(QRadioButton, "1 year").isChecked()
    assert "365 check-in days of 365." in seen()


def test_a_new_check_in_is_there_when_the_page_comes_back(page, check_in, picture, seen):
    before = picture(page).pixmap().cacheKey()
    check_in(0)
    page.refresh()
    page._cards[0]._turn.click()
    table = page.findChild(QTableView)
    assert table.model().index(0, 3).data() == "2"
    page._cards[0]._turn.click()
    assert picture(page).pixmap().cacheKey() != before


def test_the_picture_is_in_words_too(page, seen):
    said = seen()
    assert "Median 4 on 17 check-in days since 4 November, 6 on 28 before." in said
    assert "Usual range 2 to 8: the middle half of 84 check-in days in the 12 weeks" in said
    assert "Session lines mark dates, not effects." in said


def test_the_words_are_renewed_and_not_added_to(page, sessions, seen, qtbot):
    page.refresh()
    assert seen().count("Session lines mark dates") == 1
    sessions(5)
    page.refresh()
    qtbot.waitUntil(lambda: "6 check-in days since 15 November" in seen())
    assert seen().count("Session lines mark dates") == 1
    assert "since 4 November" not in seen()


def test_how_it_is_worked_out_is_in_help(page, find, qtbot):
    with qtbot.waitSignal(page.help_requested) as asked:
        find(QPushButton, "How this is worked out").click()
    assert asked.args == [TOPICS[TOPICS.index("50-trends.md")]]


@pytest.mark.parametrize(
    ("days", "so_far"), [(0, "is none"), (1, "is one"), (2, "are two"), (3, "are three")]
)
def test_before_there_are_days_enough_it_says_how_many_make_a_picture(
    open_page, check_in, sessions, seen, qtbot, find, days, so_far
):
    check_in(*range(days))
    check_in(*range(days))
    sessions(2)
    page = open_page()
    assert f"Four days with a check-in make a first picture; so far there {so_far}." in seen()
    assert showing(page) == ["Go to Today"]
    assert find(QPushButton, "Go to Today").hasFocus()
    with qtbot.waitSignal(page.page_requested) as asked:
        find(QPushButton, "Go to Today").click()
    assert asked.args == ["Today"]


def test_the_fourth_day_makes_the_first_picture(open_page, check_in, picture, find):
    check_in(0, 1, 2)
    page = open_page()
    check_in(3)
    page.refresh()
    assert "4 check-in days" in picture(page).accessibleName()
    assert showing(page) == ["Show the figures", "Save picture", "How this is worked out", *SPANS]
    page.setFocus()
    assert find(QRadioButton, "Since last session").hasFocus()


def test_days_ahead_are_not_drawn(open_page, check_in, seen):
    check_in(-1, -2, 0, 1, 2, 3)
    open_page()
    assert "4 check-in days of 4." in seen()


def test_without_a_session_everything_is_shown(open_page, check_in, seen):
    check_in(*range(30))
    open_page()
    said = seen()
    assert "30 check-in days of 30." in said
    assert "Session lines" not in said


def test_a_span_without_days_says_so_and_the_others_are_there(
    open_page, check_in, sessions, picture, find, seen
):
    check_in(*range(10, 20))
    sessions(5)
    page = open_page()
    assert "No check-in days since 15 November. A longer span shows the days before." in seen()
    assert showing(page) == ["How this is worked out", *SPANS]
    find(QRadioButton, "All").click()
    assert "10 check-in days" in picture(page).accessibleName()
    assert "Save picture" in showing(page)


def test_a_year_without_days_is_told_with_its_year(open_page, check_in, find, seen):
    check_in(*range(400, 405))
    open_page()
    find(QRadioButton, "1 year").click()
    assert "No check-in days since 21 November 2025." in seen()


def test_saving_a_picture_says_that_it_is_not_encrypted(
    page, find, seen, monkeypatch, tmp_path, qtbot
):
    file = tmp_path / "load.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    button = find(QPushButton, "Save picture, Emotional load")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Saved as load.png. It is not encrypted" in seen())
    assert file.exists()
    find(QRadioButton, "All").click()
    assert "Saved as" not in seen()


def test_a_place_that_takes_no_picture_is_told(page, find, seen, monkeypatch, tmp_path, qtbot):
    there = str(tmp_path / "nowhere" / "load.png")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (there, ""))
    find(QPushButton, "Save picture, Emotional load").click()
    qtbot.waitUntil(lambda: "It could not be saved there." in seen())


def test_left_open_over_midnight_it_turns_to_the_new_day(page, clock, seen):
    (watch,) = page.findChildren(NewDay)
    clock.move(days=1)
    watch.timeout.emit()
    assert "17 check-in days of 18." in seen()


def test_a_day_is_told_to_eye_and_ear_from_the_keyboard(page, picture, keys):
    picture(page).setFocus()
    keys(Qt.Key.Key_Left)
    labels = picture(page).findChildren(QLabel)
    assert [each.text() for each in labels if each.isVisible()] == ["Friday 20 November 2026: 0"]


def test_tab_goes_through_everything_and_comes_round(page, picture, find):
    chart = picture(page)
    start, met = QApplication.focusWidget(), []
    for _ in range(20):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
        met.append(QApplication.focusWidget())
    assert start is find(QRadioButton, "Since last session")
    assert QApplication.focusWidget() is start
    names = [each.accessibleName() or each.text() for each in met]
    assert names == [
        "Earlier cycle",
        chart.accessibleName(),
        "Show the figures, Emotional load",
        "Save picture, Emotional load",
        "How this is worked out",
    ]


@pytest.mark.parametrize("reading", [False, True])
def test_every_stop_has_a_name_and_no_neighbours_share_one(
    page, picture, find, reading, check_names
):
    picture(page)
    if reading:
        find(QPushButton, "Show the figures, Emotional load").click()
    check_names(page)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "percent"), [(816, 100), (724, 200), (1072, 150)])
def test_nothing_is_wider_than_the_window(page, theme, picture, look, width, percent):
    theme.set_look(look)
    theme.set_text_scale(percent)
    page.resize(width, 700)
    QApplication.processEvents()
    chart = picture(page)
    assert chart.pixmap().deviceIndependentSize().toSize() == chart.size()
    assert page._frame.horizontalScrollBar().maximum() == 0


def titles(page):
    """Return the titles of the charts that a person sees."""
    return [card._chart.title for card in page._cards if card.isVisible()]


def test_charts_are_there_once_there_is_something_to_show(
    open_page, check_in, left, tick, find, seen
):
    check_in(0, 1, 2, 3)
    left(5, 10)
    page = open_page()
    assert titles(page) == ["Emotional load"]
    assert "Leaving time so far" not in seen()
    tick(2, "court")
    page.refresh()
    assert titles(page) == ["Emotional load", "What you ticked, in days"]


def test_leaving_times_are_drawn_from_three_answered_days_on(
    open_page, check_in, left, picture, seen
):
    check_in(0, 1, 2, 3)
    left(-10, 25, 40)
    page = open_page()
    assert titles(page) == ["Emotional load", "Leaving time, minutes after plan"]
    assert "Leaving time so far: median 25 minutes after plan on 3 answered days." in seen()
    assert "3 answered days from 17 November" in page._cards[1]._picture.accessibleName()


def test_plans_alone_have_their_chart_while_check_ins_are_too_few(
    open_page, check_in, left, find, seen, qtbot
):
    check_in(0)
    left(-10, 25, 40)
    page = open_page()
    assert titles(page) == ["Leaving time, minutes after plan"]
    assert "so far there is one" in seen()
    assert page._frame.sentence.isHidden()
    assert find(QRadioButton, "Since last session").isVisible()
    card = page._cards[1]
    qtbot.waitUntil(lambda: not card._picture.pixmap().isNull())


def test_all_charts_are_cut_by_the_same_span(open_page, check_in, left, tick, sessions, find):
    check_in(*range(20))
    left(*[10] * 20)
    for ago in range(20):
        tick(ago, "court")
    sessions(5)
    page = open_page()
    names = [card._picture.accessibleName() for card in page._cards]
    assert "6 check-in days from 15 November" in names[0]
    assert "6 answered days from 15 November" in names[1]
    assert names[2].endswith("from 15 November to 20 November: Court 6")
    find(QRadioButton, "All").click()
    names = [card._picture.accessibleName() for card in page._cards]
    assert "20 check-in days" in names[0]
    assert "20 answered days" in names[1]
    assert names[2].endswith("Court 20")


def test_an_earlier_cycle_cuts_every_chart_and_every_sentence(
    open_page, check_in, left, tick, sessions, find, seen, qtbot
):
    check_in(*range(60))
    left(*[10] * 60)
    for ago in range(60):
        tick(ago, "court")
    sessions(16, 44)
    page = open_page()
    cycle = find(QComboBox, "Earlier cycle")
    assert [cycle.itemText(number) for number in range(cycle.count())] == [
        "An earlier cycle",
        "7 October to 3 November",
        "22 September to 6 October",
    ]
    cycle.setFocus()
    QTest.keyClick(cycle, Qt.Key.Key_Down)
    names = [card._picture.accessibleName() for card in page._cards]
    assert "28 check-in days from 7 October to 3 November" in names[0]
    assert "28 answered days from 7 October to 3 November" in names[1]
    assert names[2].endswith("from 7 October to 3 November: Court 28")
    assert "28 check-in days of 28." in seen()
    qtbot.waitUntil(lambda: "on 28 check-in days from 7 October to 3 November" in seen())
    assert "Leaving time from 7 October to 3 November: median 10 minutes after plan" in seen()
    assert not any(each.isChecked() for each in page._span.findChildren(QRadioButton))
    qtbot.waitUntil(lambda: not page._cards[0]._picture.pixmap().isNull())
    find(QRadioButton, "Since last session").click()
    assert cycle.currentText() == "An earlier cycle"
    assert "17 check-in days of 17." in seen()
    cycle.setCurrentIndex(2)
    assert "15 check-in days of 15." in seen()
    cycle.setCurrentIndex(0)
    assert find(QRadioButton, "Since last session").isChecked()


def test_the_cycle_stays_chosen_until_it_is_none_any_more(page, journal, find, seen):
    cycle = find(QComboBox, "Earlier cycle")
    cycle.setCurrentIndex(1)
    page.refresh()
    assert cycle.currentText() == "7 October to 3 November"
    (session,) = (each for each in journal.sessions() if each.day == date(2026, 10, 7))
    journal.save(Session(day=date(2026, 10, 20), state="cancelled"))
    page.refresh()
    assert cycle.currentText() == "7 October to 3 November", "what was not held parts nothing"
    journal.delete(session)
    page.refresh()
    assert cycle.currentText() == "An earlier cycle"
    assert find(QRadioButton, "Since last session").isChecked()
    assert "17 check-in days of 17." in seen()


def test_without_an_earlier_cycle_none_is_offered(open_page, check_in):
    check_in(0, 1, 2, 3)
    assert open_page()._cycle.isHidden()


def test_a_span_in_which_nothing_was_ticked_says_so(open_page, check_in, tick, sessions, seen):
    check_in(0, 1, 2, 3)
    tick(9, "court")
    sessions(5)
    open_page()
    assert "Nothing was ticked since 15 November. A longer span shows the days before." in seen()


def test_own_sources_are_told_by_their_names_retired_ones_too(open_page, check_in, tick, journal):
    check_in(0, 1, 2, 3)
    own = journal.save(OwnSource(label="The drive", retired=True))
    tick(1, own.key, "court")
    tick(2, own.key)
    page = open_page()
    assert page._cards[2]._picture.accessibleName().endswith("The drive 2, Court 1")


def test_days_away_are_left_out_and_said_to_be(open_page, check_in, journal, seen):
    check_in(*range(5))
    journal.save(Away(day=TODAY, kind="leave"))
    journal.save(Away(day=TODAY - timedelta(1), kind="sick"))
    open_page()
    assert "3 check-in days of 3, 2 days away left out." in seen()
    assert "Median 3 on 3 check-in days so far." in seen()


def test_with_every_chart_nothing_is_wider_than_the_window_and_all_have_names(
    open_page, check_in, left, tick, theme, check_names
):
    check_in(*range(30))
    left(*range(-10, 20))
    tick(3, "court", "caseload")
    page = open_page(1072, 832)
    for width, percent in ((1072, 100), (816, 100), (724, 200)):
        theme.set_text_scale(percent)
        page.resize(width, 700)
        QApplication.processEvents()
        assert page._frame.horizontalScrollBar().maximum() == 0
        check_names(page)
    tops = [card.mapTo(page, card.rect().topLeft()) for card in page._cards]
    assert tops[0].y() < tops[1].y() < tops[2].y()
    theme.set_text_scale(100)
    page.resize(1072, 832)
    QApplication.processEvents()
    tops = [card.mapTo(page, card.rect().topLeft()) for card in page._cards]
    assert tops[1].y() == tops[2].y() > tops[0].y()
    assert tops[1].x() < tops[2].x()


def test_a_chart_without_a_neighbour_has_the_width_of_the_page(
    open_page, check_in, left, monkeypatch
):
    monkeypatch.setattr(trends, "CHARTS", CHARTS[:2])
    check_in(0, 1, 2, 3)
    left(-10, 25, 40)
    page = open_page()
    QApplication.processEvents()
    assert page._cards[1].width() == page._columns.width()
