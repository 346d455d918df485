"""The first date and time at which a schedule's fields hold, on a clock that is never changed."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Sequence
from datetime import datetime, timedelta

from .cron_text import DAY, HOUR, MINUTE, MONTH, SECOND, WEEKDAY, YEAR, Field

YEARS_AHEAD = 50
"""How far ahead a time is looked for, as croniter does: to the end of that year."""


class NeverError(Exception):
    """No time within reach."""


def next_on_clock(fields: tuple[Field, ...], after: datetime) -> datetime:
    """The first time after `after` at which all fields hold; both without a zone. Raises NeverError."""
    to_the_second = len(fields) > SECOND
    start = after + timedelta(seconds=1 if to_the_second else 60)
    bound = (*start.timetuple()[:5], start.second if to_the_second else 0)
    years: Sequence[int] = range(start.year, start.year + YEARS_AHEAD + 1)
    if len(fields) > YEAR and not fields[YEAR].open:
        years = [year for year in years if year in fields[YEAR].values]
    months, hours, minutes = (fields[index].values for index in (MONTH, HOUR, MINUTE))
    # None: the days depend on the month.
    levels = (years, months, None, hours, minutes, fields[SECOND].values if to_the_second else (0,))

    def search(found: tuple[int, ...], on_bound: bool) -> tuple[int, ...] | None:
        level = len(found)
        if level == len(levels):
            return found
        values = levels[level]
        if values is None:
            values = _days(fields, *found)
        for value in values[bisect_left(values, bound[level]) :] if on_bound else values:
            if whole := search((*found, value), on_bound and value == bound[level]):
                return whole
        return None

    if (found := search((), True)) is None:
        raise NeverError
    year, month, day, hour, minute, second = found
    return datetime(year, month, day, hour, minute, second)


def _days(fields: tuple[Field, ...], year: int, month: int) -> Sequence[int]:
    """The days of a month on which both fields of days hold."""
    dates, weekdays = fields[DAY], fields[WEEKDAY]
    before, length = monthrange(year, month)  # so day d is weekday (before + d) % 7, from Sunday on
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
