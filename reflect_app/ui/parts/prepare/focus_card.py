"""The one question of a session, what it needs to be, and what to leave with."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.records import Preparation
from reflect_app.domain.supervision import FUNCTIONS
from reflect_app.ui.parts.prepare.limited_line import LimitedLine
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.chip import Chip
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.small_link import SmallLink
from reflect_app.ui.widgets.text import Secondary

QUESTION, WANT = "My focus, in one question", "From this session I want"
LONGEST = 300
"""Letters that a question may have: it stands large on the page."""
FULL_QUESTION = "That is as long as a question on the page can be."
FULL_WANT = "That is as long as this line on the page can be."
STEPS = (
    ("What happened, in a few words?", "When this happened: "),
    ("What of it has stayed with me?", "What stays with me is "),
    ("What do I want to understand?", "How can I understand why "),
    ("What do I want to be able to do?", "How do I "),
)
"""From what happened to what is asked: each with the beginning that it puts into the field."""
_HELP, _FOLD = "Help me sharpen it", "Fold the help away"
_ABOUT_STEPS = (
    "From top to bottom the question gets closer to you, and to what an hour can do. "
    "The last two make a question; each begins it for you while the line is empty."
)


class FocusCard(Card):
    """Two lines and three words; it says when any of them is different."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("My focus")
        self._whole_question = LimitedLine(QUESTION, LONGEST, FULL_QUESTION)
        self._whole_want = LimitedLine(WANT, LONGEST, FULL_WANT)
        self._question, self._want = self._whole_question.field, self._whole_want.field
        self._question.setPlaceholderText("One question to bring: How do I …?")
        self._want.setPlaceholderText("a way to end the day")
        self._needs = {key: Chip(word) for key, word in FUNCTIONS.items()}
        self._help, self._steps = SmallLink(_HELP), _Steps()
        self._steps.hide()
        self._question.textChanged.connect(self.changed)
        self._want.textChanged.connect(self.changed)
        for chip in self._needs.values():
            chip.toggled.connect(self.changed)
        self._help.clicked.connect(self._turn)
        self._steps.begun.connect(self._begin)
        self._lay_out()
        self.setFocusProxy(self._question)

    def show_focus(self, preparation: Preparation) -> None:
        """Show what is prepared; `changed` stays silent."""
        with QSignalBlocker(self):
            for field, text in (
                (self._question, preparation.question),
                (self._want, preparation.want),
            ):
                # The caret stays where it is in words that are the same.
                if field.text() != text:
                    field.set_text(text)
                    field.moveCursor(QTextCursor.MoveOperation.End)
            for key, chip in self._needs.items():
                chip.setChecked(key in preparation.needs)

    def fill(self, preparation: Preparation) -> None:
        """Put what is shown into `preparation`."""
        preparation.question = self._question.text().strip()
        preparation.want = self._want.text().strip()
        preparation.needs = tuple(key for key, chip in self._needs.items() if chip.isChecked())

    def _lay_out(self) -> None:
        chips, needs, want, row = QWidget(), QWidget(), QWidget(), QWidget()
        flow = FlowLayout(chips)
        for chip in self._needs.values():
            flow.addWidget(chip)
        for group, words, field in (
            (needs, "I need it to be", chips),
            (want, WANT, self._whole_want),
        ):
            column = QVBoxLayout(group)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(6)
            column.addWidget(Secondary(words))
            column.addWidget(field)
            column.addStretch(1)
        Beside(needs, want, shares=(1, 1), parent=row)
        for widget in (self._whole_question, self._help, self._steps, row):
            left = widget is self._help
            self.body.addWidget(
                widget, 0, Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag(0)
            )

    def _turn(self) -> None:
        self._steps.setVisible(self._steps.isHidden())
        self._help.setText(_HELP if self._steps.isHidden() else _FOLD)

    def _begin(self, beginning: str) -> None:
        """Put a beginning into the line, unless something is written there."""
        written = self._question.text()
        if not written.strip() or written in {begins for _, begins in STEPS}:
            self._question.set_text(beginning)
        self._question.setFocus()
        self._question.moveCursor(QTextCursor.MoveOperation.End)


class _Steps(QWidget):
    """Four steps from what happened to a question, each to begin with."""

    begun = Signal(str)
    """The question is to begin with these words."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(Secondary(_ABOUT_STEPS))
        for number, (words, beginning) in enumerate(STEPS, start=1):
            step = SmallLink(f"{number}  {words}", words)
            step.clicked.connect(lambda _=False, begins=beginning: self.begun.emit(begins))
            column.addWidget(step, 0, Qt.AlignmentFlag.AlignLeft)
