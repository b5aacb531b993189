"""More ways to look at a session, folded away until they are wanted."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.records import SessionRecord
from reflect_app.domain.supervision import STAFF_THEMES, TASKS, THEMES
from reflect_app.ui.parts.after_session.choices import Chips
from reflect_app.ui.parts.after_session.ratings import RatingsField
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.growing_text import Asked
from reflect_app.ui.widgets.pick_field import PickField
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.time_field import ShortField
from reflect_app.ui.widgets.two_columns import TwoColumns
from reflect_app.ui.widgets.writing import OneLine

MORE, FEWER = "More ways to look at it", "Fold these away"
MOST_TRAVEL = 999
"""Minutes: a day and a half of anybody's time is a slip of the finger."""
_WORKING_TIME = {"": "Not said", "yes": "In working time", "no": "In my own time"}
_WHETHER: dict[str, bool | None] = {"": None, "yes": True, "no": False}


class MoreWays(Card):
    """What few people need every time, out of sight until it is unfolded."""

    changed = Signal()
    grown = Signal(object)
    """This part of it shows more than it did, to be brought into view."""

    def __init__(self) -> None:
        super().__init__(MORE)
        self._texts = {
            "focus": Asked("The focus"),
            "explored": Asked("What we explored"),
            "ethical": Asked("An ethical decision, in short"),
        }
        self._themes = Chips("What I brought", {**THEMES, **STAFF_THEMES})
        self._tasks = Chips("Tasks of supervision (Carroll)", TASKS)
        self._ratings = RatingsField()
        self._around = _Around()
        self._ratings.grown.connect(self.grown)
        left: tuple[Asked | _Around, ...] = (*self._texts.values(), self._around)
        right: tuple[Chips | RatingsField, ...] = (self._themes, self._tasks, self._ratings)
        for part in (*left, *right):
            part.changed.connect(self.changed)
        self._columns = TwoColumns(left, right, shares=(13, 10))
        self.body.addWidget(self._columns)
        self.setFocusProxy(self._texts["focus"])
        self.hide()

    def set_least(self, width: int) -> None:
        """Set its two columns one below the other before either is narrower, in pixels."""
        self._columns.set_least(width)

    def show_record(self, record: SessionRecord, *, moved: bool, known: tuple[str, ...]) -> None:
        """Show what `record` says.

        `moved` says whether the session was; `known` are words of earlier ratings.
        """
        for name, field in self._texts.items():
            field.set_text(getattr(record, name))
        self._themes.set_keys(record.themes)
        self._tasks.set_keys(record.tasks)
        self._ratings.show_ratings(record.ratings, known)
        self._around.show_record(record, moved=moved)

    def offer_themes(self, keys: Collection[str]) -> None:
        """Offer these themes; one that was ticked before stays."""
        self._themes.offer(keys)

    def fill(self, record: SessionRecord) -> None:
        """Put what is given into `record`."""
        for name, field in self._texts.items():
            setattr(record, name, field.text())
        record.themes, record.tasks = self._themes.keys(), self._tasks.keys()
        record.ratings = self._ratings.ratings()
        self._around.fill(record)

    def in_words(self) -> str:
        """Return what of it is given already, or nothing."""
        given = (
            ("the focus", self._texts["focus"].text()),
            ("what we explored", self._texts["explored"].text()),
            ("an ethical decision", self._texts["ethical"].text()),
            ("what I brought", self._themes.keys()),
            ("tasks of supervision", self._tasks.keys()),
            ("how we worked together", self._ratings.ratings()),
            ("what was around it", self._around.given()),
        )
        names = [name for name, value in given if value]
        return f"There already: {', '.join(names)}." if names else ""


class MoreLink(QWidget):
    """Unfolds the card and folds it away; while it is folded it tells what is in it."""

    def __init__(self, card: MoreWays) -> None:
        super().__init__()
        self._card = card
        self._turn = Button(MORE, kind="link")
        self._turn.setProperty("flush", True)
        self._turn.clicked.connect(self._turn_over)
        self._said = Secondary()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._said)

    def fold(self, *, folded: bool = True) -> None:
        """Fold the card away, or show it and go there."""
        self._card.setHidden(folded)
        self._turn.setText(MORE if folded else FEWER)
        said = self._card.in_words() if folded else ""
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def _turn_over(self) -> None:
        self.fold(folded=not self._card.isHidden())
        if not self._card.isHidden():
            self._card.grown.emit(self._card)
            self._card.setFocus()


class _Around(QWidget):
    """The way there, whose time it was, and who moved it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._travel = ShortField("", "Minutes of travel")
        self._travel.setValidator(QIntValidator(0, MOST_TRAVEL, self._travel))
        self._working = PickField("In working time or not", _WORKING_TIME)
        self._moved_by = OneLine("", "Who moved it")
        self._moved = QWidget()
        self._travel.textChanged.connect(self.changed)
        self._moved_by.textChanged.connect(self.changed)
        self._working.currentIndexChanged.connect(self.changed)
        travel = QWidget()
        minutes = FlowLayout(travel, spacing=8)
        for widget in (_plain("Travel"), self._travel, _plain("minutes")):
            minutes.addWidget(widget)
        working = QWidget()
        labelled = (
            (working, "In working time or not", self._working),
            (self._moved, "It was moved. Who moved it", self._moved_by),
        )
        for part, words, field in labelled:
            lines = QVBoxLayout(part)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(4)
            lines.addWidget(Secondary(words))
            lines.addWidget(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (travel, working, self._moved):
            column.addWidget(part)

    def show_record(self, record: SessionRecord, *, moved: bool) -> None:
        """Show what `record` says; who moved it is asked only where it was `moved`."""
        minutes = record.travel_minutes
        whether = next(key for key, value in _WHETHER.items() if value is record.in_working_time)
        for field in (self._travel, self._working, self._moved_by):
            field.blockSignals(True)
        self._travel.setText("" if minutes is None else str(minutes))
        self._working.set_value(whether)
        self._moved_by.setText(record.moved_by)
        for field in (self._travel, self._working, self._moved_by):
            field.blockSignals(False)
        self._moved.setVisible(moved or bool(record.moved_by))

    def fill(self, record: SessionRecord) -> None:
        """Put what is given into `record`."""
        minutes = self._travel.text().strip()
        record.travel_minutes = int(minutes) if minutes.isdecimal() else None
        record.in_working_time = _WHETHER[self._working.value()]
        record.moved_by = self._moved_by.text().strip()

    def given(self) -> bool:
        """Say whether anything is given."""
        return bool(self._travel.text() or self._working.value() or self._moved_by.text())


def _plain(words: str) -> Secondary:
    label = Secondary(words)
    label.setWordWrap(False)
    return label
