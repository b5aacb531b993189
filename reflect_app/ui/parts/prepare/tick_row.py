"""A check box whose words wrap, with a light word beside them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.ui.widgets.text import Body, Secondary


class TickRow(QWidget):
    """One thing to tick, by its box or its words. Connect `toggled`."""

    toggled = Signal(bool)

    def __init__(self, words: str, light: str = "", more: str = "", *others: QWidget) -> None:
        """Show a `light` word beside the words, and `others` at the right; tell `more` aloud."""
        super().__init__()
        self._box = QCheckBox()
        self._box.setAccessibleName(words)
        self._box.setAccessibleDescription(more or light)
        self._box.toggled.connect(self.toggled)
        self.setToolTip(more)
        self.setFocusProxy(self._box)
        self._heard = more or light
        self._holds_below: bool | None = None
        self._words, self._below = QWidget(), Secondary()
        label = Body(words)
        label.setMinimumWidth(1)  # a word without an end is cut off instead of widening the page
        self._below.hide()
        lines = QVBoxLayout(self._words)
        lines.setContentsMargins(0, 5, 0, 5)
        lines.setSpacing(0)
        lines.addWidget(label)
        lines.addWidget(self._below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        if light:
            row.addWidget(_light(light), 0, Qt.AlignmentFlag.AlignTop)
        for other in others:
            row.addWidget(other, 0, Qt.AlignmentFlag.AlignVCenter)

    def is_ticked(self) -> bool:
        """Say whether it is ticked."""
        return self._box.isChecked()

    def set_ticked(self, ticked: bool) -> None:  # noqa: FBT001
        """Show it ticked or not; `toggled` stays silent."""
        self._box.blockSignals(True)
        self._box.setChecked(ticked)
        self._box.blockSignals(False)

    def say_below(self, words: str) -> None:
        """Show `words` as a light line below, or nothing; without any at first it stays without.

        A line that came or went later would move what the person is about to tick.
        """
        if self._holds_below is None:
            self._holds_below = bool(words)
        self._below.setText(words or " ")  # a blank keeps the room of a line
        self._below.setVisible(self._holds_below)
        heard = ". ".join(filter(None, (self._heard, words)))
        self._box.setAccessibleDescription(heard)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick it by a click on its words."""
        place = event.position().toPoint()
        until = self._words.geometry().right()
        if (
            self.rect().contains(place)
            and place.x() <= until
            and event.button() == Qt.MouseButton.LeftButton
        ):
            self._box.setFocus(Qt.FocusReason.MouseFocusReason)
            self._box.toggle()


def _light(words: str) -> Secondary:
    light = Secondary(words)
    light.setWordWrap(False)
    light.setContentsMargins(0, 6, 0, 5)  # it stands on the line of the first words
    return light
