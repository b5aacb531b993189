from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reflect_app.ui.widgets.fields import DateField, ListField, NumberField


@pytest.fixture
def on_screen(qtbot, theme):
    """Return a way to show a field."""

    def on_screen(field):
        qtbot.addWidget(field)
        with qtbot.waitActive(field):
            field.show()
            field.activateWindow()
        field.setFocus()
        return field

    return on_screen


@pytest.mark.parametrize(
    "typed",
    ["05/09/2025", "5/9/2025", "05.09.2025", "5.9.2025", "5-9-2025", "5 9 2025", "05092025"],
)
def test_a_date_is_typed_in_figures(on_screen, typed):
    field = on_screen(DateField("When"))
    field.set_day(date(2026, 12, 24))
    field.setSelectedSection(DateField.Section.DaySection)
    QTest.keyClicks(QApplication.focusWidget(), typed)
    assert field.day() == date(2025, 9, 5)


def select_all(field):
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def go_home(field):
    field.setSelectedSection(DateField.Section.YearSection)
    QTest.keyClick(field, Qt.Key.Key_Home)


def click_into_it(field):
    field.clearFocus()
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    QApplication.processEvents()


def come_from_behind(field):
    field.clearFocus()
    field.setFocus(Qt.FocusReason.BacktabFocusReason)
    QApplication.processEvents()


@pytest.mark.parametrize("way", [select_all, go_home, click_into_it, come_from_behind])
def test_a_whole_date_can_be_typed_however_one_came_to_it(on_screen, way):
    field = on_screen(DateField("When"))
    field.set_day(date(2026, 11, 10))
    way(field)
    QTest.keyClicks(field, "17/12/2025")
    assert field.day() == date(2025, 12, 17)


def test_a_date_is_shown_in_figures_and_read_again(on_screen):
    field = on_screen(DateField("When"))
    field.set_day(date(2026, 12, 2))
    assert field.text() == "02/12/2026"
    assert field.day() == date(2026, 12, 2)


def test_a_date_is_typed_part_by_part(on_screen):
    field = on_screen(DateField("When"))
    field.set_day(date(2026, 12, 2))
    QTest.keyClicks(QApplication.focusWidget(), "17")
    assert field.day() == date(2026, 12, 17)


def test_a_slip_of_the_finger_reaches_no_impossible_year(on_screen):
    field = on_screen(DateField("When"))
    field.set_day(date(1066, 10, 14))
    assert field.day() == date(1950, 1, 1)
    field.set_day(date(9999, 12, 31))
    assert field.day() == date(2199, 12, 31)


@pytest.mark.parametrize("percent", [100, 200])
def test_every_date_of_a_year_is_seen_whole(on_screen, theme, percent):
    theme.set_text_scale(percent)
    field = on_screen(DateField("When"))
    for room in (field.sizeHint(), field.minimumSizeHint()):
        field.resize(room)
        QApplication.processEvents()
        assert not [day for day in days_of(2026) if not is_seen_whole(field, day)]


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(days=count) for count in range(365)]


def is_seen_whole(field, day):
    field.set_day(day)
    line, words = field.lineEdit(), field.fontMetrics().horizontalAdvance(field.text())
    line.home(False)
    start = line.cursorRect().center().x()
    line.end(False)
    caret = line.cursorRect().center().x()
    return start > 0 and caret - start >= words - 1 and caret < line.width()


def test_the_calendar_begins_on_monday_and_has_no_red(on_screen):
    field = on_screen(DateField("When"))
    calendar = field.calendarWidget()
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    calendar.resize(calendar.sizeHint())
    picture = calendar.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }
    assert not [
        name
        for name in colours
        if QColor(name).red() > 160 and QColor(name).green() < 80 and QColor(name).blue() < 80
    ]


def test_a_number_keeps_to_its_range_and_is_told_when_it_is_whole(on_screen, qtbot):
    field = on_screen(NumberField("Minutes", least=1, most=60))
    told = []
    field.valueChanged.connect(told.append)
    field.selectAll()
    QTest.keyClicks(field, "45")
    assert told == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == [45]
    field.setValue(900)
    assert field.value() == 60


def test_a_list_speaks_in_names_and_answers_in_keys(on_screen):
    field = on_screen(ListField("Kind", {"one": "First", "two": "Second"}))
    assert field.value() == "one"
    field.set_value("two")
    assert field.currentText() == "Second"
    QTest.keyClicks(field, "F")
    assert field.value() == "one"
