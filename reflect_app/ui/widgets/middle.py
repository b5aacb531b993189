"""A narrow column in the middle of a wide window, for the screens before the journal is open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reflect_app.ui.theme import Theme


class Middle(QScrollArea):
    """Keeps what is in `body` in the middle, as wide as `width` pixels at 100 % text allow."""

    def __init__(self, theme: Theme, width: int) -> None:
        super().__init__()
        self._theme = theme
        self._width = width
        self._column = QWidget()
        self.body = QVBoxLayout(self._column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(16)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.addStretch(1)
        row.addWidget(self._column, 1000, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # It scrolls with what has the focus in it, and is no stop of its own.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(whole)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._column.setMaximumWidth(self._width * self._theme.text_scale // 100)
