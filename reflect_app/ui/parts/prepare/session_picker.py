"""Which session is prepared, where several lie ahead; and what to do where none does."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStyle, QStyleOptionComboBox, QWidget

from reflect_app.domain.records import Session
from reflect_app.domain.supervision import kind_name, when_in_words
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.pick_field import PickField
from reflect_app.ui.widgets.text import Body, Secondary

NO_DATE = "No supervision date yet"
INVITATION = "With a date there is something to prepare for. It is added under Supervision."
_AIR = 8
"""Pixels beside a date."""


class SessionPicker(QWidget):
    """A list of the sessions ahead, out of sight while there is nothing to choose."""

    chosen = Signal(int)
    """The session with this id is to be prepared."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: int | None = None
        self._list = _Dates("Session to prepare for")
        self._list.currentIndexChanged.connect(lambda _: self.chosen.emit(self._list.currentData()))
        self._words = Secondary("Preparing for")
        self._words.setWordWrap(False)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._words)
        self._row.addWidget(self._list, 1, Qt.AlignmentFlag.AlignLeft)

    def show_sessions(self, ahead: Sequence[Session], shown: Session | None, today: date) -> None:
        """Offer the sessions `ahead`, and the one that is `shown` wherever it lies."""
        known = shown is None or any(each.id == shown.id for each in ahead)
        offered = list(ahead) if known or shown is None else [shown, *ahead]
        with QSignalBlocker(self._list):
            self._list.clear()
            for each in offered:
                words = f"{when_in_words(each, today)}, {kind_name(each.kind)}"
                self._list.addItem(words, each.id)
        self._shown = shown.id if shown else None
        self.go_back()
        self.setVisible(len(offered) > 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one row where all of the longest date can be read there."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = self._words.sizeHint().width() + self._list.sizeHint().width()
        beside = wanted + self._row.spacing() <= self.width()
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def go_back(self) -> None:
        """Show which session is prepared, whatever was chosen."""
        with QSignalBlocker(self._list):
            self._list.setCurrentIndex(self._list.findData(self._shown))


class _Dates(PickField):
    """As wide as the longest of them where there is room, and cut with an ellipsis elsewhere."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setSizeAdjustPolicy(PickField.SizeAdjustPolicy.AdjustToContents)

    def sizeHint(self) -> QSize:
        """Return room for all of each; the style reckons without its own arrow."""
        hint, option = super().sizeHint(), QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(QPoint(), hint)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        widths = (
            self.fontMetrics().horizontalAdvance(self.itemText(place))
            for place in range(self.count())
        )
        return hint + QSize(max(max(widths, default=0) + _AIR - room.width(), 0), 0)


class NoSession(Card):
    """Says that there is no date, and leads to where one is added."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(NO_DATE)
        self._add = Button("Add a date under Supervision")
        self._add.clicked.connect(self.left)
        self.setFocusProxy(self._add)
        self.body.addWidget(Body(INVITATION))
        self.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
