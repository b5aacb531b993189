"""Where to turn when it is too much. It needs no journal, so it can be read while locked."""

import json
from datetime import date
from functools import cache
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from reflect_app.domain.dates import day_month
from reflect_app.ui import resources
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.text import Body, CardTitle, Secondary

_WIDTH, _HEIGHT = 660, 700
_READING_WIDTH = 720


def short_form() -> str:
    """Return the support lines in a few sentences, for the lock screen."""
    return str(_support()["short"])


class SupportPanel(QScrollArea):
    """The support lines in full; it scrolls where the window is small or the text large."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        support = _support()
        checked = date.fromisoformat(support["checked"])
        column = QVBoxLayout()
        column.setContentsMargins(8, 8, 12, 8)
        column.setSpacing(16)
        for group in support["groups"]:
            column.addWidget(_group(group))
        column.addWidget(Body(support["nearer"]))
        column.addWidget(
            Secondary(
                f"Numbers last checked on {day_month(checked)} {checked.year}. "
                "Reflect calls nobody, and keeps no note that you looked here."
            )
        )
        column.addStretch()
        content = QWidget()
        content.setLayout(column)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Read with the arrow keys alone, it has to take the focus.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Support lines")
        self._fit()
        theme.changed.connect(self._fit)

    def sizeHint(self) -> QSize:
        """Return room to read in, at the person's text size."""
        return QSize(_WIDTH, _HEIGHT) * (self._theme.text_scale / 100)

    def _fit(self) -> None:
        self.setMaximumWidth(_READING_WIDTH * self._theme.text_scale // 100)
        self.updateGeometry()


@cache
def _support() -> dict[str, Any]:
    support: dict[str, Any] = json.loads(resources.text("support/support.json"))
    return support


def _group(group: dict[str, Any]) -> Card:
    card = Card(group["title"])
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(12)
    for row, line in enumerate(group["lines"]):
        grid.addWidget(CardTitle(line["reach"]), row, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Body(line["name"]))
        words.addWidget(Secondary(line["note"]))
        grid.addLayout(words, row, 1)
    grid.setColumnMinimumWidth(0, 200)
    card.body.addLayout(grid)
    return card
