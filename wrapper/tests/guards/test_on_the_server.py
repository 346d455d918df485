"""The guards say what the real server does. Every cron here is disabled, and deleted again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from cronwright.embedded import EmbeddedServer
from cronwright.errors import InvalidArgumentError
from cronwright.guards.schedule import next_fire_times, schedule_warnings
from cronwright.guards.timezone import zone_name
from cronwright.guards.values import MAX_DEPTH, to_json

Create = Callable[..., httpx.Response]

SCHEDULES = [
    *["* * * * *", "27 15 * * *", "*/5 9-17 * * mon-fri", "0 0 1,15 * *", "5-1 * * * *", "0 22-2 * * *"],
    *["0 0 * nov-feb *", "0 0 * * 5-1", "0 0 * * 0-7", "7-7 * * * *", "*/61 * * * *", "50/15 * * * *"],
    *["0 0 ? * *", "0 0 * * ?", "? * * * *", "0 0 L * *", "0 0 5-l * *", "0 0 l-5 * *", "0 0 * * L"],
    *["0 0 * * L5", "0 0 * * 5#2", "0 0 * * 5#6", "0 0 * * mon-fri#1", "0 0 * * 1-5#1", "0 0 * * 5#2,1"],
    *["0 0 15W * *", "0 0 15W,3 * *", "0 0 LW * *", "* * * * * *", "0 9 * * * 0", "0 9 * * * 0 *"],
    *["0 9 * * * 0 2020", "0 9 * * * 0 2099", "0 9 * * * 0 1969", "0 9 1 1 * 0 2030-2035", "0 0 31 2 *"],
    *["0 0 30 2 *", "0 0 31 2 1", "0 0 29 2 *", "0 0 1-7 * 1#2", "61 * * * *", "* 24 * * *", "* * 0 * *"],
    *[
        "* * * 13 *",
        "* * * * 8",
        "* * * foo *",
        "* * * january *",
        "*/0 * * * *",
        "-5 * * * *",
        "1,,2 * * * *",
    ],
    *["H * * * *", "h/5 * * * *", "@daily", "@Hourly", " @daily", "@reboot", "@every 5m", "@dayly", "", "  "],
    *["* * * *", "* * * * * * * *", "\n0 9\t* * *\n", "\u0663 * * * *", "0\u00a09 * * *", "0 9 * * *\x00"],
    *["*,5 * * * *", "1.5 * * * *", "1-2-3 * * * *", ",".join(map(str, range(60))) + " * * * *"],
]
ZONES = [
    *["UTC", "Europe/Paris", "US/Pacific", "EST", "Etc/GMT+2", "America/Argentina/Buenos_Aires", "utc"],
    *["america/new_york", "Europe/Pari", "EDT", "UTC+02:00", "+02:00", "", "/etc/passwd", "../etc/passwd"],
    *["Mars/Base", "Z", "America", "x" * 300],
]


@pytest.fixture(scope="module")
def http(agent_server: EmbeddedServer) -> Iterator[httpx.Client]:
    # The server drops a connection after a 500 without saying so.
    limits = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(base_url=agent_server.url, limits=limits, timeout=30) as client:
        yield client


@pytest.fixture
def create(http: httpx.Client) -> Iterator[Create]:
    """Ask the server for a disabled cron on a thread of this test; the thread goes, and takes it along."""
    thread_id = http.post("/threads", json={}).json()["thread_id"]

    def ask(**fields: Any) -> httpx.Response:
        body = {"assistant_id": "agent", "schedule": "0 9 * * *", "input": {}, "enabled": False, **fields}
        return http.post(f"/threads/{thread_id}/runs/crons", json=body)

    yield ask
    assert http.delete(f"/threads/{thread_id}").status_code == 204


def _passes(guard: Callable[[], object]) -> bool:
    try:
        guard()
    except InvalidArgumentError:
        return False
    return True


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_schedule_passes_here_if_the_server_takes_it(schedule: str, create: Create) -> None:
    """422 is what it refuses, 400 what it finds no date for."""
    answer = create(schedule=schedule)
    assert answer.status_code in (200, 400, 422)
    assert _passes(lambda: schedule_warnings(schedule, zone=None)) == (answer.status_code == 200)
    if answer.status_code == 200:
        cron = answer.json()
        assert cron["schedule"] == schedule
        after = datetime.fromisoformat(cron["created_at"])
        (expected,) = next_fire_times(schedule, zone=None, after=after, count=1)
        assert datetime.fromisoformat(cron["next_run_date"]) == expected


def test_the_server_takes_what_is_random(create: Create) -> None:
    """So the guard has to refuse it."""
    assert create(schedule="R * * * *").status_code == 200
    assert not _passes(lambda: schedule_warnings("R * * * *", zone=None))


@pytest.mark.parametrize("zone", ZONES, ids=lambda zone: zone[:40])
def test_a_zone_passes_here_if_the_server_takes_it(zone: str, create: Create) -> None:
    """A region and a long name even make it answer 500."""
    assert _passes(lambda: zone_name(zone)) == (create(timezone=zone).status_code == 200)


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Dublin", "Australia/Lord_Howe"])
def test_clock_changes_of_next_year_are_the_servers(zone: str, create: Create) -> None:
    """The quarters of an hour around each change: `next_run_date` is what was predicted."""
    for day in _clock_changes(zone, datetime.now(UTC).year + 1):
        for hour, minute in [(0, 45), (1, 15), (1, 45), (2, 15), (2, 45), (3, 15)]:
            schedule = f"{minute} {hour} {day.day} {day.month} * 0 {day.year}"
            cron = create(schedule=schedule, timezone=zone).json()
            after = datetime.fromisoformat(cron["created_at"])
            times = next_fire_times(schedule, zone=zone, after=after, count=3)
            assert [datetime.fromisoformat(cron["next_run_date"])] == times[:1]


def test_a_cron_whose_years_end_runs_at_every_tick_afterwards(http: httpx.Client) -> None:
    """The reason of the warning: once its last time has passed, the server does not find another."""
    thread_id = http.post("/threads", json={}).json()["thread_id"]
    at = datetime.now(UTC) + timedelta(seconds=4)
    body = {
        "assistant_id": "agent",
        "schedule": f"{at.minute} {at.hour} {at.day} {at.month} * {at.second} {at.year}",
        "input": {},
        "multitask_strategy": "enqueue",
    }
    try:
        cron = http.post(f"/threads/{thread_id}/runs/crons", json=body).json()
        assert datetime.fromisoformat(cron["next_run_date"]) == at.replace(microsecond=0)
        runs, until = 0, datetime.now(UTC) + timedelta(seconds=20)
        while runs < 3 and datetime.now(UTC) < until:
            time.sleep(0.2)
            runs = len(http.get(f"/threads/{thread_id}/runs").json())
        assert runs >= 3
        assert http.get(f"/runs/crons/{cron['cron_id']}").json()["next_run_date"] == cron["next_run_date"]
    finally:
        http.delete(f"/threads/{thread_id}")


@pytest.mark.parametrize("place", ["input", "metadata", "context"])
def test_the_deepest_value_that_passes_can_be_read_back(
    place: str, create: Create, http: httpx.Client
) -> None:
    """What nests deeper is stored, and then fails every search that meets it."""
    value: dict[str, Any] = {}
    for _ in range(MAX_DEPTH - 1):
        value = {"a": value}
    cron = create(**{place: to_json(value, place)}).json()
    search = http.post("/runs/crons/search", json={"thread_id": cron["thread_id"]})
    assert [found["cron_id"] for found in search.json()] == [cron["cron_id"]]
    assert not _passes(lambda: to_json({"a": value}, place))


def _clock_changes(zone: str, year: int) -> list[datetime]:
    """The days of a year on which the clock of a zone is changed."""
    start = datetime(year, 1, 1, tzinfo=ZoneInfo(zone))
    days = [start + timedelta(days=count) for count in range(365)]
    return [day for day in days if day.utcoffset() != (day + timedelta(days=1)).utcoffset()]
