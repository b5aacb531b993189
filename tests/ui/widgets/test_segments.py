import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from reflect_app.ui.widgets.segments import Segments

ANSWERS = (("kept", "Kept"), ("partly", "Partly"), ("not", "Not today"))


@pytest.fixture
def segments(qtbot, theme):
    segments = Segments("Lunch", ANSWERS, good_keys=("kept",), warn_keys=("not",))
    segments.picks = []
    segments.chosen.connect(segments.picks.append)
    qtbot.addWidget(segments)
    segments.show()
    return segments


def test_a_click_gives_the_key_of_the_answer(segments, find):
    QTest.mouseClick(find(QRadioButton, "Partly"), Qt.MouseButton.LeftButton)
    assert segments.picks == ["partly"]
    assert segments.value() == "partly"


def test_showing_an_answer_is_not_giving_it(segments):
    segments.set_value("kept")
    assert segments.value() == "kept"
    segments.set_value(None)
    assert segments.value() is None
    assert segments.picks == []


def test_each_answer_wears_its_tone_and_knows_its_place(segments, find):
    worn = [
        (find(QRadioButton, text).property("tone"), find(QRadioButton, text).property("place"))
        for _, text in ANSWERS
    ]
    assert worn == [("good", "first"), ("plain", "middle"), ("warn", "last")]


def test_a_single_answer_is_rounded_on_both_sides(qtbot, theme, find):
    alone = Segments("Alone", (("yes", "Yes"),))
    qtbot.addWidget(alone)
    alone.show()
    assert find(QRadioButton, "Yes").property("place") == "only"


@pytest.mark.parametrize("percent", [100, 200])
def test_no_answer_is_cut_off_at_any_size_of_text(segments, theme, find, percent):
    theme.set_text_scale(percent)
    for _, text in ANSWERS:
        choice = find(QRadioButton, text)
        assert choice.minimumSizeHint().width() > choice.fontMetrics().horizontalAdvance(text)


def test_a_long_label_that_nobody_sees_takes_no_room(qtbot, theme):
    options = (("kept", "Kept"), ("partly", "Partly"))
    short, long = Segments("Gym", options), Segments("No e-mail after eight " * 10, options)
    for segments in (short, long):
        qtbot.addWidget(segments)
    assert long.sizeHint() == short.sizeHint()
    assert long.minimumSizeHint() == short.minimumSizeHint()
    assert long.minimumSizeHint().width() < 300


def test_the_answers_can_be_said_in_other_words(qtbot, theme):
    segments = Segments("How it was", (("yes", "Yes"), ("no", "No")))
    qtbot.addWidget(segments)
    before = segments.sizeHint().width()
    segments.reword({"yes": "It took place", "no": "It did not take place"})
    assert [each.text() for each in segments.findChildren(QRadioButton)] == [
        "It took place",
        "It did not take place",
    ]
    assert segments.sizeHint().width() > before
