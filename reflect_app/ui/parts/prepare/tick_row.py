"""A check box whose words wrap, with a light word beside them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reflect_app.ui.widgets.text import Body, Secondary


class TickRow(QWidget):
    """One thing to tick; a click anywhere on it does. Connect `toggled`."""

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
        label, self._below = Body(words), Secondary()
        label.setMinimumWidth(1)  # a word without an end is cut off instead of widening the page
        self._below.hide()
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 5, 0, 5)
        lines.setSpacing(0)
        lines.addWidget(label)
        lines.addWidget(self._below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        for other in ([_pill(light)] if light else []) + [*others]:
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
        """Show `words` as a light line below, or nothing."""
        self._below.setText(words)
        self._below.setVisible(bool(words))
        heard = ". ".join(filter(None, (self._heard, words)))
        self._box.setAccessibleDescription(heard)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick it by a click on its words."""
        within = self.rect().contains(event.position().toPoint())
        if within and event.button() == Qt.MouseButton.LeftButton:
            self._box.setFocus(Qt.FocusReason.MouseFocusReason)
            self._box.toggle()


def _pill(words: str) -> QLabel:
    pill = QLabel(words)
    pill.setProperty("part", "pill")
    return pill
