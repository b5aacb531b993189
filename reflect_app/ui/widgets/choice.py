"""One of several: radio buttons to a screen reader, boxes to the eye.

A style sheet cannot centre the text of a radio button, so each is painted as a push button is,
with the rules that the sheet has for it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGroupBox,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from reflect_app.ui.widgets.chip import ticked_growth

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_FORTH = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class Choice(QRadioButton):
    """One choice, painted as a box."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the box with its text in the middle."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def sizeHint(self) -> QSize:
        """Return the size of the box when it is chosen, so that choosing moves nothing."""
        self.ensurePolished()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        text.setWidth(text.width() + ticked_growth(self.font(), self.text()))
        return self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, text, self)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a choice is never cut off."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Say that the whole box can be clicked."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the space bar; every other key is for the group."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class ChoiceGroup(QGroupBox):
    """A labelled group of choices: one stop for Tab, arrows within it.

    Its label is for screen readers; what the eye needs to see, the page writes beside it.
    """

    picked = Signal(int)
    """The person chose the one with this index."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self._choices: list[Choice] = []
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._toggle)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw nothing: the label is heard, not seen."""

    def sizeHint(self) -> QSize:
        """Return the size of the choices: a group box would make room for its label."""
        layout = self.layout()
        return layout.totalSizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the choices."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout else super().minimumSizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the chosen one, not as a group box does to the one that had it."""
        self._choices[max(self._index(), 0)].setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows."""
        if event.key() in _BACK:
            self._move(-1)
        elif event.key() in _FORTH:
            self._move(1)
        else:
            super().keyPressEvent(event)

    def _add(self, choices: Sequence[Choice]) -> None:
        """Take `choices` in, in order; who calls lays them out."""
        self._choices = list(choices)
        for index, choice in enumerate(choices):
            self._group.addButton(choice, index)
        self._one_stop()

    def _choice(self, index: int) -> Choice:
        """Return the choice at `index`."""
        return self._choices[index]

    def _index(self) -> int:
        """Return the index of the chosen one, or -1."""
        return self._group.checkedId()

    def _show(self, index: int) -> None:
        """Show the one at `index` as chosen, or none with -1, as if it had always been."""
        self._group.blockSignals(True)
        if index >= 0:
            self._choices[index].setChecked(True)
        elif self._index() >= 0:
            self._group.setExclusive(False)
            self._choices[self._index()].setChecked(False)
            self._group.setExclusive(True)
        self._group.blockSignals(False)
        self._one_stop()

    def _pick(self, index: int) -> None:
        """Choose the one at `index` for the person and put the focus on it."""
        choice = self._choices[index]
        choice.setFocus(Qt.FocusReason.TabFocusReason)
        choice.setChecked(True)

    def _move(self, step: int) -> None:
        focused = next((i for i, choice in enumerate(self._choices) if choice.hasFocus()), 0)
        beyond = focused + step
        if 0 <= beyond < len(self._choices) and self._choices[beyond].isEnabled():
            self._pick(beyond)

    def _toggle(self, index: int, checked: bool) -> None:  # noqa: FBT001
        if checked:
            self._one_stop()
            self.picked.emit(index)

    def _one_stop(self) -> None:
        """Let Tab stop at the chosen one, or where nothing is chosen at the first."""
        stop = max(self._index(), 0)
        for index, choice in enumerate(self._choices):
            choice.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if index == stop else Qt.FocusPolicy.ClickFocus
            )
