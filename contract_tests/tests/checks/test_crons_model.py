"""The model of a cron, by which the checks judge what is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from cronwright_contract.checks.crons_model import (
    changed,
    contains,
    differences,
    due,
    fits,
    moment,
    same,
    sort_key,
    written,
)
from cronwright_contract.checks.crons_seen import Seen

AT = "2026-11-24T03:00:00.5+00:00"
BODY: dict[str, Any] = {
    "assistant_id": "agent",
    "schedule": "0 9 * * *",
    "enabled": False,
    "metadata": {"a": 1},
    "config": {"tags": ["x"]},
}
SHOWN = {"cron_id": "c", "created_at": AT, "updated_at": AT, "next_run_date": "2026-11-24T09:00:00+00:00"}
ROW = written(BODY, SHOWN, thread_id="t", assistant_id="a")
CONFIG = {"tags": ["x"], "configurable": {"cron_id": "c"}}


def test_a_cron_of_a_thread() -> None:
    """The payload is the request with two ids put in; the rest of what was sent stands beside it."""
    assert ROW["payload"] == {**BODY, "assistant_id": "a", "config": CONFIG}
    assert (ROW["thread_id"], ROW["assistant_id"], ROW["on_run_completed"]) == ("t", "a", None)
    assert (ROW["timezone"], ROW["end_time"], ROW["enabled"]) == (None, None, False)


def test_a_cron_on_its_own() -> None:
    """What was not sent is as the contract's defaults have it."""
    row = written({"assistant_id": "agent", "schedule": "@daily"}, SHOWN, thread_id=None, assistant_id="a")
    assert (row["on_run_completed"], row["enabled"], row["metadata"]) == ("delete", True, {})
    assert row["payload"]["config"] == {"configurable": {"cron_id": "c"}}


def test_a_change_merges_metadata_and_replaces_the_rest() -> None:
    """In the cron; in its payload, what was sent replaces what was there."""
    later = {**SHOWN, "updated_at": "2026-11-24T04:00:00+00:00", "next_run_date": "2030-01-01T00:00:00+00:00"}
    row = changed(ROW, {"metadata": {"b": 2}, "config": {}, "end_time": None}, later)
    assert row["metadata"] == {"a": 1, "b": 2}
    assert row["payload"]["metadata"] == {"b": 2}
    assert row["payload"]["config"] == {"configurable": {"cron_id": "c"}}
    assert (row["updated_at"], row["created_at"]) == (later["updated_at"], AT)
    assert row["next_run_date"] == SHOWN["next_run_date"]


@pytest.mark.parametrize("change", [{"schedule": "@hourly"}, {"timezone": "Asia/Tokyo"}])
def test_a_change_of_the_time_moves_the_next_run(change: dict[str, str]) -> None:
    """And nothing else does."""
    later = {**SHOWN, "next_run_date": "2030-01-01T00:00:00+00:00"}
    assert changed(ROW, change, later)["next_run_date"] == later["next_run_date"]


def test_differences() -> None:
    """By value, and moments by what they mean."""
    assert not list(differences(ROW, {**ROW, "created_at": "2026-11-24T04:00:00.5+01:00", "new": 1}))
    found = dict(differences(ROW, {**ROW, "created_at": "2026-11-24T03:00:00.5+01:00", "enabled": 0}))
    assert found.keys() == {"created_at", "enabled"}
    assert "expected False" in found["enabled"]
    assert dict(differences(ROW, {**ROW, "end_time": AT})).keys() == {"end_time"}


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (None, False, False),
        ([1, {"a": None}], [1.0, {"a": None}], True),
        ([1, 2], [2, 1], False),
        ({"a": 1}, {"a": 1, "b": 1}, False),
        ([], {}, False),
        ("1", 1, False),
    ],
)
def test_same(left: Any, right: Any, equal: bool) -> None:
    """JSON's equality, not Python's."""
    assert same(left, right) is equal


@pytest.mark.parametrize(
    ("query", "does"),
    [
        ({}, True),
        ({"thread_id": "t", "assistant_id": "a", "enabled": False, "metadata": {"a": 1}}, True),
        ({"thread_id": "u"}, False),
        ({"assistant_id": "b"}, False),
        ({"enabled": True}, False),
        ({"metadata": {"a": 2}}, False),
        ({"metadata": {"b": None}}, False),
        ({"limit": 1, "sort_by": "cron_id"}, True),
    ],
)
def test_fits(query: dict[str, Any], does: bool) -> None:
    """A filter is all that a query says of the cron."""
    assert fits(ROW, query) is does


def test_contains_at_any_depth() -> None:
    """As a filter by metadata does."""
    whole = {"a": {"b": 1, "c": [1, 2]}, "d": None}
    assert contains(whole, {"a": {"c": [1, 2]}})
    assert not contains(whole, {"a": {"c": [1]}})
    assert not contains(whole, {"a": {"b": {"c": 1}}})
    assert contains(whole, {"d": None})


def test_moments() -> None:
    """A text without an offset names no moment."""
    assert moment("2026-11-24T03:00:00") is None
    assert moment("soon") is None
    assert moment(None) is None
    assert moment("2026-11-24T03:00:00Z") == datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert sort_key(ROW, "created_at") == moment(AT)
    assert sort_key(ROW, "end_time") is None
    assert sort_key(ROW, "thread_id") == "t"


def test_due() -> None:
    """By the calendar, or not at all where the schedule is not for it to read."""
    now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert due(ROW, now) == datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert due({**ROW, "timezone": "Asia/Tokyo"}, now) == datetime(2026, 11, 25, 0, tzinfo=UTC)
    assert due({**ROW, "schedule": "@daily"}, now) is None


def test_what_a_deployment_adds_is_let_pass() -> None:
    """An owner in each cron's metadata, as the first one showed it; anything else is what was not written."""
    seen = Seen()
    seen.learn({"a": 1}, {"a": 1, "owner": "me"})
    seen.learn({}, {"other": 1})
    payload = {"metadata": {"a": 1, "owner": "me"}}
    plain = {"cron_id": "c", "metadata": {"a": 1}, "payload": {"metadata": {"a": 1}}}
    assert seen.plain({"cron_id": "c", "metadata": {"a": 1, "owner": "me"}, "payload": payload}) == plain
    assert seen.plain({"metadata": {"owner": "you"}}) == {"metadata": {"owner": "you"}}
    assert seen.plain({"metadata": {"a": 1, "other": 1}}) == {"metadata": {"a": 1, "other": 1}}
    assert seen.plain({"cron_id": "c"}) == {"cron_id": "c"}
    assert Seen().plain(plain) == plain
