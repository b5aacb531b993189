import pytest
from PySide6.QtTest import QTest

from reflect_app.ui.widgets.time_field import TimeField


@pytest.fixture
def field(qtbot, theme):
    field = TimeField("Left at", "When you left")
    qtbot.addWidget(field)
    field.show()
    return field


@pytest.mark.parametrize(("typed", "read"), [("17:40", 1060), ("5.40pm", 1060), ("9", 540)])
def test_a_time_is_read_the_way_it_is_written(field, typed, read):
    QTest.keyClicks(field, typed)
    assert field.minutes() == read


@pytest.mark.parametrize(
    "typed", ["", "soon", "25:00", "17:40\x00\x00:", "\u202e04:71", "\U0001f642", "1" * 1_000_000]
)
def test_what_is_no_time_is_none_and_breaks_nothing(field, typed):
    field.insert(typed)
    assert field.minutes() is None


def test_a_time_is_shown_as_the_clock_shows_it(field):
    field.set_minutes(545)
    assert field.text() == "09:05"
    field.set_minutes(None)
    assert field.text() == ""


@pytest.mark.parametrize("percent", [100, 200])
def test_there_is_room_for_a_time_at_any_size_of_text(field, theme, percent):
    theme.set_text_scale(percent)
    room = field.minimumSizeHint().width()
    assert room > field.fontMetrics().horizontalAdvance("00:00 pm")
    assert room < field.fontMetrics().horizontalAdvance("00:00 pm") * 2
