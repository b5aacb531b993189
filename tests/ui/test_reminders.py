"""Reminders while a journal is open: at their moment, once, and only where they are wanted."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject

from reflect_app.domain.plan import KEPT
from reflect_app.domain.records import Away, Plan, PlanAnswer, Session
from reflect_app.domain.reminders import APPOINTMENT, PLANNED
from reflect_app.ui import reminders as module
from reflect_app.ui.reminders import LOOK_EVERY, WANTED, Reminders


class Notes:
    """Remembers what it was to tell."""

    def __init__(self):
        self.told = []
        self.closed = False

    def tell(self, what):
        self.told.append(what)

    def close(self):
        self.closed = True


@pytest.fixture
def notes():
    return Notes()


@pytest.fixture
def reminders(qtbot, journal, clock, notes):
    """Return reminders that are wanted, at 12:20 on a Friday whose lunch begins at 12:30."""
    clock.set(datetime(2026, 11, 20, 12, 20, tzinfo=UTC))
    journal.set_preference(WANTED, True)
    journal.save(Plan(kind="break", name="Lunch", times=(750,) * 7, since=clock.today()))
    parent = QObject()
    reminders = Reminders(journal, clock, notes, parent)
    yield reminders
    reminders.stop()
    assert parent


@pytest.fixture
def until(reminders, clock):
    """Return a way to let the clock go on to a time of day, and the timer with it."""

    def until(hour, minute, second=0):
        end = clock.local().replace(hour=hour, minute=minute, second=second)
        while clock.now() < end:
            reminders._look()
            step = timedelta(milliseconds=reminders._timer.interval())
            clock.set(min(clock.now() + step, end))
        reminders._look()

    return until


def test_a_break_is_told_when_it_begins_and_once(notes, until):
    until(12, 29, 59)
    assert notes.told == []
    until(12, 30)
    assert notes.told == [PLANNED]
    until(12, 45)
    assert notes.told == [PLANNED]


def test_nothing_is_told_until_somebody_wants_it(notes, until, journal):
    journal.set_preference(WANTED, False)
    until(12, 45)
    journal.set_preference(WANTED, None)
    until(12, 50)
    assert notes.told == []


def test_what_was_due_before_somebody_wanted_it_is_not_made_up_for(notes, until, journal):
    journal.set_preference(WANTED, False)
    until(12, 31)
    journal.set_preference(WANTED, True)
    until(12, 40)
    assert notes.told == []


def test_it_looks_once_a_minute_and_at_the_very_moment(reminders, clock, until):
    until(12, 21)
    assert reminders._timer.interval() == LOOK_EVERY
    until(12, 29, 30)
    assert reminders._timer.interval() == 30_001


def test_with_nothing_planned_it_looks_again_a_minute_later(reminders, journal):
    (lunch,) = journal.plans()
    journal.delete(lunch)
    reminders._look()
    assert reminders._timer.interval() == LOOK_EVERY


def test_a_plan_made_meanwhile_is_told_and_one_answered_meanwhile_is_not(
    notes, until, journal, clock
):
    until(12, 25)
    (lunch,) = journal.plans()
    journal.save(PlanAnswer(plan_id=lunch.id, day=clock.today(), at=clock.now(), answer=KEPT))
    journal.save(Plan(kind="leaving", name="Leaving", times=(780,) * 7, since=clock.today()))
    until(12, 49)
    assert notes.told == []
    until(12, 50)
    assert notes.told == [PLANNED]


def test_a_session_is_told_the_day_before_and_with_it_what_is_planned_then(
    notes, until, journal, clock
):
    journal.save(Session(day=clock.today() + timedelta(days=1)))
    journal.save(Plan(kind="break", name="Tea", times=(960,) * 7, since=clock.today()))
    until(12, 40)
    until(16, 0)
    assert notes.told == [PLANNED, PLANNED, APPOINTMENT]


@pytest.mark.parametrize("day", ["away", "holiday"])
def test_a_day_away_and_a_bank_holiday_have_none(notes, until, journal, clock, day):
    if day == "away":
        journal.save(Away(day=clock.today(), kind="leave"))
    else:
        journal.set_preference("nation", "scotland")
        clock.set(datetime(2026, 11, 30, 12, 20, tzinfo=UTC))
    until(12, 40)
    assert notes.told == []


def test_the_next_day_has_its_own(notes, until, clock):
    until(12, 31)
    clock.move(hours=23, minutes=50)
    until(12, 31)
    assert notes.told == [PLANNED, PLANNED]


def test_after_a_sleep_only_what_has_just_become_due_is_told(notes, reminders, clock):
    reminders._look()
    clock.set(datetime(2026, 11, 20, 12, 34, tzinfo=UTC))
    reminders._look()
    assert notes.told == [PLANNED]
    clock.set(datetime(2026, 11, 21, 12, 36, tzinfo=UTC))
    reminders._look()
    assert notes.told == [PLANNED]


def test_a_clock_put_back_by_a_moment_tells_nothing_twice(notes, reminders, until, clock):
    until(12, 30)
    clock.move(minutes=-2)
    reminders._look()
    until(12, 31)
    assert notes.told == [PLANNED]


def test_a_clock_put_back_by_a_day_is_followed(notes, reminders, until, clock):
    until(12, 31)
    clock.move(days=-1, minutes=-10)
    (lunch,) = reminders._journal.plans()
    lunch.since = clock.today()
    reminders._journal.save(lunch)
    until(12, 31)
    assert notes.told == [PLANNED, PLANNED]


def test_the_timer_itself_tells_it(qtbot, notes, reminders, clock):
    clock.set(datetime(2026, 11, 20, 12, 30, tzinfo=UTC))
    reminders._timer.start(0)
    qtbot.waitUntil(lambda: notes.told == [PLANNED])
    assert reminders._timer.interval() == LOOK_EVERY


def test_a_journal_that_cannot_be_read_is_asked_again_a_minute_later(
    notes, reminders, clock, journal, monkeypatch
):
    def refuse(*_):
        raise module.JournalError

    monkeypatch.setattr(type(journal), "plans", refuse)
    reminders._look()
    assert reminders._timer.interval() == LOOK_EVERY
    clock.set(datetime(2026, 11, 20, 12, 30, tzinfo=UTC))
    monkeypatch.undo()
    reminders._look()
    assert notes.told == [PLANNED]


def test_once_stopped_it_reads_and_tells_nothing(qtbot, notes, reminders, clock, journal):
    reminders.stop()
    journal.close()
    clock.set(datetime(2026, 11, 20, 12, 30, tzinfo=UTC))
    assert not reminders._timer.isActive()
    assert notes.closed
    assert notes.told == []
