"""Days of a journal to draw, the same every time; today is Friday 20 November 2026."""

from datetime import date, timedelta

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from reflect_app.domain.progress import day_loads
from reflect_app.domain.records import Session
from reflect_app.ui.charts.canvas import Frame
from reflect_app.ui.charts.chart import Stretch
from reflect_app.ui.theme import LIGHT

TODAY = date(2026, 11, 20)


@pytest.fixture
def stretch():
    """Return a way to look at loads, each some days ago, with sessions some days ago."""

    def stretch(loads, *, sessions=(), since=None, later=(), away=()):
        days = day_loads(
            ((TODAY - timedelta(ago), load, ago in later) for ago, load in loads),
            {TODAY - timedelta(ago) for ago in away},
        )
        first = days[0].day if days else TODAY
        start = first if since is None else TODAY - timedelta(since)
        return Stretch(start, TODAY, days, [Session(day=TODAY - timedelta(x)) for x in sessions])

    return stretch


@pytest.fixture
def daily():
    """Return a way to have one check-in on each of the last days: 0, 3, 6, 9, 1, 4 and so on."""

    def daily(count):
        return [(count - 1 - number, number * 3 % 11) for number in range(count)]

    return daily


@pytest.fixture
def frame():
    """Return a way to have a sheet of paper."""

    def frame(width=640, height=320, *, ratio=1, text_size=12.5, tokens=LIGHT, title=""):
        return Frame(width, height, ratio, text_size, tokens, title)

    return frame


@pytest.fixture
def heard(monkeypatch):
    """Return what a screen reader was told, in order."""
    told = []

    def tell(event):
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    return told
