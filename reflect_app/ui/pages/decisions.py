"""Ethical decisions with their reasons: written as a draft, then read and only added to."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain import decisions
from reflect_app.domain.decisions import ADDED
from reflect_app.domain.records import Decision
from reflect_app.ui.backups import GONE_AT
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.decisions.adding_card import AddingCard
from reflect_app.ui.parts.decisions.draft_sheet import DraftSheet
from reflect_app.ui.parts.decisions.export_card import ExportCard
from reflect_app.ui.parts.decisions.list_card import ListCard
from reflect_app.ui.parts.decisions.reading_sheet import ReadingSheet
from reflect_app.ui.parts.decisions.review_card import ReviewCard
from reflect_app.ui.parts.journal.entry_sheet import ALL_THE_SAME, ASK_FIRST
from reflect_app.ui.parts.settings.contacts_card import own_contacts
from reflect_app.ui.parts.write.reminder import Reminder
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Foot, Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.two_columns import TwoColumns
from reflect_app.vault.errors import JournalError

SAVE_AFTER = 1_500
"""Milliseconds from the first key that is not saved to the save."""
COLUMN_WIDTH = 300
"""In pixels at 100 % text: the least in which a part reads well."""
ABOUT = "What you decided and why, as it was at the time. Once recorded, it is only added to."
DRAFT = "Kept as you type. Once it is recorded it stays as it is, and you can add to it."
RECORDED = "Recorded. It stays as it is from now on; what comes later is added to it."
DELETED = "Deleted. Backups made before, and what you saved or printed of it, still hold it."
GONE = "That decision is not here any more."


class DecisionsPage(Page):
    """The list of them, a draft in its fields, or one that stands."""

    title = "Decisions"
    belongs_to = "Supervision"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: object = None
        """What `look_at` was told; the list is shown without it."""
        self._decision: Decision | None = None
        self._unsaved = False
        self._doing: Callable[[], object] | None = None
        """What the button of the notice does."""
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._back = Button("Back to Supervision", kind="link")
        self._all = Button("All decisions", kind="link")
        self._delete = Button("Delete", kind="link")
        self._delete.setProperty("part", "delete")
        self._new = Button("New decision", kind="primary")
        self._record = Button("Record it", kind="primary")
        self._ask_first = Reminder(ASK_FIRST, ALL_THE_SAME)
        self._list, self._sheet = ListCard(), DraftSheet(desk.clock)
        self._reading, self._adding = ReadingSheet(desk.theme), AddingCard()
        self._review, self._export = ReviewCard(desk.clock), ExportCard()
        self._said, self._notice = Notice(), Foot()
        """What is said beside "Record it", and what is said with a way back or after a refusal."""
        self._said.setProperty("part", "beside_record")
        self._said.setContentsMargins(12, 8, 12, 8)
        self._lay_out()
        self._connect()
        self._fit()

    def look_at(self, what: object) -> None:
        """Show the decision with the id `what`, or with 0 a new one."""
        self._asked = what

    def refresh(self) -> None:
        """Show what `look_at` asked for, or else the list."""
        asked, self._asked = self._asked, None
        if asked is None:
            self._show_list()
        elif asked == 0:
            self._begin()
        else:
            self._open(asked)

    def flush(self) -> None:
        """Save the draft, or what is written to be added and is not yet; raise JournalError."""
        if self._decision is None or not self._unsaved:
            return
        if self._decision.recorded_at:
            self._keep_words(self._decision, self._adding.kept())
        else:
            self._save_draft(self._decision)
        self._settle()

    def _connect(self) -> None:
        self._save_soon.timeout.connect(self._save)
        self._back.clicked.connect(self._go_back)
        self._all.clicked.connect(self._leave)
        self._new.clicked.connect(self._begin)
        self._record.clicked.connect(self._make_stand)
        self._delete.clicked.connect(self._think)
        self._ask_first.acted.connect(self._remove)
        self._list.open_requested.connect(self._open)
        self._adding.wanted.connect(self._add)
        self._review.moved.connect(self._move_review)
        self._notice.acted.connect(self._do)
        self._export.begun.connect(self._quieten)
        self._sheet.changed.connect(self._ask_no_more)
        self._adding.changed.connect(self._quieten)
        for part in (self._sheet, self._adding):
            part.changed.connect(self._note)
        self.desk.theme.changed.connect(self._fit)
        NewDay(self.desk.clock, self).came.connect(self._turn_day)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._go_back)

    def _lay_out(self) -> None:
        actions = QWidget()
        row = FlowLayout(actions, spacing=12)
        for button in (self._back, self._all, self._delete, self._new, self._record):
            row.addWidget(button)
        self._frame = PageFrame(self.title, "", actions)
        paper = Card()
        paper.body.addWidget(self._reading)
        self._standing = TwoColumns(
            (paper,), (self._adding, self._review, self._export), shares=(5, 4)
        )
        for part in (self._said, self._ask_first, self._list, self._sheet, self._standing):
            self._frame.body.addWidget(part)
        self._frame.body.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._frame, 1)
        page.addWidget(self._notice)

    def _fit(self) -> None:
        """Set the columns one below the other before their lines grow too short to read."""
        least = COLUMN_WIDTH * self.desk.theme.text_scale // 100
        for columns in (self._sheet, self._standing):
            columns.set_least(least)

    def _show_list(self) -> None:
        self._decision = None
        self._settle()
        today = self.desk.clock.today()
        found = self.desk.journal.decisions()
        self._list.refresh(found, today)
        self._frame.sentence.setText(f"{ABOUT} {decisions.due_in_words(found, today)}".strip())
        self._turn_to(self._list, self.title)
        self.start_at(self._new)

    def _begin(self) -> None:
        if self._saved():
            now = self.desk.clock.now()
            self._show_draft(decisions.draft(now, self.desk.clock.today()))

    def _open(self, decision_id: object) -> None:
        if not self._saved():
            return
        found = self._stored(decision_id)
        if found is None:
            self._show_list()
            self._say(GONE)
        elif found.recorded_at:
            self._show_standing(found)
        else:
            self._show_draft(found)

    def _show_draft(self, draft: Decision) -> None:
        self._decision = draft
        self._settle()
        self._sheet.show_draft(draft)
        self._frame.sentence.setText(f"{decisions.standing(draft)} {DRAFT}")
        self._turn_to(self._sheet, "An ethical decision")
        self.start_at(self._sheet)
        self.setFocus()

    def _show_standing(self, decision: Decision) -> None:
        self._decision = decision
        self._settle()
        self._reading.show_decision(decision)
        self._adding.show_kept(*self._words_kept(decision))
        self._review.show_day(decision.review_on)
        self._export.show_decision(decision, own_contacts(self.desk.journal))
        self._frame.sentence.setText(ABOUT)
        self._turn_to(self._standing, "An ethical decision")
        self.start_at(self._reading)
        self.setFocus()

    def _turn_to(self, part: QWidget, title: str) -> None:
        """Show one of the three, from its top."""
        for each in (self._list, self._sheet, self._standing):
            each.setVisible(each is part)
        self._frame.title.setText(title)
        self._new.setVisible(part is self._list)
        self._record.setVisible(part is self._sheet)
        for button in (self._all, self._delete):
            button.setVisible(part is not self._list)
        self._delete.setText("Delete draft" if part is self._sheet else "Delete")
        self._ask_first.remind(False)
        self._quieten()
        self._frame.go_up()

    def _note(self) -> None:
        """Remember that something is not saved yet, and save it soon."""
        self._unsaved = True
        if not self._save_soon.isActive():
            self._save_soon.start()

    def _settle(self) -> None:
        """Remember that the journal has everything, and say nothing more."""
        self._unsaved = False
        self._save_soon.stop()
        self._say("")

    def _quieten(self) -> None:
        """Say no more what was done last: something else is done now."""
        for part in (self._adding, self._review):
            part.quieten()
        self._said.clear()

    def _ask_no_more(self) -> None:
        """Let what is asked for stand until it is there: a save by itself does not answer it."""
        if not self._said.text() or self._decision is None:
            return
        self._sheet.fill(self._decision, self.desk.clock.now())
        if decisions.missing(self._decision) != self._said.text():
            self._said.clear()

    def _save(self) -> None:
        # A lock closes the journal whatever could not be saved.
        if self.desk.journal.is_open:
            self._saved()

    def _saved(self) -> bool:
        """Save what is not saved yet; where that is refused, say so."""
        try:
            self.flush()
        except JournalError as error:
            self._say(error.sentence, "Try again", self._save)
            return False
        return True

    def _save_draft(self, draft: Decision) -> None:
        """Save the draft, or take back one that nothing is left of; raise JournalError."""
        self._sheet.fill(draft, self.desk.clock.now())
        if not decisions.is_empty(draft):
            self._decision = self.desk.journal.save(draft)
        elif draft.id:
            self.desk.journal.delete(draft)
            self._decision = decisions.draft(draft.begun_at, draft.day)

    def _leave(self) -> None:
        """Go back to the list."""
        if self._saved():
            self._show_list()
            self.setFocus()

    def _go_back(self) -> None:
        self.page_requested.emit(self.belongs_to)

    def _make_stand(self) -> None:
        """Record the draft, unless something has to be put in first."""
        if self._decision is None:
            return
        self._sheet.fill(self._decision, self.desk.clock.now())
        if said := decisions.missing(self._decision):
            self._note()
            self._said.say(said)
            self._sheet.setFocus()
            self._frame.show_whole(self._said)
            return
        # What is in the fields first and on its own: the database takes no change along with it.
        self._unsaved = True
        now = self.desk.clock.now()
        if self._saved() and self._change(lambda draft: decisions.record(draft, now)):
            self._said.say(RECORDED)

    def _add(self, part: str, words: str) -> None:
        now = self.desk.clock.now()
        if self._change(lambda decision: decisions.add(decision, part, words, now), added=True):
            self._adding.say(f"Added, {decisions.moment_in_words(now)}.")
            self._scroll_to(self._adding)

    def _move_review(self, day: date | None) -> None:
        if not self._saved():
            return
        now = self.desk.clock.now()
        if self._change(lambda decision: decisions.move_review(decision, day, now)):
            self._review.say("Noted, with today's date.")
            self._scroll_to(self._review)

    def _scroll_to(self, card: QWidget) -> None:
        """Bring `card` into view, which stands below the reading where both have no room."""
        # The reading first: it has just grown, and only then is it known where the card stands.
        for part in (self._reading, card):
            self._frame.show_whole(part)

    def _change(self, act: Callable[[Decision], None], *, added: bool = False) -> bool:
        """Let `act` change the decision as it is stored, show it, and return whether it is saved.

        What is on the page is not touched before: what is refused leaves nothing behind.
        """
        try:
            stored = self._stored(self._decision.id) if self._decision else None
            if stored is None:
                return False
            act(stored)
            saved = self.desk.journal.save(stored)
        except JournalError as error:
            self._say(error.sentence)
            return False
        if added:
            with suppress(JournalError):  # they are in the decision now, and can be let go later
                self._keep_words(saved, (ADDED, ""))
        self._show_standing(saved)
        return True

    def _stored(self, decision_id: object) -> Decision | None:
        """Return the decision with this id as the journal has it."""
        found = self.desk.journal.decisions()
        return next((each for each in found if each.id == decision_id), None)

    def _words_kept(self, decision: Decision) -> tuple[str, str]:
        """Return what was written to be added to `decision` and is not yet, with its part."""
        part, words = self.desk.journal.preference(_key(decision)) or (ADDED, "")
        return part, words

    def _keep_words(self, decision: Decision, kept: tuple[str, str]) -> None:
        """Keep what is written to be added, for when the person comes back; raise JournalError."""
        if kept[1] or self._words_kept(decision)[1]:
            self.desk.journal.set_preference(_key(decision), kept if kept[1] else None)

    def _think(self) -> None:
        """Say what has to be known before it is deleted; nothing is lost by an empty draft."""
        if not self._saved():
            return
        self._quieten()
        if self._decision and self._decision.id:
            self._ask_first.remind(True)
            self._frame.go_up()
        else:
            self._leave()

    def _remove(self) -> None:
        """Delete what is shown, and offer it back."""
        if not self._saved() or self._decision is None or self._decision.id is None:
            return
        gone, journal = self._decision, self.desk.journal
        try:
            kept, before = self._words_kept(gone), journal.preference(GONE_AT)
            self._keep_words(gone, (ADDED, ""))
            journal.delete(gone)
        except JournalError as error:
            self._say(error.sentence)
            return
        with suppress(JournalError):  # it is gone whether or not the Journal can count who holds it
            journal.set_preference(GONE_AT, self.desk.clock.now().isoformat())
        self._show_list()
        self._say(DELETED, "Undo", partial(self._put_back, gone, kept, before))
        self.setFocus()

    def _put_back(self, gone: Decision, kept: tuple[str, str], before: object) -> None:
        """Undo `_remove`. Nothing else is begun before: another could have taken its id."""
        try:
            self.desk.journal.restore([gone])
            self._keep_words(gone, kept)
            self.desk.journal.set_preference(GONE_AT, before)
        except JournalError as error:
            self._say(error.sentence, "Undo", partial(self._put_back, gone, kept, before))
            return
        self._show_list()
        self._say("It is as it was.")
        self.setFocus()

    def _turn_day(self) -> None:
        if self._decision is None:
            self._show_list()

    def _do(self) -> None:
        if self._doing:
            self._doing()

    def _say(
        self, sentence: str, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        self._doing = act
        self._notice.say(sentence, action)


def _key(decision: Decision) -> str:
    """Return the name of the preference that keeps what is to be added to `decision`."""
    return f"decision_{decision.id}_words"
