"""What was deleted and can still be brought back: until the day turns, and then it is gone."""

from contextlib import suppress
from datetime import datetime, time

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.domain.dates import at, long_day
from reflect_app.domain.records import Entry, headed
from reflect_app.domain.reflective_models import model
from reflect_app.ui.backups import GONE_AT, REMOVE_BEFORE, Holding
from reflect_app.ui.moving import shown
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.vault.errors import JournalError

GONE = "What you deleted is gone from the journal."
MAKE_NEW = "Make a new backup and remove the older ones"
ASKED = (
    "The next lock makes a new backup. After you next open your journal Reflect reads it from end "
    "to end, and then removes the older ones."
)
_SHOWN = 3
"""How many rows are seen at a time; the others are scrolled to."""


def remove_for_good(desk: Desk) -> None:
    """Remove what was deleted before today; where that is refused, the next time will do."""
    midnight = datetime.combine(desk.clock.today(), time()).astimezone()
    with suppress(JournalError):
        sessions = desk.journal.empty_sessions(desk.clock.today())
        if desk.journal.empty(midnight) or sessions:
            desk.journal.set_preference(GONE_AT, desk.clock.now().isoformat())
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
        self._held = StillHeld(desk)
        self._held.changed.connect(self._appear)
        self._count = 0
        self._unfold.clicked.connect(lambda: self._fold(folded=not self._rows.isHidden()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._unfold)
        column.addWidget(self._notice)
        column.addWidget(self._rows)
        column.addWidget(self._held)
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
        self._held.refresh()
        self._appear()

    def _appear(self) -> None:
        """Be there while there is anything to say."""
        self._unfold.setVisible(bool(self._count))
        self.setVisible(bool(self._count) or not self._held.isHidden())

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


class StillHeld(QWidget):
    """Where words still are that are gone from the journal, and the way to be rid of them there."""

    changed = Signal()
    """It may have come or gone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words = Secondary()
        self._yes, self._no = SmallLink(MAKE_NEW), SmallLink("Leave them")
        self._yes.clicked.connect(self._ask)
        self._no.clicked.connect(self._leave)
        self._ways = QWidget()
        flow = FlowLayout(self._ways, spacing=16)
        flow.addWidget(self._yes)
        flow.addWidget(self._no)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addWidget(self._ways)
        desk.backups.proven.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Count again, in the worker, where something was removed for good."""
        journal = self._desk.journal
        gone_at = journal.preference(GONE_AT) if journal.is_open else None
        if not gone_at:
            self.hide()
            self.changed.emit()
            return
        before = datetime.fromisoformat(gone_at)
        self._desk.backups.count_holding(journal.vault_id, before, self, self._show)

    def _show(self, holding: Holding) -> None:
        journal = self._desk.journal
        if not journal.is_open:
            return
        asked = journal.preference(REMOVE_BEFORE)
        held = held_in_words(holding)
        self._words.setText(f"{GONE} {held} {ASKED}" if asked else f"{GONE} {held}")
        self._ways.setVisible(not asked)
        self._yes.setVisible(bool(holding.backups or holding.out_of_reach))
        self.setVisible(bool(held))
        self.changed.emit()

    def _ask(self) -> None:
        """Let the next lock make a backup, and the next opening remove those before it."""
        self._keep(REMOVE_BEFORE, self._desk.clock.now().isoformat())

    def _leave(self) -> None:
        self._keep(GONE_AT, None)

    def _keep(self, key: str, value: str | None) -> None:
        try:
            self._desk.journal.set_preference(key, value)
        except JournalError as error:
            self._words.setText(error.sentence)
            return
        self.refresh()


def held_in_words(holding: Holding) -> str:
    """Return where what is gone is still held, or nothing where it is held nowhere."""
    said = []
    if holding.backups:
        one = holding.backups == 1
        still = "1 backup still holds" if one else f"{holding.backups} backups still hold"
        said.append(f"{still} it until {'it is' if one else 'they are'} replaced.")
    said += [
        f"The backups in “{shown(place)}” cannot be counted just now."
        for place in holding.out_of_reach
    ]
    said += [
        f"The earlier journal in “{shown(folder)}” may hold it too: if you no longer need that "
        "one, please delete its folder."
        for folder in holding.replaced
    ]
    return " ".join(said)


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
