"""When a schedule fires next, computed from the calendar alone: a second opinion on `next_run_date`.

No line of it comes from croniter, by which the server and the wrapper compute the same. It takes five
fields of numbers, names, lists, ranges, steps and `L`; what croniter reads in a way of its own (`5-5`,
`#`, `W`) is refused here, so that no check draws it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

YEARS_AHEAD = 50
"""How far the search goes; no schedule without a year that ever fires needs more than eight."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_ITEM = re.compile(r"(?P<low>\*|\w+)(?:-(?P<high>\w+))?(?:/(?P<step>\d+))?", re.ASCII)
# No zone's clock is ever put on or back by more; a whole day at once (Samoa, 2011) is no clock's change.
_NEAR = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The values that each field allows; `last_day` is `L` among the days of month.

    An hour that is left open fires on the clock's own hours and is not made up for when one is skipped.
    """

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    last_day: bool

    @classmethod
    def parse(cls, text: str) -> Schedule:
        """Read five fields; ValueError for anything else."""
        fields = text.lower().split()
        if len(fields) != 5:
            raise ValueError(f"{text!r} has {len(fields)} fields")
        items = [part for part in fields[2].split(",") if part != "l"]
        minutes, hours, months, weekdays = (_values(index, fields[index]) for index in (0, 1, 3, 4))
        return cls(
            minutes=minutes,
            hours=hours,
            days=_values(2, ",".join(items)) if items else frozenset(),
            months=months,
            weekdays=frozenset(value % 7 for value in weekdays),
            last_day=len(items) < len(fields[2].split(",")),
        )

    @property
    def any_hour(self) -> bool:
        return len(self.hours) == 24

    def on(self, day: date) -> bool:
        """Whether it fires on this day: a day of month and a day of week, both given, mean either."""
        if day.month not in self.months:
            return False
        last = day.day == calendar.monthrange(day.year, day.month)[1]
        of_month = day.day in self.days or (self.last_day and last)
        of_week = day.isoweekday() % 7 in self.weekdays
        if len(self.days) == 31 or len(self.weekdays) == 7:
            return of_month and of_week
        return of_month or of_week


def next_fire(schedule: str, zone: str | None, after: datetime) -> datetime:
    """The first moment after `after` at which a schedule fires in a zone (None: UTC), in UTC.

    A time that the clock repeats fires twice. One that it skips fires when the clock goes on, unless every
    hour is allowed: then the next hour comes anyway. ValueError where it never fires.
    """
    plan, clock = Schedule.parse(schedule), UTC if zone is None else ZoneInfo(zone)
    start = after.astimezone(clock).replace(tzinfo=None)
    best: datetime | None = None
    for wall in _walls(plan, start - _NEAR):
        if best is not None and wall > best.astimezone(clock).replace(tzinfo=None) + _NEAR:
            break
        for moment in _moments(wall, clock, plan):
            if moment > after and (best is None or moment < best):
                best = moment
        if best is not None and _steady(wall, clock):
            break
    if best is None:
        raise ValueError(f"{schedule!r} never fires")
    return best


def transitions(zone: str, after: datetime, days: int) -> list[datetime]:
    """The moments in so many days at which a zone's clock is put on or back, in UTC."""
    clock = ZoneInfo(zone)
    found = []
    for number in range(days):
        low, high = after + timedelta(days=number), after + timedelta(days=number + 1)
        if low.astimezone(clock).utcoffset() != high.astimezone(clock).utcoffset():
            found.append(_turn(clock, low, high))
    return found


def _walls(plan: Schedule, start: datetime) -> Iterator[datetime]:
    """What a clock on the wall shows when it fires, from `start` on, without a zone."""
    day, last = start.date(), start.year + YEARS_AHEAD
    hours, minutes = sorted(plan.hours), sorted(plan.minutes)
    while day.year <= last:
        if plan.on(day):
            for hour in hours:
                for minute in minutes:
                    wall = datetime(day.year, day.month, day.day, hour, minute)
                    if wall >= start:
                        yield wall
        day += timedelta(days=1)


def _moments(wall: datetime, clock: tzinfo, plan: Schedule) -> Iterator[datetime]:
    """The moments at which the clock shows `wall`: one, two, or that at which it skips it."""
    earlier, later = (wall.replace(tzinfo=clock, fold=fold).astimezone(UTC) for fold in (0, 1))
    shown = [moment for moment in (earlier, later) if moment.astimezone(clock).replace(tzinfo=None) == wall]
    if shown:
        yield from dict.fromkeys(shown)
    elif not plan.any_hour:
        yield _turn(clock, min(earlier, later), max(earlier, later))


def _turn(clock: tzinfo, low: datetime, high: datetime) -> datetime:
    """When the clock is changed between two moments, by halves, to the second."""
    before = low.astimezone(clock).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if middle.astimezone(clock).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def _steady(wall: datetime, clock: tzinfo) -> bool:
    """Whether the clock is not changed near `wall`, so that nothing can come before it."""
    around = (wall - _NEAR, wall, wall + _NEAR)
    return len({moment.replace(tzinfo=clock).utcoffset() for moment in around}) == 1


def _values(index: int, text: str) -> frozenset[int]:
    low, high = _RANGES[index]
    found: set[int] = set()
    for item in text.split(","):
        match = _ITEM.fullmatch(item)
        if match is None:
            raise ValueError(f"{item!r} is not read here")
        first, last, step = match["low"], match["high"], int(match["step"] or 1)
        if first == "*":
            begin, end = low, min(high, 6) if index == 4 else high
        else:
            begin = _number(index, first)
            end = high if last is None and match["step"] else begin if last is None else _number(index, last)
        if not low <= begin <= end <= high or (last is not None and begin == end) or not step:
            raise ValueError(f"{item!r} is not read here")
        found.update(range(begin, end + 1, step))
    if (
        index in (2, 4)
        and text != "*"
        and len({value % 7 if index == 4 else value for value in found}) >= (31 if index == 2 else 7)
    ):
        # croniter takes it for a day that is given, and so ORs it with the other one.
        raise ValueError(f"{text!r} is not read here: say *")
    return frozenset(found)


def _number(index: int, text: str) -> int:
    names = {3: _MONTHS, 4: _WEEKDAYS}.get(index, ())
    return names.index(text) + (index == 3) if text in names else int(text)
