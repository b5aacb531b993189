"""The way between pages, at the side of the window."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QPushButton, QVBoxLayout, QWidget

from reflect_app.ui.widgets.buttons import shown_keys
from reflect_app.ui.widgets.choice import Choice, ChoiceGroup
from reflect_app.ui.widgets.text import CardTitle

_EDGE = 12
_WIDTH = 208


@dataclass(frozen=True)
class Place:
    """A page to go to, or where it `acts` something to do: its name and the keys for it."""

    name: str
    hint: str = ""
    acts: bool = False


class Navigation(QFrame):
    """The pages as one group of choices, the daily ones above and the others at the foot."""

    chosen = Signal(str)
    """The name of the page, or of the act, that the person chose."""

    def __init__(
        self, *, top: Sequence[Place], foot: Sequence[Place], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pages = _Pages(top, foot)
        self._pages.chosen.connect(self.chosen)
        name = CardTitle("Reflect")
        name.setContentsMargins(_EDGE, 0, 0, 16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, 18, _EDGE, 18)
        layout.setSpacing(0)
        layout.addWidget(name)
        layout.addWidget(self._pages, 1)

    def sizeHint(self) -> QSize:
        """Return the usual width, or what larger text needs."""
        size = super().sizeHint()
        return QSize(max(size.width(), _WIDTH), size.height())

    def select(self, name: str) -> None:
        """Show that the page called `name` is the one in view; `chosen` stays silent."""
        self._pages.select(name)


class _Pages(ChoiceGroup):
    """The entries, in the order in which Tab and the arrows meet them."""

    chosen = Signal(str)

    def __init__(self, top: Sequence[Place], foot: Sequence[Place]) -> None:
        super().__init__("Pages")
        pages = [place for place in (*top, *foot) if not place.acts]
        self._names = [page.name for page in pages]
        self._add([_Page(page) for page in pages])
        self.picked.connect(lambda index: self.chosen.emit(self._names[index]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for place in top:
            layout.addWidget(self._entry(place))
        layout.addStretch(1)
        for place in foot:
            layout.addWidget(self._entry(place))

    def select(self, name: str) -> None:
        """Show the page called `name` as chosen."""
        self._show(self._names.index(name))

    def _entry(self, place: Place) -> QAbstractButton:
        if not place.acts:
            return self._choice(self._names.index(place.name))
        act = _Act(place)
        act.clicked.connect(lambda: self.chosen.emit(place.name))
        return act


class _Page(Choice):
    def __init__(self, place: Place) -> None:
        super().__init__(place.name)
        self._hint = place.hint
        self.setAccessibleDescription(place.hint)

    def sizeHint(self) -> QSize:
        """Return room for the name and the keys."""
        return _with_hint(super().sizeHint(), self, self._hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the entry, and its keys at the far side."""
        super().paintEvent(event)
        _draw_hint(self, self._hint)


class _Act(QPushButton):
    def __init__(self, place: Place) -> None:
        super().__init__(place.name)
        self._hint = place.hint
        self.setAccessibleDescription(place.hint)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return room for the name and the keys."""
        return _with_hint(super().sizeHint(), self, self._hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the entry, and its keys at the far side."""
        super().paintEvent(event)
        _draw_hint(self, self._hint)


def _hint_font(widget: QWidget) -> QFont:
    font = QFont(widget.font())
    font.setPointSizeF(font.pointSizeF() * 0.9)
    return font


def _with_hint(size: QSize, widget: QWidget, hint: str) -> QSize:
    room = QFontMetrics(_hint_font(widget)).horizontalAdvance(shown_keys(hint)) + 2 * _EDGE
    return QSize(size.width() + room, size.height())


def _draw_hint(entry: QAbstractButton, hint: str) -> None:
    palette = entry.palette()
    ink = palette.accent() if entry.isChecked() else palette.buttonText()
    painter = QPainter(entry)
    painter.setFont(_hint_font(entry))
    painter.setPen(ink.color())
    room = entry.rect().adjusted(0, 0, -_EDGE, 0)
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, flags, shown_keys(hint))
