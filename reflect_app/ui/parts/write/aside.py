"""What may be said about a reflection beside its text."""

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.contacts import AUDIENCES, ONLY_ME, audience_when_kept
from reflect_app.domain.records import Entry
from reflect_app.domain.sources import LOAD_ANCHORS
from reflect_app.ui.page import Desk
from reflect_app.ui.parts.write.about_entry import AboutEntry
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.scale import Scale
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.writing import OneLine

BY_ITSELF = "Clinical now, because it is kept for supervision."
STAYS = "Kept no longer. Who may see it stays as it is: choose Only me to take that back too."
_WIDTH = 20
"""Letters m in the width of what stands beside the writing."""


class Aside(QWidget):
    """A title, how heavy it was, what it is about and who may see it; nothing has to be given."""

    changed = Signal()
    unfolded = Signal(QWidget)
    """This part was unfolded and is to be seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._title = OneLine("Leave names out", "Title, if you like")
        self._before = _Load("Load before writing")
        self._after = _Load("Load after writing")
        self._about = AboutEntry(desk)
        self._audience = _Audience()
        self._title.textChanged.connect(self.changed)
        for part in (self._before, self._after, self._about, self._audience):
            part.changed.connect(self.changed)
        self._about.unfolded.connect(lambda: self.unfolded.emit(self._about))
        self.contact = self._about.contact
        self._lay_out()

    def sizeHint(self) -> QSize:
        """Return the width of a margin: the text beside it takes the rest."""
        size = super().sizeHint()
        return QSize(_WIDTH * self.fontMetrics().horizontalAdvance("m"), size.height())

    def show_draft(self, draft: Entry) -> None:
        """Show what is known about `draft`; `changed` stays silent."""
        with QSignalBlocker(self):
            self._title.setText(draft.title)
            self._before.set_value(draft.load_before)
            self._after.set_value(draft.load_after)
            self._about.show_draft(draft)
            self._audience.show_audience(draft.audience)

    def fill(self, draft: Entry) -> None:
        """Put what is given into `draft`."""
        draft.title = self._title.text().strip()
        draft.load_before = self._before.scale.value()
        draft.load_after = self._after.scale.value()
        draft.audience = self._audience.audience()
        self._about.fill(draft)

    def keep(self, flagged: bool) -> None:  # noqa: FBT001
        """Let the clinical supervisor see what is kept for supervision; say so, and what stays."""
        self._audience.keep(flagged=flagged)

    def _lay_out(self) -> None:
        label = Secondary("Title, if you like")
        label.setBuddy(self._title)
        light, carried, heaviest = LOAD_ANCHORS
        card = Card()
        card.body.setSpacing(6)
        card.body.addWidget(label)
        card.body.addWidget(self._title)
        for load in (self._before, self._after):
            card.body.addSpacing(8)
            card.body.addWidget(load)
        card.body.addSpacing(4)
        card.body.addWidget(Secondary(f"0 is {light}, 5 {carried}, 10 {heaviest}."))
        card.body.addSpacing(8)
        card.body.addWidget(self._about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(card)
        column.addWidget(self._audience)
        column.addStretch(1)


class _Load(QWidget):
    """One load from 0 to 10 that may be given, and taken back."""

    changed = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.scale = Scale(label, LOAD_ANCHORS, columns=6)
        self._clear = SmallLink("Clear", f"Clear {label[0].lower()}{label[1:]}")
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


class _Audience(Card):
    """Who may see the entry on a page that is handed to somebody."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choice = Segments("Who may see this on a page", tuple(AUDIENCES.items()))
        self._why = Secondary()
        self._choice.chosen.connect(self._choose)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(6)
        self.body.addWidget(Secondary("Who may see this on a page"))
        self.body.addWidget(self._choice)
        self.body.addWidget(self._why)

    def audience(self) -> str:
        """Return the key of who may see it."""
        return self._choice.value() or ONLY_ME

    def show_audience(self, key: str) -> None:
        """Show who may see it."""
        self._choice.set_value(key)
        self._say("")

    def keep(self, *, flagged: bool) -> None:
        """Become Clinical where it was Only me; kept no longer, it stays as it is."""
        before = self.audience()
        if flagged:
            self._choice.set_value(audience_when_kept(before))
            self._say(BY_ITSELF if self.audience() != before else "")
        else:
            self._say("" if before == ONLY_ME else STAYS)

    def _choose(self) -> None:
        self._say("")
        self.changed.emit()

    def _say(self, why: str) -> None:
        self._why.setText(why)
        self._why.setVisible(bool(why))
