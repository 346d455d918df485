"""An update changes what was sent and nothing else; what cannot be cleared has a way out that works."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from cronwright import UNSET, Cron, InvalidArgumentError, NotFoundError, SyncClient
from cronwright.cron_rules import _WAY_OUT

from .made import quiet

HOOK = "https://10.0.0.1/hook"
# Before each update every field has a value of its own, so that a default that travels is seen.
BEFORE: dict[str, Any] = {
    "schedule": "0 9 * * *",
    "input": {"before": 1},
    "metadata": {"name": "before", "deep": {"a": 1, "b": 2}},
    "config": {"tags": ["before"], "recursion_limit": 7},
    "context": {"before": 1},
    "webhook": HOOK,
    "interrupt_before": ["prepare"],
    "interrupt_after": "*",
    "multitask_strategy": "rollback",
    "end_time": datetime(2031, 1, 1, tzinfo=UTC),
    "timezone": "Asia/Tokyo",
    "stream_mode": ["updates"],
    "stream_subgraphs": True,
    "stream_resumable": True,
    "durability": "sync",
}
# field, what is given, what is then stored, which columns of the cron change with it
UPDATES: list[tuple[str, Any, Any, set[str]]] = [
    ("schedule", "5 10 * * *", "5 10 * * *", {"schedule", "next_run_date"}),
    ("end_time", datetime(2032, 1, 1, tzinfo=UTC), "2032-01-01T00:00:00+00:00", {"end_time"}),
    ("end_time", None, None, {"end_time"}),
    ("input", {"after": 1}, {"after": 1}, set()),
    ("input", [{"after": 1}], [{"after": 1}], set()),
    ("metadata", {"new": 1}, {**BEFORE["metadata"], "new": 1}, {"metadata"}),
    ("metadata", {"deep": {"c": 3}}, {"name": "before", "deep": {"c": 3}}, {"metadata"}),
    ("metadata", {"name": None}, {"name": None, "deep": {"a": 1, "b": 2}}, {"metadata"}),
    ("config", {"recursion_limit": 9}, {"recursion_limit": 9}, set()),
    ("context", {"after": 1}, {"after": 1}, set()),
    ("webhook", "https://10.0.0.2/", "https://10.0.0.2/", set()),
    ("interrupt_before", "*", "*", set()),
    ("interrupt_after", ["answer"], ["answer"], set()),
    ("on_run_completed", "keep", "keep", {"on_run_completed"}),
    ("multitask_strategy", "reject", "reject", set()),
    ("enabled", True, True, {"enabled"}),
    ("timezone", "Europe/Berlin", "Europe/Berlin", {"timezone", "next_run_date"}),
    ("stream_mode", "values", "values", set()),
    ("stream_subgraphs", False, False, set()),
    ("stream_resumable", False, False, set()),
    ("durability", "exit", "exit", set()),
]
# field, what its way out says, what the payload then holds
WAYS_OUT: list[tuple[str, dict[str, Any], Any]] = [
    ("schedule", {"enabled": False}, BEFORE["schedule"]),
    ("input", {"input": {}}, {}),
    ("config", {"config": {}}, {}),
    ("context", {"context": {}}, {}),
    ("interrupt_before", {"interrupt_before": []}, []),
    ("interrupt_after", {"interrupt_after": []}, []),
    ("on_run_completed", {"on_run_completed": "delete"}, "delete"),
    ("multitask_strategy", {"multitask_strategy": "enqueue"}, "enqueue"),
    ("enabled", {"enabled": False}, False),
    ("timezone", {"timezone": "UTC"}, "UTC"),
    ("stream_mode", {"stream_mode": ["values"]}, ["values"]),
    ("stream_subgraphs", {"stream_subgraphs": False}, False),
    ("stream_resumable", {"stream_resumable": False}, False),
    ("durability", {"durability": "async"}, "async"),
]


def _payload(cron: Cron, **changed: Any) -> dict[str, Any]:
    """The payload, its config without the cron's own id, which the server puts there each time."""
    payload = {**cron.payload, **changed}
    config: Mapping[str, Any] = payload["config"]
    configurable = {k: v for k, v in config.get("configurable", {}).items() if k != "cron_id"}
    rest = {k: v for k, v in config.items() if k != "configurable"}
    payload["config"] = {**rest, **({"configurable": configurable} if configurable else {})}
    return payload


def _none(field: str) -> dict[str, Any]:
    return {field: None}


@pytest.mark.parametrize(
    ("field", "given", "stored", "columns"), UPDATES, ids=[f"{u[0]}-{str(u[1])[:12]}" for u in UPDATES]
)
def test_only_what_was_sent_changes(
    field: str, given: Any, stored: Any, columns: set[str], client: SyncClient, thread: str
) -> None:
    """Every other field of the cron and of its payload stays exactly as it was."""
    fields = dict(BEFORE)
    if (field, given) == ("enabled", True):
        del fields["end_time"]  # an enabled cron with one stops the development server's scheduler (D28)
    before = quiet(client, thread, **fields)
    answer = client.crons.update(before.cron_id, **{field: given})
    after = client.crons.get(before.cron_id)
    client.crons.delete(before.cron_id)
    assert after == answer
    changed = {name for name in before if name != "payload" and before[name] != after[name]}
    assert changed == {*columns, "updated_at"}
    for column in columns - {"next_run_date"}:
        assert after[column] == stored
    # metadata is merged in the column that runs copy; the payload holds what was given last.
    held = given if field == "metadata" else stored
    assert _payload(after) == _payload(before, **{field: held})
    assert after.payload["config"]["configurable"]["cron_id"] == after.cron_id


