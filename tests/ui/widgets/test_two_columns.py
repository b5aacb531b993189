"""Two columns of cards."""

import pytest
from PySide6.QtWidgets import QApplication

from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.two_columns import TwoColumns


@pytest.fixture
def cards():
    return [Card(name) for name in ("One", "Two", "Three")]


@pytest.fixture
def columns(qtbot, theme, cards):
    columns = TwoColumns(cards[:2], cards[2:], shares=(5, 4))
    columns.set_least(300)
    qtbot.addWidget(columns)
    columns.show()
    return columns


def places(columns, cards, width):
    columns.resize(width, columns.layout().heightForWidth(width))
    QApplication.processEvents()
    return [card.mapTo(columns, card.rect().topLeft()) for card in cards]


def test_they_stand_side_by_side_in_their_shares_while_there_is_room(columns, cards):
    one, two, three = places(columns, cards, 916)
    assert one.y() == three.y() == 0
    assert (one.x(), two.x(), three.x()) == (0, 0, 516)
    assert two.y() == cards[0].height() + 16


def test_with_less_room_the_right_one_comes_below(columns, cards):
    one, two, three = places(columns, cards, 600)
    assert one.x() == three.x() == 0
    assert three.y() > two.y() > one.y()
    assert cards[2].width() == 600
