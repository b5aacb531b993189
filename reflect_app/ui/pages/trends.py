"""How heavy it has been since the last session, and over longer, as a picture and in words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.dates import day_month
from reflect_app.domain.progress import (
    FIRST_PICTURE,
    SPANS,
    DayLoad,
    Span,
    coverage,
    day_loads,
    in_words,
    span_start,
)
from reflect_app.domain.records import Session
from reflect_app.ui.charts import CHARTS
from reflect_app.ui.charts.chart import Stretch
from reflect_app.ui.charts.view import ChartCard
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.text import Body

_NUMBERS = ("none", "one", "two", "three", "four")
_WORDS_LEAST = 26
"""Letters in a line of the card of words; with less room it stands below the chart."""


class TrendsPage(Page):
    """The charts of the days looked at, and what they show in words."""

    title = "Trends"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._days: Sequence[DayLoad] = ()
        self._sessions: Sequence[Session] = ()
        self._span = Segments("How far back", SPANS)
        self._save = Button("Save picture")
        self._notice = Notice()
        self._chart = ChartCard(CHARTS[0], desk.theme, desk.background)
        self._words = WordsCard(desk.theme)
        self._first = FirstPictureCard()
        self._span.set_value(Span.SINCE_LAST)
        self._save.setAccessibleDescription(
            "The file is not encrypted: anybody who finds it can see it."
        )
        self._save.setToolTip(self._save.accessibleDescription())
        self._span.chosen.connect(self._choose)
        self._save.clicked.connect(self._chart.keep)
        self._chart.kept.connect(self._notice.say)
        self._words.page_requested.connect(self.page_requested)
        self._first.page_requested.connect(self.page_requested)
        NewDay(desk.clock, self).came.connect(self.refresh)
        self._lay_out()

    def refresh(self) -> None:
        """Read the check-ins and the sessions again; the span stays as it was chosen."""
        today = self.desk.clock.today()
        days = day_loads(self.desk.journal.loads())
        self._days = [each for each in days if each.day <= today]
        self._sessions = self.desk.journal.sessions()
        self._notice.clear()
        enough = len(self._days) >= FIRST_PICTURE
        for widget in (self._span, self._frame.sentence, self._columns):
            widget.setVisible(enough)
        self._first.setVisible(not enough)
        self.start_at(self._span if enough else self._first.go)
        if not enough:
            self._save.hide()
            self._first.count(len(self._days))
            return
        self._words.say(in_words(self._days, self._sessions, today))
        self._show()

    def _lay_out(self) -> None:
        actions = QWidget()
        ways = FlowLayout(actions, spacing=12)
        ways.addWidget(self._span)
        ways.addWidget(self._save)
        self._columns = QWidget()
        Beside(self._chart, self._words, shares=(11, 5), parent=self._columns)
        self._frame = PageFrame(self.title, "", actions)
        self._frame.body.addWidget(self._notice)
        self._frame.body.addWidget(self._columns, 1)
        self._frame.body.addWidget(self._first)
        self._frame.body.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._frame)

    def _choose(self) -> None:
        self._notice.clear()
        self._show()

    def _show(self) -> None:
        """Show the days of the chosen span."""
        today = self.desk.clock.today()
        span = Span(self._span.value() or Span.SINCE_LAST)
        start = span_start(span, self._sessions, self._days[0].day, today)
        stretch = Stretch(start, today, self._days, self._sessions)
        year = f" {start.year}" if start.year != today.year else ""
        self._frame.sentence.setText(coverage(self._days, start, today))
        self._save.setVisible(bool(stretch.shown))
        self._chart.show_stretch(
            stretch,
            f"No check-in days since {day_month(start)}{year}. "
            "A longer span shows the days before.",
        )


class WordsCard(Card):
    """What the chart shows in plain sentences, each with the number of days behind it."""

    page_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("In words")
        self._theme = theme
        self._said: Sequence[str] = ()
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(12)
        how = Button("How this is worked out", kind="link")
        how.setProperty("flush", True)
        how.clicked.connect(lambda: self.page_requested.emit("Help"))
        self.body.addLayout(self._sentences)
        self.body.addWidget(how, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()
        theme.changed.connect(self._fit)
        self._fit()

    def say(self, sentences: Sequence[str]) -> None:
        """Show `sentences` in place of those before."""
        if sentences == self._said:
            return
        self._said = sentences
        while place := self._sentences.takeAt(0):
            if widget := place.widget():
                widget.hide()
                widget.deleteLater()
        for number, sentence in enumerate(sentences):
            if number:
                self._sentences.addWidget(Line())
            self._sentences.addWidget(Body(sentence))

    def _fit(self) -> None:
        letter = QFontMetricsF(self._theme.font("base")).averageCharWidth()
        sides = self.body.contentsMargins()
        self.setMinimumWidth(round(letter * _WORDS_LEAST) + sides.left() + sides.right())


class FirstPictureCard(Card):
    """What stands here until there are days enough to draw."""

    page_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__("A first picture")
        self._sentence = Body()
        self.go = Button("Go to Today", kind="primary")
        self.go.clicked.connect(lambda: self.page_requested.emit("Today"))
        self.body.addWidget(self._sentence)
        self.body.addWidget(self.go, alignment=Qt.AlignmentFlag.AlignLeft)

    def count(self, days: int) -> None:
        """Say how many days make a first picture, when so far there are as many as `days`."""
        enough = _NUMBERS[FIRST_PICTURE].capitalize()
        so_far = f"there {'are' if days > 1 else 'is'} {_NUMBERS[days]}"
        self._sentence.setText(
            f"{enough} days with a check-in make a first picture; so far {so_far}."
        )
