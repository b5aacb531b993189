"""A chart's figures as a table, for those who would rather read than look."""

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from reflect_app.ui.charts.chart import Table

_ROOT = QModelIndex()
_ROW = 1.7
"""Height of a row in heights of its text."""
_SPARE = 1.1
"""A text with as many letters may be this much wider."""
_Index = QModelIndex | QPersistentModelIndex


class Figures(QTableView):
    """A chart's figures, newest first, one stop for Tab and the arrow keys within."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rows = _Rows()
        self.setModel(self._rows)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_table(self, table: Table) -> None:
        """Show `table` from its first row."""
        self._rows.show_table(table)
        self._fit()
        self.scrollToTop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the newest day, so that it shows where one is."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._rows.index(0, 0))
        super().focusInEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        letters = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(round(letters.height() * _ROW))
        for column, text in enumerate(self._rows.longest()):
            width = letters.horizontalAdvance(text) * _SPARE + 2 * letters.height()
            self.setColumnWidth(column, round(width))


class _Rows(QAbstractTableModel):
    """The rows of a table as Qt asks for them."""

    def __init__(self) -> None:
        super().__init__()
        self._table = Table((), ())

    def show_table(self, table: Table) -> None:
        """Hold `table` from now on."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def longest(self) -> list[str]:
        """Return of each column the text with the most letters, its heading among them.

        Qt would measure every cell, which takes a second for twenty years of days.
        """
        return [
            max(column, key=len)
            for column in zip(self._table.header, *self._table.rows, strict=True)
        ]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return how many figures a row has."""
        return 0 if parent.isValid() else len(self._table.header)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a figure; aloud it comes with its heading."""
        text = self._table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._table.header[index.column()]} {text}" if index.column() else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.header[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignment(column: int) -> Qt.AlignmentFlag:
    """Set numbers to the right, so that they stand below each other."""
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
