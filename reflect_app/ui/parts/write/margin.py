"""What stands beside the writing scrolls by itself, and the sheet stays within the window."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

_LEAST = 240
"""Pixels of height that are left of it at least where it scrolls by itself."""


class Margin(QScrollArea):
    """Scrolls what stands beside the writing; `set_beside` says whether it does, or is whole."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._beside = True
        self._inside = inside
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # It scrolls with what has the focus in it, and is no stop of its own.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_beside(True)

    def set_beside(self, beside: bool) -> None:  # noqa: FBT001
        """Take what height there is and scroll in it, or below the writing be as tall as needed."""
        self._beside = beside
        tall = QSizePolicy.Policy.Expanding if beside else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, tall)
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bars.ScrollBarAsNeeded if beside else bars.ScrollBarAlwaysOff
        )
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Say that a wider one needs less height, where it is whole."""
        return not self._beside

    def heightForWidth(self, width: int) -> int:
        """Return the height of all that is in it."""
        return self._inside.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the size of what is in it, or the least height where it scrolls."""
        size = self._inside.sizeHint()
        return QSize(size.width(), _LEAST) if self._beside else size

    def minimumSizeHint(self) -> QSize:
        """Return the least width of what is in it."""
        size = self._inside.minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width() if self._beside else 0
        return QSize(size.width() + bar, _LEAST if self._beside else size.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as tall as what is in it after something was unfolded."""
        if event.type() == QEvent.Type.LayoutRequest and not self._beside:
            self.updateGeometry()
        return super().eventFilter(watched, event)
