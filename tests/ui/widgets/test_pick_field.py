"""A list in a narrow place."""

import pytest
from PySide6.QtWidgets import QApplication

from reflect_app.domain.contacts import KINDS
from reflect_app.ui.widgets.pick_field import PickField


@pytest.fixture
def field(qtbot, theme):
    field = PickField("Contact", KINDS)
    qtbot.addWidget(field)
    field.show()
    return field


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_the_longest_name_widens_the_list_and_not_the_field(field):
    longest = max(KINDS.values(), key=len)
    words = field.fontMetrics().horizontalAdvance(longest)
    assert field.minimumSizeHint().width() < words
    field.resize(field.minimumSizeHint())
    field.showPopup()
    QApplication.processEvents()
    assert field.view().width() >= words
    field.hidePopup()


def test_other_names_take_the_place_of_all_before(field):
    field.offer({"": "None", "1": "Harbour"})
    assert [field.itemText(index) for index in range(field.count())] == ["None", "Harbour"]
    field.set_value("1")
    assert field.value() == "1"
