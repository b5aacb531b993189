"""How the person and each supervisor work together, written down between the two of them."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.agreements import (
    due_for_review,
    in_words,
    new_agreement,
    standing,
)
from reflect_app.domain.records import Agreement
from reflect_app.domain.supervision import KINDS
from reflect_app.ui.backups import GONE_AT
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.agreements.list_card import ListCard
from reflect_app.ui.parts.agreements.paper_card import PaperCard
from reflect_app.ui.parts.agreements.sheet import AgreementSheet
from reflect_app.ui.parts.settings.contacts_card import own_contacts
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Foot
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.support_panel import breakable
from reflect_app.vault.errors import JournalError

SUPERVISION = "Supervision"
SAVE_AFTER = 1_000
"""Milliseconds from a change to the save, and to another look at what could identify somebody."""
WHAT_FOR = "How you and a supervisor work together, whoever that is."
AS_YOU_WRITE = "Saved as you write."
REMOVED = "Removed. Backups hold it until they are replaced; the Journal says how many."
AS_IT_WAS = "It is as it was."
COLUMN_WIDTH = 300
"""In pixels at 100 % text: the least in which a line of writing reads well."""


class AgreementsPage(Page):
    """The agreements there are, or one of them with all that it says."""

    title = "Agreements"
    belongs_to = SUPERVISION

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._agreement: Agreement | None = None
        """The one that is open, None while the list is shown."""
        self._unsaved = False
        self._acting: Callable[[], None] | None = None
        """What the notice offers to do; it may raise JournalError."""
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._back = Button(f"Back to {SUPERVISION}", kind="link")
        self._all = Button("All agreements", kind="link")
        self._new = Button("New agreement", kind="primary")
        self._remove = Button("Remove this agreement", kind="link")
        self._remove.setProperty("part", "delete")
        self._remove.setProperty("flush", True)
        ways = QWidget()
        row = FlowLayout(ways, spacing=4)
        for button in (self._back, self._all, self._new):
            row.addWidget(button)
        self._frame = PageFrame(self.title, "", ways)
        self._paper = PaperCard(self._filled)
        self._list, self._sheet = ListCard(), AgreementSheet(self._paper)
        self._notice = Foot()
        self._connect()
        self._lay_out()
        self._fit()

    def refresh(self) -> None:
        """Read the journal again; an agreement that is open stays."""
        self._say("")
        self._show()

    def look_at(self, what: object) -> None:
        """Open the agreement with the id `what`, or show all where there is none."""
        found = (each for each in self.desk.journal.agreements() if each.id == what)
        self._open(next(found, None))

    def flush(self) -> None:
        """Save what was written in the open agreement; raise JournalError."""
        self._save_soon.stop()
        agreement = self._filled()
        if agreement is None or not self._unsaved:
            return
        self._agreement = self.desk.journal.save(agreement)
        self._unsaved = False
        self._tell(self._agreement)
        if self._acting == self.flush:
            self._say("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self._back.clicked.connect(self._go_back)
        self._all.clicked.connect(self._show_all)
        self._new.clicked.connect(self._begin)
        self._remove.clicked.connect(self._take_away)
        self._list.open_requested.connect(self._open_from_list)
        self._sheet.changed.connect(self._note)
        self._save_soon.timeout.connect(self._save)
        self._notice.acted.connect(self._act)
        NewDay(self.desk.clock, self).came.connect(self._show)
        self.desk.theme.changed.connect(self._fit)

    def _lay_out(self) -> None:
        for widget in (self._list, self._sheet):
            self._frame.body.addWidget(widget)
        self._frame.body.addWidget(self._remove, alignment=Qt.AlignmentFlag.AlignLeft)
        self._frame.body.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._frame, 1)
        page.addWidget(self._notice)

    def _fit(self) -> None:
        """Set the columns one below the other before their lines grow too short to read."""
        self._sheet.set_least(COLUMN_WIDTH * self.desk.theme.text_scale // 100)

    def _show(self) -> None:
        """Show the open agreement, or all of them."""
        agreements = self.desk.journal.agreements()
        opened = self._agreement is not None
        for widget, wanted in (
            (self._list, not opened),
            (self._new, not opened),
            (self._all, opened),
            (self._sheet, opened),
            (self._remove, opened),
        ):
            widget.setVisible(wanted)
        self._list.refresh(agreements)
        self.start_at(self._sheet if opened else self._new)
        if self._agreement:
            self._tell(self._agreement)
        else:
            due = due_for_review(agreements, self.desk.clock.today())
            self._frame.title.setText(self.title)
            self._frame.sentence.setText(breakable(in_words(due)) or WHAT_FOR)

    def _tell(self, agreement: Agreement) -> None:
        """Say how the open agreement stands, and what in it could identify somebody."""
        self._frame.title.setText(breakable(agreement.with_whom) or "Agreement")
        self._frame.sentence.setText(f"{standing(agreement)} {AS_YOU_WRITE}")
        self._paper.look_over(agreement, own_contacts(self.desk.journal))

    def _begin(self) -> None:
        self._turn_to(new_agreement())

    def _open_from_list(self, agreement: Agreement) -> None:
        self._turn_to(agreement)

    def _show_all(self) -> None:
        self._turn_to(None)

    def _turn_to(self, agreement: Agreement | None) -> None:
        """Leave what is open, once it is saved, for `agreement` or the list of all."""
        if self._left():
            self._open(agreement)
            self._say("")
            self._show()
            self._frame.go_up()
            self.setFocus()

    def _open(self, agreement: Agreement | None) -> None:
        """Let `agreement` be the open one, with its words in the fields."""
        self._agreement, self._unsaved = agreement, False
        self._save_soon.stop()
        self._paper.clear()
        if agreement is None:
            return
        journal, today = self.desk.journal, self.desk.clock.today()
        kinds = {each.kind for each in journal.sessions()}
        kinds |= {each.kind for each in journal.agreements()}
        self._sheet.show_agreement(agreement, kinds - KINDS.keys(), today)

    def _go_back(self) -> None:
        if self._left():
            self._open(None)
            self.page_requested.emit(SUPERVISION)

    def _left(self) -> bool:
        """Save what is open, or say why that cannot be; return whether it may be left."""
        self._save()
        return not self._unsaved

    def _note(self) -> None:
        self._unsaved = True
        self._save_soon.start()

    def _save(self) -> None:
        try:
            self.flush()
        except JournalError as error:
            self._say(error.sentence, "Try again", self.flush)

    def _filled(self) -> Agreement | None:
        """Return the open agreement as it stands in the fields."""
        if self._agreement:
            self._sheet.fill(self._agreement)
        return self._agreement

    def _take_away(self) -> None:
        """Remove the open agreement; one in which nothing was written is only closed."""
        gone = self._filled()
        if gone is None or (gone.id is None and not self._unsaved):
            self._turn_to(None)
            return
        journal = self.desk.journal
        try:
            before = journal.preference(GONE_AT)
            if gone.id is not None:
                journal.delete(gone)
        except JournalError as error:
            self._say(error.sentence)
            return
        if gone.id is not None:
            with suppress(JournalError):  # it is gone, whether or not it is counted who holds it
                journal.set_preference(GONE_AT, self.desk.clock.now().isoformat())
        self._open(None)
        self._show()
        self._say(REMOVED, "Undo", partial(self._bring_back, gone, before))
        self._frame.go_up()
        self.setFocus()

    def _bring_back(self, gone: Agreement, before: object) -> None:
        """Put back what was removed; raise JournalError.

        Nothing else is begun before: another could have taken its id.
        """
        self.desk.journal.restore([gone])
        self.desk.journal.set_preference(GONE_AT, before)
        self._show()
        self._say(AS_IT_WAS)
        self.setFocus()

    def _act(self) -> None:
        acting = self._acting
        try:
            if acting:
                acting()
        except JournalError as error:
            self._say(error.sentence, "Try again", acting)

    def _say(
        self, sentence: str, action: str = "", acting: Callable[[], None] | None = None
    ) -> None:
        self._acting = acting
        self._notice.say(sentence, action)
