"""The person's own words for finding an entry again."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QListView, QVBoxLayout, QWidget

from reflect_app.domain.contacts import tags_in
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.writing import OneLine

_CROSS = "\N{MULTIPLICATION SIGN}"
_LONGEST = 60
"""Letters in what is typed at a time."""


class TagField(QWidget):
    """A word and Enter make a tag; a click on a tag takes it away."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tags: tuple[str, ...] = ()
        self._known = QStringListModel(self)
        self._field = OneLine("A word, then Enter", "Add a tag")
        self._field.setMaxLength(_LONGEST)
        self._completer = QCompleter(self._known, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = QListView()
        popup.setProperty("part", "completions")
        self._completer.setPopup(popup)
        self._field.setCompleter(self._completer)
        self._field.textChanged.connect(self.changed)
        self._field.returnPressed.connect(self._take)
        # The completer puts the word into the field only after it has told everybody of it.
        self._completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        label = Secondary("Tags")
        label.setBuddy(self._field)
        self._chips = QWidget()
        self._row = FlowLayout(self._chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label)
        column.addWidget(self._field)
        column.addWidget(self._chips)

    def tags(self) -> tuple[str, ...]:
        """Return the tags, with what stands in the field: nobody has to press Enter."""
        return tuple(dict.fromkeys((*self._tags, *tags_in(self._field.text()))))

    def set_tags(self, tags: Sequence[str]) -> None:
        """Show exactly these."""
        self._field.clear()
        self._show(tuple(tags))

    def set_known(self, tags: Sequence[str]) -> None:
        """Complete a word to one of these, the first of them first."""
        self._known.setStringList(list(tags))

    def _take(self) -> None:
        self._show(self.tags())
        self._field.clear()

    def _remove(self, tag: str) -> None:
        self._show(tuple(each for each in self._tags if each != tag))
        self._field.setFocus()
        self.changed.emit()

    def _show(self, tags: tuple[str, ...]) -> None:
        self._tags = tags
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for tag in tags:
            chip = Chip(f"{tag}  {_CROSS}")
            chip.setCheckable(False)
            chip.setAccessibleName(f"Remove the tag {tag}")
            chip.clicked.connect(lambda _, tag=tag: self._remove(tag))
            self._row.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(tags))
