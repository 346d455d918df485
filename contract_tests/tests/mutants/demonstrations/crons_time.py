"""Crons that are due or fire at another time, seen by hand."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mutants.crons import time as times

from .api import Api, Demonstrations

FIRING_SECONDS = 3.5  # the scheduler looks once a second
ZONE = ZoneInfo("America/New_York")


def due(api: Api, schedule: str, timezone: str = "UTC") -> datetime:
    """When a new cron is due, in its own time zone."""
    cron = api.cron(schedule=schedule, timezone=timezone)
    return datetime.fromisoformat(cron["next_run_date"]).astimezone(ZoneInfo(timezone))


def off_across_dst(api: Api) -> bool:
    """Of two schedules, one in summer and one in winter, one is always across a change."""
    return {due(api, f"0 12 10 {month} *", ZONE.key).hour for month in (1, 7)} != {12}


def weekday_is_missed(api: Api) -> bool:
    """The 1st of a month, or any Monday: more than a week away only if both are needed."""
    now = datetime.now(UTC)
    return any((due(api, f"0 0 {day} * {day % 7}") - now).days > 7 for day in range(1, 8))


def is_the_one_after(api: Api) -> bool:
    return (due(api, "0 0 * * *") - datetime.now(UTC)).days > 0


def survives_patch(api: Api) -> bool:
    cron = api.cron()
    return bool(api.patch(cron, schedule="0 0 1 1 *").json()["next_run_date"] == cron["next_run_date"])


def runs(api: Api, thread: str) -> int:
    return len(api.get(f"/threads/{thread}/runs?limit=100"))


def every_second(api: Api) -> tuple[str, dict[str, Any]]:
    thread = api.thread()
    return thread, api.cron(thread=thread, schedule="* * * * * *", enabled=True, input={"messages": []})


def never_fires(api: Api) -> bool:
    thread, cron = every_second(api)
    assert cron["enabled"] is True
    time.sleep(FIRING_SECONDS)
    fired = runs(api, thread)
    api.delete(cron)
    return fired == 0


def disabled_fires(api: Api) -> bool:
    thread, cron = every_second(api)
    assert api.patch(cron, enabled=False).json()["enabled"] is False
    time.sleep(1.5)  # what was under way
    before = runs(api, thread)
    time.sleep(FIRING_SECONDS)
    after = runs(api, thread)
    api("DELETE", f"/threads/{thread}")
    return after > before


def deleted_fires(api: Api) -> bool:
    thread, cron = every_second(api)
    assert api.delete(cron).status_code == 204
    assert api.reading(cron) == 404
    assert api.found(thread_id=thread) == []
    assert api.count(thread_id=thread) == 0
    time.sleep(1.5)
    before = runs(api, thread)
    time.sleep(FIRING_SECONDS)
    after = runs(api, thread)
    api("DELETE", f"/threads/{thread}")
    return after > before


TIMES: Demonstrations = {
    times.NextRunIsAnHourOffAcrossDst: off_across_dst,
    times.NextRunIgnoresTimezone: lambda api: due(api, "0 12 10 1 *", "Asia/Tokyo").hour != 12,
    times.NextRunSkipsLeapDays: lambda api: due(api, "0 0 29 2 *").day != 29,
    times.NextRunMovesMonthEnd: lambda api: due(api, "0 0 31 4-6 *").day != 31,
    times.NextRunNeedsBothDays: weekday_is_missed,
    times.NextRunIsTheOneAfter: is_the_one_after,
    times.NextRunSurvivesPatch: survives_patch,
    times.NeverFires: never_fires,
    times.DisabledStillFires: disabled_fires,
    times.DeletedStillFires: deleted_fires,
}
