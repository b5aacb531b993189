"""One agreement as fields to fill in, none of which has to be."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from reflect_app.domain.agreements import NOT_MANAGEMENT, PARTS, STARTING_LIST
from reflect_app.domain.records import Agreement
from reflect_app.ui.parts.agreements.exceptions import Exceptions
from reflect_app.ui.parts.supervision.about_fields import LONGEST, NOT_SAID, KindFields
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.fields import NumberField
from reflect_app.ui.widgets.flow import FlowLayout
from reflect_app.ui.widgets.growing_text import GrowingText
from reflect_app.ui.widgets.labelled import Labelled
from reflect_app.ui.widgets.text import Secondary
from reflect_app.ui.widgets.ticked_day import TickedDay
from reflect_app.ui.widgets.two_columns import TwoColumns
from reflect_app.ui.widgets.wrapped_line import WrappedLine

MOST_WEEKS = 52
LONGEST_LINE = 300
"""Letters of what is said in a line."""
IN_A_LINE = ("with_whom", "place", "kept_where", "seen_by")
"""Keys of PARTS that want a few words; the others may be as long as they are."""
REVIEWED_AFTER = timedelta(weeks=26)
"""What is suggested once a review is wanted."""
BETWEEN_YOU = "Everything that is said, but for what you both write here."
AGAIN = (
    "Until then it prints as a sketch. When you change it later, agree on it again and put that "
    "day here."
)
QUIETLY = "Supervision says so quietly when the day has come."


class AgreementSheet(TwoColumns):
    """How the two meet at the left; what stays between them and what is agreed at the right."""

    changed = Signal()

    def __init__(self, paper: QWidget) -> None:
        """Set the ways to print it, `paper`, below what is agreed."""
        self._lines = {key: WrappedLine(PARTS[key].heading, most=LONGEST_LINE) for key in IN_A_LINE}
        self._kind = KindFields()
        self._weeks = _number("Weeks from one session to the next", MOST_WEEKS)
        self._minutes = _number("Length of a session in minutes", LONGEST)
        self._minutes.setSingleStep(5)
        self._not_management = QCheckBox(NOT_MANAGEMENT)
        self._exceptions = Exceptions()
        self._texts = {
            key: GrowingText(part.heading, lines=2)
            for key, part in PARTS.items()
            if key not in IN_A_LINE
        }
        self._agreed = TickedDay("We both agreed this on", "Day on which you both agreed")
        self._review = TickedDay("Look at it together again on", "Day of the next review")
        super().__init__(tuple(self._left()), (*self._right(), paper))
        self._connect()
        self.setFocusProxy(self._lines["with_whom"])

    def show_agreement(self, agreement: Agreement, own: Iterable[str], today: date) -> None:
        """Show what stands in `agreement`; `changed` stays silent.

        `own` are the kinds of session that the person has named.
        """
        with QSignalBlocker(self):
            self._kind.show_kind(agreement.kind, own)
            self._weeks.setValue(agreement.weeks or 0)
            self._minutes.setValue(agreement.minutes or 0)
            self._not_management.setChecked(agreement.not_management)
            self._exceptions.show_exceptions(agreement.exceptions)
            for key, field in self._fields():
                field.set_text(getattr(agreement, key))
            self._agreed.show_day(agreement.agreed_on, today)
            self._review.show_day(agreement.review_on, today + REVIEWED_AFTER)

    def fill(self, agreement: Agreement) -> None:
        """Put everything that is in the fields into `agreement`."""
        for number in (self._weeks, self._minutes):
            number.interpretText()
        agreement.kind = self._kind.kind()
        agreement.weeks = self._weeks.value() or None
        agreement.minutes = self._minutes.value() or None
        agreement.not_management = self._not_management.isChecked()
        agreement.exceptions = self._exceptions.exceptions()
        for key, field in self._fields():
            setattr(agreement, key, field.text().strip())
        agreement.agreed_on, agreement.review_on = self._agreed.day(), self._review.day()

    def _connect(self) -> None:
        for number in (self._weeks, self._minutes):
            # As it is typed, too: leaving the page is not needed to have it kept.
            number.lineEdit().textChanged.connect(self.changed)
        for _, field in self._fields():
            field.textChanged.connect(self.changed)
        for each in (self._kind, self._exceptions, self._agreed, self._review):
            each.changed.connect(self.changed)
        self._weeks.valueChanged.connect(self._name_weeks)
        self._not_management.toggled.connect(self.changed)
        self._name_weeks(self._weeks.value())

    def _name_weeks(self, weeks: int) -> None:
        self._weeks.setPrefix("Every ")
        self._weeks.setSuffix(" week" if weeks == 1 else " weeks")
        self._minutes.setSuffix(" minutes")

    def _fields(self) -> Iterator[tuple[str, WrappedLine | GrowingText]]:
        yield from self._lines.items()
        yield from self._texts.items()

    def _left(self) -> Iterator[Card]:
        meeting, between = Card("How you meet"), Card("How you are in touch")
        numbers = QWidget()
        row = FlowLayout(numbers, spacing=12)
        row.addWidget(Labelled("How often", "", self._weeks))
        row.addWidget(Labelled("How long", "", self._minutes))
        meeting.body.addWidget(_part("with_whom", self._lines["with_whom"]))
        meeting.body.addWidget(Labelled("What you call it", "", self._kind))
        meeting.body.addWidget(numbers)
        meeting.body.addWidget(_part("place", self._lines["place"]))
        for key in ("privacy", "cancelling", "between"):
            between.body.addWidget(_part(key, self._texts[key]))
        between.body.addWidget(self._not_management)
        yield from (meeting, between)

    def _right(self) -> Iterator[Card]:
        confidence = Card("What stays between you", BETWEEN_YOU)
        kept, agreed = Card("What is kept of it"), Card("Agreed")
        fields: dict[str, QWidget] = dict(self._fields())
        confidence.body.addWidget(Secondary(STARTING_LIST))
        confidence.body.addWidget(self._exceptions)
        for key in ("recorded", "kept_where", "seen_by"):
            kept.body.addWidget(_part(key, fields[key]))
        for day, words in ((self._agreed, AGAIN), (self._review, QUIETLY)):
            agreed.body.addWidget(day)
            agreed.body.addWidget(Secondary(words))
        yield from (confidence, kept, agreed)


def _number(name: str, most: int) -> NumberField:
    field = NumberField(name, least=0, most=most)
    field.setSpecialValueText(NOT_SAID)
    return field


def _part(key: str, field: QWidget) -> QWidget:
    return Labelled(PARTS[key].heading, PARTS[key].hint, field)
