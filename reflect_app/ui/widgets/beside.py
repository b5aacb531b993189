"""A layout for two things that stand side by side while there is room for both."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from reflect_app.ui.widgets.arrangement import Arrangement


class Beside(Arrangement):
    """The second thing to the right of the first, or below it where that would be too narrow.

    With `shares` both fill their part of the width, such as 5 and 4; without, the second keeps
    its own size at the right edge and the first takes the rest.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        shares: tuple[int, int] | None = None,
        spacing: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shares = shares
        self.setSpacing(spacing)
        self.addWidget(first)
        self.addWidget(second)

    def sizeHint(self) -> QSize:
        """Return the size of both side by side."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        """Return the least width for one below the other."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        rects = self._rects(rect)
        if place:
            for item, room in zip(self._shown(), rects, strict=True):
                item.setGeometry(room)
        return max((room.y() + room.height() for room in rects), default=0)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rects(self, rect: QRect) -> list[QRect]:
        """Return a place in `rect` for each thing shown; a rect without height is asking."""
        items = self._shown()
        if items == self._items[1:] and not self._shares:
            return self._at_the_right(items[0], rect)
        if len(items) < 2:
            return [
                QRect(rect.x(), rect.y(), rect.width(), _height(item, rect.width()))
                for item in items
            ]
        widths = self._widths(items, rect.width())
        if widths is None:
            return self._stacked(items, rect)
        heights = [_height(item, width) for item, width in zip(items, widths, strict=True)]
        tallest = max(*heights, rect.height())
        right = rect.x() + rect.width() - widths[1]
        if self._shares:
            return [
                QRect(rect.x(), rect.y(), widths[0], tallest),
                QRect(right, rect.y(), widths[1], tallest),
            ]
        return [
            QRect(rect.x(), rect.y() + (tallest - heights[0]) // 2, widths[0], heights[0]),
            QRect(right, rect.y() + (tallest - heights[1]) // 2, widths[1], heights[1]),
        ]

    def _at_the_right(self, item: QLayoutItem, rect: QRect) -> list[QRect]:
        """Return the place of the second thing while the first is out of sight."""
        size = item.sizeHint()
        width = min(size.width(), rect.width())
        height = max(size.height(), rect.height())
        top = rect.y() + (height - size.height()) // 2
        return [QRect(rect.x() + rect.width() - width, top, width, size.height())]

    def _stacked(self, items: list[QLayoutItem], rect: QRect) -> list[QRect]:
        rects: list[QRect] = []
        top = rect.y()
        for item in items:
            width = rect.width()
            if not self._shares and rects:
                width = min(width, item.sizeHint().width())
            rects.append(QRect(rect.x(), top, width, _height(item, width)))
            top += rects[-1].height() + (self.spacing() if self._shares else self.spacing() // 2)
        return rects

    def _widths(self, items: list[QLayoutItem], width: int) -> tuple[int, int] | None:
        """Return the widths of both side by side, or None where there is no room."""
        first, second = items
        room = width - self.spacing()
        if not self._shares:
            rest = room - second.sizeHint().width()
            return (rest, room - rest) if rest >= first.sizeHint().width() else None
        least, most = first.minimumSize().width(), room - second.minimumSize().width()
        if least > most:
            return None
        fair = room * self._shares[0] // sum(self._shares)
        share = min(max(fair, least), most)
        return share, room - share


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
