"""The chart of leaving times: up is earlier, down is later, and what is said of it."""

from datetime import date, timedelta

import pytest
from PySide6.QtGui import QColor

from reflect_app.domain.progress import Leaving
from reflect_app.ui.charts import leaving
from reflect_app.ui.charts.canvas import Canvas
from reflect_app.ui.charts.chart import Stretch
from reflect_app.ui.theme import DARK, LIGHT

CHART = leaving.CHART
TODAY = date(2026, 11, 20)


@pytest.fixture
def left():
    """Return a way to have left so many minutes after 17:15, today last; some answered later."""

    def left(*after, since=None, later=()):
        ago = len(after) - 1
        days = [
            Leaving(TODAY - timedelta(ago - number), 1035, each, number in later)
            for number, each in enumerate(after)
        ]
        start = TODAY - timedelta(max(ago, 0) if since is None else since)
        return Stretch(start, TODAY, (), (), days)

    return left


@pytest.fixture
def drawn(qapp, frame):
    def drawn(stretch, **look):
        canvas = Canvas(frame(**look))
        marks = leaving.draw(stretch, canvas)
        return canvas.image(), marks, canvas

    return drawn


def levels(canvas):
    """Return the words to the left of the plot, from the bottom up."""
    return [label.get_text() for label in canvas.axes.get_yticklabels()]


def test_earlier_lies_above_as_planned_and_later_below(left, drawn):
    _, marks, _ = drawn(left(-15, 0, 40))
    early, kept, late = (mark.y for mark in marks)
    assert early < kept < late
    assert [mark.text for mark in marks] == [
        "Wednesday 18 November 2026: left at 17:00, 15 minutes before plan",
        "Thursday 19 November 2026: left at 17:15, as planned",
        "Friday 20 November 2026: left at 17:55, 40 minutes after plan",
    ]


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ([0, 0, 0], ["15 later", "as planned", "15 early"]),
        ([-5, 95, 0], ["120 later", "90 later", "60 later", "30 later", "as planned", "30 early"]),
        ([700, 0, -600], ["720 later", "480 later", "240 later", "as planned", "240 early"]),
    ],
)
def test_its_levels_say_in_words_how_far_from_plan(left, drawn, after, words):
    _, _, canvas = drawn(left(*after))
    assert levels(canvas)[: len(words)] == words


def test_a_day_answered_later_is_a_ring(left, drawn):
    for tokens in (LIGHT, DARK):
        image, marks, canvas = drawn(left(30, 0, 30, later=(0,)), tokens=tokens)
        ring, disc = (image.pixelColor(round(mark.x), round(mark.y)) for mark in marks[::2])
        assert ring == QColor(tokens.surface)
        assert disc == QColor(tokens.plum)
        assert "written later" in [text.get_text() for text in canvas._figure.texts]
    assert marks[0].text.endswith("30 minutes after plan, answered later")


def test_without_later_answers_there_is_no_key(left, drawn):
    _, _, canvas = drawn(left(30, 0, 30))
    assert canvas._figure.texts == []


def test_a_screen_reader_hears_it_in_one_sentence(left):
    assert CHART.words(left(-15, 0, 40, 5, later=(3,))) == (
        "Leaving time, minutes after plan, 4 answered days from 17 November to 20 November, "
        "2 later than planned, 1 as planned, 1 earlier, 1 answered later"
    )
    assert "1 answered day on 20 November" in CHART.words(left(3))
    assert CHART.words(left(5, 5, 5, since=-1)).startswith(f"{CHART.title}, no answered days")


def test_its_figures_come_newest_first(left):
    table = CHART.table(left(90, -15, 400, since=1, later=(1,)))
    assert table.header == ("Day", "Planned", "Left", "After plan")
    assert list(table.rows) == [
        ("Friday 20 November 2026", "17:15", "23:55", "400"),
        ("Thursday 19 November 2026, answered later", "17:15", "17:00", "-15"),
    ]


def test_it_is_there_from_three_answered_days_on(left):
    assert not CHART.ready(left(5, 5))
    assert CHART.ready(left(5, 5, 5))
    assert not CHART.drawable(left(5, 5, 5, since=-1))


def test_no_word_leaves_the_sheet_and_many_days_have_their_marks(left, drawn):
    for days in (1, 3, 40, 400, 4000):
        for look in ({}, {"text_size": 25, "width": 500, "height": 500}):
            _, marks, canvas = drawn(left(*[number % 70 - 20 for number in range(days)]), **look)
            assert len(marks) == days
            renderer = canvas._agg.get_renderer()
            for text in (*canvas.axes.get_xticklabels(), *canvas.axes.get_yticklabels()):
                box = text.get_window_extent(renderer)
                assert box.x0 >= 0, (days, text)
                assert box.x1 <= canvas._figure.bbox.x1, (days, text)
