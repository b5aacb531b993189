import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout

from reflect_app.ui.widgets.choice import Choice, ChoiceGroup


@pytest.fixture
def group(qtbot, theme):
    group = ChoiceGroup("Which")
    choices = [Choice(text) for text in ("one", "two", "three")]
    group._add(choices)
    row = QHBoxLayout(group)
    for choice in choices:
        row.addWidget(choice)
    group.picks = []
    group.picked.connect(group.picks.append)
    qtbot.addWidget(group)
    with qtbot.waitActive(group):
        group.show()
        group.activateWindow()
    return group


def test_the_whole_box_can_be_clicked(group):
    third = group._choice(2)
    QTest.mouseClick(third, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    QTest.mouseClick(
        group._choice(1),
        Qt.MouseButton.LeftButton,
        pos=QPoint(group._choice(1).width() - 2, group._choice(1).height() - 2),
    )
    assert group.picks == [2, 1]


def test_choosing_changes_no_size(group):
    before = [group._choice(index).sizeHint() for index in range(3)]
    group._pick(0)
    assert [group._choice(index).sizeHint() for index in range(3)] == before


def test_the_focus_comes_to_the_chosen_one_wherever_it_was_before(group):
    group._pick(2)
    group._show(1)
    group.setFocus()
    assert QApplication.focusWidget() is group._choice(1)
    group._show(-1)
    group.setFocus()
    assert QApplication.focusWidget() is group._choice(0)


def test_tab_stops_once_at_the_chosen_one(group):
    stops = [
        index for index in range(3) if group._choice(index).focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == [0]
    group._pick(1)
    assert group._choice(1).focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not group._choice(0).focusPolicy() & Qt.FocusPolicy.TabFocus


def test_arrows_do_not_choose_what_cannot_be_chosen(group):
    group._choice(2).setEnabled(False)
    group._pick(1)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert group._index() == 1


def test_a_tick_that_comes_from_a_screen_reader_counts(group):
    group._choice(1).toggle()
    assert group.picks == [1]


def test_the_same_one_again_is_no_news(group):
    group._pick(1)
    group._pick(1)
    QTest.mouseClick(group._choice(1), Qt.MouseButton.LeftButton)
    assert group.picks == [1]
