"""A list of the cycles that are over, the same wherever something can be cut to one of them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from reflect_app.domain.supervision import Cycle, cycle_in_words
from reflect_app.ui.widgets.pick_field import PickField

SINCE_LAST = "Since last session"
_LETTERS = 20
"""Letters x that take as much room as "30 September to 27 October", with the arrow."""


class CyclePicker(PickField):
    """One earlier cycle, or none; out of sight while there is no earlier one."""

    chosen = Signal()
    """The person chose another line of it."""

    def __init__(
        self, name: str, otherwise: str = SINCE_LAST, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, {"": otherwise}, parent)
        self._otherwise = otherwise
        self._cycles: list[Cycle] = []
        self._shown: list[str] = []
        self.setMinimumContentsLength(_LETTERS)
        self.currentIndexChanged.connect(self.chosen)
        self.hide()

    def cycle(self) -> Cycle | None:
        """Return the cycle that is chosen, or None."""
        return self._cycles[self.currentIndex() - 1] if self.currentIndex() > 0 else None

    def choose_none(self) -> None:
        """Show that no earlier cycle is chosen; `chosen` stays silent."""
        with QSignalBlocker(self):
            self.setCurrentIndex(0)

    def show_cycles(self, cycles: Sequence[Cycle], today: date) -> None:
        """Offer `cycles`; the chosen one stays while it is among them, and `chosen` silent."""
        before = self.cycle()
        self._cycles = list(cycles)
        shown = [cycle_in_words(each, today) for each in cycles]
        if shown != self._shown:
            self._shown = shown
            with QSignalBlocker(self):
                self.offer({"": self._otherwise} | dict(zip(map(_key, cycles), shown, strict=True)))
                at = self._cycles.index(before) + 1 if before in self._cycles else 0
                self.setCurrentIndex(at)
        self.setVisible(bool(cycles))


def _key(cycle: Cycle) -> str:
    return cycle.start.isoformat()
