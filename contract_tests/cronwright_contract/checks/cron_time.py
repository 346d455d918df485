"""`next_run_date` against a calendar of our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from cronwright_contract.calendar_oracle import next_fire, transitions
from cronwright_contract.check import check
from cronwright_contract.checks.crons_case import case, system_assistant
from cronwright_contract.checks.crons_seen import Seen
from cronwright_contract.hunt import Hunter

TURNING = (
    "America/New_York",
    "Europe/Berlin",
    "Australia/Sydney",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Europe/Dublin",
    "America/St_Johns",
    "America/Havana",
    "Pacific/Auckland",
)
"""Clocks that are put on and back: in both hemispheres, by an hour and by half of one."""
STEADY = ("UTC", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Pacific/Kiritimati", "America/Phoenix")
ZONES = st.sampled_from([*TURNING, *STEADY]) | st.none()

_TURN = st.integers(0, 1)
"""The next change of a zone's clock, or the one after; of a year has two."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


@st.composite
def fields(draw: st.DrawFn, low: int, high: int, names: tuple[str, ...] = ()) -> str:
    """One field: a value, a name, a range, a step or a list of such; not one that stands for all."""
    return ",".join(draw(st.lists(_items(low, high, names), min_size=1, max_size=2, unique=True)))


def _items(low: int, high: int, names: tuple[str, ...]) -> st.SearchStrategy[str]:
    middle = (low + high) // 2
    value = st.integers(low, high).map(str)
    spans = st.tuples(st.integers(low, middle - 1), st.integers(middle + 1, high - 1), st.integers(1, 3))
    kinds = [
        value,
        spans.map(lambda s: f"{s[0]}-{s[1]}/{s[2]}"),
        st.integers(2, middle - low).map("*/{}".format),
    ]
    return st.one_of(*kinds, *([st.sampled_from(names)] if names else []))


MINUTE, HOUR = fields(0, 59), fields(0, 23)
DAY = st.just("*") | fields(1, 31) | st.sampled_from(["L", "31", "30", "15,L", "1"])
MONTH = st.just("*") | fields(1, 12, _MONTHS)
WEEKDAY = st.just("*") | fields(0, 6, _WEEKDAYS)
ANY = st.builds("{} {} {} {} {}".format, MINUTE | st.just("*"), HOUR | st.just("*"), DAY, MONTH, WEEKDAY)
LEAP = st.builds("{} {} 29 {} *".format, MINUTE, HOUR, st.sampled_from(["2", "feb"]))
MONTH_END = st.builds("{} {} {} * *".format, MINUTE, HOUR, st.sampled_from(["31", "L", "30,L", "29-31"]))
BOTH_DAYS = st.builds("{} {} {} * {}".format, MINUTE, HOUR, fields(2, 28), fields(1, 6, _WEEKDAYS))


@lru_cache(maxsize=1024)
def fires(schedule: str) -> bool:
    """Whether it ever does: there is no February 30."""
    try:
        return bool(next_fire(schedule, None, datetime(2024, 1, 1, tzinfo=UTC)))
    except ValueError:
        return False


SCHEDULE: st.SearchStrategy[str] = st.one_of(ANY, LEAP, MONTH_END, BOTH_DAYS).filter(lambda text: fires(text))


@cache
def turns(zone: str) -> list[datetime]:
    """The next changes of a zone's clock, as its own time of day stands just before each."""
    clock = ZoneInfo(zone)
    return [
        (moment - timedelta(seconds=1)).astimezone(clock).replace(tzinfo=None) + timedelta(seconds=1)
        for moment in transitions(zone, datetime.now(UTC), 400)
    ]


def across(zone: str, turn: int, minutes: int, open_hour: bool) -> str:
    """A schedule of the day on which a clock is changed, so many minutes after (or before) it is."""
    found = turns(zone)
    wall = found[turn % len(found)] + timedelta(minutes=minutes)
    return f"{wall.minute} {'*' if open_hour else wall.hour} {wall.day} {wall.month} *"


@check("crons.next_run", "`next_run_date` is the schedule's next time in the cron's time zone")
def next_run(hunter: Hunter) -> None:
    ground, seen, graph = hunter.ground, Seen(), system_assistant(hunter.ground)

    def written(timing: dict[str, Any], change: dict[str, Any] | None = None) -> None:
        with case(ground, seen) as own:
            given = {"input": {}, "enabled": False, **timing}
            row = own.create(given, thread=None, assistant=ground.assistant, assistant_id=graph)
            own.read(row)
            if change:
                own.read(own.update(row, change))

    def across_a_change(zone: str, turn: int, minutes: int, open_hour: bool) -> None:
        written({"schedule": across(zone, turn, minutes, open_hour), "timezone": zone})

    def at_any_time(schedule: str, zone: str | None) -> None:
        written(_timing(schedule, zone))

    def patched(before: str, zone: str | None, change: dict[str, str]) -> None:
        written(_timing(before, zone), change)

    def patched_across(zone: str, other: str, turn: int, minutes: int) -> None:
        schedule = across(zone, turn, minutes, open_hour=False)
        written({"schedule": schedule, "timezone": other}, {"timezone": zone})
        written({"schedule": "0 0 * * *", "timezone": zone}, {"schedule": schedule})

    minutes = st.sampled_from([-61, -30, -1, 0, 1, 15, 29, 30, 45, 59, 60, 90, 180]) | st.integers(-90, 600)
    zone, change = (
        st.sampled_from(TURNING),
        st.fixed_dictionaries({"schedule": SCHEDULE})
        | st.fixed_dictionaries({"timezone": st.sampled_from([*TURNING, *STEADY])}),
    )
    works: list[tuple[Callable[..., None], int, dict[str, st.SearchStrategy[Any]]]] = [
        (across_a_change, 60, {"zone": zone, "turn": _TURN, "minutes": minutes, "open_hour": st.booleans()}),
        (at_any_time, 60, {"schedule": SCHEDULE, "zone": ZONES}),
        (patched, 30, {"before": SCHEDULE, "zone": ZONES, "change": change}),
        (patched_across, 15, {"zone": zone, "other": zone, "turn": _TURN, "minutes": minutes}),
    ]
    for body, examples, drawn in works:
        hunter.each(body, examples=examples, **drawn)


def _timing(schedule: str, zone: str | None) -> dict[str, str]:
    return {"schedule": schedule} if zone is None else {"schedule": schedule, "timezone": zone}
