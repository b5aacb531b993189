"""Fields with a value of their own, which the wheel passes by on its way down the page."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QSpinBox, QWidget

from reflect_app.ui.theme import SPACE

_FIRST, _LAST = QDate(1950, 1, 1), QDate(2199, 12, 31)
"""What a slip of the finger may reach: a working life and more, and no further."""
_BETWEEN = "/.- "
"""What people write between day, month and year."""
_FIGURES, _BARS = 8, 2
"""How many of each a date has."""
_ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


class DateField(QDateEdit):
    """A date to type or to pick from a calendar whose weeks begin on Monday."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(_ENGLISH)
        self.setCalendarPopup(True)
        calendar = self.calendarWidget()
        calendar.setLocale(_ENGLISH)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        # A weekend is red unless it is told to be a day like any other.
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, QTextCharFormat())
        # In figures, as it is typed: the name of a month would take "12" for what it likes.
        self.setDisplayFormat("dd/MM/yyyy")
        self.setDateRange(_FIRST, _LAST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._went_on = False

    def sizeHint(self) -> QSize:
        """Return room for every date there is."""
        return super().sizeHint() + self._more()

    def minimumSizeHint(self) -> QSize:
        """Return no less: half a year would be another year."""
        return super().minimumSizeHint() + self._more()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the day, however one came: what is typed is mostly a whole date."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.BacktabFocusReason):
            # The click that brought the focus puts the caret where it was, after this.
            QTimer.singleShot(0, self, self._begin_with_day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a date as people type it, with or without what stands between its parts.

        Two digits of a day lead on to the month by themselves; the stroke that is typed after
        them would lead on once more, and the month's digits would land in the year.
        """
        all_of_it = self.lineEdit().selectedText() == self.text()
        if event.key() == Qt.Key.Key_Home or (all_of_it and event.text().isdigit()):
            self._begin_with_day()
            if event.key() == Qt.Key.Key_Home:
                return
        if event.text() and event.text() in _BETWEEN:
            if not self._went_on:
                kind, modifiers = QEvent.Type.KeyPress, event.modifiers()
                super().keyPressEvent(QKeyEvent(kind, Qt.Key.Key_Slash, modifiers, "/"))
            self._went_on = False
            return
        section = self.currentSection()
        super().keyPressEvent(event)
        self._went_on = event.text().isdigit() and self.currentSection() != section

    def _more(self) -> QSize:
        """Return how much wider the widest date is than the last, which Qt measures by.

        In a face whose figures differ in width its ones make that one narrow.
        """
        letters = self.fontMetrics()
        widest = _FIGURES * max(map(letters.horizontalAdvance, "0123456789"))
        widest += _BARS * letters.horizontalAdvance("/")
        measured = letters.horizontalAdvance(self.maximumDate().toString(self.displayFormat()))
        return QSize(max(widest - measured, 0), 0)

    def _begin_with_day(self) -> None:
        self._went_on = False
        self.setSelectedSection(QDateEdit.Section.DaySection)

    def day(self) -> date:
        """Return the date that is shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show a date."""
        self.setDate(QDate(day.year, day.month, day.day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the date only where the person is."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(QSpinBox):
    """A whole number with its unit, told once it is typed to the end."""

    def __init__(self, name: str, *, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setKeyboardTracking(False)
        # The padding of the sheet does not reach the words of a spin box with arrows.
        self.lineEdit().setTextMargins(SPACE[2], 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the number only where the person is."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ListField(QComboBox):
    """One of several names, each with a key."""

    def __init__(
        self, name: str, options: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        for key, text in options.items():
            self.addItem(text, key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        # On Linux Qt names a list after what is chosen in it, whatever it is called here.
        self.setAccessibleDescription(name)

    def value(self) -> str:
        """Return the key of the name that is shown."""
        return str(self.currentData())

    def set_value(self, key: str) -> None:
        """Show the name with `key`."""
        self.setCurrentIndex(self.findData(key))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the list only where the person is."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
