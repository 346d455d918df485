"""When a schedule fires next in a time zone, by the rule of the server's croniter 7.

What looks odd here is odd there: tests/guards/test_schedule_rule.py asks both.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from .cron_clock import NeverError, next_on_clock
from .cron_text import DAY, HOUR, WEEKDAY, Field

_MINUTE = timedelta(minutes=1)

Fields = tuple[Field, ...]


def times_after(schedule: Fields, after: datetime, zone: tzinfo) -> Iterator[datetime]:
    """Each next time after the one before, in UTC; `after` is aware.

    Ends where there is none within 50 years, and at the ends of the calendar.
    """
    ways = _ways(schedule)
    with suppress(NeverError, ValueError, OverflowError):
        while True:
            after = _next(ways, after.astimezone(zone)).astimezone(UTC)
            yield after


def _ways(schedule: Fields) -> list[Fields]:
    """Two where day of month and day of week are both given, as either will do; else one."""
    if schedule[DAY].open or schedule[WEEKDAY].open:
        return [schedule]
    return [
        tuple(replace(field, open=True) if place == index else field for place, field in enumerate(schedule))
        for index in (DAY, WEEKDAY)
    ]


def _next(ways: list[Fields], now: datetime) -> datetime:
    found = []
    for way in ways:
        try:
            found.append(_time(way, now))
        except NeverError:
            # One may never come if the other does; but # and W are in both ways, and bind both.
            if way[DAY].nearest or way[WEEKDAY].nth:
                raise
    if not found:
        raise NeverError
    # By the clock on the wall: in an hour that is repeated that may be the later one.
    return min(found, key=lambda time: time.replace(tzinfo=None))


def _time(way: Fields, now: datetime) -> datetime:
    """The first time after `now`; both are aware, and of one zone."""
    here = now.replace(tzinfo=None)
    time, exists = _placed(next_on_clock(way, here), now)
    if not exists and (way[HOUR].open or not _is_later(time, now)):
        # What the clock skips is made up for at the end of the gap, but not what comes every hour.
        while not exists:
            time, exists = _placed(next_on_clock(way, time.replace(tzinfo=None) - _MINUTE), now)
    shift = _offset(time) - _offset(now)
    if not shift:
        return time
    # The clock is changed before that: look as well from what it would show now if it had been.
    other, exists = _placed(next_on_clock(way, here + shift), now)
    return other if exists and _is_later(other, now) and _is_later(time, other) else time


def _placed(clock: datetime, now: datetime) -> tuple[datetime, bool]:
    """A time of the clock in the zone of `now`, and whether it exists there; if not, the end of the gap.

    Of two with the same time of the clock it is the first after `now`.
    """
    time = clock.replace(tzinfo=now.tzinfo)
    if not (exists := _exists(time)):
        while not _exists(time):
            time += _MINUTE
    elif _offset(again := time.replace(fold=1)) != _offset(time) and not _is_later(time, now):
        time = again
    return time, exists


def _exists(time: datetime) -> bool:
    back = time.astimezone(UTC).astimezone(time.tzinfo)
    return back.replace(tzinfo=None) == time.replace(tzinfo=None)


def _is_later(one: datetime, other: datetime) -> bool:
    # Within one zone Python compares the clocks, not the moments.
    return one.astimezone(UTC) > other.astimezone(UTC)


def _offset(time: datetime) -> timedelta:
    offset = time.utcoffset()
    assert offset is not None
    return offset
