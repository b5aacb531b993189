"""What a year of sessions held: gaps, themes, what was agreed, and a person's own words."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.domain.over_time import (
    ALL_THEMES,
    HIGHEST,
    HOW_IT_WENT,
    Held,
    Tally,
    Year,
    agreed_in_words,
    gaps_in_words,
    held,
    kinds_of,
    noted_in_words,
    numbers,
    own_words,
    recharged_in_words,
    sessions_in_words,
    tally,
    years,
)
from reflect_app.domain.records import Agreed, Preparation, Session, SessionRecord
from reflect_app.domain.supervision import FUNCTIONS, TIME_WENT, kind_name
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.parts.over_time.counted import CountedCard
from reflect_app.ui.parts.over_time.numbers_card import NumbersCard
from reflect_app.ui.parts.over_time.own_words import OwnWordsCard
from reflect_app.ui.parts.over_time.sessions_chart import ChartWords, SessionsChart
from reflect_app.ui.theme import Theme
from reflect_app.ui.widgets.buttons import Button
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.ui.widgets.page_frame import PageFrame
from reflect_app.ui.widgets.pick_field import PickField
from reflect_app.ui.widgets.text import Body, Secondary
from reflect_app.ui.widgets.two_columns import TwoColumns

SUPERVISION = "Supervision"
NOTHING_YET = (
    "Nothing here yet. After your first session, what you note of it begins to gather here, "
    "for you to look back on."
)
NOT_RECORDED = "What you note after a session gathers here: themes, what it was, what you agreed."
SCALE = "From 0, drained, to 10, recharged, as you came away; not a validated scale."
ALL_KINDS = "All kinds"
GAPS = "Days since the session before"
RECHARGED = "How I came away"
COLUMN_WIDTH = 300
"""In pixels at 100 % text: the least in which a row of counts reads well."""
_YEAR_LETTERS, _KIND_LETTERS = 17, 15
"""Letters x that take as much room as "The last twelve months" and as "Clinical supervision"."""


class OverTimePage(Page):
    """A year of sessions, looked back on."""

    title = "Over time"
    belongs_to = SUPERVISION

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sessions: list[Session] = []
        """Those that were held, of whatever kind and year; the rest is what is known of them."""
        self._records: list[SessionRecord] = []
        self._actions: list[Agreed] = []
        self._years: list[Year] = []
        self._back = Button(f"Back to {SUPERVISION}", kind="link")
        self._year, self._kind = PickField("Year"), PickField("Kind of session")
        self._year.setMinimumContentsLength(_YEAR_LETTERS)
        self._kind.setMinimumContentsLength(_KIND_LETTERS)
        self._gaps, self._recharged = GapsCard(desk.theme), RechargedCard(desk.theme)
        self._themes = CountedCard("Themes brought", ALL_THEMES, desk.theme)
        self._functions = CountedCard("What the sessions were", FUNCTIONS, desk.theme)
        self._time = CountedCard("Where the time went", TIME_WENT, desk.theme)
        self._agreed = CountedCard("What was agreed", HOW_IT_WENT, desk.theme)
        self._words, self._numbers = OwnWordsCard(desk), NumbersCard(desk.theme)
        self._nothing = Card()
        self._said = Body()
        self._nothing.body.addWidget(self._said)
        self._back.clicked.connect(self._go_back)
        self._year.currentIndexChanged.connect(self._show)
        self._kind.currentIndexChanged.connect(self._show)
        NewDay(desk.clock, self).came.connect(self.refresh)
        desk.theme.changed.connect(self._fit)
        self._lay_out()
        self._fit()

    def refresh(self) -> None:
        """Read the journal again; year and kind stay as they were chosen."""
        journal, today = self.desk.journal, self.desk.clock.today()
        self._records, self._actions = journal.session_records(), journal.agreed()
        known = held(journal.sessions(), self._records, self._actions, today)
        self._sessions = [each.session for each in known]
        self._years = years((each.day for each in known), today)
        kinds = kinds_of(self._sessions)
        _offer(self._kind, {"": ALL_KINDS} | kinds)
        _offer(self._year, {each.key: each.name for each in self._years})
        self._kind.setVisible(len(kinds) > 1)
        self._year.setVisible(bool(known))
        self.start_at(self._year if known else self._back)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._ways = QWidget()
        ways = FlowLayout(self._ways, spacing=12)
        ways.addWidget(self._back)
        ways.addWidget(self._kind)
        ways.addWidget(self._year)
        self._columns = TwoColumns(
            (self._gaps, self._themes, self._agreed),
            (self._recharged, self._functions, self._time),
        )
        self._frame = PageFrame(self.title, "", self._ways)
        for widget in (self._nothing, self._columns, self._words, self._numbers):
            self._frame.body.addWidget(widget)
        self._frame.body.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._frame)

    def _fit(self) -> None:
        """Set the columns one below the other before their rows grow too short to read."""
        self._columns.set_least(COLUMN_WIDTH * self.desk.theme.text_scale // 100)

    def _show(self) -> None:
        """Show the year and the kind that are chosen."""
        year, today = self._years[self._year.currentIndex()], self.desk.clock.today()
        kind = self._kind.currentData()
        chosen = [each for each in self._sessions if not kind or each.kind == kind]
        known = held(chosen, self._records, self._actions, today)
        shown = [each for each in known if year.holds(each.day)]
        counted = tally(shown, self._prepared(shown))
        self._say(counted, year)
        self._gaps.show_gaps(counted, year, today)
        self._recharged.show_recharged(counted, year, today)
        for card, counts in (
            (self._themes, counted.themes),
            (self._functions, counted.functions),
            (self._time, counted.time_went),
        ):
            card.show_counts(counts, noted_in_words(counts, counted))
        self._agreed.show_counts(counted.agreed, agreed_in_words(counted.agreed, counted))
        self._words.show_words(own_words(shown), today)
        self._numbers.setVisible(bool(shown))
        which = kind_name(kind) if kind else "every kind of session"
        sentence = f"It counts {which} {year.within}, as chosen at the top of this page."
        self._numbers.show_numbers(numbers(counted), year.span, sentence)

    def _prepared(self, shown: Sequence[Held]) -> dict[int, Preparation]:
        """Return what was brought to the sessions of one year, by session id."""
        found = (self.desk.journal.preparation(each.session.id) for each in shown)
        return {each.session_id: each for each in found if each}

    def _say(self, counted: Tally, year: Year) -> None:
        """Say how many sessions there were, and where none or nothing is, what comes here."""
        self._frame.sentence.setText(sessions_in_words(counted, year))
        self._frame.sentence.setVisible(bool(self._sessions))
        self._said.setText(NOT_RECORDED if self._sessions else NOTHING_YET)
        self._nothing.setVisible(
            not counted.noted and not (self._sessions and not counted.sessions)
        )
        self._columns.setVisible(bool(counted.sessions))

    def _go_back(self) -> None:
        self.page_requested.emit(SUPERVISION)


class GapsCard(Card):
    """How far apart the sessions were."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(GAPS)
        self._chart = SessionsChart(theme, shape="stem")
        self._each = ChartWords(self._chart)
        self._words = Secondary()
        self.body.addWidget(self._chart)
        self.body.addWidget(self._words)
        self.body.addWidget(self._each)

    def show_gaps(self, counted: Tally, year: Year, today: date) -> None:
        """Show the days from each session to the next."""
        self._chart.setVisible(bool(counted.gaps))
        self._each.begin(counted.gaps)
        self._chart.show_points(counted.gaps, year, f"{GAPS}.", today)
        self._words.setText(gaps_in_words(counted))


class RechargedCard(Card):
    """How somebody came away from each session; out of sight while it was never said."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(RECHARGED)
        self._chart = SessionsChart(theme, shape="dot", top=HIGHEST)
        self._each = ChartWords(self._chart)
        self._words = Secondary()
        self.body.addWidget(self._chart)
        self.body.addWidget(self._words)
        self.body.addWidget(self._each)
        self.body.addWidget(Secondary(SCALE))

    def show_recharged(self, counted: Tally, year: Year, today: date) -> None:
        """Show what was given, each session by itself."""
        self.setVisible(bool(counted.recharged))
        self._each.begin(counted.recharged)
        self._chart.show_points(counted.recharged, year, f"{RECHARGED}.", today)
        self._words.setText(recharged_in_words(counted))


def _offer(field: PickField, options: Mapping[str, str]) -> None:
    """Offer `options`, and let what was chosen stay chosen while it is among them."""
    chosen = field.currentData()
    with QSignalBlocker(field):
        field.offer(options)
        field.setCurrentIndex(max(field.findData(chosen), 0))
