"""The word that stands for a case. Nothing here asks who it is."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.contacts import suggested_alias
from reflect_app.domain.records import CaseAlias
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.pick_field import PickField
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.writing import OneLine
from reflect_app.vault.errors import JournalError

NEVER_WHO = "never write who this is"
_NONE = ""
_LONGEST = 40
"""Letters in a word of one's own."""


class CaseField(QWidget):
    """A suggested word in one click, a word in use again, or one of the person's own."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._cases: list[CaseAlias] = []
        """The cases going on, in the order they began."""
        self._used = PickField("Case, by its word")
        self._suggested = SmallLink()
        self._own = OneLine("Or your own word", "Your own word for the case, then Enter")
        self._own.setMaxLength(_LONGEST)
        self._end = SmallLink("End this case")
        self._ending = _Ending()
        self._notice = Notice()
        self._used.currentIndexChanged.connect(self._chosen)
        self._suggested.clicked.connect(lambda: self._use(self._suggestion()))
        self._own.returnPressed.connect(lambda: self._use(self._own.text()))
        self._end.clicked.connect(self._ask)
        self._ending.meant.connect(self._end_case)
        self._ending.left.connect(self._keep)
        self._lay_out()

    def case(self) -> CaseAlias | None:
        """Return the case that is chosen."""
        return next((each for each in self._cases if str(each.id) == self._used.value()), None)

    def show_case(self, case_id: int | None) -> None:
        """Show the case with this id as chosen, or none, with the words in use now."""
        self._cases = [each for each in self._desk.journal.cases() if each.ended is None]
        with QSignalBlocker(self._used):
            self._used.offer({_NONE: "None", **{str(each.id): each.word for each in self._cases}})
            known = {each.id for each in self._cases}
            self._used.set_value(str(case_id) if case_id in known else _NONE)
        self._own.clear()
        self._settle()

    def _lay_out(self) -> None:
        head = QWidget()
        row = FlowLayout(head)
        for words in ("Case", NEVER_WHO):
            label = Secondary(words)
            label.setWordWrap(False)
            row.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(head)
        column.addWidget(self._used)
        column.addWidget(self._suggested, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._own)
        column.addWidget(self._end, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._ending)
        column.addWidget(self._notice)

    def _suggestion(self) -> str:
        return suggested_alias({each.word.lower() for each in self._cases})

    def _settle(self) -> None:
        """Offer what can be done now."""
        chosen = self.case()
        self._used.setVisible(bool(self._cases))
        self._suggested.setText(f"Use {self._suggestion()}")
        self._suggested.setVisible(chosen is None)
        self._own.setVisible(chosen is None)
        self._end.setVisible(chosen is not None)
        self._ending.hide()
        self._notice.clear()

    def _chosen(self) -> None:
        self._settle()
        self.changed.emit()

    def _use(self, word: str) -> None:
        """Choose the case with this word, begun today where there is none."""
        word = " ".join(word.split())
        if not word:
            return
        try:
            case = self._with(word)
        except JournalError as error:
            self._notice.say(error.sentence)
            return
        self.show_case(case.id)
        self._used.setFocus()
        self.changed.emit()

    def _with(self, word: str) -> CaseAlias:
        """Return the case going on with this word; a word that is free again begins anew."""
        cases = {each.word.casefold(): each for each in self._desk.journal.cases()}
        today = self._desk.clock.today()
        case = cases.get(word.casefold()) or CaseAlias(word=word, since=today)
        if case.ended is not None:
            case.word, case.since, case.ended = word, today, None
        return self._desk.journal.save(case)

    def _ask(self) -> None:
        if case := self.case():
            self._end.hide()
            self._ending.ask(case.word)

    def _keep(self) -> None:
        self._settle()
        self._end.setFocus()

    def _end_case(self) -> None:
        case = self.case()
        if case is None:
            return
        try:
            self._desk.journal.end_case(case, self._desk.clock.today())
        except JournalError as error:
            self._settle()
            self._notice.say(error.sentence)
            return
        self.show_case(None)
        self._suggested.setFocus()
        self.changed.emit()


class _Ending(QWidget):
    """What ending a case means, before it is done."""

    meant = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = Secondary()
        self._end = Button("End the case")
        self._leave = SmallLink("Not now")
        self._end.clicked.connect(self.meant)
        self._leave.clicked.connect(self.left)
        actions = FlowLayout(spacing=12)
        actions.addWidget(self._end)
        actions.addWidget(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(actions)
        self.hide()

    def ask(self, word: str) -> None:
        """Say what happens when the case with `word` ends."""
        self._words.setText(
            f"What you wrote stays, but nothing will be linked to {word} any more, for good, and "
            "the word is free for another case."
        )
        self.show()
        self._leave.setFocus()
