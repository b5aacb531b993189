"""Scrolling to what has just been opened, once it stands in its place."""

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

GAP = 16
"""Pixels left beyond what is scrolled to."""


def bring_into_view(area: QScrollArea, widget: QWidget) -> None:
    """Scroll until all of `widget` is seen, or its top where it is taller than `area`.

    It is laid out only when whoever shows it is done, so this waits until then.
    """
    QTimer.singleShot(0, widget, lambda: _scroll(area, widget))


def _scroll(area: QScrollArea, widget: QWidget) -> None:
    content = area.widget()
    if content is None or not widget.isVisible():
        return
    _settle(widget, content)
    bar, room = area.verticalScrollBar(), area.viewport().height()
    top = widget.mapTo(content, QPoint(0, 0)).y() - GAP
    lowest = top + widget.height() + 2 * GAP - room
    bar.setValue(min(top, max(bar.value(), lowest)))


def _settle(widget: QWidget, content: QWidget) -> None:
    """Lay out everything from `widget` up to the `content` that is scrolled, and its height."""
    above: QWidget | None = widget
    while above is not None:
        if layout := above.layout():
            layout.activate()
        above = None if above is content else above.parentWidget()
    if content.hasHeightForWidth():
        tall = content.heightForWidth(content.width())
        content.resize(content.width(), max(tall, content.height()))
