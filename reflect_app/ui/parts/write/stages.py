"""The questions of a reflective model, as steps that can be taken in any order."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout

from reflect_app.domain.reflective_models import Stage
from reflect_app.ui.widgets.choice import Choice, ChoiceGroup

WRITTEN = "done"
_EDGE = 12


class Stages(ChoiceGroup):
    """The steps below each other, each with a word where something is written."""

    chosen = Signal(int)
    """The step with this index was gone to."""
    entered = Signal()
    """A step was clicked on, or reached from the text: the next key is for its text."""

    def __init__(self) -> None:
        super().__init__("Questions")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._steps: list[_Step] = []
        self.picked.connect(self.chosen)

    def show_stages(self, stages: Sequence[Stage]) -> None:
        """Show these steps, the first one chosen."""
        for step in self._steps:
            step.hide()
            step.deleteLater()
        self._steps = [_Step(number, stage.name) for number, stage in enumerate(stages, start=1)]
        self._add(self._steps)
        for step in self._steps:
            step.clicked.connect(self.entered)
            self._column.addWidget(step)
            step.show()  # left to the layout, it would come only with the next round of events
        self.go_to(0)

    def go_to(self, index: int) -> None:
        """Show the step at `index` as chosen; `chosen` stays silent."""
        self._show(index)

    def step(self, by: int) -> None:
        """Go on by a step, or back with -1, where there is one."""
        index = self._index() + by
        if 0 <= index < len(self._steps):
            self._show(index)
            self.chosen.emit(index)
            self.entered.emit()

    def set_written(self, index: int, *, written: bool) -> None:
        """Show whether anything stands under the step at `index`."""
        self._steps[index].set_written(written=written)


class _Step(Choice):
    def __init__(self, number: int, name: str) -> None:
        super().__init__(f"{number}  {name}")
        self.setAccessibleName(name)
        self._written = False

    def set_written(self, *, written: bool) -> None:
        if written != self._written:
            self._written = written
            self.setAccessibleDescription(WRITTEN if written else "")
            self.update()

    def sizeHint(self) -> QSize:
        """Return room for the name and the word behind it."""
        size = super().sizeHint()
        return QSize(size.width() + self._small().horizontalAdvance(WRITTEN) + _EDGE, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the step, and the word at its far side."""
        super().paintEvent(event)
        if self._written:
            palette = self.palette()
            ink = palette.accent() if self.isChecked() else palette.buttonText()
            painter = QPainter(self)
            font = painter.font()
            font.setPointSizeF(font.pointSizeF() * 0.9)
            painter.setFont(font)
            painter.setPen(ink.color())
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect().adjusted(0, 0, -_EDGE, 0), flags, WRITTEN)

    def _small(self) -> QFontMetrics:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return QFontMetrics(font)
