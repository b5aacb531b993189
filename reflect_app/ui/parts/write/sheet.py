"""The sheet that is written on: one question, and what is written under it."""

from collections.abc import Iterator, Mapping
from math import ceil

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reflect_app.domain.contacts import FACTS_FIRST
from reflect_app.domain.records import Entry
from reflect_app.domain.reflective_models import ReflectiveModel, Stage, others
from reflect_app.ui.parts.write.reminder import Reminder
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.column import Column
from reflect_app.ui.widgets.focus_ring import GAP, WIDTH
from reflect_app.ui.widgets.text import CardTitle, Secondary
from reflect_app.ui.widgets.writing import WritingSurface

LEAST_HEIGHT = 260
"""Pixels of the writing surface under which the page scrolls instead."""
BEFORE = Stage(
    key="",
    name="Written before",
    question="What did you write before?",
    hint="It stays part of this reflection, and can be changed here. Go back to its questions and "
    "it stands under them again.",
)
"""The last step where there are texts under stages that the model in use does not have."""

_RING = GAP + WIDTH
_ANY_HEIGHT = 16_777_215
"""Pixels that Qt takes for no limit."""
_SHORT, _TALL = 2, 14
"""Lines between which a text that stands among others is given room."""


class Sheet(Card):
    """What is written under every step of a reflective model, one step in view.

    Texts under the stages of other models are kept along with them, undo and all, so that
    changing the model there and back leaves everything as it was.
    """

    changed = Signal()
    """Something else is written under the step in view."""
    next_wanted = Signal()
    """The next step is to be taken."""
    caret_moved = Signal(QPoint)
    """The caret stands here, in this card."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._texts: dict[str, _Text] = {}
        self._steps: tuple[Stage, ...] = ()
        self._before: tuple[str, ...] = ()
        self._index = 0
        self._stopped = ""
        """The key of the stage where the writing stopped last time."""
        self._first = Reminder(FACTS_FIRST, below=12)
        self._question = CardTitle()
        self._hint = Secondary()
        self._next = Button("", kind="link", hint="Alt+Down")
        self._next.clicked.connect(self.next_wanted)
        self._lay_out(theme)

    def steps(self) -> tuple[Stage, ...]:
        """Return the steps there are, BEFORE as the last one where there is anything for it."""
        return self._steps

    def show_draft(self, draft: Entry, way: ReflectiveModel) -> None:
        """Show what is written under every step of `way`, at the one where the writing stopped."""
        for each in self._texts.values():
            self._room.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._texts = {}
        self._arrange(way, {key: answer.text for key, answer in draft.answers.items()})
        self._stopped = draft.caret_stage
        self.turn_to(self._step_of(draft.caret_stage))
        self._current().set_caret(draft.caret)

    def change_way(self, way: ReflectiveModel) -> None:
        """Show the steps of `way`; what stands under others is kept in a step of its own."""
        self._arrange(way, {})
        self.turn_to(0)

    def put_facts_first(self, on: bool) -> None:  # noqa: FBT001
        """Let stand above the question where facts belong, or no longer."""
        self._first.remind(on)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to what is written; Tab would follow a focus proxy past the steps."""
        if self._steps:
            self._current().setFocus(event.reason())

    def turn_to(self, index: int) -> None:
        """Show the step at `index`."""
        self._index = index
        step = self._steps[index]
        self._question.setText(step.question)
        self._hint.setText(step.hint)
        for key, each in self._texts.items():
            each.show_among(many=step is BEFORE)
            each.setVisible(key in self._keys())
        following = self._steps[index + 1].name if index + 1 < len(self._steps) else ""
        self._next.setText(f"Next: {following}")
        self._next.setVisible(bool(following))

    def index(self) -> int:
        """Return which step is shown."""
        return self._index

    def is_written(self, index: int) -> bool:
        """Say whether anything stands under the step at `index`."""
        return any(self._texts[key].written() for key in self._keys(index))

    def is_empty(self) -> bool:
        """Say whether nothing stands under any step."""
        return not any(text.strip() for _, text in self.texts())

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the key of every stage, of whatever model, and what is written under it."""
        for key, each in self._texts.items():
            yield key, each.surface.text()

    def caret(self) -> tuple[str, int]:
        """Return the key of the stage that is written under and where the caret stands in it."""
        surface = self._current()
        key = next(key for key in self._keys() if self._texts[key].surface is surface)
        return key, surface.caret()

    def _lay_out(self, theme: Theme) -> None:
        words = QVBoxLayout()
        words.setContentsMargins(16 + _RING, 0, 16 + _RING, 4)
        words.setSpacing(4)
        words.addWidget(self._first)
        words.addWidget(self._question)
        words.addWidget(self._hint)
        inside = QWidget()
        self._room = QVBoxLayout(inside)
        # Room for the ring that shows where the focus is.
        self._room.setContentsMargins(_RING, _RING, _RING, _RING)
        self._room.setSpacing(4)
        self._room.addStretch()
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # It scrolls with what is written in it, and is no stop of its own.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(LEAST_HEIGHT + 2 * _RING)
        column = Column(theme)
        column.body.addLayout(words)
        column.body.addWidget(area, 1)
        column.body.addWidget(self._next, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.setContentsMargins(16, 24, 16, 12)
        self.body.addWidget(column, 1)

    def _arrange(self, way: ReflectiveModel, texts: Mapping[str, str]) -> None:
        """Make the steps of `way` and of all else that is written; `texts` are not shown yet."""
        written = {key for key, each in self._texts.items() if each.written()}
        before = others(way, written | texts.keys())
        self._before = tuple(stage.key for stage in before)
        self._steps = (*way.stages, BEFORE) if before else way.stages
        for stage in (*way.stages, *before):
            if stage.key not in self._texts:
                self._texts[stage.key] = self._text(stage, texts.get(stage.key, ""))
            each = self._texts[stage.key]
            self._room.removeWidget(each)
            self._room.insertWidget(self._room.count() - 1, each, 1)
            # Tab goes by the order of children.
            each.raise_()

    def _text(self, stage: Stage, text: str) -> "_Text":
        each = _Text(stage, text)
        each.surface.textChanged.connect(self.changed)
        each.surface.cursorPositionChanged.connect(lambda: self._tell_caret(each.surface))
        return each

    def _tell_caret(self, surface: WritingSurface) -> None:
        if surface.isVisible():
            caret = surface.viewport().mapTo(self, surface.cursorRect().center())
            self.caret_moved.emit(caret)

    def _keys(self, index: int | None = None) -> tuple[str, ...]:
        """Return the keys of what is in view, or belongs to the step at `index`."""
        step = self._steps[self._index if index is None else index]
        return self._before if step is BEFORE else (step.key,)

    def _step_of(self, key: str) -> int:
        """Return the index of the step that shows the stage `key`, the first if none does."""
        if key in self._before:
            return len(self._steps) - 1
        keys = [step.key for step in self._steps]
        return keys.index(key) if key in keys else 0

    def _current(self) -> WritingSurface:
        """Return what was last written on of what is in view."""
        keys, last = self._keys(), self.focusWidget()
        written_on = (key for key in keys if self._texts[key].surface is last)
        stopped = self._stopped if self._stopped in keys else keys[0]
        return self._texts[next(written_on, stopped)].surface

    def _surface(self, index: int) -> WritingSurface:
        return self._texts[self._keys(index)[0]].surface


class _Text(QWidget):
    """What is written under one stage, alone on the sheet or among others with its name."""

    def __init__(self, stage: Stage, text: str) -> None:
        super().__init__()
        self._name = Secondary(stage.name)
        self._name.setContentsMargins(16, 8, 16, 0)
        self._among = False
        self.surface = WritingSurface(stage.question)
        self.surface.set_text(text)
        self.surface.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._name.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self.surface, 1)

    def written(self) -> bool:
        """Say whether anything stands here."""
        return not self.surface.document().isEmpty()

    def show_among(self, *, many: bool) -> None:
        """Stand among others under its own name, or alone with all the room there is."""
        self._among = many
        self._name.setVisible(many)
        tall = QSizePolicy.Policy.Maximum if many else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Preferred, tall)
        self._fit()

    def _fit(self) -> None:
        """Be as tall as the text where others stand below, within reason."""
        if not self._among:
            self.surface.setMinimumHeight(0)
            self.surface.setMaximumHeight(_ANY_HEIGHT)
            return
        line = self.surface.cursorRect().height()
        text = ceil(self.surface.document().size().height())
        margins = self.surface.viewportMargins()
        height = min(max(text, _SHORT * line), _TALL * line) + margins.top() + margins.bottom()
        self.surface.setFixedHeight(height)
