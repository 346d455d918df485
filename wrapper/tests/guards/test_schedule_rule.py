"""Our verdict is the server's, for any schedule that can be drawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from croniter import CroniterBadDateError, croniter
from hypothesis import given, settings
from hypothesis import strategies as st

from cronwright.errors import InvalidArgumentError
from cronwright.guards.schedule import next_fire_times, schedule_warnings

BOUNDS = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7), (0, 59), (2020, 2099)]
ODD = [
    *["", "*", "?", "l", "L5", "5#2", "fri#5", "mon-fri#2", "15w", "W1", "jan", "Feb", "foo", "sun", "SAT"],
    *["-1", "1.5", "60", "61", "24", "0", "32", "13", "8", "h", "H/5", "r", "r-", "r(1-3)", "R/2"],
    *["#", "/", "-", "\u0663", "\x00", "\u00a0", "@daily", "1000"],
]
ZONES = [
    None,
    "UTC",
    "America/New_York",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
]

moments = st.integers(0, 5 * 525_600).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
zones = st.sampled_from(ZONES)


@st.composite
def items(draw: st.DrawFn, index: int, odd: bool) -> str:
    """One item of a field: mostly right, and where `odd` sometimes anything but."""
    value = st.integers(*BOUNDS[index]).map(str)
    if odd and draw(st.integers(0, 15)) == 0:
        value = st.sampled_from(ODD)
    shape = draw(st.sampled_from(["*", "{0}", "{0}", "{0}-{1}", "*/{2}", "{0}/{2}", "{0}-{1}/{2}"]))
    return shape.format(draw(value), draw(value), draw(st.integers(0 if odd else 1, 70)))


@st.composite
def schedules(draw: st.DrawFn, odd: bool = False) -> str:
    """Schedules of 5, 6 or 7 fields; where `odd` broken ones too."""
    count = draw(st.sampled_from([5, 5, 5, 6, 7, 4, 8] if odd else [5, 6, 7]))
    lists = [st.lists(items(index % 7, odd), min_size=1, max_size=3) for index in range(count)]
    fields = [",".join(draw(several)) for several in lists]
    return draw(st.sampled_from([" ", "  ", "\t"])).join(fields)


def next_cron_date(schedule: str, base_time: datetime, timezone: str | None) -> datetime:
    """The server's own function, of `langgraph_api.utils`."""
    if timezone:
        base_time = base_time.astimezone(ZoneInfo(timezone))
    return croniter(schedule, base_time).get_next(datetime).astimezone(UTC)


def the_server_says(schedule: str, now: datetime, zone: str | None) -> str:
    """What its handler answers: 422, 400, or a cron."""
    if not croniter.is_valid(schedule):
        return "refused"
    try:
        next_cron_date(schedule, now, zone)
    except CroniterBadDateError:
        return "never"
    return "taken"


def we_say(schedule: str, now: datetime, zone: str | None) -> str:
    """The guard's verdict, by the words of its error."""
    try:
        schedule_warnings(schedule, zone=zone, now=now)
    except InvalidArgumentError as error:
        words = {"is random": "random", "never fires": "never"}
        return next((words[part] for part in words if part in str(error)), "refused")
    return "taken"


@settings(max_examples=400, deadline=None)
@given(schedules(odd=True) | st.text(max_size=30), moments, zones)
def test_the_verdict_is_the_servers(schedule: str, now: datetime, zone: str | None) -> None:
    """Nothing is refused that the server takes, but what is random; nothing passes that it refuses."""
    said = we_say(schedule, now, zone)
    if said == "random":
        assert "r" in schedule.lower()
        assert croniter.is_valid(schedule)
    else:
        assert said == the_server_says(schedule, now, zone)


@settings(max_examples=120, deadline=None)
@given(schedules(), moments, zones)
def test_fire_times_are_what_the_server_computes_run_after_run(
    schedule: str, now: datetime, zone: str | None
) -> None:
    """Each of its next dates is computed from the one before."""
    if we_say(schedule, now, zone) != "taken":
        return
    expected, base = [], now
    for _ in range(5):
        try:
            base = next_cron_date(schedule, base, zone)
        except CroniterBadDateError:
            break
        expected.append(base)
    assert next_fire_times(schedule, zone=zone, after=now, count=5) == expected


@settings(max_examples=120, deadline=None)
@given(schedules(), moments, zones)
def test_without_a_warning_two_runs_are_a_minute_apart(
    schedule: str, now: datetime, zone: str | None
) -> None:
    """The warning of `more than once a minute` misses no schedule, and accuses none."""
    if we_say(schedule, now, zone) != "taken":
        return
    often = any("more than once a minute" in text for text in schedule_warnings(schedule, zone=zone, now=now))
    # Of three runs in a row two fall in one minute, if any minute has two.
    times = next_fire_times(schedule, zone=zone, after=now, count=3)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    if len(times) == 3:
        assert often == (min(gaps) < timedelta(minutes=1))


def test_a_time_that_the_clock_skips_fires_when_it_goes_on() -> None:
    """New York has no 02:30 on 2027-03-14; 03:00 EDT is 07:00 UTC."""
    after = datetime(2027, 3, 13, 12, tzinfo=UTC)
    times = next_fire_times("30 2 * * *", zone="America/New_York", after=after, count=2)
    assert times == [datetime(2027, 3, 14, 7, tzinfo=UTC), datetime(2027, 3, 15, 6, 30, tzinfo=UTC)]


def test_a_time_that_the_clock_repeats_fires_twice() -> None:
    """New York has 01:30 twice on 2027-11-07, in EDT and in EST."""
    after = datetime(2027, 11, 7, tzinfo=UTC)
    times = next_fire_times("30 1 * * *", zone="America/New_York", after=after, count=3)
    assert times == [datetime(2027, 11, day, hour, 30, tzinfo=UTC) for day, hour in [(7, 5), (7, 6), (8, 6)]]


@pytest.mark.parametrize(("count", "found"), [(0, 0), (-1, 0), (1, 1), (5, 2)])
def test_there_are_no_more_times_than_the_schedule_has(count: int, found: int) -> None:
    """A schedule whose years end gives what is left."""
    after = datetime(2027, 1, 1, tzinfo=UTC)
    times = next_fire_times("0 9 1 1,2 * 0 2027", zone=None, after=after, count=count)
    assert len(times) == found
    assert all(time.tzinfo is UTC for time in times)


@pytest.mark.parametrize("after", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)])
def test_the_ends_of_the_calendar_do_not_overflow(after: datetime) -> None:
    """They have no next time, or a plain one."""
    for zone in (None, "America/New_York", "Asia/Tokyo"):
        assert len(next_fire_times("0 9 * * *", zone=zone, after=after, count=2)) <= 2


def test_the_moment_to_look_from_must_be_aware() -> None:
    """A naive one would count in UTC for one reader and in the zone for another."""
    with pytest.raises(InvalidArgumentError, match="after must be an aware datetime"):
        next_fire_times("0 9 * * *", zone=None, after=datetime(2027, 1, 1), count=1)


@pytest.mark.parametrize(
    ("schedule", "zone"), [("61 * * * *", None), ("R * * * *", None), ("0 9 * * *", "Mars/Base")]
)
def test_a_preview_refuses_what_cannot_be_sent(schedule: str, zone: str | None) -> None:
    """It raises as the check does."""
    with pytest.raises(InvalidArgumentError):
        next_fire_times(schedule, zone=zone, after=datetime(2027, 1, 1, tzinfo=UTC), count=1)
