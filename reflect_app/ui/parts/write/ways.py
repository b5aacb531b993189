"""The reflective model in use, and the way to another one in the middle of an entry."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.reflective_models import ReflectiveModel
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Secondary

_WIDTH = 13
"""Letters m."""


class Ways(QWidget):
    """One quiet line; the other models show once they are asked for."""

    chosen = Signal(str)
    """The person changed to the model with this key."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Secondary()
        self._change = SmallLink("Change", "Change the model")
        self._others = QWidget()
        self._list = QVBoxLayout(self._others)
        self._list.setContentsMargins(0, 4, 0, 0)
        self._list.setSpacing(6)
        self._name.setWordWrap(False)
        line = FlowLayout()
        line.addWidget(self._name)
        line.addWidget(self._change)
        self._change.clicked.connect(lambda: self._others.setVisible(self._others.isHidden()))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._others)

    def sizeHint(self) -> QSize:
        """Return a width that the questions above it can do with; in less room it is two lines."""
        size = super().sizeHint()
        return QSize(_WIDTH * self.fontMetrics().horizontalAdvance("m"), size.height())

    def show_way(self, way: ReflectiveModel, ways: Sequence[ReflectiveModel]) -> None:
        """Say that `way` is in use, and have the rest of `ways` ready, folded away."""
        self._name.setText(f"Model: {way.name}")
        while item := self._list.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for other in ways:
            if other is not way:
                self._offer(other)
        self._others.hide()

    def _offer(self, way: ReflectiveModel) -> None:
        button = SmallLink(way.name, f"Change to {way.name}")
        button.clicked.connect(lambda: self.chosen.emit(way.key))
        self._list.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        button.show()
