"""What a cron must look like: made from what was written, and compared with what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from cronwright_contract.calendar_oracle import next_fire

Row = Mapping[str, Any]
"""A cron, as an answer shows it."""

COMPARED = (
    "cron_id",
    "assistant_id",
    "thread_id",
    "schedule",
    "timezone",
    "enabled",
    "end_time",
    "metadata",
    "payload",
    "on_run_completed",
    "created_at",
    "updated_at",
    "next_run_date",
    "user_id",
)
_MOMENTS = frozenset({"end_time", "created_at", "updated_at", "next_run_date"})
STAMPS = ("updated_at", "next_run_date")
"""What a write sets by the server's own clock."""


def written(body: Row, shown: Row, *, thread_id: str | None, assistant_id: str) -> dict[str, Any]:
    """The cron that a create with this body makes; what the server alone knows is taken from `shown`."""
    config = dict(body.get("config", {}))
    config["configurable"] = {**config.get("configurable", {}), "cron_id": shown.get("cron_id")}
    return {
        **{name: shown.get(name) for name in ("cron_id", "created_at", "user_id", *STAMPS)},
        "assistant_id": assistant_id,
        "thread_id": thread_id,
        "schedule": body["schedule"],
        "timezone": body.get("timezone"),
        "enabled": body.get("enabled", True),
        "end_time": body.get("end_time"),
        "metadata": body.get("metadata", {}),
        "payload": {**body, "assistant_id": assistant_id, "config": config},
        "on_run_completed": None if thread_id else body.get("on_run_completed", "delete"),
    }


def changed(row: Row, body: Row, shown: Row) -> dict[str, Any]:
    """The cron after a PATCH: metadata is merged, all else replaced, and of the payload what was sent.

    `updated_at` is taken from `shown`, and `next_run_date` where the PATCH says when it is.
    """
    config = dict(body.get("config", row["payload"]["config"]))
    config["configurable"] = {**config.get("configurable", {}), "cron_id": row["cron_id"]}
    columns = ("schedule", "timezone", "enabled", "end_time", "on_run_completed")
    moved = STAMPS if {"schedule", "timezone"} & body.keys() else ("updated_at",)
    return {
        **row,
        **{name: body[name] for name in columns if name in body},
        **{name: shown.get(name) for name in moved},
        "metadata": {**row["metadata"], **body.get("metadata", {})},
        "payload": {**row["payload"], **body, "config": config},
    }


def differences(row: Row, shown: Row, fields: Iterable[str] = COMPARED) -> Iterator[tuple[str, str]]:
    """Each field that is not shown as it is, with what was expected and what came."""
    for name in fields:
        want, got = row[name], shown.get(name)
        if name in _MOMENTS:
            agree = moment(want) == moment(got) if want and got else want == got
        else:
            agree = same(want, got)
        if not agree:
            yield name, f"{name} is {got!r}, expected {want!r}"[:500]


def same(left: Any, right: Any) -> bool:
    """Whether two JSON values are equal; true is not 1, and 1 is 1.0."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


def moment(text: Any) -> datetime | None:
    """The moment that a text names; None where it names none."""
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found if found.utcoffset() is not None else None


def due(row: Row, now: datetime) -> datetime | None:
    """When a cron runs next after `now`, by the calendar; None where the schedule is not for it to read."""
    try:
        return next_fire(row["schedule"], row["timezone"], now)
    except ValueError:
        return None


def fits(row: Row, query: Row) -> bool:
    """Whether a search or a count with these filters finds the cron."""
    return all(
        row[name] == query[name] for name in ("thread_id", "assistant_id", "enabled") if name in query
    ) and (contains(row["metadata"], query.get("metadata", {})))


def contains(whole: Any, part: Any) -> bool:
    """Whether metadata holds what a filter asks for, at any depth."""
    if isinstance(part, Mapping):
        return isinstance(whole, Mapping) and all(
            key in whole and contains(whole[key], value) for key, value in part.items()
        )
    return same(whole, part)


def sort_key(row: Row, field: str) -> Any:
    """What a search by this field goes by; None where the cron has none."""
    value = row.get(field)
    return moment(value) if field in _MOMENTS and value is not None else value
