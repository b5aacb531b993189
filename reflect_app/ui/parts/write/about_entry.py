"""What an entry is about, for whoever cares to say: folded away until it is wanted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.records import Entry
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.write.case_field import CaseField
from reflect_app.ui.parts.write.contact_field import ContactField
from reflect_app.ui.parts.write.tag_field import TagField
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Secondary


class AboutEntry(QWidget):
    """A case, a contact and tags behind one line, which tells what of them is given."""

    changed = Signal()
    unfolded = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._folded = True
        self._unfold = SmallLink("About this entry")
        self._said = Secondary()
        self._case = CaseField(desk)
        self.contact = ContactField(desk)
        self._tags = TagField()
        self._unfold.clicked.connect(self._turn)
        for part in (self._case, self.contact, self._tags):
            part.changed.connect(self.changed)
        self._lay_out()

    def show_draft(self, draft: Entry) -> None:
        """Show what is known about `draft`, folded away."""
        self._case.show_case(draft.case_id)
        self.contact.show_draft(draft)
        self._tags.set_tags(draft.tags)
        self._fold(folded=True)

    def fill(self, draft: Entry) -> None:
        """Put what is given into `draft`."""
        case = self._case.case()
        draft.case_id = case.id if case else None
        self.contact.fill(draft)
        draft.tags = self._tags.tags()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self._said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(head)
        for part in (self._case, self.contact, self._tags):
            column.addWidget(part)

    def _turn(self) -> None:
        self._fold(folded=not self._folded)
        if not self._folded:
            self.unfolded.emit()

    def _fold(self, *, folded: bool) -> None:
        self._folded = folded
        self._case.setHidden(folded)
        self.contact.fold(folded=folded)
        self._tags.setHidden(folded)
        self._unfold.setAccessibleDescription("folded" if folded else "unfolded")
        said = self._in_words() if folded else ""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        if not folded:
            self._tags.set_known(self._desk.journal.tags())

    def _in_words(self) -> str:
        """Return what is given, a line each."""
        case = self._case.case()
        lines = (case.word if case else "", self.contact.in_words(), ", ".join(self._tags.tags()))
        return "\n".join(filter(None, lines))
