"""One ring around whatever has the focus, so that it looks the same on everything."""

from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget
from shiboken6 import isValid

GAP, WIDTH = 2, 2

_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ZOrderChange,
    QEvent.Type.LayoutRequest,
)


class FocusRing(QFrame):
    """Lies over `window` and follows the focus through scrolling and resizing.

    Around what has the property `still` there is none: nothing can be done with it by a key.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self._around: QWidget | None = None
        self._path: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Move along with what the ring is around."""
        if event.type() in _MOVES:
            self._settle()
        return False

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        for widget in self._path:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._around = now if now and self._over.isAncestorOf(now) else None
        self._path = list(self._between(self._around))
        for widget in self._path:
            widget.installEventFilter(self)
        self.setProperty("round", bool(now and now.property("round")))
        self.style().polish(self)
        self._settle()

    def _settle(self) -> None:
        if self._around is None or not self._around.isVisible() or self._around.property("still"):
            self.hide()
            return
        reach = GAP + WIDTH
        ring = self._in_window(self._around).adjusted(-reach, -reach, reach, reach)
        self.setGeometry(ring)
        self.setMask(QRegion(self._seen(ring).translated(-ring.topLeft())))
        self.show()
        self.raise_()

    def _seen(self, ring: QRect) -> QRect:
        """Return the part of `ring` that no scroll area on the way cuts off."""
        for widget, parent in pairwise(self._path):
            if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
                ring = ring.intersected(self._in_window(widget))
        return ring

    def _between(self, widget: QWidget | None) -> Iterator[QWidget]:
        """Yield `widget` and what it lies in, up to the window."""
        while widget is not None and widget is not self._over:
            yield widget
            widget = widget.parentWidget()

    def _in_window(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._over, QPoint(0, 0)), widget.size())
