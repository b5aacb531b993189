"""The bars of what was ticked: how many days, under which names, and how they are found."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from reflect_app.domain.sources import SOURCES, labels
from reflect_app.ui.charts import ticked
from reflect_app.ui.charts.canvas import Canvas
from reflect_app.ui.charts.chart import Stretch
from reflect_app.ui.charts.picture import Picture

CHART = ticked.CHART
TODAY = date(2026, 11, 20)
LONG = "The road between the two offices and back again, every single day"


@pytest.fixture
def days():
    """Return a way to have ticked these, one tuple a day, today first."""

    def days(*ticked, since=300):
        pairs = [(TODAY - timedelta(number), keys) for number, keys in enumerate(ticked)]
        names = {**labels(), "own:1": LONG}
        return Stretch(TODAY - timedelta(since), TODAY, (), (), ticked=pairs[::-1], labels=names)

    return days


@pytest.fixture
def drawn(qapp, frame):
    def drawn(stretch, **look):
        canvas = Canvas(frame(**look))
        return ticked.draw(stretch, canvas), canvas

    return drawn


def names(canvas):
    return [label.get_text() for label in canvas.axes.get_yticklabels()]


def test_the_one_ticked_on_most_days_stands_at_the_top(days, drawn):
    marks, canvas = drawn(days(("court", "time"), ("court",), ("court", "time"), ("conflict",)))
    assert names(canvas) == ["Court", "Time", "Conflict"]
    assert [mark.text for mark in marks] == ["Court: 3 days", "Time: 2 days", "Conflict: 1 day"]
    xs, ys = [mark.x for mark in marks], [mark.y for mark in marks]
    assert xs == sorted(xs, reverse=True)
    assert ys == sorted(ys)
    assert [text.get_text() for text in canvas._figure.texts] == ["3 days", "2 days", "1 day"]


def test_eight_are_drawn_and_the_figures_and_the_words_have_all(days, drawn):
    every = days(tuple(source.key for source in SOURCES), ("court",))
    marks, canvas = drawn(every)
    assert len(marks) == len(names(canvas)) == 8
    assert len(CHART.table(every).rows) == len(SOURCES)
    assert "Good day 1" in CHART.words(every)


def test_a_long_name_of_ones_own_is_cut_on_the_picture_and_whole_in_words(days, drawn):
    own = days(("own:1",), ("court", "own:1"))
    for look in ({}, {"text_size": 25, "width": 500, "height": 500}, {"width": 80, "height": 60}):
        marks, canvas = drawn(own, **look)
        assert names(canvas)[0].endswith("…")
        assert marks[0].text == f"{LONG}: 2 days"
        renderer = canvas._agg.get_renderer()
        for text in canvas.axes.get_yticklabels():
            assert text.get_window_extent(renderer).x0 >= 0
    assert list(CHART.table(own).rows) == [(LONG, "2"), ("Court", "1")]


def test_a_source_whose_name_is_not_known_is_shown_all_the_same(days):
    assert list(CHART.table(days(("own:7",))).rows) == [("own:7", "1")]


def test_its_words_name_every_source(days):
    assert CHART.words(days(("court", "time"), ("court",), since=3)) == (
        "What you ticked, in days, from 17 November to 20 November: Court 2, Time 1"
    )
    assert CHART.words(days((), (), ("court",), since=1)).endswith(": nothing")


def test_it_is_there_once_something_was_ticked(days):
    assert not CHART.ready(days())
    assert CHART.ready(days((), ("court",)))
    assert not CHART.drawable(days((), (), ("court",), since=1))
    assert CHART.drawable(days((), (), ("court",), since=2))


def test_pointer_and_keys_go_from_one_to_the_next_downwards(days, theme, background, qtbot, heard):
    picture = Picture(CHART, theme, background)
    qtbot.addWidget(picture)
    picture.resize(500, 300)
    picture.show()
    picture.show_stretch(days(("court", "time"), ("court",)))
    qtbot.waitUntil(lambda: len(picture._marks) == 2)
    assert picture.accessibleDescription() == "Up and Down go from one to the next."
    (words,) = picture.findChildren(QLabel)
    QTest.mouseMove(picture, QPoint(450, round(picture._marks[1].y)))
    assert words.text() == "Time: 1 day"
    QTest.keyClick(picture, Qt.Key.Key_Escape)
    for key, said in (
        (Qt.Key.Key_Down, "Court: 2 days"),
        (Qt.Key.Key_Down, "Time: 1 day"),
        (Qt.Key.Key_Down, "Time: 1 day"),
        (Qt.Key.Key_Up, "Court: 2 days"),
    ):
        QTest.keyClick(picture, key)
        assert words.text() == said
