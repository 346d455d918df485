"""A schedule, judged before it is sent, by the rule of the server: croniter's.

The server asks `croniter.is_valid`, then looks for the next date from now, in the cron's zone
(`langgraph_api.utils.next_cron_date`); so does this file, by an engine of our own that does the
same (`cron_text.py`, `cron_times.py`), and adds what the server keeps silent.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from cronwright.errors import InvalidArgumentError

from .cron_clock import YEARS_AHEAD
from .cron_text import DAY, KINDS, MONTH, SECOND, YEAR, Field, fields_of, read_field, read_schedule
from .cron_times import times_after
from .schedule_faults import number_of, shown, why_refused
from .timezone import zone_name
from .warn import warn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

# Twice what a schedule takes that spells out every minute, hour, day, month, weekday, second and
# year. The server sets no bound, but 400 kB of `*/1,` keep its event loop for two seconds.
MAX_LENGTH = 2_500


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
    times = times_after(read_schedule(schedule), after, _clock(zone))
    return list(islice(times, max(count, 0)))


def _fires(schedule: str, zone: str | None, now: datetime) -> bool:
    # Without a year, what fires once fires for ever: there is no need to look again.
    if len(read_schedule(schedule)) <= YEAR:
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
    try:
        fields = read_schedule(schedule)
    except ValueError:
        return why_refused(schedule)
    drawn = next((index for index, field in enumerate(fields) if field.drawn), None)
    if drawn is None:
        return None
    name = f"{KINDS[drawn].name} {shown(fields_of(schedule)[drawn])}"
    return f"{name} is random: the server draws a new value after each run; write a number"


@lru_cache(maxsize=256)
def _surprises(schedule: str) -> tuple[str, ...]:
    fields, texts = read_schedule(schedule), fields_of(schedule)
    items = [(index, item) for index, text in enumerate(texts) for item in dict.fromkeys(text.split(","))]
    # A word such as @daily is one field, with nothing in it to misread.
    misread = [_misread(index, item) for index, item in items] if len(texts) > 1 else []
    return (*_often(fields, texts), *_ending(fields), *filter(None, misread))


def _clock(zone: str | None) -> tzinfo:
    if zone is None:
        return UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(zone_name(zone))


def _why_never(schedule: str, now: datetime) -> str:
    fields, texts = read_schedule(schedule), fields_of(schedule)
    years = _years(fields)
    if years:
        if max(years) < now.year:
            return f"year {max(years)} is past"
        ahead = min((year for year in years if year >= now.year), default=max(years))
        if ahead > now.year + YEARS_AHEAD:
            return f"year {ahead} is more than {YEARS_AHEAD} years ahead, further than the server looks"
    days, months = fields[DAY], fields[MONTH]
    # Without years a leap year is among them.
    longest = max(monthrange(year, month)[1] for year in years or (2000,) for month in months.values)
    if not (days.last or days.nearest) and min(days.values) > longest:
        return f"day of month {texts[DAY]} does not occur in month {texts[MONTH]}"
    return "no date has the day of month, the day of week and the month that it asks for"


def _years(fields: tuple[Field, ...]) -> Sequence[int]:
    """The years in which alone it fires; empty where it names none."""
    return () if len(fields) <= YEAR or fields[YEAR].open else fields[YEAR].values


def _often(fields: tuple[Field, ...], texts: list[str]) -> list[str]:
    if len(fields) <= SECOND or len(fields[SECOND].values) == 1:
        return []
    text = (
        "it fires more than once a minute: the sixth field is the second, and it has more than one value; "
        "the server looks for what is due every 5 seconds by default"
    )
    # Quartz and Spring write the second first; croniter reads it last.
    turned = " ".join([*texts[1:6], texts[0], *texts[6:]])
    if texts[0].isdecimal() and texts[SECOND] == "*":
        text += f"; if the second was meant to stand first, write {shown(turned)}"
    return [text]


def _ending(fields: tuple[Field, ...]) -> list[str]:
    # Measured on 0.16.7: after the last date the scheduler finds no next one, keeps the old one,
    # and so starts a run at every tick, without end.
    if not (years := _years(fields)):
        return []
    text = (
        f"it ends with the year {max(years)}: after its last time the server may start a run every few "
        "seconds, until the cron is disabled or deleted; set end_time, not a year"
    )
    return [text]


def _misread(index: int, item: str) -> str | None:
    """A range of one value, which croniter widens to all; a step that leaves one value."""
    name = KINDS[index].name
    bounds, _, step = item.partition("/")
    low, _, high = bounds.partition("-")
    if high and number_of(index, low) == number_of(index, high) is not None:
        return f"{name} {shown(item)} is read as every {name}; for one value write {shown(low)}"
    if step and len(values := read_field(index, item.lower()).values) == 1:
        return f"{name} {shown(item)} is {name} {values[0]} alone: no step fits its range"
    return None
