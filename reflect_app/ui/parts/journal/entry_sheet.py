"""The entry that is being read, and what can be done with it; or the line of a check-in."""

from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.contacts import INCIDENTS, KINDS, MODES
from reflect_app.domain.dates import at, full_day
from reflect_app.domain.finding import Question
from reflect_app.domain.records import CheckIn, Entry
from reflect_app.domain.reflective_models import model
from reflect_app.domain.sources import labels
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.journal.keep_sentences import KeepSentences
from reflect_app.ui.parts.journal.reading_pane import ReadingPane
from reflect_app.ui.parts.journal.rows import load_in_words, lower_first
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.text import CardTitle, Secondary
from reflect_app.vault.errors import JournalError

ASK_FIRST = (
    "If an inquest, review, claim or inquiry has begun or may, deleting could be an offence. Ask "
    "your union or a solicitor first."
)
"""What is said before an entry about one of the INCIDENTS is deleted."""
CHECK_IN = "Check-in"
ALL_THE_SAME = "Delete all the same"
_SEEN_BY = {"me": "only me", "clinical": "for clinical supervision", "any": "for any session"}
_PLANNED = {True: "planned", False: "not planned", None: ""}


class EntrySheet(Card):
    """One entry with everything that is known about it."""

    edit_requested = Signal(object)
    flagged = Signal(object)
    """The stored Entry, kept for supervision or no longer."""
    tag_chosen = Signal(str)
    """What else has this tag is to be shown."""
    deleted = Signal(object)
    """The entry with this id is deleted, and can be brought back."""
    grown = Signal(object)
    """This part of it shows more than it did, to be brought into view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entry: Entry | None = None
        self._title = CardTitle()
        self._title.setProperty("part", "entry")
        self._about = Secondary()
        self._delete = _Delete()
        self._edit = Button("Edit", kind="link")
        self._chips = _Chips()
        self._notice = Notice()
        self._pane = ReadingPane(desk.theme)
        self._sentences = KeepSentences(desk, self._pane)
        self._chips.flag.toggled.connect(self._keep)
        self._chips.tag_chosen.connect(self.tag_chosen)
        self._sentences.kept.connect(self._show_kept)
        self._sentences.grown.connect(self.grown)
        self._edit.clicked.connect(self._go_on)
        self._delete.clicked.connect(self._think)
        self._notice.acted.connect(self._throw_away)
        self._lay_out()
        self.show_entry(None, Question())

    def show_entry(self, entry: Entry | None, asked: Question) -> None:
        """Show `entry`, with the words that were `asked` for marked in it; or nothing."""
        self._entry = entry
        for widget in (self._chips, self._edit, self._delete):
            widget.setVisible(entry is not None)
        self._notice.clear()
        self._title.setText(_title(entry) if entry else "")
        self._about.setText(self._about_in_words(entry) if entry else "")
        self._pane.setAccessibleName(f"The reflection: {_title(entry)}" if entry else "Nothing")
        self._pane.show_entry(entry, asked.terms)
        self._sentences.show_entry(entry)
        if entry:
            self._edit.setText("Edit" if entry.finished_at else "Go on writing")
            self._delete.setText("Delete" if entry.finished_at else "Delete draft")
            self._chips.show_entry(entry)
            stops = (self._delete, self._edit, *self._chips.stops())
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def show_check_in(self, check_in: CheckIn, asked: Question) -> None:
        """Show the whole line of a check-in, with the words that were `asked` for marked in it."""
        self.show_entry(None, asked)
        when = f"{full_day(check_in.day)}, {at(check_in.at.astimezone())}"
        names = labels(self._desk.journal.own_sources())
        made_of = ", ".join(names[key] for key in check_in.sources if key in names)
        about = (when, f"Load {check_in.load}", made_of)
        self._title.setText(CHECK_IN)
        self._about.setText(". ".join(filter(None, about)) + ".")
        self._pane.setAccessibleName(f"{CHECK_IN}, {full_day(check_in.day)}")
        self._pane.show_line(check_in.line, asked.terms)

    def read(self) -> None:
        """Put the focus on what is shown, to be read."""
        self._pane.setFocus()

    def entry_id(self) -> int | None:
        """Return the id of the entry that is shown."""
        return self._entry.id if self._entry else None

    def _lay_out(self) -> None:
        self.body.setContentsMargins(0, 20, 0, 8)
        words, actions, head = QWidget(), QWidget(), QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self._title)
        lines.addWidget(self._about)
        row = FlowLayout(actions)
        row.addWidget(self._delete)
        row.addWidget(self._edit)
        self._head = (lines, Beside(words, actions, parent=head))
        above = QVBoxLayout()
        above.setContentsMargins(24, 0, 16, 0)
        above.setSpacing(10)
        above.addWidget(head)
        above.addWidget(self._chips)
        above.addWidget(self._notice)
        self.body.addLayout(above)
        self.body.addWidget(self._pane, 1)
        self.body.addWidget(self._sentences)

    def _about_in_words(self, entry: Entry) -> str:
        """Return when, how and about what it was written: a line under its title."""
        when = f"{full_day(entry.day)}, {at(entry.written_at.astimezone())}"
        rest = (
            model(entry.model).name if entry.title else "",
            "" if entry.finished_at else "a draft",
            self._case(entry),
            _contact(entry),
            load_in_words(entry.load_before, entry.load_after),
            _SEEN_BY.get(entry.audience, ""),
        )
        return ". ".join((when, *(part[0].upper() + part[1:] for part in rest if part))) + "."

    def _case(self, entry: Entry) -> str:
        if entry.case_id is None:
            return ""
        words = {case.id: case.word for case in self._desk.journal.cases()}
        return f"case {words[entry.case_id]}"

    def _go_on(self) -> None:
        if self._entry:
            self.edit_requested.emit(self._entry.id)

    def _keep(self, flagged: bool) -> None:  # noqa: FBT001
        if self._entry is None:
            return
        try:
            stored = self._desk.journal.flag(self._entry.id, flagged=flagged) or self._entry
        except JournalError as error:
            self._notice.say(error.sentence)
            self._chips.show_flag(self._entry)
            return
        self._notice.clear()
        self._sentences.take(stored)
        self._show_kept(stored)

    def _show_kept(self, stored: Entry) -> None:
        """Show the same entry as it is stored now, kept for supervision or no longer."""
        self._entry = stored
        self._about.setText(self._about_in_words(stored))
        for layout in self._head:
            layout.activate()  # or it would grow after the page went to what is said below
        self._chips.show_flag(stored)
        self.flagged.emit(stored)

    def _think(self) -> None:
        """Delete it, unless there is something that has to be known before."""
        if self._entry and self._entry.contact in INCIDENTS:
            self._notice.say(ASK_FIRST, ALL_THE_SAME)
        else:
            self._throw_away()

    def _throw_away(self) -> None:
        if self._entry is None:
            return
        try:
            self._desk.journal.throw_away(self._entry.id, self._desk.clock.now())
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self.deleted.emit(self._entry.id)


class _Chips(QWidget):
    """The tags of an entry, to be read and followed, and whether it is for supervision."""

    tag_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.flag = Chip("For supervision")
        self._tags: list[Chip] = []
        self._row = FlowLayout(self)
        self._row.addWidget(self.flag)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab meets here, in order."""
        return (*self._tags, self.flag)

    def show_entry(self, entry: Entry) -> None:
        """Show the tags of `entry`, and before them none of another."""
        while self._row.takeAt(0):
            pass
        for chip in self._tags:
            chip.hide()
            chip.deleteLater()
        self._tags = [self._tag(each) for each in entry.tags]
        for stop in self.stops():
            self._row.addWidget(stop)
        self.show_flag(entry)

    def show_flag(self, entry: Entry) -> None:
        """Show whether it is kept for supervision."""
        with QSignalBlocker(self.flag):
            self.flag.setChecked(entry.flagged)

    def _tag(self, tag: str) -> Chip:
        chip = Chip(tag.replace("&", "&&"))
        chip.setCheckable(False)
        chip.setAccessibleName(f"Find what has the tag {tag}")
        chip.clicked.connect(lambda: self.tag_chosen.emit(tag))
        return chip


class _Delete(Button):
    """A quiet way to delete."""

    def __init__(self) -> None:
        super().__init__("Delete", kind="link")
        self.setProperty("part", "delete")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a double click for one: the second would delete what shows after the first."""
        event.accept()


def _title(entry: Entry) -> str:
    return entry.title or model(entry.model).name


def _contact(entry: Entry) -> str:
    """Return the kind of contact, how it was made and whether it was planned, in a line."""
    kind, mode = KINDS.get(entry.contact, ""), MODES.get(entry.mode, "")
    parts = (kind, "" if mode == kind else mode, _PLANNED[entry.planned])
    first, *others = [part for part in parts if part] or [""]
    return ", ".join((first, *map(lower_first, others)))
