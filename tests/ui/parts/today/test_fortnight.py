"""The small line of two weeks: what is painted where."""

from datetime import date, timedelta

import pytest
from PySide6.QtGui import QAccessible, QColor

from reflect_app.domain.progress import day_loads
from reflect_app.ui.parts.today.fortnight import FortnightLine

TODAY = date(2026, 11, 20)


@pytest.fixture
def line(qtbot, theme):
    """Return a way to show loads so many days ago, and the picture of it."""
    widget = FortnightLine(theme)
    qtbot.addWidget(widget)

    def line(*loads, later=(), usual=None):
        days = day_loads((TODAY - timedelta(ago), load, ago in later) for ago, load in loads)
        widget.show_days(days, usual, TODAY)
        widget.resize(widget.sizeHint())
        widget.show()
        return widget, widget.grab().toImage()

    return line


def colour_at(widget, image, ago, value):
    days = [each for each in widget._days if each.day == TODAY - timedelta(ago)]
    point = widget._point(days[0])
    return image.pixelColor(round(point.x()), round(point.y() if value is None else value))


def holds(image, colour):
    return any(
        image.pixelColor(x, y) == QColor(colour)
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_day_is_a_disc_and_one_written_later_a_ring(line, theme, look):
    theme.set_look(look)
    widget, image = line((3, 5), (0, 8), later=(3,))
    assert colour_at(widget, image, 3, None) == theme.colour("surface")
    assert colour_at(widget, image, 0, None) == theme.colour("plum")


def test_heavier_days_lie_higher_and_older_ones_to_the_left(line):
    widget, _ = line((13, 2), (0, 9))
    older, newer = (widget._point(each) for each in widget._days)
    assert older.x() < newer.x()
    assert older.y() > newer.y()
    assert 0 < older.x() < newer.x() < widget.width()


def test_days_in_a_row_are_joined_and_a_gap_stays_a_gap(line):
    for loads, joined in (([(1, 5), (0, 5)], True), ([(2, 5), (0, 5)], False)):
        widget, image = line(*loads)
        first, last = (widget._point(each) for each in widget._days)
        middle = image.pixelColor(round((first.x() + last.x()) / 2), round(first.y()))
        ground = image.pixelColor(round(widget._plot().left()) + 2, round(first.y()))
        assert (middle != ground) == joined


def test_the_usual_range_is_a_soft_band_where_there_is_one(line, theme):
    assert holds(line((0, 9), usual=(3, 5))[1], theme.colour("accent_soft"))
    assert not holds(line((0, 9))[1], theme.colour("accent_soft"))


def test_a_screen_reader_hears_it_in_words(line):
    widget, _ = line((20, 9), (1, 4), (0, 5))
    heard = QAccessible.queryAccessibleInterface(widget)
    assert heard.text(QAccessible.Text.Name) == "Last 14 days: 2 check-in days, median 4.5"
    assert widget.toolTip() == widget.accessibleName()


def test_it_grows_with_the_text(line, theme):
    widget, _ = line((0, 4))
    small = widget.minimumSizeHint()
    theme.set_text_scale(200)
    large = widget.minimumSizeHint()
    assert large.height() == pytest.approx(2 * small.height(), abs=2)
