"""A schedule, judged before it is sent, by the rule of the server: croniter's.

The server asks `croniter.is_valid`, then looks for the next date from now, in the cron's zone
(`langgraph_api.utils.next_cron_date`); so does this file, and adds what the server keeps silent.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from cronwright.errors import InvalidArgumentError

from .schedule_faults import DAY, FIELDS, MONTH, SECOND, YEAR, alone, fields_of, number_of, shown, why_refused
from .timezone import zone_name
from .warn import warn

if TYPE_CHECKING:
    from datetime import tzinfo

# Twice what a schedule takes that spells out every minute, hour, day, month, weekday, second and
# year. The server sets no bound, but 400 kB of `*/1,` keep its event loop for two seconds.
MAX_LENGTH = 2_500
# croniter gives up after as many years without a match; the server does not ask for more.
_YEARS_AHEAD = 50
_RANDOM = re.compile(r"r(\([0-9]+-[0-9]+\))?(/[0-9]+)?", re.IGNORECASE)


class ScheduleWarning(UserWarning):
    """A schedule that the server takes, and that does something else than it seems to say."""


def check_schedule(schedule: str, *, zone: str | None, now: datetime | None = None) -> str:
    """The schedule to send, unchanged: the server stores what it is sent.

    `zone` is the cron's IANA zone, None for UTC. Raises InvalidArgumentError for what the server
    refuses, what never fires from `now` on, and what is random; warns of `schedule_warnings`.
    """
    for text in schedule_warnings(schedule, zone=zone, now=now):
        warn(text, ScheduleWarning)
    return schedule


def schedule_warnings(schedule: str, *, zone: str | None, now: datetime | None = None) -> list[str]:
    """What the server does with a schedule that its owner may not expect; raises as `check_schedule`.

    Told of: more than one run a minute, years that end, `9-9`, a step beyond its range.
    """
    _readable(schedule)
    now = datetime.now(UTC) if now is None else now
    if not _fires(schedule, zone, now):
        raise InvalidArgumentError(f"schedule {shown(schedule)} never fires: {_why_never(schedule, now)}")
    return [f"schedule {shown(schedule)}: {text}" for text in _surprises(schedule)]


def next_fire_times(schedule: str, *, zone: str | None, after: datetime, count: int) -> list[datetime]:
    """Up to `count` moments after `after` at which the server will fire, aware and in UTC.

    By the server's rule: a time that the clock of `zone` skips fires when it goes on, one that it
    repeats fires twice. Fewer where the schedule ends. The server fires at its next tick, up to
    5 seconds later, and merges what it missed. Raises InvalidArgumentError.
    """
    _readable(schedule)
    if after.utcoffset() is None:
        raise InvalidArgumentError("after must be an aware datetime, for example datetime.now(UTC)")
    from croniter import croniter

    clock = _clock(zone)
    found: list[datetime] = []
    with suppress(ValueError, OverflowError):  # no date within reach, or an end of the calendar
        times = croniter(schedule, after.astimezone(clock))
        while len(found) < count:
            found.append(times.get_next(datetime).astimezone(UTC))
    return found


def _fires(schedule: str, zone: str | None, now: datetime) -> bool:
    # Without a year, what fires once fires for ever: there is no need to look again.
    if len(fields_of(schedule)) <= YEAR:
        return _ever_fires(schedule, zone)
    return bool(next_fire_times(schedule, zone=zone, after=now, count=1))


@lru_cache(maxsize=256)
def _ever_fires(schedule: str, zone: str | None) -> bool:
    return bool(next_fire_times(schedule, zone=zone, after=datetime.now(UTC), count=1))


def _readable(schedule: str) -> None:
    """Raise for what croniter refuses, and for what it draws by chance."""
    if not isinstance(schedule, str):
        raise InvalidArgumentError(
            f"schedule must be a str such as '27 15 * * *', not {type(schedule).__name__}"
        )
    if len(schedule) > MAX_LENGTH:
        raise InvalidArgumentError(
            f"schedule has {len(schedule)} characters; any schedule fits into {MAX_LENGTH}"
        )
    if fault := _fault(schedule):
        raise InvalidArgumentError(f"schedule {shown(schedule)}: {fault}")


# What a text says does not change with the clock, and the same few are sent again and again.
@lru_cache(maxsize=256)
def _fault(schedule: str) -> str | None:
    from croniter import croniter

    if not croniter.is_valid(schedule):
        return why_refused(schedule, croniter.is_valid)
    for index, text in enumerate(fields_of(schedule)):
        if _RANDOM.fullmatch(text):
            name = f"{FIELDS[index]} {shown(text)}"
            return f"{name} is random: the server draws a new value after each run; write a number"
    return None


@lru_cache(maxsize=256)
def _surprises(schedule: str) -> tuple[str, ...]:
    fields = fields_of(schedule)
    items = [(index, item) for index, text in enumerate(fields) for item in dict.fromkeys(text.split(","))]
    # A word such as @daily is one field, with nothing in it to misread.
    misread = [_misread(index, item) for index, item in items] if len(fields) > 1 else []
    return (*_often(fields), *_ending(fields), *filter(None, misread))


def _clock(zone: str | None) -> tzinfo:
    if zone is None:
        return UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(zone_name(zone))


def _values(index: int, text: str) -> list[int]:
    """The numbers that one field stands for; empty where it stands for all, or for L."""
    from croniter import croniter

    expanded, _ = croniter.expand(alone(index, text))
    # `*,0` is expanded to both, and matches everything.
    return [] if "*" in expanded[index] else [value for value in expanded[index] if isinstance(value, int)]


def _why_never(schedule: str, now: datetime) -> str:
    from croniter import croniter

    fields = fields_of(schedule)
    if len(fields) > YEAR and (years := _values(YEAR, fields[YEAR])):
        if max(years) < now.year:
            return f"year {max(years)} is past"
        ahead = min((year for year in years if year >= now.year), default=max(years))
        if ahead > now.year + _YEARS_AHEAD:
            return f"year {ahead} is more than {_YEARS_AHEAD} years ahead, further than the server looks"
    if not croniter.is_valid(schedule, strict=True):
        return f"day of month {fields[DAY]} does not occur in month {fields[MONTH]}"
    return "no date has the day of month, the day of week and the month that it asks for"


def _often(fields: list[str]) -> list[str]:
    if len(fields) <= SECOND or len(_values(SECOND, fields[SECOND])) == 1:
        return []
    text = (
        "it fires more than once a minute: the sixth field is the second, and it has more than one value; "
        "the server looks for what is due every 5 seconds by default"
    )
    # Quartz and Spring write the second first; croniter reads it last.
    turned = " ".join([*fields[1:6], fields[0], *fields[6:]])
    if fields[0].isdecimal() and fields[SECOND] == "*":
        text += f"; if the second was meant to stand first, write {shown(turned)}"
    return [text]


def _ending(fields: list[str]) -> list[str]:
    # Measured on 0.16.7: after the last date the scheduler finds no next one, keeps the old one,
    # and so starts a run at every tick, without end.
    if len(fields) <= YEAR or not (years := _values(YEAR, fields[YEAR])):
        return []
    text = (
        f"it ends with the year {max(years)}: after its last time the server may start a run every few "
        "seconds, until the cron is disabled or deleted; set end_time, not a year"
    )
    return [text]


def _misread(index: int, item: str) -> str | None:
    """A range of one value, which croniter widens to all; a step that leaves one value."""
    name = FIELDS[index]
    bounds, _, step = item.partition("/")
    low, _, high = bounds.partition("-")
    if high and number_of(index, low) == number_of(index, high) is not None:
        return f"{name} {shown(item)} is read as every {name}; for one value write {shown(low)}"
    if step and len(values := _values(index, item)) == 1:
        return f"{name} {shown(item)} is {name} {values[0]} alone: no step fits its range"
    return None
