"""Days and times as a British reader says them, whatever the computer's locale.

Names are written out here because `strftime` follows the locale, which may not be English.
"""

from datetime import date, datetime

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT = 3
"""Letters in a short name: Mon, Sep."""


def long_day(day: date) -> str:
    """Return a day in full without its year: "Friday 20 November"."""
    return f"{WEEKDAYS[day.weekday()]} {day_month(day)}"


def full_day(day: date) -> str:
    """Return a day with its year, for what may lie far back: "Friday 20 November 2026"."""
    return f"{long_day(day)} {day.year}"


def short_day(day: date) -> str:
    """Return a day as the head of a column: "Fri 20"."""
    return f"{WEEKDAYS[day.weekday()][:_SHORT]} {day.day}"


def day_month(day: date) -> str:
    """Return a day within a sentence: "4 November"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def short_date(day: date) -> str:
    """Return a day beside a line on a chart: "4 Nov"."""
    return f"{day.day} {MONTHS[day.month - 1][:_SHORT]}"


def month(day: date) -> str:
    """Return the month a day lies in: "November 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def at(moment: datetime) -> str:
    """Return the wall-clock time of a moment that is already local: "15:10"."""
    return f"{moment.hour:02}:{moment.minute:02}"
