"""A person's own sources: what they are called, and whether they are still offered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.records import OwnSource
from reflect_app.domain.sources import known_as
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Line
from reflect_app.ui.widgets.clearing import clear
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.ui.widgets.writing import OneLine
from reflect_app.vault.errors import JournalError

LONGEST = 60
"""Letters that a source may be called by: it has to fit on a chip and beside a bar."""
TAKEN = "There is one of that name already."
NO_NAME = "It needs a name. Nothing is changed yet."


class NameField(OneLine):
    """A name to be ended with Enter, which goes no further than the field while there is one."""

    entered = Signal(str)
    left = Signal()
    """Esc was pressed."""

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__(placeholder, name)
        self.setMaxLength(LONGEST)

    def name(self) -> str:
        """Return what is typed, without spaces around it."""
        return " ".join(self.text().split())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter where something is typed, and Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.name():
            if not event.isAutoRepeat():
                self.entered.emit(self.name())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class OwnSources(QFrame):
    """The list of the person's own sources, to rename, retire or offer again.

    It unfolds in place: a window of its own would stay in sight for a moment when the journal
    is locked.
    """

    changed = Signal()
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[_Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._notice = Notice()
        self._done = Button("Done")
        self._done.setAccessibleName("Done with your own sources")
        self._done.clicked.connect(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(Body("Your own sources"))
        column.addWidget(
            Secondary("A retired one is no longer offered; what was ticked keeps its name.")
        )
        column.addLayout(self._list)
        column.addWidget(self._notice)
        column.addWidget(self._done, alignment=Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName("Your own sources")
        self.hide()

    def unfold(self) -> None:
        """Show the list, the focus on its first button."""
        self._fill()
        self._notice.clear()
        self.show()
        (self._rows[0] if self._rows else self._done).setFocus()

    def fold(self) -> None:
        """Keep a name that is typed, and fold away; where it cannot be kept, stay and say why."""
        if all(row.keep() for row in self._rows):
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold away with Esc; Enter comes here only from a field without a name in it."""
        if event.key() == Qt.Key.Key_Escape:
            self.fold()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._notice.say(NO_NAME)
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        clear(self._list)
        self._rows = []
        for source in self._desk.journal.own_sources():
            row = _Row(source)
            row.rename_wanted.connect(lambda name, row=row: self._rename(row, name))
            row.turn_wanted.connect(lambda row=row: self._turn(row))
            if self._rows:
                self._list.addWidget(Line())
            self._list.addWidget(row)
            self._rows.append(row)

    def _rename(self, row: "_Row", name: str) -> None:
        key = known_as(name, self._desk.journal.own_sources())
        if not name:
            self._notice.say(NO_NAME)
        elif key not in (None, row.source.key):
            self._notice.say(TAKEN)
        elif self._save(row, name, retired=row.source.retired):
            self._notice.clear()

    def _turn(self, row: "_Row") -> None:
        if self._save(row, row.source.label, retired=not row.source.retired):
            name = row.source.label
            self._notice.say(
                f"{name} is no longer offered." if row.source.retired else f"{name} is back."
            )

    def _save(self, row: "_Row", name: str, *, retired: bool) -> bool:
        record = OwnSource(label=name, retired=retired)
        record.id = row.source.id
        try:
            row.show_source(self._desk.journal.save(record))
        except JournalError as error:
            self._notice.say(error.sentence)
            return False
        self.changed.emit()
        return True


class _Row(QWidget):
    """One source of the person's own."""

    rename_wanted = Signal(str)
    turn_wanted = Signal()

    def __init__(self, source: OwnSource) -> None:
        super().__init__()
        self._name = Body()
        self._field = NameField("Its name", "")
        self._rename = Button("Rename", kind="link")
        self._keep = Button("Keep name", kind="link")
        self._turn = Button("", kind="link")
        self.setFocusProxy(self._rename)
        self._rename.clicked.connect(self._begin)
        self._keep.clicked.connect(self.keep)
        self._field.entered.connect(self.rename_wanted)
        self._field.left.connect(self._leave)
        self._turn.clicked.connect(self.turn_wanted)
        name, ways = QWidget(), QWidget()
        row = QHBoxLayout(name)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name, 1)
        row.addWidget(self._field, 1)
        flow = FlowLayout(ways, spacing=4)
        for way in (self._rename, self._keep, self._turn):
            flow.addWidget(way)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addLayout(Beside(name, ways))
        self.show_source(source)

    def show_source(self, source: OwnSource) -> None:
        """Show `source` as the journal has it."""
        self.source = source
        self._name.setText(f"{source.label} (retired)" if source.retired else source.label)
        self._field.setAccessibleName(f"New name for {source.label}")
        self._turn.setText("Offer again" if source.retired else "Retire")
        for way in (self._rename, self._keep, self._turn):
            way.setAccessibleName(f"{way.text()}, {source.label}")
        self._fold()

    def keep(self) -> bool:
        """Ask to keep a name that is typed; return whether none is left to be kept."""
        if self._field.isHidden():
            return True
        if self._field.name() == self.source.label:
            self._fold()
        else:
            self.rename_wanted.emit(self._field.name())
        return self._field.isHidden()

    def _begin(self) -> None:
        self._field.setText(self.source.label)
        self._unfold(renaming=True)
        self._field.setFocus()
        self._field.selectAll()

    def _leave(self) -> None:
        """Go back to the name as it was."""
        self._fold()
        self._rename.setFocus()

    def _fold(self) -> None:
        had_focus = self._field.hasFocus() or self._keep.hasFocus()
        self._unfold(renaming=False)
        if had_focus:
            self._rename.setFocus()

    def _unfold(self, *, renaming: bool) -> None:
        shown: tuple[tuple[QWidget, bool], ...] = (
            (self._name, not renaming),
            (self._rename, not renaming),
            (self._turn, not renaming),
            (self._field, renaming),
            (self._keep, renaming),
        )
        for widget, visible in shown:
            widget.setVisible(visible)
