"""What was deleted and can still be brought back: until the day turns, and then it is gone."""

from contextlib import suppress
from datetime import datetime, time

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.domain.dates import at, long_day
from reflect_app.domain.records import Entry, headed
from reflect_app.domain.reflective_models import model
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.vault.errors import JournalError

_SHOWN = 3
"""How many rows are seen at a time; the others are scrolled to."""


def remove_for_good(desk: Desk) -> None:
    """Remove what was deleted before today; where that is refused, the next time will do."""
    midnight = datetime.combine(desk.clock.today(), time()).astimezone()
    with suppress(JournalError):
        desk.journal.empty(midnight)
        desk.journal.date_back(desk.clock.now())


class DeletedToday(QWidget):
    """One line that says how much can still be brought back, and a list behind it."""

    brought_back = Signal(object)
    """The entry with this id is part of the journal again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._unfold = SmallLink()
        self._rows = _Rows()
        self._notice = Notice()
        self._count = 0
        self._unfold.clicked.connect(lambda: self._fold(folded=not self._rows.isHidden()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._unfold)
        column.addWidget(self._notice)
        column.addWidget(self._rows)
        self._fold(folded=True)

    def refresh(self) -> None:
        """Read again what there is; the list stays open while there is anything in it."""
        deleted = self._desk.journal.thrown_away()
        self._count = len(deleted)
        self._rows.clear()
        for entry in deleted:
            row = _Row(entry)
            row.wanted.connect(self._bring_back)
            self._rows.add(row)
        self._notice.clear()
        self._fold(folded=self._rows.isHidden() or not deleted)
        self.setVisible(bool(deleted))

    def _fold(self, *, folded: bool) -> None:
        self._rows.setHidden(folded)
        self._unfold.setText(f"{self._count} deleted today: {'look' if folded else 'hide'}")

    def _bring_back(self, entry_id: int) -> None:
        try:
            self._desk.journal.bring_back(entry_id)
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self.brought_back.emit(entry_id)


class _Rows(QScrollArea):
    """The rows, a few of them in view."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # It scrolls with what has the focus in it, and is no stop of its own.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(self._inside)

    def sizeHint(self) -> QSize:
        """Return room for all rows, or for a few of them and the beginning of one more."""
        height = self._column.totalHeightForWidth(self.viewport().width())
        part = min(1.0, (_SHOWN + 0.5) / max(self._column.count(), 1))
        return QSize(self._inside.sizeHint().width(), round(height * part))

    def minimumSizeHint(self) -> QSize:
        """Return room for the words of a row above its button."""
        return QSize(self._inside.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as tall as the rows are at another width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def clear(self) -> None:
        """Show none."""
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def add(self, row: QWidget) -> None:
        """Show one more, below the others."""
        self._column.addWidget(row)
        self.updateGeometry()


class _Row(QWidget):
    """One entry that can be brought back."""

    wanted = Signal(object)

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        text = next((each.text for each in entry.answers.values() if each.text.strip()), "")
        heading = headed(entry.title, text)[0] or model(entry.model).name
        when = f"{long_day(entry.day)}, {at(entry.written_at.astimezone())}{_state(entry)}"
        back = Button("Bring back", kind="link")
        back.setAccessibleName(f"Bring back: {heading}")
        back.setAccessibleDescription(when)
        back.clicked.connect(lambda: self.wanted.emit(entry.id))
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(Body(heading))
        lines.addWidget(Secondary(when))
        Beside(words, back, parent=self)


def _state(entry: Entry) -> str:
    if entry.finished_at:
        return ""
    return ", changes" if entry.revises else ", a draft"
