"""A layout that sets things in a row and begins a new one where they do not fit."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from reflect_app.ui.widgets.arrangement import Arrangement


class FlowLayout(Arrangement):
    """Rows of things at their own size, as words stand in a paragraph."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6) -> None:
        super().__init__(parent)
        self.setSpacing(spacing)

    def expandingDirections(self) -> Qt.Orientation:
        """Say that it takes no more room than it needs."""
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        """Return the size of one row."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        """Return the size of the largest single thing."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            height = max(size.height() for _, size in row)
            x = rect.x()
            for item, size in row:
                if place:
                    middle = y + (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, middle), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(y - self.spacing() - rect.y(), 0)

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return what stands in each row."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        used = width
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            used += self.spacing() + size.width()
            if used > width:
                rows.append([])
                used = size.width()
            rows[-1].append((item, size))
        return rows
