"""How heavy it is: eleven numbers in a row."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.ui.widgets.choice import Choice, ChoiceGroup
from reflect_app.ui.widgets.text import Secondary

HIGHEST = 10
TEN_WITHIN_MS = 700
"""A 0 this soon after a 1 makes it 10."""
_SHORTCUT = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Scale(ChoiceGroup):
    """The numbers 0 to 10, by mouse, arrows or digits. Choosing saves nothing.

    In a narrow place they stand in rows of `columns`, without the words under them.
    """

    chosen = Signal(int)

    def __init__(
        self,
        label: str,
        anchors: tuple[str, str, str],
        *,
        columns: int = HIGHEST + 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parent)
        self._one_at: int | None = None
        choices = [Choice(str(number)) for number in range(HIGHEST + 1)]
        self._add(choices)
        self.picked.connect(self.chosen)

        numbers = QGridLayout()
        numbers.setSpacing(4)
        for number, choice in enumerate(choices):
            choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            numbers.addWidget(choice, *divmod(number, columns))
        for column in range(columns):
            numbers.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(numbers)
        if columns > HIGHEST:
            layout.addLayout(_under(anchors))

    def value(self) -> int | None:
        """Return the chosen number, or None."""
        return self._index() if self._index() >= 0 else None

    def set_value(self, value: int | None) -> None:
        """Show `value` as chosen, or nothing; `chosen` stays silent."""
        self._one_at = None
        self._show(-1 if value is None else value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits; Enter is for what the scale stands in."""
        plain = not event.modifiers() & _SHORTCUT
        if plain and event.text() and event.text() in "0123456789":
            self._type(int(event.text()), event.timestamp())
        else:
            super().keyPressEvent(event)

    def _type(self, digit: int, moment: int) -> None:
        soon = self._one_at is not None and moment - self._one_at <= TEN_WITHIN_MS
        self._pick(HIGHEST if digit == 0 and soon else digit)
        self._one_at = moment if digit == 1 else None


def _under(anchors: tuple[str, str, str]) -> QGridLayout:
    """Return the words under the first, the middle and the last number."""
    row = QGridLayout()
    aligned = (
        Qt.AlignmentFlag.AlignLeft,
        Qt.AlignmentFlag.AlignHCenter,
        Qt.AlignmentFlag.AlignRight,
    )
    for column, (anchor, side) in enumerate(zip(anchors, aligned, strict=True)):
        words = Secondary(anchor)
        words.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 0, column)
        row.setColumnStretch(column, 1)
    return row
