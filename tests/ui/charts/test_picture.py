"""The picture as a person meets it: when it is drawn again, and what the pointer and keys find."""

from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from reflect_app.ui.charts import CHARTS
from reflect_app.ui.charts.picture import Picture
from reflect_app.ui.theme import DARK, LIGHT

LOAD = CHARTS[0]
LEFT, RIGHT, HOME, END = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End


class Drawings:
    """The load chart, with a note of every drawing; each waits while `go` is not set."""

    def __init__(self):
        self.begun = []
        self.go = Event()
        self.go.set()

    def draw(self, stretch, canvas):
        self.begun.append((stretch, canvas.frame))
        assert self.go.wait(10)
        return LOAD.draw(stretch, canvas)


@pytest.fixture
def drawings():
    drawings = Drawings()
    yield drawings
    drawings.go.set()


@pytest.fixture
def picture(qtbot, theme, background, drawings):
    """Return a picture in a window of its own, with nothing to draw yet."""
    theme.set_look("light")
    window = QWidget()
    qtbot.addWidget(window)
    picture = Picture(replace(LOAD, draw=drawings.draw), theme, background)
    picture.setParent(window)
    picture.resize(600, 300)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield picture
    window.close()


@pytest.fixture
def rest(qtbot, picture):
    """Return a way to wait until nothing is being drawn any more."""

    def rest():
        qtbot.waitUntil(lambda: not picture._settled.isActive() and not picture._drawing)

    return rest


@pytest.fixture
def shown(picture, rest, stretch):
    """Return the picture with four days on it: 6, 2, 4 and today 2, 9."""
    picture.show_stretch(stretch([(5, 6), (2, 2), (1, 4), (0, 2), (0, 9)]))
    rest()
    assert not picture.pixmap().isNull()
    return picture


@pytest.fixture
def words(picture):
    """Return a way to read the words of the day that is pointed at."""

    def words():
        return [each.text() for each in picture.findChildren(QLabel) if each.isVisible()]

    return words


def ground(picture):
    """Return the colour that the picture is painted on."""
    return picture.pixmap().toImage().pixelColor(1, 1)


def test_until_it_is_drawn_it_says_so(picture, stretch, daily, drawings, rest):
    drawings.go.clear()
    picture.show_stretch(stretch(daily(9)))
    assert picture.text() == "The chart is being drawn."
    drawings.go.set()
    rest()
    assert picture.text() == ""


def test_a_screen_reader_takes_it_for_a_picture_and_reads_what_it_shows(shown):
    heard = QAccessible.queryAccessibleInterface(shown)
    assert heard.role() == QAccessible.Role.Graphic
    assert heard.text(QAccessible.Text.Name) == (
        "Emotional load, 4 check-in days from 15 November to 20 November, median 4.8, highest 9"
    )
    assert heard.text(QAccessible.Text.Description) == "Left and Right go from day to day."
    assert heard.state().focusable


def test_nothing_is_drawn_without_days_or_out_of_sight(picture, stretch, daily, drawings, rest):
    picture.show_stretch(stretch([(20, 4)], since=3))
    rest()
    picture.hide()
    picture.show_stretch(stretch(daily(9)))
    rest()
    assert drawings.begun == []
    picture.show()
    rest()
    assert len(drawings.begun) == 1


def test_a_window_being_pulled_is_drawn_once_at_its_last_size(shown, drawings, rest):
    for width in range(500, 400, -10):
        shown.resize(width, 280)
        QApplication.processEvents()
    assert shown.pixmap().deviceIndependentSize().toTuple() == (600, 300)
    rest()
    assert shown.pixmap().deviceIndependentSize().toTuple() == (410, 280)
    assert len(drawings.begun) == 2


def test_another_look_is_drawn_and_the_old_picture_stays_meanwhile(shown, theme, drawings, rest):
    assert ground(shown) == QColor(LIGHT.surface)
    drawings.go.clear()
    theme.set_look("dark")
    assert ground(shown) == QColor(LIGHT.surface)
    drawings.go.set()
    rest()
    assert ground(shown) == QColor(DARK.surface)


def test_larger_text_is_drawn_larger(shown, theme, drawings, rest):
    least = shown.minimumSizeHint()
    theme.set_text_scale(200)
    rest()
    sizes = [frame.text_size for _, frame in drawings.begun]
    assert sizes == [pytest.approx(12.5, abs=0.1), pytest.approx(25, abs=0.1)]
    assert shown.minimumSizeHint().toTuple() == tuple(2 * side for side in least.toTuple())


def test_a_finer_screen_is_drawn_finer(shown, monkeypatch, drawings, rest):
    monkeypatch.setattr(shown, "devicePixelRatioF", lambda: 2.0)
    QApplication.sendEvent(shown, QEvent(QEvent.Type.DevicePixelRatioChange))
    rest()
    assert [frame.ratio for _, frame in drawings.begun] == [1, 2]
    assert shown.grab().deviceIndependentSize().toTuple() == (600, 300)


