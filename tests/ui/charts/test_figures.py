import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reflect_app.ui.charts.chart import Table
from reflect_app.ui.charts.figures import Figures

TABLE = Table(
    ("Day", "Median", "Highest"),
    [
        ("Friday 20 November 2026", "5.5", "9"),
        ("Wednesday 18 November 2026", "2", "2"),
        ("Sunday 15 November 2026", "6", "10"),
    ],
)


@pytest.fixture
def figures(qtbot, theme):
    window = QWidget()
    figures, beyond = Figures("Emotional load, figures"), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(figures)
    column.addWidget(beyond)
    figures.show_table(TABLE)
    qtbot.addWidget(window)
    window.resize(600, 400)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield figures
    window.close()


def aloud(figures):
    """Return what a screen reader says of the cell that is current."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return figures.model().data(figures.currentIndex(), role)


def test_a_screen_reader_finds_a_table_with_headings(figures):
    heard = QAccessible.queryAccessibleInterface(figures)
    assert heard.role() == QAccessible.Role.Table
    assert heard.text(QAccessible.Text.Name) == "Emotional load, figures"
    cells = [heard.child(number) for number in range(heard.childCount())]
    headings, figures = QAccessible.Role.ColumnHeader, QAccessible.Role.Cell
    said = [each.text(QAccessible.Text.Name) for each in cells if each.role() == headings]
    assert said == ["Day", "Median", "Highest"]
    assert sum(each.role() == figures for each in cells) == 9


def test_rows_have_no_headings_of_their_own(figures):
    assert figures.model().headerData(0, Qt.Orientation.Vertical) is None


def test_with_the_focus_it_begins_with_the_newest_day_and_the_arrows_go_on(figures):
    figures.setFocus()
    said = [aloud(figures)]
    assert {index.row() for index in figures.selectedIndexes()} == {0}
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(figures, key)
        said.append(aloud(figures))
    assert said == [
        "Friday 20 November 2026",
        "Wednesday 18 November 2026",
        "Median 2",
        "Highest 2",
    ]


def test_coming_back_it_is_where_it_was(figures, find):
    figures.setFocus()
    QTest.keyClick(figures, Qt.Key.Key_Down)
    find(QLineEdit, "").setFocus()
    figures.setFocus()
    assert aloud(figures) == "Wednesday 18 November 2026"


def test_tab_goes_on_to_what_follows(figures, find):
    figures.setFocus()
    QTest.keyClick(figures, Qt.Key.Key_Tab)
    assert find(QLineEdit, "").hasFocus()


def test_nothing_in_it_can_be_changed(figures):
    figures.setFocus()
    QTest.keyClicks(figures, "7")
    QTest.keyClick(figures, Qt.Key.Key_F2)
    assert figures.state() == Figures.State.NoState


@pytest.mark.parametrize("percent", [100, 200])
def test_no_figure_is_cut_off_at_any_size_of_text(figures, theme, percent):
    theme.set_text_scale(percent)
    letters = figures.fontMetrics()
    for column in range(3):
        for text in (TABLE.header[column], *(row[column] for row in TABLE.rows)):
            assert letters.horizontalAdvance(text) + 16 < figures.columnWidth(column)
    assert letters.height() + 6 < figures.rowHeight(0)


def test_another_table_begins_at_its_top(figures):
    figures.show_table(Table(TABLE.header, TABLE.rows * 400))
    figures.scrollToBottom()
    figures.show_table(Table(TABLE.header, TABLE.rows * 300))
    assert figures.verticalScrollBar().value() == 0
