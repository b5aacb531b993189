"""Things to choose, any of which can be left open or taken back."""

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.scale import Scale
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Secondary


class Chips(QWidget):
    """A few words, any of which can be ticked."""

    changed = Signal()

    def __init__(self, label: str, options: Mapping[str, str]) -> None:
        super().__init__()
        self._beyond: tuple[str, ...] = ()
        """Keys that were ticked elsewhere and are not on offer here."""
        self._chips = {key: Chip(name) for key, name in options.items()}
        chips = QWidget()
        row = FlowLayout(chips)
        for chip in self._chips.values():
            chip.toggled.connect(self.changed)
            row.addWidget(chip)
        chips.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Secondary(label))
        column.addWidget(chips)

    def keys(self) -> tuple[str, ...]:
        """Return what is ticked, in the order of what is offered."""
        ticked = (key for key, chip in self._chips.items() if chip.isChecked())
        return (*ticked, *self._beyond)

    def offer(self, keys: Collection[str]) -> None:
        """Show these, and of the others what is ticked."""
        for key, chip in self._chips.items():
            chip.setVisible(key in keys or chip.isChecked())

    def set_keys(self, keys: Iterable[str]) -> None:
        """Tick exactly these; `changed` stays silent."""
        wanted = tuple(keys)
        for key, chip in self._chips.items():
            with QSignalBlocker(chip):
                chip.setChecked(key in wanted)
            chip.update()
        self._beyond = tuple(key for key in wanted if key not in self._chips)


class OneOf(QWidget):
    """A question with one answer of a few, and a way to leave it open again."""

    changed = Signal()

    def __init__(self, label: str, group: Scale | Segments) -> None:
        super().__init__()
        self._group = group
        self._clear = SmallLink("Clear", f"Clear: {label}")
        self._clear.clicked.connect(self._take_back)
        group.chosen.connect(self._choose)
        self.setFocusProxy(group)
        words = QHBoxLayout()
        words.setSpacing(12)
        words.addWidget(Secondary(label), 1)
        words.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(words)
        side = Qt.AlignmentFlag.AlignLeft if isinstance(group, Segments) else Qt.AlignmentFlag(0)
        column.addWidget(group, 0, side)
        self._show_clear()

    def show_choice(self) -> None:
        """Offer to clear what the group has been set to."""
        self._show_clear()

    def _choose(self) -> None:
        self._show_clear()
        self.changed.emit()

    def _take_back(self) -> None:
        self._group.set_value(None)
        self._group.setFocus()
        self._choose()

    def _show_clear(self) -> None:
        self._clear.setVisible(self._group.value() is not None)
