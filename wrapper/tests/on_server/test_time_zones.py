"""`next_run_date` around the days on which a zone moves its clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from cronwright import SyncClient
from cronwright.guards.schedule import next_fire_times

from .made import quiet

# Rules of many kinds: by day and at night, half an hour, at midnight (so that a day has no 00:00), two hours,
# a Ramadan pause with its change turned round, and a shift that the tz database calls negative.
MOVING = [
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Pacific/Chatham",
    "Antarctica/Troll",
    "Africa/Casablanca",
    "Europe/Dublin",
]
RESTING = ["UTC", "Asia/Kolkata", "Asia/Tokyo", "America/Phoenix", "Etc/GMT+12", "Pacific/Kiritimati"]
MINUTE = timedelta(minutes=1)
NOW = datetime.now(UTC).replace(second=0, microsecond=0)


class Change(NamedTuple):
    """A clock change: its moment, and the local times that it skips or repeats, from first until end."""

    moment: datetime
    skips: bool
    first: datetime
    end: datetime


def next_changes(zone: ZoneInfo) -> list[Change]:
    """The next spring and autumn change of a zone, from its offsets alone."""
    found: dict[bool, Change] = {}
    low = NOW + timedelta(days=2)
    # A zone that gives up daylight saving has no more of them, and then the test of both kinds fails.
    while len(found) < 2 and low < NOW + timedelta(days=400):
        high = low + timedelta(days=1)
        if _offset(low, zone) != _offset(high, zone):
            change = _change(low, high, zone)
            found.setdefault(change.skips, change)
        low = high
    return list(found.values())


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _change(low: datetime, high: datetime, zone: ZoneInfo) -> Change:
    before, after = _offset(low, zone), _offset(high, zone)
    while high - low > MINUTE:
        middle = low + (high - low) // 2
        middle -= timedelta(seconds=middle.second)
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    old, new = (high.replace(tzinfo=None) + offset for offset in (before, after))
    return Change(high, after > before, min(old, new), max(old, new))


CHANGES = [(name, change) for name in MOVING for change in next_changes(ZoneInfo(name))]


def yearly(wall: datetime) -> str:
    """A schedule that fires at this local time, once a year."""
    return f"{wall.minute} {wall.hour} {wall.day} {wall.month} *"


def expected(wall: datetime, zone: ZoneInfo, change: Change) -> datetime:
    """The rule, by zoneinfo alone: the first time that the clock shows it; if it never does, the change."""
    skipped = change.skips and change.first <= wall < change.end
    return change.moment if skipped else wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


@pytest.mark.parametrize(
    ("name", "change"),
    CHANGES,
    ids=[f"{name}-{'spring' if skips else 'autumn'}" for name, (_, skips, *_) in CHANGES],
)
def test_the_server_follows_the_clock(name: str, change: Change, client: SyncClient, thread: str) -> None:
    """Skipped times run when the clock has moved on, repeated ones first at the first of the two."""
    zone = ZoneInfo(name)
    middle = change.first + (change.end - change.first) / 2
    cron_id = quiet(client, thread).cron_id
    seen: set[datetime] = set()
    for wall in (change.first - MINUTE, change.first, middle, change.end - MINUTE, change.end):
        schedule = yearly(wall)
        cron = quiet(client, thread, schedule=schedule, timezone=zone)
        assert cron.next_run_date == expected(wall, zone, change), wall
        assert [cron.next_run_date] == next_fire_times(schedule, zone=name, after=NOW, count=1), wall
        updated = client.crons.update(cron_id, schedule=schedule, timezone=name)
        assert updated.next_run_date == cron.next_run_date
        seen.add(expected(wall, zone, change))
    # The skipped times fall together on the change, the repeated ones stay apart.
    assert len(seen) == (2 if change.skips else 5)


def test_both_kinds_of_change_are_tried() -> None:
    """Each zone has a spring and an autumn change ahead, at many different moments."""
    assert sorted((name, change.skips) for name, change in CHANGES) == sorted(
        (name, skips) for name in MOVING for skips in (True, False)
    )
    assert len({change.moment for _, change in CHANGES}) > 10


@pytest.mark.parametrize("name", RESTING)
def test_a_zone_without_daylight_saving(name: str, client: SyncClient, thread: str) -> None:
    """A fixed distance from UTC all the year, at the hours where others change theirs as well."""
    zone = ZoneInfo(name)
    for month, day in ((3, 14), (3, 28), (10, 4), (11, 7)):
        cron = quiet(client, thread, schedule=f"30 2 {day} {month} *", timezone=zone)
        local = cron.next_run_date and cron.next_run_date.astimezone(zone)
        assert isinstance(local, datetime)
        assert (local.month, local.day, local.hour, local.minute) == (month, day, 2, 30)
        assert [local] == next_fire_times(cron.schedule, zone=name, after=NOW, count=1)


def test_without_a_timezone_a_schedule_is_in_utc(client: SyncClient, thread: str) -> None:
    """No timezone is UTC, and so is what `next_fire_times` says of it."""
    bare = quiet(client, thread, schedule="30 2 14 3 *")
    assert bare.timezone is None
    assert bare.next_run_date == quiet(client, thread, schedule="30 2 14 3 *", timezone="UTC").next_run_date
    assert [bare.next_run_date] == next_fire_times("30 2 14 3 *", zone=None, after=NOW, count=1)


@pytest.mark.parametrize(
    "schedule",
    [
        "@hourly",
        "*/7 * * * *",
        "0 0 29 2 *",
        "0 12 L * *",
        "0 9 * * 5#2",
        "0 9 1-7 * mon",
        "30 4 * * * 15",
        "0 9 1 1 * 0 2031",
    ],
)
@pytest.mark.filterwarnings("ignore::cronwright.ScheduleWarning")
def test_any_schedule_is_predicted(schedule: str, client: SyncClient, thread: str) -> None:
    """Steps, leap days, the last day, the nth weekday, seconds and years: the prediction is the server's."""
    before = datetime.now(UTC)
    cron = quiet(client, thread, schedule=schedule, timezone="America/New_York")
    after = datetime.now(UTC)
    predicted = {
        tuple(next_fire_times(schedule, zone="America/New_York", after=moment, count=1))
        for moment in (before, after)
    }
    assert (cron.next_run_date,) in predicted
