from dataclasses import replace
from datetime import date, timedelta

from reflect_app.domain.progress import Leaving, usual_range
from reflect_app.domain.sources import labels
from reflect_app.domain.supervision import Cycle
from reflect_app.ui.charts import CHARTS

TODAY = date(2026, 11, 20)


def test_what_is_shown_begins_on_the_first_day_and_not_before(stretch):
    shown = stretch([(5, 3), (4, 9), (0, 2)], since=4).shown
    assert [each.highest for each in shown] == [9, 2]


def test_sessions_of_these_days_are_told_once_a_day_oldest_first(stretch):
    looked_at = stretch([(5, 3)], sessions=(0, 3, 3, 5, 6, -7))
    assert looked_at.session_days == [
        date(2026, 11, 15),
        date(2026, 11, 17),
        TODAY,
    ]


def test_the_usual_range_is_of_the_twelve_weeks_before_this_cycle(stretch):
    before = [(17 + number, load) for number, load in enumerate(list(range(10)) * 2 + [10])]
    this_cycle = [(number, 10) for number in range(16)]
    older = [(17 + 84, 0)]
    assert stretch(before + this_cycle + older, sessions=(16,)).usual == (2, 7)


def test_an_earlier_cycle_holds_its_own_days_and_looks_back_from_its_beginning(stretch):
    whole = stretch([(ago, ago % 5) for ago in range(100)], sessions=(16, 44))
    cycle = Cycle(TODAY - timedelta(44), TODAY - timedelta(16))
    cut = replace(whole, start=cycle.start, end=cycle.last_day, cycle=cycle)
    assert [each.day for each in cut.shown] == [TODAY - timedelta(ago) for ago in range(44, 16, -1)]
    assert cut.session_days == [cycle.start]
    assert cut.usual == usual_range(whole.days, cycle.start)
    assert cut.when == "from 7 October to 3 November"
    for chart in CHARTS:
        assert chart.ready(cut) == chart.ready(whole)


def test_the_usual_range_is_the_same_however_few_days_are_looked_at(stretch):
    before = [(17 + number, 4) for number in range(20)]
    assert stretch([*before, (0, 9)], sessions=(16,), since=3).usual == (4, 4)
    assert stretch([*before[1:], (0, 9)], sessions=(16,), since=3).usual is None


def test_without_a_session_the_cycle_is_taken_for_four_weeks(stretch):
    before = [(29 + number, 2) for number in range(20)]
    assert stretch(before + [(number, 9) for number in range(28)]).usual == (2, 2)


def test_days_have_the_median_of_an_even_number_too(stretch):
    (day,) = stretch([(0, 4), (0, 7)]).shown
    assert (day.median, day.highest, day.count) == (5.5, 7, 2)


def test_every_chart_has_a_picture_a_sentence_and_figures(qapp, stretch, daily, frame):
    days = stretch(daily(30))
    days = replace(
        days,
        leavings=[Leaving(each.day, 1035, 5) for each in days.days],
        ticked=[(each.day, ("court",)) for each in days.days],
        labels=labels(),
    )
    for chart in CHARTS:
        assert chart.ready(days)
        assert chart.drawable(days)
        image, marks = chart.picture(days, frame(500, 250))
        assert (image.width(), image.height()) == (500, 250)
        assert len(marks) == len(chart.table(days).rows) > 0
        assert chart.words(days).startswith(chart.title)


def test_an_empty_journal_is_ready_for_no_chart(stretch):
    empty = stretch([])
    assert empty.first_day is None
    assert not any(chart.ready(empty) or chart.drawable(empty) for chart in CHARTS)


def test_the_first_day_is_the_first_that_anything_is_known_of(stretch):
    days = stretch([(5, 3)])
    left = replace(days, leavings=[Leaving(date(2026, 11, 2), 1035, 0)])
    assert left.first_day == date(2026, 11, 2)
    assert replace(left, ticked=[(date(2026, 11, 1), ("court",))]).first_day == date(2026, 11, 1)
