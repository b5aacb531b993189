"""Where a reflection is written: one question at a time, kept as it is typed."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reflect_app.domain.dates import at, long_day
from reflect_app.domain.records import Entry
from reflect_app.domain.reflective_models import ReflectiveModel, model
from reflect_app.domain.sources import LOAD_ANCHORS
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.column import Column
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.scale import Scale
from reflect_app.ui.widgets.stages import Stages
from reflect_app.ui.widgets.text import CardTitle, Secondary
from reflect_app.ui.widgets.writing import OneLine, WritingSurface
from reflect_app.vault.errors import JournalError

SAVE_AFTER = 1_500
"""Milliseconds from the first key that is not saved to the save: never two seconds are at risk."""
NOTHING_WRITTEN = "Nothing is written yet, so there is nothing to keep. A word is enough."
_LEAST_HEIGHT = 260
"""Pixels of the writing surface under which the page scrolls instead."""
_AROUND_CARET = 80
"""Pixels around the caret that are kept in sight."""
_ASIDE_WIDTH = 20
"""Letters m in the width of what stands beside the writing."""

_PLACES = (
    # From how many letters m on; row, column and rows of the questions, the sheet and the rest;
    # the row and the column that grow.
    (80, ((0, 0, 1), (0, 1, 1), (0, 2, 1)), (0, 1)),
    (56, ((0, 0, 1), (0, 1, 2), (1, 0, 1)), (1, 1)),
    (0, ((0, 0, 1), (1, 0, 1), (2, 0, 1)), (1, 0)),
)


class WritePage(Page):
    """One reflection in the making. What is typed is in the journal within two seconds."""

    title = "Write"

    finished = Signal(object)
    """The entry with this id is part of the journal now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._draft: Entry | None = None
        self._unsaved = False
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._flag = Button("Flag for supervision")
        self._flag.setCheckable(True)
        self._finish = Button("Finish", kind="primary", hint="Ctrl+Enter")
        self._frame = PageFrame("", "", self._flag, self._finish)
        self._notice = Notice()
        self._steps = Card()
        self._stages = Stages()
        self._sheet = _Sheet(desk.theme)
        self._aside = _Aside()
        self._save_soon.timeout.connect(self._save)
        self._flag.toggled.connect(self._note)
        self._finish.clicked.connect(self._end)
        self._notice.acted.connect(self._save)
        self._stages.chosen.connect(self._sheet.turn_to)
        self._stages.entered.connect(self._sheet.setFocus)
        self._sheet.changed.connect(self._mark)
        self._sheet.caret_moved.connect(self._follow)
        self._sheet.next_wanted.connect(lambda: self._stages.step(1))
        self._aside.changed.connect(self._note)
        self._add_keys()
        self.start_at(self._sheet)
        self._lay_out()

    @property
    def draft(self) -> Entry | None:
        """Return what is on the page and not in the journal, or None."""
        return self._gather(self._draft) if self._draft and self._unsaved else None

    def begin(self, model_key: str) -> None:
        """Show an empty reflection with the reflective model of this key."""
        now = self.desk.clock.local()
        self._show(Entry(written_at=now, day=now.date(), model=model_key))

    def go_on(self, entry_id: int) -> bool:
        """Show the draft with this id, or a draft of changes to a finished entry.

        Return whether there is one.
        """
        entry = self.desk.journal.entry(entry_id)
        if entry is None:
            return False
        self._show(self.desk.journal.revise(entry) if entry.finished_at else entry)
        return True

    def restore(self, draft: Entry) -> None:
        """Show a draft that the journal does not hold as it is here."""
        self._show(draft)
        self._note()

    def place(self) -> int | None:
        """Return the id of the draft in view, None where nothing of it is stored."""
        return self._draft.id if self._draft else None

    def flush(self) -> None:
        """Save the draft with its caret, or take back one that was emptied; raise JournalError."""
        draft = self._draft
        if draft is None or not (self._unsaved or self._caret_moved(draft)):
            return
        self._gather(draft)
        if draft.empty and not draft.revises:
            self._draft = self._emptied(draft)
        else:
            self._draft = self.desk.journal.save(draft)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set what stands around the writing where there is room for it."""
        super().resizeEvent(event)
        self._place_parts()

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+Return", self._end),
            ("Ctrl+Enter", self._end),
            ("Alt+Down", lambda: self._stages.step(1)),
            ("Alt+Up", lambda: self._stages.step(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self._steps.body.setContentsMargins(8, 8, 8, 8)
        self._steps.body.addWidget(self._stages)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        self._frame.body.addWidget(self._notice)
        self._frame.body.addLayout(self._grid, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._frame)

    def _place_parts(self) -> None:
        room = self.width() // self.fontMetrics().horizontalAdvance("m")
        _, places, (row, column) = next(each for each in _PLACES if room >= each[0])
        for number in range(len(places)):
            self._grid.setRowStretch(number, int(number == row))
            self._grid.setColumnStretch(number, int(number == column))
        top = Qt.AlignmentFlag.AlignTop
        parts = ((self._steps, top), (self._sheet, Qt.AlignmentFlag(0)), (self._aside, top))
        for (part, side), (row, column, rows) in zip(parts, places, strict=True):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, row, column, rows, 1, side)

    def _show(self, draft: Entry) -> None:
        way = model(draft.model)
        self._draft = draft
        self._frame.title.setText(way.name)
        self._frame.sentence.setText(_about(draft))
        self._stages.show_stages(way.stages)
        self._steps.setVisible(len(way.stages) > 1)
        self._sheet.show_draft(draft, way)
        for index, stage in enumerate(way.stages):
            self._stages.set_written(index, written=bool(draft.text(stage.key)))
        self._aside.show_draft(draft)
        with QSignalBlocker(self._flag):
            self._flag.setChecked(draft.flagged)
        self._stages.go_to(self._sheet.index())
        self._settle()
        self._place_parts()

    def _follow(self, caret: QPoint) -> None:
        """Keep the line that is being written in sight where the page is taller than the window."""
        page = self._frame.widget()
        if page and page.isAncestorOf(self._sheet):
            place = self._sheet.mapTo(page, caret)
            self._frame.ensureVisible(place.x(), place.y(), 0, _AROUND_CARET)

    def _mark(self) -> None:
        self._stages.set_written(self._sheet.index(), written=self._sheet.is_written())
        self._note()

    def _note(self) -> None:
        """Remember that something is not saved yet, and save it soon."""
        self._unsaved = True
        if not self._save_soon.isActive():
            self._save_soon.start()

    def _settle(self) -> None:
        """Remember that the journal has everything."""
        self._unsaved = False
        self._save_soon.stop()
        self._notice.clear()

    def _save(self) -> None:
        try:
            self.flush()
        except JournalError as error:
            self._notice.say(error.sentence, "Try again")

    def _end(self) -> None:
        if self._draft is None:
            return
        draft = self._gather(self._draft)
        if draft.empty and not draft.revises:
            self._notice.say(NOTHING_WRITTEN)
            return
        try:
            entry = self.desk.journal.finish(draft, self.desk.clock.now())
        except JournalError as error:
            self._notice.say(error.sentence, "Try again")
            return
        self._draft = None
        self._settle()
        self.finished.emit(entry.id)

    def _gather(self, draft: Entry) -> Entry:
        """Put everything that is on the page into `draft` and return it."""
        for key, text in self._sheet.texts():
            draft.write(key, text)
        draft.caret_stage, draft.caret = self._sheet.caret()
        draft.title = self._aside.title.text().strip()
        draft.load_before, draft.load_after = self._aside.loads()
        draft.flagged = self._flag.isChecked()
        return draft

    def _caret_moved(self, draft: Entry) -> bool:
        """Say whether a stored draft was left elsewhere than it says."""
        return bool(draft.id) and self._sheet.caret() != (draft.caret_stage, draft.caret)

    def _emptied(self, draft: Entry) -> Entry:
        """Take a draft back that nothing is left of, and return one like it, to be stored anew."""
        if draft.id:
            self.desk.journal.delete(draft)
        return Entry(written_at=draft.written_at, day=draft.day, model=draft.model)


class _Sheet(Card):
    """The question of one step and what is written under it."""

    changed = Signal()
    """Something else is written under the step in view."""
    next_wanted = Signal()
    """The next step is to be taken."""
    caret_moved = Signal(QPoint)
    """The caret stands here, in this card."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._way: ReflectiveModel | None = None
        self._question = CardTitle()
        self._hint = Secondary()
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(_LEAST_HEIGHT)
        self._next = Button("", kind="link", hint="Alt+Down")
        self._next.clicked.connect(self.next_wanted)
        column = Column(theme)
        words = QVBoxLayout()
        words.setContentsMargins(16, 0, 16, 4)
        words.setSpacing(4)
        words.addWidget(self._question)
        words.addWidget(self._hint)
        column.body.addLayout(words)
        column.body.addWidget(self._stack, 1)
        column.body.addWidget(self._next, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.setContentsMargins(16, 24, 16, 12)
        self.body.addWidget(column, 1)

    def show_draft(self, draft: Entry, way: ReflectiveModel) -> None:
        """Show what is written under every step of `way`, at the one where the writing stopped."""
        self._way = way
        while surface := self._stack.currentWidget():
            self._stack.removeWidget(surface)
            surface.deleteLater()
        for stage in way.stages:
            surface = WritingSurface(stage.question)
            surface.set_text(draft.text(stage.key))
            surface.textChanged.connect(self.changed)
            surface.cursorPositionChanged.connect(self._tell_caret)
            self._stack.addWidget(surface)
        keys = [stage.key for stage in way.stages]
        stopped = keys.index(draft.caret_stage) if draft.caret_stage in keys else 0
        self.turn_to(stopped)
        self._surface(stopped).set_caret(draft.caret)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to what is written; Tab would follow a focus proxy past the steps."""
        if surface := self._stack.currentWidget():
            surface.setFocus(event.reason())

    def turn_to(self, index: int) -> None:
        """Show the step at `index`."""
        if self._way is None:
            return
        stages = self._way.stages
        self._question.setText(stages[index].question)
        self._hint.setText(stages[index].hint)
        self._stack.setCurrentIndex(index)
        following = stages[index + 1].name if index + 1 < len(stages) else ""
        self._next.setText(f"Next: {following}")
        self._next.setVisible(bool(following))

    def index(self) -> int:
        """Return which step is shown."""
        return self._stack.currentIndex()

    def is_written(self) -> bool:
        """Say whether anything stands under the step in view."""
        return not self._surface(self.index()).document().isEmpty()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the key of every step and what is written under it."""
        for index, stage in enumerate(self._way.stages if self._way else ()):
            yield stage.key, self._surface(index).text()

    def caret(self) -> tuple[str, int]:
        """Return the key of the step in view and where the caret stands in its text."""
        key = self._way.stages[self.index()].key if self._way else ""
        return key, self._surface(self.index()).caret()

    def _tell_caret(self) -> None:
        surface = self._surface(self.index())
        at = surface.viewport().mapTo(self, surface.cursorRect().center())
        self.caret_moved.emit(at)

    def _surface(self, index: int) -> WritingSurface:
        surface = self._stack.widget(index)
        if not isinstance(surface, WritingSurface):
            raise IndexError(index)
        return surface


class _Aside(Card):
    """What may be said about a reflection beside its text: a title, and how heavy it was."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = OneLine("Leave names out", "Title, if you like")
        self._before = _Load("Load before writing")
        self._after = _Load("Load after writing")
        self.title.textChanged.connect(self.changed)
        for load in (self._before, self._after):
            load.changed.connect(self.changed)
        label = Secondary("Title, if you like")
        label.setBuddy(self.title)
        self.body.setSpacing(6)
        self.body.addWidget(label)
        self.body.addWidget(self.title)
        self.body.addSpacing(8)
        self.body.addWidget(self._before)
        self.body.addSpacing(8)
        self.body.addWidget(self._after)
        self.body.addSpacing(4)
        light, carried, heaviest = LOAD_ANCHORS
        self.body.addWidget(Secondary(f"0 is {light}, 5 {carried}, 10 {heaviest}."))

    def sizeHint(self) -> QSize:
        """Return the width of a margin: the text beside it takes the rest."""
        size = super().sizeHint()
        return QSize(_ASIDE_WIDTH * self.fontMetrics().horizontalAdvance("m"), size.height())

    def show_draft(self, draft: Entry) -> None:
        """Show what is known about `draft`; `changed` stays silent."""
        with QSignalBlocker(self):
            self.title.setText(draft.title)
            self._before.set_value(draft.load_before)
            self._after.set_value(draft.load_after)

    def loads(self) -> tuple[int | None, int | None]:
        """Return the load before and after writing, None where it was not given."""
        return self._before.scale.value(), self._after.scale.value()


class _Load(QWidget):
    """One load from 0 to 10 that may be given, and taken back."""

    changed = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.scale = Scale(label, LOAD_ANCHORS, columns=6)
        self._clear = Button("Clear", kind="link")
        self._clear.setAccessibleName(f"Clear {label[0].lower()}{label[1:]}")
        self._clear.setProperty("flush", True)
        self._clear.setProperty("small", True)
        self.scale.chosen.connect(self._tell)
        self._clear.clicked.connect(self._take_back)
        head = QHBoxLayout()
        head.addWidget(Secondary(label), 1)
        head.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.scale)
        self.set_value(None)

    def set_value(self, value: int | None) -> None:
        """Show `value`, or that none is given."""
        self.scale.set_value(value)
        self._clear.setVisible(value is not None)

    def _tell(self) -> None:
        self._clear.show()
        self.changed.emit()

    def _take_back(self) -> None:
        self.set_value(None)
        self.scale.setFocus()
        self.changed.emit()


def _about(draft: Entry) -> str:
    """Return when the writing began, and that it is kept."""
    when = f"{long_day(draft.day)}, {at(draft.written_at.astimezone())}"
    if draft.revises:
        return f"Changes to {when}. Kept as you type, and in place once you finish."
    return f"{when}. Draft kept as you type."
