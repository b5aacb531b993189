"""How something agreed went, in one click."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.agreed import settle
from reflect_app.domain.records import Agreed
from reflect_app.domain.supervision import OUTCOMES
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.vault.errors import JournalError

NOTED = "Noted. It is offered for your next session."
TAKE_BACK = "Take back"


class AgreedAnswer(QWidget):
    """One thing agreed; what is said of it is saved at once and can be taken back."""

    def __init__(self, desk: Desk, agreed: Agreed, when: str) -> None:
        """Say `when` it was meant for, or how it stands, below its words; it may be empty."""
        super().__init__()
        self._desk = desk
        self._agreed = agreed
        self._answers = Segments(agreed.words, tuple(OUTCOMES.items()))
        self._notice = Notice()
        self._answers.chosen.connect(self._settle)
        self._notice.acted.connect(self._take_back)
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(Body(agreed.words))
        if when:
            lines.addWidget(Secondary(f"{when[0].upper()}{when[1:]}"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(Beside(words, self._answers))
        column.addWidget(self._notice)

    def _settle(self, outcome: str) -> None:
        if self._stored(outcome):
            self._notice.say(NOTED, TAKE_BACK)
        else:
            self._answers.set_value(self._agreed.outcome or None)

    def _take_back(self) -> None:
        if self._stored(""):
            self._answers.set_value(None)
            self._answers.setFocus()
            self._notice.clear()

    def _stored(self, outcome: str) -> bool:
        """Save how it went, or say why that could not be; return whether it was saved."""
        today = self._desk.clock.today()
        try:
            self._agreed = self._desk.journal.save(settle(self._agreed, outcome, today))
        except JournalError as error:
            self._notice.say(error.sentence, TAKE_BACK if self._agreed.outcome else "")
            return False
        return True
