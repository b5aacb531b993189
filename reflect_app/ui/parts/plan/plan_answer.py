"""One plan on one day: what was planned, and how it went in one click."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reflect_app.domain.plan import (
    HABIT,
    KEPT,
    LEAVING,
    NOT_THAT_DAY,
    PARTLY,
    clock_time,
    leaving_answer,
    planned,
)
from reflect_app.domain.planning import answer_in_words, detail, heading
from reflect_app.domain.records import Plan, PlanAnswer
from reflect_app.ui.page import Desk
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.ui.widgets.time_field import TimeField
from reflect_app.ui.widgets.writing import OneLine
from reflect_app.vault.errors import JournalError

UNCLEAR = "That could not be read as a time. Please write it like 17:40; nothing is saved yet."
TAKE_BACK = "Take back"
OBSTACLE = "What got in the way? (you can skip this)"
LONGEST = 300
"""Letters in which one line says what got in the way."""
SLIPPING = "If it looks like slipping, then"
_DAY = 24 * 60


def shows(plan: Plan) -> tuple[object, ...]:
    """Return what a row shows of `plan`: a row made of the same can stay when it is read again."""
    return plan.id, plan.name, plan.times, plan.minutes, plan.per_week, plan.if_slipping


class _Answers(QWidget):
    """Three answers, one click."""

    given = Signal(str, object)
    """The answer, and the minutes after plan (always None here)."""

    def __init__(self, label: str, *, today: bool) -> None:
        super().__init__()
        answers = (
            (KEPT, "Kept"),
            (PARTLY, "Partly"),
            (NOT_THAT_DAY, "Not today" if today else "Not that day"),
        )
        self._segments = Segments(
            label, answers, good_keys=(KEPT,), warn_keys=(PARTLY, NOT_THAT_DAY)
        )
        self._segments.chosen.connect(lambda key: self.given.emit(key, None))
        self.setFocusProxy(self._segments)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._segments)

    def show_answer(self, answer: PlanAnswer | None) -> None:
        """Show what is in the journal."""
        self._segments.set_value(answer.answer if answer else None)

    def stay(self, answer: PlanAnswer | None) -> None:
        """Show the truth after a save that was refused, so that one click tries again."""
        self.show_answer(answer)

    def unsaved(self) -> bool:
        """Say that a click is saved at once."""
        return False

    def typed(self) -> tuple[str, int] | None:
        """Say that nothing is typed here."""
        return None


class _Leaving(QWidget):
    """The time of leaving: now in one click, or any other."""

    given = Signal(str, object)
    """The answer, and the minutes after plan."""
    refused = Signal(str)
    """What was written is no time."""

    def __init__(self, desk: Desk, label: str, planned_at: int, *, today: bool) -> None:
        super().__init__()
        self._planned_at = planned_at
        self._shown: int | None = None
        self._at_once = Button("Leaving now" if today else "Left as planned")
        self._at_once.setAccessibleName(f"{self._at_once.text()}, {label}")
        self._time = TimeField("Left at", f"When you left, {label}")
        self._at_once.clicked.connect(
            lambda: self._give(desk.clock.minutes() if today else planned_at)
        )
        self._time.editingFinished.connect(self._read)
        self.setFocusProxy(self._at_once)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._at_once)
        row.addWidget(self._time)

    def show_answer(self, answer: PlanAnswer | None) -> None:
        """Show what is in the journal."""
        after = answer.minutes_after if answer else None
        self._shown = None if after is None else (self._planned_at + after) % _DAY
        self._time.set_minutes(self._shown)

    def stay(self, answer: PlanAnswer | None) -> None:
        """Keep what was typed after a save that was refused."""

    def unsaved(self) -> bool:
        """Say whether something stands in the field that is not in the journal."""
        text, shown = self._time.text().strip(), self._shown
        return text != ("" if shown is None else clock_time(shown))

    def typed(self) -> tuple[str, int] | None:
        """Return the answer that the time in the field gives, if it is a new one."""
        actual = self._time.minutes()
        if actual is None or actual == self._shown:
            return None
        return leaving_answer(self._planned_at, actual)

    def _read(self) -> None:
        # Enter ends the editing, and so does leaving the field: what is unchanged is no answer.
        if answer := self.typed():
            self.given.emit(*answer)
        elif self._time.minutes() is None and self._time.text().strip():
            self.refused.emit(UNCLEAR)
        else:
            self._time.set_minutes(self._shown)

    def _give(self, actual: int) -> None:
        self._time.set_minutes(actual)
        self.given.emit(*leaving_answer(self._planned_at, actual))


class _Obstacle(OneLine):
    """What got in the way of a plan, asked once it was not kept and never waited for."""

    left = Signal()
    """Enter was pressed or the field was left, with something new in it."""

    def __init__(self, label: str) -> None:
        super().__init__(OBSTACLE, f"What got in the way, {label}")
        self._shown = ""
        self.setMaxLength(LONGEST)
        self.editingFinished.connect(self._leave)
        self.hide()

    def show_answer(self, answer: PlanAnswer | None) -> None:
        """Show what is in the journal; it is asked where the plan was not kept.

        What stands here stays in case a plan is called kept by a slip of the hand.
        """
        self.setVisible(answer is not None and answer.answer != KEPT)
        if answer is None or answer.answer != KEPT:
            self._shown = answer.obstacle if answer else ""
            self.setText(self._shown)

    def words(self) -> str:
        """Return what is written here."""
        return self.text().strip()

    def unsaved(self) -> bool:
        """Say whether something stands here that is not in the journal."""
        return not self.isHidden() and self.words() != self._shown

    def _leave(self) -> None:
        if self.unsaved():
            self.left.emit()


class PlanAnswerRow(QWidget):
    """A plan on `day` with its answers; it saves by itself.

    A habit can be answered on any day, everything else where it is planned.
    """

    recorded = Signal()

    def __init__(
        self,
        desk: Desk,
        plan: Plan,
        day: date,
        answer: PlanAnswer | None,
        *,
        always_taken_back: bool = False,
    ) -> None:
        super().__init__()
        planned_at = planned(plan, day)
        if planned_at is None and plan.kind != HABIT:
            raise ValueError("this plan does not count on that day")
        self._desk = desk
        self._plan = plan
        self._day = day
        self._planned_at = planned_at or 0
        self._always_taken_back = always_taken_back
        self._today = day == desk.clock.today()
        label = heading(plan, self._planned_at)
        self._controls: _Answers | _Leaving = (
            _Leaving(desk, label, self._planned_at, today=self._today)
            if plan.kind == LEAVING
            else _Answers(label, today=self._today)
        )
        self._detail = Secondary(detail(plan, self._planned_at))
        self._reminder = Secondary()
        self._obstacle = _Obstacle(label)
        self._notice = Notice()
        self._controls.given.connect(self._save)
        self._obstacle.left.connect(self._save_obstacle)
        self._notice.acted.connect(self._take_back)
        if isinstance(self._controls, _Leaving):
            self._controls.refused.connect(self._notice.say)
        self.setFocusProxy(self._controls)

        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(Body(label))
        lines.addWidget(self._detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(Beside(words, self._controls))
        for widget in (self._obstacle, self._notice, self._reminder):
            column.addWidget(widget)
        self.remind(slipping=False)
        self.show_answer(answer)

    @property
    def plan_id(self) -> int:
        """Say which plan it is."""
        return self._plan.id

    def say(self, detail: str) -> None:
        """Say something else about the plan, such as how often a habit was kept in its week."""
        self._detail.setText(detail)

    def remind(self, *, slipping: bool) -> None:
        """Show what the person means to do if it looks like slipping, when it does."""
        words = self._plan.if_slipping
        self._reminder.setText(f"{SLIPPING}: {words}" if words else "")
        self._reminder.setVisible(slipping and bool(words))

    def unsaved(self) -> bool:
        """Say whether something is typed here that is not in the journal."""
        return self._controls.unsaved() or self._obstacle.unsaved()

    def flush(self) -> None:
        """Save what was typed and not yet ended with Enter; raise JournalError."""
        if answer := self._controls.typed():
            self._store(*answer)
        elif self._answer and self._obstacle.unsaved():
            self._store(self._answer.answer, self._answer.minutes_after)

    def show_answer(self, answer: PlanAnswer | None) -> None:
        """Show what is in the journal about this day."""
        self._answer = answer
        self._controls.show_answer(answer)
        self._obstacle.show_answer(answer)
        if answer and (answer.minutes_after is not None or self._always_taken_back):
            self._notice.say(
                answer_in_words(self._planned_at, answer, today=self._today), TAKE_BACK
            )
        else:
            self._notice.clear()

    def _save(self, answer: str, minutes_after: int | None) -> None:
        try:
            self._store(answer, minutes_after)
        except JournalError as error:
            self._controls.stay(self._answer)
            self._notice.say(error.sentence)

    def _save_obstacle(self) -> None:
        if self._answer:
            self._save(self._answer.answer, self._answer.minutes_after)

    def _store(self, answer: str, minutes_after: int | None) -> None:
        clock, before = self._desk.clock, self._answer
        given = (answer, minutes_after)
        same = before if before and given == (before.answer, before.minutes_after) else None
        record = PlanAnswer(
            plan_id=self._plan.id,
            day=self._day,
            at=same.at if same else clock.now(),
            answer=answer,
            minutes_after=minutes_after,
            obstacle="" if answer == KEPT else self._obstacle.words(),
            later=same.later if same else self._day < clock.today(),
        )
        if before:
            record.id = before.id
        stored = self._desk.journal.save(record)
        self.show_answer(stored)
        self._notice.say(answer_in_words(self._planned_at, stored, today=self._today), TAKE_BACK)
        self.recorded.emit()

    def _take_back(self) -> None:
        if self._answer is None:
            return
        try:
            self._desk.journal.delete(self._answer)
        except JournalError as error:
            self._notice.say(error.sentence, TAKE_BACK)
            return
        self.setFocus()
        self.show_answer(None)
        self.recorded.emit()
