"""Where Tab stops, in the order in which things are laid out, whenever they were made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget


def move_on(within: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next stop in a widget, or the one before, round and round.

    Return whether there is one. Qt's own order is that of making, and it lets what hands its
    focus on to a part of itself stand before things that come first.
    """
    stops = [each for each in _stops(within) if each.isVisible() and each.isEnabled()]
    focused = QApplication.focusWidget()
    if focused not in stops:
        return False
    following = stops[(stops.index(focused) + (1 if forward else -1)) % len(stops)]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    following.setFocus(reason)
    return True


def _stops(within: QWidget) -> Iterator[QWidget]:
    if within.focusPolicy() & Qt.FocusPolicy.TabFocus and not within.focusProxy():
        yield within
    if isinstance(within, QScrollArea) and (inner := within.widget()):
        yield from _stops(inner)
    elif layout := within.layout():
        yield from _stops_of(layout)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        if inner := item.layout():
            yield from _stops_of(inner)
        elif widget := item.widget():
            yield from _stops(widget)