def test_every_field_is_tried() -> None:
    """The table names each field that can be updated; all but end_time are refused as None."""
    assert {update[0] for update in UPDATES} == {*_WAY_OUT, "end_time"}


@pytest.mark.parametrize(("field", "way", "stored"), WAYS_OUT, ids=[way[0] for way in WAYS_OUT])
def test_a_way_out_does_what_it_says(
    field: str, way: dict[str, Any], stored: Any, client: SyncClient, thread: str
) -> None:
    """None is refused with a way out in words, and that call is accepted and has this effect."""
    cron = quiet(client, thread, **BEFORE)
    with pytest.raises(InvalidArgumentError) as caught:
        client.crons.update(cron.cron_id, **_none(field))
    ((name, value),) = way.items()
    said = f'"{value}"' if isinstance(value, str) else repr(value).replace("'", '"')
    assert f"{name}={said}" in str(caught.value)
    assert client.crons.get(cron.cron_id) == cron
    after = client.crons.update(cron.cron_id, **way)
    assert _payload(after)[field] == stored


def test_the_ways_out_that_are_no_update(client: SyncClient, thread: str) -> None:
    """A webhook goes, and keys of metadata go, only with the cron: what is created anew has neither."""
    cron = quiet(client, thread, **BEFORE)
    for field in sorted(set(_WAY_OUT) - {way[0] for way in WAYS_OUT}):
        with pytest.raises(InvalidArgumentError, match=r"create the cron anew|create it again"):
            client.crons.update(cron.cron_id, **_none(field))
    client.crons.update(cron.cron_id, metadata={})
    assert client.crons.get(cron.cron_id).metadata == BEFORE["metadata"]
    client.crons.delete(cron.cron_id)
    again = quiet(client, thread, **{k: v for k, v in BEFORE.items() if k not in ("webhook", "metadata")})
    assert again.metadata == {}
    assert not {"webhook", "metadata"} & set(again.payload)


def test_the_server_refuses_the_same_nulls(raw: httpx.Client, client: SyncClient, thread: str) -> None:
    """What the wrapper refuses to clear the server refuses too, and stores nothing of it.

    All but `multitask_strategy`, which the server's document does not know for an update.
    """
    cron = quiet(client, thread, **BEFORE)
    answers = {
        field: raw.patch(f"/runs/crons/{cron.cron_id}", json={field: None}).status_code
        for field in _WAY_OUT
        if field != "multitask_strategy"
    }
    assert answers == dict.fromkeys(answers, 422)
    assert client.crons.get(cron.cron_id) == cron
    assert raw.patch(f"/runs/crons/{cron.cron_id}", json={"multitask_strategy": None}).status_code == 200
    assert raw.patch(f"/runs/crons/{cron.cron_id}", json={"end_time": None}).status_code == 200


def test_several_fields_at_once(client: SyncClient, thread: str) -> None:
    """Fields travel together, and UNSET is the same as not given."""
    cron = quiet(client, thread, **BEFORE)
    after = client.crons.update(
        cron.cron_id, end_time=None, durability="exit", input={}, webhook=UNSET, timezone=UNSET
    )
    assert after.end_time is None
    assert _payload(after) == _payload(cron, end_time=None, durability="exit", input={})


def test_an_empty_update_sends_nothing(client: SyncClient, thread: str) -> None:
    """The server would refuse it with a 400; here it does not leave the house."""
    cron = quiet(client, thread)
    with pytest.raises(InvalidArgumentError, match="nothing to update"):
        client.crons.update(cron.cron_id)
    with pytest.raises(InvalidArgumentError, match="nothing to update"):
        client.crons.update(cron.cron_id, webhook=UNSET)


def test_a_schedule_that_never_fires_is_not_stored(client: SyncClient, thread: str) -> None:
    """The server answers 400 and stores it all the same (facts D26), so it must not be sent."""
    cron = quiet(client, thread)
    with pytest.raises(InvalidArgumentError, match="never fires"):
        client.crons.update(cron.cron_id, schedule="0 0 31 2 *")
    assert client.crons.get(cron.cron_id) == cron


def test_a_deleted_cron_cannot_be_updated(client: SyncClient, thread: str) -> None:
    """Deleted is deleted: get, update and delete are a NotFoundError from then on."""
    cron = quiet(client, thread)
    client.crons.delete(cron.cron_id)
    for call in (
        lambda: client.crons.get(cron.cron_id),
        lambda: client.crons.update(cron.cron_id, enabled=False),
        lambda: client.crons.delete(cron.cron_id),
    ):
        with pytest.raises(NotFoundError):
            call()
