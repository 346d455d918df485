"""When a schedule fires next, by the rule of the server's croniter 7, changes of the clock included."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from .cron_text import DAY, HOUR, MINUTE, MONTH, SECOND, WEEKDAY, YEAR, Field

# So far ahead is looked for a time, and no further: to the end of that year.
YEARS_AHEAD = 50
_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)

Fields = tuple[Field, ...]


class NeverError(ValueError):
    """No time within reach."""


def times_after(schedule: Fields, after: datetime) -> Iterator[datetime]:
    """Each next time after the one before, in the zone of `after`, which is aware.

    Raises NeverError where there is no next one, and ValueError or OverflowError at an end of the calendar.
    """
    ways = _ways(schedule)
    while True:
        after = _next(ways, after)
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
            # One day may never come if the other does, but # and W stay in both ways.
            if len(ways) == 1 or way[DAY].nearest or way[WEEKDAY].nth:
                raise
    if not found:
        raise NeverError
    # By the clock on the wall: what is earlier is later where an hour is repeated.
    return min(found, key=lambda time: time.replace(tzinfo=None))


def _time(way: Fields, now: datetime) -> datetime:
    """The first time after `now`; both are aware, and of one zone."""
    here = now.replace(tzinfo=None)
    clock = _on_the_clock(way, here)
    time, exists = _placed(clock, now)
    if not exists and (way[HOUR].open or not _is_later(time, now)):
        # What is skipped is made up for at the end of the gap, but for what comes every hour.
        while not exists:
            clock = _on_the_clock(way, time.replace(tzinfo=None) - _MINUTE)
            time, exists = _placed(clock, now)
    shift = _offset(time) - _offset(now)
    if not shift:
        return time
    # Between the two the clock was changed: look from where it would have been.
    other, exists = _placed(_on_the_clock(way, here + shift), now)
    return other if exists and _is_later(other, now) and _is_later(time, other) else time


def _placed(clock: datetime, now: datetime) -> tuple[datetime, bool]:
    """A time of the clock in the zone of `now`, and whether it exists there; if not, the end of the gap.

    Of the two that a repeated hour has, the first one after `now`.
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


def _on_the_clock(way: Fields, after: datetime) -> datetime:
    """The first time after `after` at which all fields hold; both without a zone."""
    to_the_second = len(way) > SECOND
    start = after + (_SECOND if to_the_second else _MINUTE)
    bound = (*start.timetuple()[:5], start.second if to_the_second else 0)
    years: Sequence[int] = range(start.year, start.year + YEARS_AHEAD + 1)
    if len(way) > YEAR and not way[YEAR].open:
        years = [year for year in years if year in way[YEAR].values]
    months, hours, minutes = (way[index].values for index in (MONTH, HOUR, MINUTE))
    levels = (years, months, None, hours, minutes, way[SECOND].values if to_the_second else (0,))

    def search(found: tuple[int, ...], on_bound: bool) -> tuple[int, ...] | None:
        level = len(found)
        if level == len(levels):
            return found
        values = levels[level]
        if values is None:
            values = _days(way, *found)
        for value in values[bisect_left(values, bound[level]) :] if on_bound else values:
            if whole := search((*found, value), on_bound and value == bound[level]):
                return whole
        return None

    if (found := search((), True)) is None:
        raise NeverError
    year, month, day, hour, minute, second = found
    return datetime(year, month, day, hour, minute, second)


def _days(way: Fields, year: int, month: int) -> Sequence[int]:
    """The days of a month on which both fields of days hold."""
    dates, weekdays = way[DAY], way[WEEKDAY]
    before, length = monthrange(year, month)  # the weekday of day d is (before + d) % 7, from Sunday on
    days: Sequence[int] = range(1, length + 1)
    if dates.nearest:
        days = [_working_day(dates.values[0], before, length)]
    elif not dates.open:
        days = [day for day in days if day in dates.values or (dates.last and day == length)]
    if nth := weekdays.nth:
        return [
            day
            for day in days
            if ((before + day) % 7, (day + 6) // 7) in nth
            or (day + 7 > length and ((before + day) % 7, -1) in nth)
        ]
    if not weekdays.open:
        return [day for day in days if (before + day) % 7 in weekdays.values]
    return days


def _working_day(day: int, before: int, length: int) -> int:
    """The day from Monday to Friday that is nearest, within the month."""
    day = min(day, length)
    match (before + day) % 7:
        case 6:
            return day - 1 if day > 1 else day + 2
        case 0:
            return day + 1 if day < length else day - 2
        case _:
            return day
