"""Where a reflection is written: one question at a time, kept as it is typed."""

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reflect_app.domain.contacts import INCIDENTS
from reflect_app.domain.dates import at, long_day
from reflect_app.domain.records import Entry
from reflect_app.domain.reflective_models import INCIDENT, MODELS, ReflectiveModel, model
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.write.aside import Aside
from reflect_app.ui.parts.write.margin import Margin
from reflect_app.ui.parts.write.sheet import Sheet
from reflect_app.ui.parts.write.stages import Stages
from reflect_app.ui.parts.write.ways import Ways
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.into_view import bring_into_view
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.vault.errors import JournalError

SAVE_AFTER = 1_500
"""Milliseconds from the first key that is not saved to the save: never two seconds are at risk."""
NOTHING_WRITTEN = "Nothing is written yet, so there is nothing to keep. A word is enough."
_AROUND_CARET = 80
"""Pixels around the caret that are kept in sight."""

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
    belongs_to = "Journal"

    finished = Signal(object)
    """The entry with this id is part of the journal now."""
    focus_wanted = Signal(bool)
    """Only the question and the writing are to be in sight, or everything again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._draft: Entry | None = None
        self._way = MODELS[0]
        self._chosen_way = MODELS[0]
        """What the person chose to write with, whatever was suggested to them since."""
        self._contact = ""
        self._focused = False
        self._unsaved = False
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._focus = Button("Focus mode", kind="link", hint="F8")
        self._leave = Button("Leave focus mode", kind="link", hint="Esc")
        self._flag = Button("Flag for supervision")
        self._flag.setCheckable(True)
        self._finish = Button("Finish", kind="primary", hint="Ctrl+Enter")
        actions = QWidget()
        row = FlowLayout(actions, spacing=12)
        for button in (self._focus, self._leave, self._flag, self._finish):
            row.addWidget(button)
        self._frame = PageFrame("", "", actions)
        self._notice = Notice()
        self._beside = QWidget()
        self._steps = Card()
        self._stages = Stages()
        self._ways = Ways()
        self._sheet = Sheet(desk.theme)
        self._aside = Aside(desk)
        self._margin = Margin(self._aside)
        self._connect()
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

    def put_down(self) -> None:
        """Save no more by itself: the journal is being closed, whatever could not be saved."""
        self._save_soon.stop()

    def set_focused(self, focused: bool) -> None:  # noqa: FBT001
        """Keep only the question and the writing in sight, or show everything again."""
        if focused == self._focused:
            return
        self._focused = focused
        self._show_parts()
        self._sheet.setFocus()
        self.focus_wanted.emit(focused)

    def turn_focus(self) -> None:
        """Go into focus mode, or leave it."""
        self.set_focused(not self._focused)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave focus mode with the page, but not with the window."""
        if not event.spontaneous():
            self.set_focused(False)
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set what stands around the writing where there is room for it."""
        super().resizeEvent(event)
        self._place_parts()

    def changeEvent(self, event: QEvent) -> None:
        """Set it anew where larger text leaves less room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place_parts()

    def _connect(self) -> None:
        self._save_soon.timeout.connect(self._save)
        self._focus.clicked.connect(self.turn_focus)
        self._leave.clicked.connect(self.turn_focus)
        self._flag.toggled.connect(self._aside.keep)
        self._flag.toggled.connect(self._note)
        self._finish.clicked.connect(self._end)
        self._notice.acted.connect(self._save)
        self._stages.chosen.connect(self._sheet.turn_to)
        self._stages.entered.connect(self._sheet.setFocus)
        self._ways.chosen.connect(self._choose_way)
        self._sheet.changed.connect(self._mark)
        self._sheet.caret_moved.connect(self._follow)
        self._sheet.next_wanted.connect(lambda: self._stages.step(1))
        self._aside.changed.connect(self._note)
        self._aside.contact.chosen.connect(self._meet)
        self._aside.unfolded.connect(self._show_unfolded)
        self._aside.contact.questions_wanted.connect(lambda: self._choose_way(INCIDENT.key))

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
        self._escape = QShortcut(QKeySequence("Esc"), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.turn_focus)

    def _lay_out(self) -> None:
        self._steps.body.setContentsMargins(8, 8, 8, 8)
        self._steps.body.addWidget(self._stages)
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        beside.addWidget(self._steps)
        beside.addWidget(self._ways)
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
        self._margin.set_beside(column > 0)
        top, all_of_it = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag(0)
        parts = ((self._beside, top), (self._sheet, all_of_it), (self._margin, all_of_it))
        for (part, side), (row, column, rows) in zip(parts, places, strict=True):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, row, column, rows, 1, side)

    def _show(self, draft: Entry) -> None:
        self._draft = draft
        self._chosen_way = model(draft.model)
        self._contact = draft.contact
        self._frame.sentence.setText(_about(draft))
        self._sheet.show_draft(draft, self._chosen_way)
        self._aside.show_draft(draft)
        with QSignalBlocker(self._flag):
            self._flag.setChecked(draft.flagged)
        self._show_way(self._chosen_way)
        self._settle()

    def _show_way(self, way: ReflectiveModel) -> None:
        """Show the steps of `way`, which the sheet stands at already."""
        self._way = way
        self._frame.title.setText(way.name)
        self._stages.show_stages(self._sheet.steps())
        for index in range(len(self._sheet.steps())):
            self._stages.set_written(index, written=self._sheet.is_written(index))
        self._stages.go_to(self._sheet.index())
        incident = self._contact in INCIDENTS
        self._ways.show_way(way, (*MODELS, INCIDENT) if incident else MODELS)
        self._sheet.put_facts_first(incident)
        self._aside.contact.offer_questions(False)
        self._show_parts()
        self._place_parts()

    def _follow(self, caret: QPoint) -> None:
        """Keep the line that is being written in sight where the page is taller than the window."""
        page = self._frame.widget()
        if page and page.isAncestorOf(self._sheet):
            place = self._sheet.mapTo(page, caret)
            self._frame.ensureVisible(place.x(), place.y(), 0, _AROUND_CARET)

    def _show_unfolded(self, part: QWidget) -> None:
        """Scroll to what was unfolded, in the margin or on the page that is taller for it."""
        bring_into_view(self._margin, part)
        bring_into_view(self._frame, part)

    def _show_parts(self) -> None:
        """Show what belongs on the page, in focus mode the writing alone."""
        for part in (self._focus, self._flag, self._finish, self._beside, self._margin):
            part.setHidden(self._focused)
        for words in (self._frame.title, self._frame.sentence):
            words.setHidden(self._focused)
        self._leave.setVisible(self._focused)
        self._escape.setEnabled(self._focused)
        self._steps.setVisible(len(self._sheet.steps()) > 1)

    def _choose_way(self, key: str) -> None:
        """Change the model for the person; what is written stays, in a step of its own."""
        self._chosen_way = model(key)
        self._change_way(self._chosen_way)
        self._sheet.setFocus()

    def _change_way(self, way: ReflectiveModel) -> None:
        self._sheet.change_way(way)
        self._show_way(way)
        self._note()

    def _meet(self, contact: str) -> None:
        """Bring what belongs to a contact of this kind, and nothing where something is written."""
        was, now = self._contact in INCIDENTS, contact in INCIDENTS
        self._contact = contact
        untouched = self._sheet.is_empty()
        wanted = INCIDENT if now else self._chosen_way
        if untouched and now != was and wanted is not self._way:
            self._change_way(wanted)
        elif now != was:
            self._show_way(self._way)
        if now and self._way is not INCIDENT and not untouched:
            self._aside.contact.offer_questions(True)

    def _mark(self) -> None:
        index = self._sheet.index()
        self._stages.set_written(index, written=self._sheet.is_written(index))
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
        draft.model = self._way.key
        self._aside.fill(draft)
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


def _about(draft: Entry) -> str:
    """Return when the writing began, and that it is kept."""
    when = f"{long_day(draft.day)}, {at(draft.written_at.astimezone())}"
    if draft.revises:
        return f"Changes to {when}. Kept as you type, and in place once you finish."
    return f"{when}. Draft kept as you type."
