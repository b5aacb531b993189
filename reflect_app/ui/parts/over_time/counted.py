"""Counts of a year, each with a bar and of how many it is counted."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.domain.over_time import Counts
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.clearing import clear
from reflect_app.ui.widgets.text import Body, CardTitle, Secondary

_BAR_WIDTH, _BAR_HEIGHT = 32, 10
"""Its least width and its height, in pixels."""


class CountedCard(Card):
    """How often each of several things was noted; out of sight while none was."""

    def __init__(self, title: str, names: Mapping[str, str], theme: Theme) -> None:
        super().__init__()
        self._names = names
        self._theme = theme
        self._shown = Counts(0, {}), ""
        self._sentence = Secondary()
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(CardTitle(title))
        heading.addWidget(self._sentence)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(heading)
        self.body.addLayout(self._grid)
        self.hide()

    def show_counts(self, counts: Counts, sentence: str) -> None:
        """Show `counts` instead of those before; `sentence` says what they are counted of."""
        if (counts, sentence) == self._shown:
            return
        self._shown = counts, sentence
        clear(self._grid)
        self.setVisible(bool(counts.of))
        self._sentence.setText(sentence)
        for row, (key, number) in enumerate(counts.each.items()):
            bar = ShareBar(self._theme, number / counts.of)
            self._grid.addWidget(_Name(self._names[key]), row, 0)
            self._grid.addWidget(bar, row, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(_Count(f"{number} of {counts.of}"), row, 2)


class ShareBar(QWidget):
    """A part of the whole, for the eye; the words beside it say the same."""

    def __init__(self, theme: Theme, share: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the least it can be seen in."""
        return QSize(_BAR_WIDTH, _BAR_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the whole and the part of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        round_ends = self.height() / 2
        for role, share in (("well", 1.0), ("accent", self._share)):
            painter.setBrush(self._theme.colour(role))  # type: ignore[arg-type]
            whole = QRectF(0, 0, self.width() * share, self.height())
            painter.drawRoundedRect(whole, round_ends, round_ends)


class _Name(Body):
    """What is counted, in one line."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(False)


class _Count(Secondary):
    """A count in one line, however narrow it is."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(False)
