"""How heavy it has been since the last session, and over longer, as a picture and in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.progress import (
    COMPARED_LEAST,
    FIRST_PICTURE,
    SPANS,
    Span,
    coverage,
    day_loads,
    in_words,
    leaving_in_words,
    leavings,
    span_start,
)
from reflect_app.domain.sources import labels
from reflect_app.domain.supervision import earlier_cycles
from reflect_app.ui.charts import CHARTS
from reflect_app.ui.charts.chart import Stretch
from reflect_app.ui.charts.view import ChartCard
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.beside import Beside
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card, Line
from reflect_app.ui.widgets.cycle_picker import CyclePicker
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.notice import Notice
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.segments import Segments
from reflect_app.ui.widgets.text import Body

EARLIER = "An earlier cycle"
HOW_IT_IS_WORKED_OUT = "50-trends.md"
"""The topic of Help about what is seen here."""
_NUMBERS = ("none", "one", "two", "three", "four")
_WORDS_LEAST = 26
"""Letters in a line of the card of words; with less room it stands below the chart."""


class TrendsPage(Page):
    """The charts of the days looked at, and what they show in words."""

    title = "Trends"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        today = desk.clock.today()
        self._known = Stretch(today, today, (), ())
        """All that the journal holds up to today, before a span or a cycle is cut from it."""
        self._away: set[date] = set()
        self._span = Segments("How far back", SPANS)
        self._cycle = CyclePicker("Earlier cycle", EARLIER)
        self._notice = Notice()
        self._cards = [ChartCard(chart, desk.theme, desk.background) for chart in CHARTS]
        self._rows: list[_Row] = []
        self._words = WordsCard(desk.theme)
        self._first = FirstPictureCard()
        self._span.set_value(Span.SINCE_LAST)
        self._span.chosen.connect(self._choose)
        self._cycle.chosen.connect(self._choose_cycle)
        for card in self._cards:
            card.kept.connect(self._notice.say)
        self._words.help_requested.connect(self.help_requested)
        self._first.page_requested.connect(self.page_requested)
        NewDay(desk.clock, self).came.connect(self.refresh)
        self._lay_out()

    def refresh(self) -> None:
        """Read the journal again; the span or the cycle stays as it was chosen."""
        today = self.desk.clock.today()
        self._away = {each.day for each in self.desk.journal.away(date.min, date.max)}
        known = self._known = self._read(today)
        self._notice.clear()
        first_picture = CHARTS[0].ready(known)
        anything = any(chart.ready(known) for chart in CHARTS)
        self._cycle.show_cycles(earlier_cycles(known.sessions, today, known.first_day), today)
        self._show_choice()
        self._ways.setVisible(anything)
        self._frame.sentence.setVisible(first_picture)
        self._columns.setVisible(first_picture)
        self._first.setVisible(not first_picture)
        self.start_at(self._span if anything else self._first.go)
        if not first_picture:
            self._first.count(len(known.days))
        self._show()

    def _read(self, today: date) -> Stretch:
        """Return the whole journal up to today, as charts are drawn from it."""
        journal = self.desk.journal
        days = day_loads(journal.loads(), self._away)
        answers = [each for each in journal.minutes_after() if each[1] <= today]
        return Stretch(
            start=date.min,
            end=today,
            days=[each for each in days if each.day <= today],
            sessions=journal.sessions(),
            leavings=leavings(journal.plans(), answers, self._away),
            ticked=[each for each in journal.ticked() if each[0] <= today],
            labels=labels(journal.own_sources()),
        )

    def _in_words(self) -> list[str]:
        known, cycle = self._known, self._cycle.cycle()
        sentences = in_words(known.days, known.sessions, known.end, cycle)
        if len(known.leavings) >= COMPARED_LEAST:
            sentences.append(leaving_in_words(known.leavings, known.sessions, known.end, cycle))
        return sentences

    def _lay_out(self) -> None:
        load, *others = self._cards
        self._columns = QWidget()
        Beside(load, self._words, shares=(11, 5), parent=self._columns)
        self._ways = QWidget()
        ways = FlowLayout(self._ways, spacing=12)
        ways.addWidget(self._span)
        ways.addWidget(self._cycle)
        self._frame = PageFrame(self.title, "", self._ways)
        self._frame.body.addWidget(self._notice)
        self._frame.body.addWidget(self._columns, 1)
        self._frame.body.addWidget(self._first)
        for number in range(0, len(others), 2):
            row = _Row(others[number : number + 2])
            self._rows.append(row)
            self._frame.body.addWidget(row, 1)
        self._frame.body.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._frame)

    def _choose(self) -> None:
        """Look at the span that was chosen, and at no earlier cycle."""
        self._cycle.choose_none()
        self._notice.clear()
        self._show()

    def _choose_cycle(self) -> None:
        self._show_choice()
        self._notice.clear()
        self._show()

    def _show_choice(self) -> None:
        """Let one thing be chosen: a span, or an earlier cycle."""
        if self._cycle.cycle():
            self._span.set_value(None)
        elif self._span.value() is None:
            self._span.set_value(Span.SINCE_LAST)

    def _shown(self) -> Stretch:
        """Return the days that are chosen."""
        known, cycle = self._known, self._cycle.cycle()
        if cycle:
            return replace(known, start=cycle.start, end=cycle.last_day, cycle=cycle)
        span = Span(self._span.value() or Span.SINCE_LAST)
        return replace(known, start=span_start(span, known.sessions, known.first_day, known.end))

    def _show(self) -> None:
        """Show the days that are chosen."""
        shown = self._shown()
        # Before the first check-in there was nobody to check in.
        start = max(shown.start, min(shown.first_day or shown.start, shown.end))
        self._frame.sentence.setText(coverage(shown.days, start, shown.end, self._away))
        self._words.say(self._in_words())
        for card in self._cards:
            card.show_stretch(shown)
        for row in self._rows:
            row.close_up()


class _Row(QWidget):
    """One chart or two side by side, as many as there is something to show in."""

    def __init__(self, cards: Sequence[ChartCard]) -> None:
        super().__init__()
        self._cards = cards
        if len(cards) > 1:
            Beside(*cards, shares=(1, 1), parent=self)
        else:
            alone = QVBoxLayout(self)
            alone.setContentsMargins(0, 0, 0, 0)
            alone.addWidget(cards[0])

    def close_up(self) -> None:
        """Take no room while all the cards are out of sight."""
        self.setVisible(any(not card.isHidden() for card in self._cards))


class WordsCard(Card):
    """What the chart shows in plain sentences, each with the number of days behind it."""

    help_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("In words")
        self._theme = theme
        self._said: Sequence[str] = ()
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(12)
        how = Button("How this is worked out", kind="link")
        how.setProperty("flush", True)
        how.clicked.connect(lambda: self.help_requested.emit(HOW_IT_IS_WORKED_OUT))
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
