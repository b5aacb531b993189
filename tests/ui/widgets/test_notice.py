import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reflect_app.ui.widgets.notice import Foot


@pytest.fixture
def foot(qtbot, theme):
    """Return the foot of a page."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    foot = Foot()
    column.addWidget(QWidget(), 1)
    column.addWidget(foot)
    page.resize(600, 400)
    qtbot.addWidget(page)
    page.show()
    yield foot
    page.hide()  # so that it is held until now


def test_it_is_there_while_there_is_something_to_say(foot, find, qtbot):
    assert not foot.isVisible()
    foot.say("Removed.", "Undo")
    assert foot.isVisible()
    undo = find(QPushButton, "Undo")
    with qtbot.waitSignal(foot.acted):
        undo.click()
    foot.clear()
    assert not foot.isVisible()


def test_its_words_stand_in_line_with_the_cards_above(foot, find, qtbot):
    foot.say("Removed.", "Undo")
    undo = find(QPushButton, "Undo")
    qtbot.waitUntil(lambda: undo.geometry().right() == foot.width() - 32 - 1)
    assert foot.layout().itemAt(0).geometry().left() == 32
