"""The load chart: what is said of it, and what lies where on the picture."""

from dataclasses import replace
from datetime import timedelta
from math import isnan

import pytest
from PySide6.QtGui import QColor

from reflect_app.ui.charts import CHARTS, load
from reflect_app.ui.charts.canvas import Canvas
from reflect_app.ui.theme import DARK, LIGHT

LOAD = CHARTS[0]


@pytest.fixture
def drawn(qapp, frame):
    """Return a way to draw days and look at the picture, its marks and the sheet."""

    def drawn(stretch, **look):
        canvas = Canvas(frame(**look))
        marks = load.draw(stretch, canvas)
        return canvas.image(), marks, canvas

    return drawn


def holds(image, colour):
    """Say whether a colour is anywhere on the picture as it is."""
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def written(canvas):
    """Return the words on the sheet, without those along its axes."""
    return [text.get_text() for text in canvas._figure.texts]


def line(stretch):
    """Return the points of the rolling line with None where it breaks."""
    _, values = load._rolling(stretch)
    return [None if isnan(value) else value for value in values]


def test_a_day_says_its_number_or_its_median_and_its_highest(stretch, drawn):
    _, marks, _ = drawn(stretch([(1, 6), (0, 2), (0, 2), (0, 9)]))
    assert [mark.text for mark in marks] == [
        "Thursday 19 November 2026: 6",
        "Friday 20 November 2026: median 2 of 3 check-ins, highest 9",
    ]


def test_marks_lie_from_left_to_right_and_lighter_days_lower(stretch, drawn, daily):
    _, marks, canvas = drawn(stretch(daily(4)))
    xs, ys = [mark.x for mark in marks], [mark.y for mark in marks]
    assert xs == sorted(xs)
    assert ys == sorted(ys, reverse=True)
    assert 0 < xs[0] < xs[-1] < canvas.frame.width
    assert 0 < ys[-1] < ys[0] < canvas.frame.height


def test_a_dot_is_where_its_mark_is_at_any_fineness_of_the_screen(stretch, drawn):
    for ratio in (1, 1.25, 2):
        image, (mark,), _ = drawn(stretch([(0, 5)]), ratio=ratio)
        assert image.devicePixelRatio() == ratio
        at = image.pixelColor(round(mark.x * ratio), round(mark.y * ratio))
        beside = image.pixelColor(round((mark.x + 12) * ratio), round(mark.y * ratio))
        assert at != beside == QColor(LIGHT.surface)


def test_the_line_looks_back_seven_days_and_breaks_where_fewer_than_four_are_known(stretch):
    days = stretch([(9, 2), (8, 4), (7, 6), (6, 8), (0, 1)])
    assert line(days) == [None] * 3 + [5] * 4 + [None] * 3


def test_the_first_points_of_the_line_look_back_before_the_first_day_shown(stretch, daily):
    whole, days = line(stretch(daily(10))), daily(10)
    assert line(stretch(days, since=2)) == whole[-3:]


def test_the_line_of_an_earlier_cycle_ends_with_it(stretch, daily):
    whole = stretch(daily(40))
    cut = replace(whole, end=whole.end - timedelta(days=10))
    assert line(cut) == line(whole)[:-10]


def test_a_point_of_the_line_that_stands_alone_is_a_dash(stretch):
    four = stretch([(3, 2), (2, 4), (1, 6), (0, 8)])
    days, values = load._rolling(four)
    assert values[-2:] == [5, 5]
    assert days[-1] - days[-2] == pytest.approx(0.6)


def test_without_days_there_is_no_line(stretch):
    assert load._rolling(stretch([])) == ([], [])


def test_the_usual_range_is_drawn_and_told_once_it_is_known(stretch, drawn):
    days = [(17 + number, number % 5) for number in range(20)]
    known, _, canvas = drawn(stretch([*days, (0, 4)], sessions=(16,)))
    assert holds(known, LIGHT.accent_soft)
    assert "the middle half of your days, 12 weeks before" in written(canvas)
    unknown, _, canvas = drawn(stretch([*days[1:], (0, 4)], sessions=(16,)))
    assert not holds(unknown, LIGHT.accent_soft)
    assert not any("middle half" in text for text in written(canvas))


def test_where_there_is_little_room_the_range_is_told_in_two_words(stretch, drawn):
    days = [(17 + number, 3) for number in range(20)]
    _, _, canvas = drawn(stretch([*days, (0, 4)], sessions=(16,)), width=400, text_size=25)
    assert "usual range" in written(canvas)


def test_sessions_are_dated_lines(stretch, drawn, daily):
    image, _, canvas = drawn(stretch(daily(80), sessions=(72, 44, 16)))
    assert holds(image, LIGHT.accent)
    assert {"session 9 Sep", "session 7 Oct", "session 4 Nov"} <= set(written(canvas))


