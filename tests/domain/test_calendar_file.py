"""The dates in another calendar, read back as that calendar would."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from reflect_app.domain.calendar_file import ZONE, calendar_file
from reflect_app.domain.dates_ahead import last_day
from reflect_app.domain.plan import planned
from reflect_app.domain.records import Plan, Session

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 15, 10, tzinfo=UTC)
FRIDAY = NOW.date()


def a_session(number, day, start=600, **columns):
    session = Session(day=day, start=start, **columns)
    session.id = number
    return session


def a_plan(number, times=(750,) * 5 + (None,) * 2, kind="break", name="Lunch", **columns):
    plan = Plan(kind=kind, name=name, times=times, **{"since": date(2026, 10, 1)} | columns)
    plan.id = number
    return plan


def read(sessions=(), plans=(), off=(), *, whose="a journal", now=NOW):
    text = calendar_file(sessions, plans, set(off), whose=whose, now=now)
    assert "\r\n" in text
    return Calendar.from_ical(text).walk("VEVENT")


def moments(event):
    """Return when an event takes place, on the clock of the wall."""
    first = event["dtstart"].dt
    if "rrule" not in event:
        return [first.replace(tzinfo=None)]
    rule = event["rrule"]
    (until,) = rule["until"]
    found = rrule.rrule(
        rrule.WEEKLY,
        dtstart=first.replace(tzinfo=None),
        byweekday=[getattr(rrule, day) for day in rule["byday"]],
        until=until.astimezone(LONDON).replace(tzinfo=None),
    )
    left_out = event.get("exdate")
    gone = {each.dt.replace(tzinfo=None) for each in left_out.dts} if left_out else set()
    return [each for each in found if each not in gone]


def test_a_session_is_an_appointment_at_its_time_on_the_wall_and_as_long_as_it_is():
    (event,) = read([a_session(1, date(2027, 3, 29), minutes=90)])
    assert event["summary"] == "Appointment"
    assert event["dtstart"].dt == datetime(2027, 3, 29, 10, 0, tzinfo=LONDON)
    assert event["dtstart"].dt.utcoffset() == timedelta(hours=1)
    assert event["dtstart"].params["tzid"] == "Europe/London"
    assert event["duration"].dt == timedelta(minutes=90)


def test_without_a_length_it_is_an_hour_and_without_a_time_a_day():
    timed, untimed = read([a_session(1, FRIDAY), a_session(2, date(2026, 12, 2), None)])
    assert timed["duration"].dt == timedelta(hours=1)
    assert untimed["dtstart"].dt == date(2026, 12, 2)
    assert "duration" not in untimed


def test_only_what_lies_ahead_is_in_it():
    events = read([a_session(1, date(2026, 11, 4)), a_session(2, FRIDAY)])
    assert [each["dtstart"].dt.date() for each in events] == [FRIDAY]
    assert read([], [a_plan(1, until=date(2026, 11, 19))]) == []
    assert read([], [a_plan(1, kind="leaving"), a_plan(2, kind="habit")]) == []


def test_nothing_that_a_person_wrote_is_in_it():
    session = a_session(
        1, FRIDAY, kind="Grief", place="Room of Doubt", with_whom="Q Vetch", reason="Tears"
    )
    plan = a_plan(2, name="Cry", why="Alone", if_slipping="Ring")
    text = calendar_file([session], [plan], set(), whose="vault-1234", now=NOW)
    assert {each["summary"] for each in Calendar.from_ical(text).walk("VEVENT")} == {
        "Appointment",
        "Break",
    }
    secret = ("grief", "doubt", "vetch", "tears", "cry", "alone", "ring", "1234", "reflect")
    written = "".join(line for line in text.splitlines(keepends=True) if "RRULE" not in line)
    for word in (*secret, "supervision", "probation", "lunch"):
        assert word not in written.lower()


def test_an_identity_stays_from_file_to_file_and_differs_between_journals():
    def identities(**how):
        sessions = [a_session(1, date(2026, 12, 2)), a_session(2, date(2026, 12, 30))]
        return [str(each["uid"]) for each in read(sessions, [a_plan(1)], **how)]

    first = identities()
    assert len(set(first)) == 3
    assert identities(now=NOW + timedelta(days=3)) == first
    assert not set(identities(whose="another")) & set(first)


def test_a_session_that_is_put_right_keeps_its_identity():
    (was,), (put_right,) = (read([a_session(1, date(2026, 12, 2), at)]) for at in (600, 660))
    assert was["uid"] == put_right["uid"]


def test_a_break_that_is_planned_anew_takes_the_place_of_the_old_one():
    old = a_plan(1)
    ended = a_plan(1, until=date(2026, 11, 1))
    new = a_plan(2, (780,) * 5 + (None,) * 2, since=date(2026, 11, 2))
    (was,), (now,) = read([], [old]), read([], [ended, new])
    assert was["uid"] == now["uid"]
    assert now["dtstart"].dt.hour == 13


def test_a_break_comes_every_week_until_the_next_session_and_not_on_days_off():
    off = [FRIDAY, date(2026, 11, 25), date(2026, 12, 2)]
    (event,) = read([a_session(1, date(2026, 12, 2), None)], [a_plan(1, minutes=45)], off)[1:]
    assert event["summary"] == "Break"
    assert event["duration"].dt == timedelta(minutes=45)
    days = [23, 24, 26, 27, 30]
    expected = [datetime(2026, 11, day, 12, 30) for day in days]  # noqa: DTZ001
    assert moments(event) == [*expected, datetime(2026, 12, 1, 12, 30)]  # noqa: DTZ001


def test_a_break_on_days_off_alone_is_left_out():
    only_friday = a_plan(1, (None,) * 4 + (750,) + (None,) * 2)
    assert read([a_session(1, date(2026, 11, 21), None)], [only_friday], [FRIDAY])[1:] == []


def test_the_rules_of_the_zone_are_those_of_the_clock():
    text = calendar_file([], [], set(), whose="a journal", now=NOW)
    (zone,) = Calendar.from_ical(text).walk("VTIMEZONE")
    assert zone["tzid"] == ZONE.key
    told = zone.to_tz(lookup_tzid=False)
    begin = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
    for hour in range(3 * 366 * 24):
        moment = begin + timedelta(hours=hour)
        assert moment.astimezone(told).utcoffset() == moment.astimezone(LONDON).utcoffset()


TIMES = st.integers(0, 1439)
DAYS = st.dates(date(2020, 1, 1), date(2036, 1, 1))
AROUND_CHANGES = st.sampled_from(
    [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)]
).flatmap(lambda day: st.integers(-30, 2).map(lambda away: day + timedelta(days=away)))


@given(
    today=st.one_of(DAYS, AROUND_CHANGES),
    times=st.tuples(*[st.one_of(st.none(), st.sampled_from([60, 90, 750, 780]), TIMES)] * 7),
    ahead=st.one_of(st.none(), st.integers(1, 60)),
    off=st.sets(st.integers(0, 60)),
)
def test_breaks_stand_at_their_time_on_the_wall_whatever_the_clocks_do(today, times, ahead, off):
    now = datetime(today.year, today.month, today.day, 8, tzinfo=LONDON)
    sessions = [] if ahead is None else [a_session(1, today + timedelta(days=ahead), None)]
    away = {today + timedelta(days=each) for each in off}
    plan = a_plan(1, times, since=date(2020, 1, 1))
    found = [
        moment
        for event in read(sessions, [plan], away, now=now)
        if event["summary"] == "Break"
        for moment in moments(event)
    ]
    last = last_day(sessions, today)
    days = [today + timedelta(days=each) for each in range((last - today).days + 1)]
    expected = [
        (day, planned(plan, day))
        for day in days
        if day not in away and planned(plan, day) is not None
    ]
    assert sorted((each.date(), each.hour * 60 + each.minute) for each in found) == expected


@given(day=st.one_of(DAYS, AROUND_CHANGES), start=TIMES, minutes=st.integers(1, 480))
def test_appointments_do_so_too(day, start, minutes):
    now = datetime(day.year, day.month, day.day, 8, tzinfo=LONDON)
    (event,) = read([a_session(1, day, start, minutes=minutes)], now=now)
    begins = event["dtstart"].dt
    assert (begins.date(), begins.hour * 60 + begins.minute) == (day, start)
    assert event["duration"].dt == timedelta(minutes=minutes)
    assert begins.utcoffset() == datetime(*begins.timetuple()[:5], tzinfo=LONDON).utcoffset()
