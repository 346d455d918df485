"""What to draw for the arguments of the wrapper's methods, by the names of their parameters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, get_args
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from agent_server_api import models
from cronwright.thread_states import StateField

Strategy = st.SearchStrategy[Any]


def strategies(method: str) -> Mapping[str, Strategy]:
    """What to draw for each parameter of a method."""
    resource = method.partition(".")[0]
    return {**_common(), **_OF_RESOURCE.get(resource, {}), **_OF_METHOD.get(method, {})}


def _choice(literal: Any) -> Strategy:
    return st.sampled_from(get_args(literal))


def _several(literal: Any) -> Strategy:
    return st.lists(_choice(literal), max_size=3)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
NAME = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
)
JSON = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2), max_leaves=4
)
OBJECT = st.dictionaries(TEXT, JSON, max_size=3)
ID = st.uuids() | st.uuids().map(str)
# Schedules that fire, of each form that the server takes.
SCHEDULE = st.one_of(
    st.tuples(st.integers(0, 59), st.integers(0, 23)).map(lambda at: f"{at[0]} {at[1]} * * *"),
    st.sampled_from(
        ["@daily", "*/5 * * * *", "0 9-17/2 * * mon-fri", "0 0 29 2 *", "0 0 L * *", "15 3 * jan,jul 0"]
    ),
)
ZONE = st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata", ZoneInfo("Europe/Berlin"), UTC])
NODES = st.just("*") | st.lists(TEXT, max_size=2)
# After the first fire of each of the schedules.
END = st.integers(2 * 10**8, 10**9).map(lambda seconds: datetime.now(UTC) + timedelta(seconds=seconds + 60))
CONFIG = st.fixed_dictionaries(
    {}, optional={"tags": st.lists(TEXT, max_size=2), "recursion_limit": st.integers(1, 100)}
)


NAMES = st.lists(NAME, max_size=2)
LABEL = st.text(st.characters(codec="ascii", exclude_characters=".\x00"), min_size=1, max_size=4)
MINUTES = st.integers(1, 10**5) | st.floats(0.5, 10**5)
CHECKPOINT = st.fixed_dictionaries(
    {}, optional={"thread_id": ID.map(str), "checkpoint_id": st.none() | ID.map(str), "checkpoint_ns": TEXT}
)
COMMAND = st.fixed_dictionaries(
    {}, optional={"resume": JSON, "update": OBJECT, "goto": NAME | st.lists(NAME, max_size=2)}
)
UPDATE = st.fixed_dictionaries({"as_node": TEXT}, optional={"values": OBJECT, "command": COMMAND})


@cache
def _common() -> Mapping[str, Strategy]:
    flag = st.booleans()
    return {
        "thread_id": ID,
        "cron_id": ID,
        "run_id": ID,
        "assistant_id": ID | NAME,
        "schedule": SCHEDULE,
        "input": OBJECT | st.lists(OBJECT, max_size=2),
        "metadata": OBJECT,
        "config": CONFIG,
        "context": OBJECT,
        "checkpoint_during": flag,
        "interrupt_before": NODES,
        "interrupt_after": NODES,
        "webhook": st.sampled_from(["https://example.com/hook?a=b", "http://10.0.0.1"]),
        "on_run_completed": _choice(models.OnCompletion),
        "multitask_strategy": _choice(models.MultitaskStrategy),
        "end_time": END,
        "enabled": flag,
        "timezone": ZONE,
        "stream_mode": _choice(models.StreamMode) | _several(models.StreamMode),
        "stream_subgraphs": flag,
        "stream_resumable": flag,
        "durability": _choice(models.Durability),
        "limit": st.integers(1, 1000),
        "offset": st.integers(0, 10**6),
        "page_size": st.integers(2, 1000),
        "sort_order": _choice(models.SortOrder),
        "if_exists": _choice(models.IfExists),
        "graph_id": TEXT,
        "name": TEXT,
        "checkpoint": CHECKPOINT,
        "checkpoint_id": ID.map(str),
        "subgraphs": flag,
        "ttl": MINUTES | st.fixed_dictionaries({"ttl": MINUTES, "strategy": _choice(models.PruneStrategy)}),
        "headers": st.sampled_from([{}, {"x-trace": "1"}]),
        # Parameters beyond the contract are the caller's own affair.
        "params": st.just({}),
        "timeout": st.sampled_from([1, 2.5, (1, 2)]),
        "max_retries": st.just(0),
        "idempotent": flag,
    }


# Parameters of runs alone, and of what starts them.
def _of_runs() -> Mapping[str, Strategy]:
    flag = st.booleans()
    return {
        "status": _choice(models.RunStatus),
        "select": _several(models.RunSelect),
        "command": COMMAND,
        "feedback_keys": NAMES,
        "if_not_exists": _choice(models.IfNotExists),
        "on_completion": _choice(models.OnCompletion),
        "on_disconnect": _choice(models.OnDisconnect),
        "after_seconds": st.integers(0, 100) | st.floats(0, 100),
        "langsmith_tracing": st.fixed_dictionaries(
            {}, optional={"project_name": TEXT, "example_id": ID.map(str)}
        ),
        "on_run_created": st.just(lambda _run: None),
        "strict_resume": st.just(True),
        "raise_error": flag,
        "version": st.sampled_from(["v1", "v2"]),
        "payloads": st.lists(
            st.fixed_dictionaries(
                {"assistant_id": ID | NAME}, optional={"input": OBJECT, "metadata": OBJECT}
            ),
            min_size=1,
            max_size=2,
        ),
        "cancel_on_disconnect": flag,
        "last_event_id": st.from_regex(r"[0-9]{1,13}-[0-9]", fullmatch=True),
        "wait": flag,
        "action": _choice(models.CancelAction),
        "run_ids": st.lists(ID, max_size=2),
    }


_OF_RESOURCE: Mapping[str, Mapping[str, Strategy]] = {
    "a2a": {
        "assistant_id": ID,
        # A text would get an id of its own each time.
        "message": st.fixed_dictionaries(
            {
                "role": st.sampled_from(["user", "agent"]),
                "parts": st.lists(st.fixed_dictionaries({"kind": st.just("text"), "text": TEXT}), max_size=2),
                "messageId": ID.map(str),
            }
        ),
        "context_id": ID,
        "task_id": TEXT,
        "history_length": st.integers(0, 10),
    },
    "assistants": {
        "assistant_id": ID,
        "sort_by": _choice(models.AssistantSortBy),
        "select": _several(models.AssistantSelect),
        "graph_id": NAME,
        "description": TEXT,
        "delete_threads": st.booleans(),
        "response_format": st.sampled_from(["array", "object"]),
        "xray": st.booleans() | st.integers(1, 5),
        "namespace": LABEL.filter(lambda label: label.isalnum()),
        "recurse": st.booleans(),
        "version": st.integers(1, 10),
    },
    "client": {"check_db": st.booleans(), "format": _choice(models.MetricsFormat)},
    "crons": {"sort_by": _choice(models.CronSortBy), "select": _several(models.CronSelect)},
    "mcp": {"method": NAME, "arguments": OBJECT, "cursor": TEXT},
    "runs": _of_runs(),
    "store": {
        "namespace": st.lists(LABEL, min_size=1, max_size=3),
        "namespace_prefix": st.lists(LABEL, max_size=2),
        "prefix": st.lists(LABEL, max_size=2),
        "suffix": st.lists(LABEL, max_size=2),
        "key": NAME,
        "value": OBJECT,
        "index": st.just(False) | NAMES,
        "ttl": MINUTES,
        "refresh_ttl": st.booleans(),
        "filter": OBJECT,
        "query": TEXT,
        "max_depth": st.integers(1, 5),
    },
    "threads": {
        "status": _choice(models.ThreadStatus),
        "sort_by": _choice(models.ThreadSortBy),
        "supersteps": st.lists(st.fixed_dictionaries({"updates": st.lists(UPDATE, max_size=2)}), max_size=2),
        "include": st.just(["ttl"]),
        "return_minimal": st.booleans(),
        "values": OBJECT,
        "ids": st.lists(ID, max_size=2),
        "extract": st.dictionaries(NAME, TEXT, max_size=2),
        "thread_ids": st.lists(ID, max_size=2),
        "strategy": _choice(models.PruneStrategy),
        "as_node": TEXT,
        "before": ID.map(str) | CHECKPOINT.filter(lambda checkpoint: checkpoint.get("checkpoint_id")),
        "stream_mode": _choice(models.ThreadStreamMode) | _several(models.ThreadStreamMode),
        "last_event_id": st.from_regex(r"[0-9]{1,13}-[0-9]", fullmatch=True),
    },
}
_FILTER = {"assistant_id": ID}
_ANY_THREAD = {"thread_id": st.none() | ID}
_OF_METHOD: Mapping[str, Mapping[str, Strategy]] = {
    "crons.search": _FILTER,
    "crons.iterate": _FILTER,
    "crons.count": _FILTER,
    "crons.update": {"end_time": st.none() | END},
    "runs.cancel_many": {"status": _choice(models.CancelStatus)},
    "runs.create": _ANY_THREAD,
    "runs.stream": _ANY_THREAD,
    "runs.wait": _ANY_THREAD,
    "mcp.call_tool": {"name": NAME},
    "threads.get_history": {"select": _several(StateField)},
    "threads.get_state": {"select": _several(StateField)},
    "threads.search": {"select": _several(models.ThreadSelect)},
    "threads.update_state": {"values": st.none() | OBJECT | st.lists(OBJECT, max_size=2)},
}