def test_sessions_too_close_together_are_dated_as_far_as_there_is_room(stretch, drawn, daily):
    _, _, canvas = drawn(stretch(daily(80), sessions=(44, 16, 15, 14)))
    dated = [text for text in written(canvas) if "Nov" in text or "Oct" in text]
    assert "session 6 Nov" in dated
    assert not {"session 5 Nov", "session 4 Nov"} & set(dated)
    assert "session 7 Oct" in dated


def test_more_sessions_than_lines_have_room_for_are_ticks(stretch, drawn, daily):
    _, _, canvas = drawn(stretch(daily(1800), sessions=range(16, 1800, 28)))
    assert "sessions" in written(canvas)
    assert not any(text.startswith("session ") for text in written(canvas))


def test_no_word_leaves_the_sheet(stretch, drawn, daily):
    for days in (1, 2, 4, 30, 55, 62, 80, 365, 1800):
        for look in ({}, {"text_size": 25, "width": 500, "height": 500}):
            _, _, canvas = drawn(stretch(daily(days), sessions=range(1, days, 28)), **look)
            renderer, sheet = canvas._agg.get_renderer(), canvas._figure.bbox
            words = [*canvas._figure.texts, *canvas.axes.get_xticklabels()]
            for text in words:
                box = text.get_window_extent(renderer)
                assert box.x0 >= 0, (days, text)
                assert box.x1 <= sheet.x1, (days, text)


def test_it_wears_the_look_of_the_window(stretch, drawn, daily):
    for tokens in (LIGHT, DARK):
        image, _, _ = drawn(stretch(daily(30)), tokens=tokens)
        assert image.pixelColor(1, 1) == QColor(tokens.surface)
        assert holds(image, tokens.plum)


def test_twenty_years_have_a_mark_a_day(stretch, drawn, daily):
    _, marks, _ = drawn(stretch(daily(20 * 365), sessions=range(16, 7300, 28)))
    assert len(marks) == 7300


def test_a_window_with_no_room_left_is_drawn_all_the_same(stretch, drawn, daily):
    image, marks, _ = drawn(stretch(daily(30), sessions=(16,)), width=40, height=30)
    assert image.width() == 40
    assert len(marks) == 30


def test_a_title_is_written_where_the_picture_leaves_its_page(stretch, drawn, daily):
    _, _, canvas = drawn(stretch(daily(30)), title="Emotional load")
    assert "Emotional load" in written(canvas)


def test_a_screen_reader_hears_it_in_one_sentence(stretch, daily):
    assert LOAD.words(stretch([(16, 4), (3, 5), (0, 1), (0, 9)])) == (
        "Emotional load, 3 check-in days from 4 November to 20 November, median 5, highest 9"
    )


def test_over_new_year_the_years_are_told(stretch):
    said = LOAD.words(stretch([(365, 4), (0, 7)]))
    assert "from 20 November 2025 to 20 November 2026, median 5.5," in said


def test_a_single_day_is_told_as_one(stretch):
    assert LOAD.words(stretch([(0, 4)])) == (
        "Emotional load, 1 check-in day on 20 November, median 4, highest 4"
    )


def test_days_without_a_check_in_are_told_too(stretch):
    assert LOAD.words(stretch([(20, 4)], since=3)) == (
        "Emotional load, no check-in days from 17 November to 20 November"
    )


def test_its_figures_come_newest_first(stretch):
    table = LOAD.table(stretch([(20, 9), (1, 6), (0, 2), (0, 3)], since=3))
    assert table.header == ("Day", "Median", "Highest", "Check-ins")
    assert list(table.rows) == [
        ("Friday 20 November 2026", "2.5", "3", "2"),
        ("Thursday 19 November 2026", "6", "6", "1"),
    ]


def test_a_day_written_later_is_a_ring_and_said_to_be(stretch, drawn):
    for tokens in (LIGHT, DARK):
        days = stretch([(1, 5), (0, 5)], later=(1,))
        image, (later, _), canvas = drawn(days, tokens=tokens)
        assert image.pixelColor(round(later.x), round(later.y)) == QColor(tokens.surface)
        assert "written later" in written(canvas)
    assert later.text == "Thursday 19 November 2026: 5, written later"
    assert LOAD.words(days).endswith("highest 5, 1 written later")
    assert LOAD.table(days).rows[1][0] == "Thursday 19 November 2026, written later"


def test_nothing_is_said_of_later_where_nothing_was(stretch, drawn):
    _, _, canvas = drawn(stretch([(1, 5), (0, 5)]))
    assert "written later" not in written(canvas)


def test_a_day_away_is_shown_and_not_counted(stretch, drawn):
    days = stretch([(2, 2), (1, 10), (1, 8), (0, 4)], away=(1,))
    _, marks, _ = drawn(days)
    assert marks[1].text.endswith("median 9 of 2 check-ins, highest 10, a day away")
    assert "median 3, highest 10" in LOAD.words(days)
    assert "median" not in LOAD.words(stretch([(0, 4)], away=(0,)))