def test_what_is_drawn_already_is_not_drawn_again(shown, drawings, rest):
    shown.hide()
    shown.show()
    rest()
    assert len(drawings.begun) == 1


def test_a_drawing_that_comes_too_late_is_never_seen(
    picture, stretch, daily, drawings, qtbot, rest
):
    first, second = stretch(daily(9)), stretch(daily(30))
    drawings.go.clear()
    picture.show_stretch(first)
    qtbot.waitUntil(lambda: len(drawings.begun) == 1)
    picture.show_stretch(second)
    drawings.go.set()
    drawings.go = Event()
    qtbot.waitUntil(lambda: len(drawings.begun) == 2)
    assert picture.pixmap().isNull()
    drawings.go.set()
    rest()
    assert [each for each, _ in drawings.begun] == [first, second]
    picture.setFocus()
    QTest.keyClick(picture, HOME)
    assert picture._words.text() == "Thursday 22 October 2026: 0"


def test_a_mistake_in_a_drawing_is_not_kept_quiet(qtbot, picture, stretch, daily, monkeypatch):
    def mistaken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(picture, "_chart", replace(LOAD, draw=mistaken))
    with qtbot.captureExceptions() as raised:
        picture.show_stretch(stretch(daily(9)))
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_the_pointer_finds_the_nearest_day(shown, words, heard):
    marks = shown._marks
    QTest.mouseMove(shown, QPoint(round(marks[0].x) + 3, 250))
    assert words() == ["Sunday 15 November 2026: 6"]
    QTest.mouseMove(shown, QPoint(round(marks[1].x) - 4, 20))
    assert words() == ["Wednesday 18 November 2026: 2"]
    QTest.mouseMove(shown, QPoint(599, 150))
    assert words() == ["Friday 20 November 2026: median 5.5 of 2 check-ins, highest 9"]
    assert heard == [
        "Sunday 15 November 2026: 6",
        "Wednesday 18 November 2026: 2",
        "Friday 20 November 2026: median 5.5 of 2 check-ins, highest 9",
    ]


def test_a_day_is_told_once_while_the_pointer_stays_near_it(shown, heard):
    x = round(shown._marks[0].x)
    for step in range(4):
        QTest.mouseMove(shown, QPoint(x + step, 100))
    assert len(heard) == 1


def test_the_words_go_with_the_pointer(shown, words):
    QTest.mouseMove(shown, QPoint(300, 100))
    assert words()
    QApplication.sendEvent(shown, QEvent(QEvent.Type.Leave))
    assert words() == []


def test_the_arrow_keys_go_from_day_to_day_from_the_newest(shown, words, heard):
    shown.setFocus()
    days = []
    for key in (LEFT, LEFT, LEFT, RIGHT, HOME, LEFT, END, RIGHT):
        QTest.keyClick(shown, key)
        days.append(words()[0].split()[1])
    assert days == ["20", "19", "18", "19", "15", "15", "20", "20"]
    assert len(heard) == 8


def test_escape_takes_the_words_away_and_so_does_leaving(shown, words):
    shown.setFocus()
    QTest.keyClick(shown, LEFT)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert words() == []
    QTest.keyClick(shown, LEFT)
    shown.clearFocus()
    assert words() == []


def test_other_keys_are_left_to_the_page(shown, words):
    shown.setFocus()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_PageDown, Qt.Key.Key_A):
        QTest.keyClick(shown, key)
    assert words() == []


def test_before_anything_is_drawn_keys_and_pointer_find_nothing(picture, words):
    picture.setFocus()
    QTest.keyClick(picture, LEFT)
    QTest.keyClick(picture, HOME)
    QTest.mouseMove(picture, QPoint(300, 100))
    assert words() == []


def test_a_day_that_is_pointed_at_stays_pointed_at_when_it_is_drawn_again(
    shown, words, heard, rest, stretch
):
    shown.setFocus()
    QTest.keyClick(shown, HOME)
    before = shown._words.pos()
    shown.resize(500, 400)
    rest()
    assert words() == ["Sunday 15 November 2026: 6"]
    assert shown._words.pos() != before
    assert len(heard) == 1
    shown.show_stretch(stretch([(2, 2), (1, 4), (0, 2)]))
    rest()
    assert words() == []


def test_the_words_lie_on_the_picture_at_any_size_of_text(shown, theme, rest):
    shown.setFocus()
    for percent in (100, 200):
        theme.set_text_scale(percent)
        shown.resize(shown.minimumSizeHint())
        rest()
        for key in (HOME, RIGHT, END):
            QTest.keyClick(shown, key)
            assert shown.rect().contains(shown._words.geometry())
            shown.grab()


def test_words_wider_than_the_picture_are_wrapped(shown, rest):
    shown.setFocus()
    QTest.keyClick(shown, END)
    line = shown._words.height()
    shown.resize(200, 300)
    rest()
    assert shown._words.width() == 200
    assert shown._words.height() > line
