"""Cards in two columns that stand side by side while there is room for both."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.widgets.beside import Beside


class TwoColumns(QWidget):
    """Cards at the left and at the right; the right ones come below where it is too narrow.

    `shares` are the parts of the width, such as 5 and 4. What a column needs beyond its cards
    goes into its layout, `left` or `right`, whose last item is the stretch below them.
    """

    def __init__(
        self,
        left: Sequence[QWidget],
        right: Sequence[QWidget],
        *,
        shares: tuple[int, int] = (1, 1),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sides = QWidget(), QWidget()
        self.left, self.right = map(QVBoxLayout, self._sides)
        for column, cards in ((self.left, left), (self.right, right)):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        Beside(*self._sides, shares=shares, parent=self)

    def set_least(self, width: int) -> None:
        """Set the columns one below the other before either is narrower, in pixels."""
        for side in self._sides:
            side.setMinimumWidth(width)
