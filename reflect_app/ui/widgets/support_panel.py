"""Where to turn when it is too much. It needs no journal, so it can be read while locked."""

import json
import re
from collections.abc import Sequence
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
_UNBROKEN = re.compile(r"\S{16}(?=\S)")


def short_form() -> str:
    """Return the support lines in a few sentences, for the lock screen."""
    return str(_support()["short"])


class SupportPanel(QScrollArea):
    """The support lines in full; it scrolls where the window is small or the text large."""

    def __init__(self, theme: Theme, own: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Read with the arrow keys alone, it has to take the focus.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Support lines")
        # Where all of it is in sight there is nothing to do with it that a ring would tell of.
        self.verticalScrollBar().rangeChanged.connect(self._tell_ring)
        self.setProperty("still", True)
        self.show_lines(own)
        self._fit()
        theme.changed.connect(self._fit)

    def show_lines(self, own: Sequence[tuple[str, str]], nation: str = "") -> None:
        """Show the person's `own` lines, who and how to reach them, above the public ones.

        Of lines for one nation each, that of the `nation` of this name comes first.
        """
        support = _support()
        checked = date.fromisoformat(support["checked"])
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(16)
        if own:
            column.addWidget(_own_group(own))
        for group in support["groups"]:
            column.addWidget(_group(group, nation))
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

    def sizeHint(self) -> QSize:
        """Return room to read in, at the person's text size."""
        return QSize(_WIDTH, _HEIGHT) * (self._theme.text_scale / 100)

    def _tell_ring(self, _least: int, most: int) -> None:
        self.setProperty("still", most == 0)
        self.updateGeometry()

    def _fit(self) -> None:
        self.setMaximumWidth(_READING_WIDTH * self._theme.text_scale // 100)
        self.updateGeometry()


@cache
def _support() -> dict[str, Any]:
    support: dict[str, Any] = json.loads(resources.text("support/support.json"))
    return support


def _own_group(own: Sequence[tuple[str, str]]) -> Card:
    card = Card("Your own")
    for who, reach in own:
        words = QVBoxLayout()
        words.setSpacing(2)
        for label, text in ((CardTitle, reach), (Body, who)):
            if text:
                words.addWidget(label(breakable(text)))
        card.body.addLayout(words)
    return card


def breakable(text: str) -> str:
    """Return `text` with places to break a line in words that are longer than a line may be."""
    return _UNBROKEN.sub(lambda found: f"{found[0]}\u200b", text)


def _group(group: dict[str, Any], nation: str) -> Card:
    card = Card(group["title"])
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(12)
    lines = sorted(group["lines"], key=lambda line: line["name"] != nation)
    for row, line in enumerate(lines):
        grid.addWidget(CardTitle(line["reach"]), row, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Body(line["name"]))
        words.addWidget(Secondary(line["note"]))
        grid.addLayout(words, row, 1)
    grid.setColumnMinimumWidth(0, 200)
    card.body.addLayout(grid)
    return card
