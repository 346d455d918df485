"""Which crons may fire within a day, whichever way a server reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cronwright.guards.schedule import next_fire_times
from cronwright_contract.wire.firing import CronState, fires_soon, is_due_soon

FAR = "0 0 29 2 *"


def in_days(days: float) -> str:
    due = datetime.now(UTC) + timedelta(days=days)
    return f"{due.minute} {due.hour} {due.day} {due.month} *"


@pytest.mark.parametrize(
    "schedule",
    [
        "* * * * *",
        "0 9 * * *",
        "@hourly",
        "@every 5m",
        "@reboot",
        "R R * * *",
        "H H * * *",
        "? * * * *",
        "TZ=Asia/Tokyo * * * * *",
        "* * * * * *",
        "0 0 9 * * *",
        in_days(0.5),
        "*/1," * 1000 + "*/1 * * * *",
    ],
)
def test_what_may_be_soon(schedule: str) -> None:
    """Also what is random, what another engine than croniter reads, and what is too long to judge.

    Of `0 0 9 * * *` croniter makes the ninth of each month, Quartz every day.
    """
    assert fires_soon(schedule, None)


@pytest.mark.parametrize(
    "schedule", [FAR, "0 0 31 2 *", in_days(3), "nope", "", 5, None, ["* * * * *"], "61 * * * *"]
)
def test_what_is_far_or_nothing(schedule: Any) -> None:
    """Also what never fires, and what no engine reads."""
    assert not fires_soon(schedule, None)


def test_a_time_zone_that_a_server_may_drop_does_not_count() -> None:
    """Far in the cron's zone and near in UTC is near."""
    now = datetime.now(UTC)
    near = now + timedelta(hours=20)
    schedule = f"{near.minute} {near.hour} {near.day} {near.month} *"
    assert fires_soon(schedule, "Pacific/Kiritimati")
    assert fires_soon(schedule, "Pacific/Niue")
    assert fires_soon(schedule, "no/zone")
    assert fires_soon(schedule, 7)


@settings(max_examples=300, deadline=None)
@given(
    st.builds(
        lambda m, h, d, mo: f"{m} {h} {d} {mo} *",
        st.integers(0, 59),
        st.integers(0, 23),
        st.integers(1, 28),
        st.integers(1, 12),
    ),
    st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"]),
)
def test_what_fires_within_a_day_is_soon(schedule: str, zone: str) -> None:
    now = datetime.now(UTC)
    due = next_fire_times(schedule, zone=zone, after=now, count=1)[0]
    if due - now < timedelta(days=1):
        assert fires_soon(schedule, zone)


def created(**body: Any) -> CronState:
    return CronState.made_with({"schedule": FAR, **body})


def test_a_disabled_cron_may_have_any_schedule() -> None:
    assert created(schedule="* * * * *", enabled=False).fault() is None


@pytest.mark.parametrize("enabled", [True, None, 0, "false", "", []])
def test_only_false_disables(enabled: Any) -> None:
    assert created(schedule="* * * * *", enabled=enabled).fault() is not None


def test_what_says_nothing_is_enabled() -> None:
    assert CronState.made_with({"schedule": "* * * * *"}).fault() is not None


def test_an_end_goes_with_a_disabled_cron_alone() -> None:
    assert created(end_time="2090-01-01T00:00:00Z").fault() is not None
    assert created(end_time="2090-01-01T00:00:00Z", enabled=False).fault() is None
    assert created().fault({"end_time": "x"}) is not None
    assert created(end_time="x", enabled=False).fault({"enabled": True}) is not None
    assert created(end_time="x", enabled=False).fault({"end_time": None, "enabled": True}) is not None


def test_a_change_is_judged_with_what_stands() -> None:
    daily = created(schedule="0 9 * * *", enabled=False)
    assert daily.fault({"enabled": True}) is not None
    assert daily.fault({"metadata": {}}) is None
    assert daily.fault({"enabled": True, "schedule": FAR}) is None
    assert created().fault({"schedule": "0 9 * * *"}) is not None
    assert created().fault({"schedule": "0 9 * * *", "enabled": False}) is None


def test_a_schedule_that_may_be_refused_does_not_take_the_place_of_the_old_one() -> None:
    """A refused change may be half stored (D26)."""
    assert (
        created(schedule="0 9 * * *", enabled=False).fault({"enabled": True, "schedule": "nope"}) is not None
    )


def test_after_a_refused_change_both_states_count() -> None:
    cron = created(enabled=False)
    cron.changed({"schedule": "0 9 * * *", "timezone": "nope"}, taken=False)
    assert cron.fault({"enabled": True}) is not None
    cron.changed({"schedule": FAR}, taken=True)
    assert cron.fault({"enabled": True}) is None
    daily = created(schedule="0 9 * * *", enabled=False)
    daily.changed({"schedule": FAR, "timezone": 5}, taken=False)
    assert daily.fault({"enabled": True}) is not None


def test_what_the_server_shows_counts_as_well() -> None:
    """A server that ignores `enabled: false` shows so."""
    cron = created(enabled=False)
    cron.shown({"enabled": True})
    assert cron.fault({"schedule": "* * * * *"}) is not None


def test_due_soon_is_what_a_server_says() -> None:
    soon = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    assert is_due_soon({"enabled": True, "next_run_date": soon})
    assert is_due_soon({"next_run_date": soon.replace("+00:00", "Z")})
    assert is_due_soon({"next_run_date": soon.replace("+00:00", "")})
    assert not is_due_soon({"enabled": False, "next_run_date": soon})
    assert not is_due_soon({"next_run_date": (datetime.now(UTC) + timedelta(days=2)).isoformat()})
    assert not is_due_soon({"next_run_date": None})
