"""Each parameter of `create_for_thread` and `create` reaches the stored cron, and nothing else does."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
import pytest
import pytz
from dateutil import tz

from agent_server_api.models import Durability, MultitaskStrategy, OnCompletion, StreamMode
from cronwright import SyncClient, get_sync_client
from cronwright.embedded import EmbeddedServer
from cronwright.options import Options

NEW_YEAR = datetime(2031, 1, 1, 12, tzinfo=ZoneInfo("America/New_York"))
# A host that needs no name server; the crons are disabled, so nothing is sent to it.
HOOK = "https://10.0.0.1/hook?token=1"


class Case(NamedTuple):
    """What is given for a parameter, and what then stands under which names in the stored cron."""

    parameter: str
    given: Any
    payload: dict[str, Any]
    columns: dict[str, Any]


def case(parameter: str, given: Any, stored: Any, *columns: str, name: str = "", label: str = "") -> Any:
    written = Case(parameter, given, {name or parameter: stored}, dict.fromkeys(columns, stored))
    return pytest.param(
        written, id=f"{parameter}-{label or re.sub('[^a-zA-Z0-9,*]+', '_', repr(given))[:30]}"
    )


def same(parameter: str, *values: Any) -> list[Any]:
    return [case(parameter, value, value) for value in values]


BOTH = [
    case("schedule", "27 15 * * *", "27 15 * * *", "schedule"),
    case("schedule", "@daily", "@daily", "schedule"),
    case("schedule", "*/15 9-17 * jan mon-fri 30", "*/15 9-17 * jan mon-fri 30", "schedule"),
    *same("input", {"messages": [{"role": "user", "content": "hello!"}]}, [{"a": 1}, {"b": None}], {}),
    case(
        "metadata", {"name": "my_run", "deep": {"n": [1]}}, {"name": "my_run", "deep": {"n": [1]}}, "metadata"
    ),
    *same("config", {"tags": ["a", "b"], "recursion_limit": 7, "configurable": {"model": "m"}}, {}),
    *same("context", {"model_name": "openai", "deep": {"list": [1, {"two": 2}]}}),
    case("checkpoint_during", True, "async", name="durability"),
    case("checkpoint_during", False, "exit", name="durability"),
    *same("interrupt_before", "*", ["prepare"], ["prepare", "answer"]),
    *same("interrupt_after", "*", ["prepare"], ["prepare", "answer"]),
    *same("webhook", HOOK),
    *same("multitask_strategy", *get_args(MultitaskStrategy)),
    case("end_time", NEW_YEAR, "2031-01-01T17:00:00+00:00", "end_time"),
    case("enabled", False, False, "enabled"),
    case("enabled", True, True, "enabled"),
    case("timezone", "America/New_York", "America/New_York", "timezone", label="name"),
    case("timezone", ZoneInfo("Asia/Tokyo"), "Asia/Tokyo", "timezone", label="zoneinfo"),
    case("timezone", timezone.utc, "UTC", "timezone", label="utc"),  # noqa: UP017 - by its old name
    case("timezone", pytz.timezone("Europe/Berlin"), "Europe/Berlin", "timezone", label="pytz"),
    case("timezone", tz.gettz("Europe/Paris"), "Europe/Paris", "timezone", label="dateutil"),
    *same("stream_mode", *get_args(StreamMode), ["values", "updates"], list(get_args(StreamMode))),
    *same("stream_subgraphs", True, False),
    *same("stream_resumable", True, False),
    *same("durability", *get_args(Durability)),
]
STATELESS = [
    case("on_run_completed", choice, choice, "on_run_completed") for choice in get_args(OnCompletion)
]
# Parameters with a test of their own below.
ELSEWHERE = {"thread_id", "assistant_id", *Options.__annotations__}


@pytest.fixture
def stateless(raw: httpx.Client) -> Iterator[list[str]]:
    """The ids of crons without a thread that are deleted after the test."""
    made: list[str] = []
    yield made
    for cron_id in made:
        raw.delete(f"/runs/crons/{cron_id}").raise_for_status()


# An hour ahead or more: an enabled cron must not fire during the test.
def _far() -> str:
    return f"0 {(datetime.now(UTC) + timedelta(hours=3)).hour} * * *"


def _fields(parameter: str, value: Any) -> dict[str, Any]:
    return {"schedule": _far(), "input": {}, "enabled": False, parameter: value}


def _stored(case: Case, given: dict[str, Any], assistant: str, cron_id: str) -> dict[str, Any]:
    """The whole payload that the server must hold: what was given and what it adds itself."""
    expected = {**given, "assistant_id": assistant, **case.payload}
    if case.parameter not in case.payload:
        del expected[case.parameter]
    config = dict(expected.get("config", {}))
    config["configurable"] = {**config.get("configurable", {}), "cron_id": cron_id}
    return {**expected, "config": config}


@pytest.mark.filterwarnings("ignore:checkpoint_during is deprecated:DeprecationWarning")
@pytest.mark.parametrize("case", BOTH)
def test_a_thread_cron_holds_what_was_given(
    case: Case, client: SyncClient, thread: str, assistant: str
) -> None:
    """The stored payload is what was given, no field more and no field less; so are the cron's columns."""
    given = _fields(case.parameter, case.given)
    made = client.crons.create_for_thread(thread, "agent", **given)
    cron = client.crons.get(made.cron_id)
    assert cron == made
    assert cron.payload == _stored(case, given, assistant, cron.cron_id)
    assert {name: cron[name] for name in case.columns} == case.columns
    assert (cron.thread_id, cron.assistant_id) == (thread, assistant)


@pytest.mark.filterwarnings("ignore:checkpoint_during is deprecated:DeprecationWarning")
@pytest.mark.parametrize("case", [*BOTH, *STATELESS])
def test_a_stateless_cron_holds_what_was_given(
    case: Case, client: SyncClient, assistant: str, stateless: list[str]
) -> None:
    """`create` stores the same, without a thread, and `on_run_completed` besides."""
    given = _fields(case.parameter, case.given)
    made = client.crons.create("agent", **given)
    stateless.append(made.cron_id)
    cron = client.crons.get(made.cron_id)
    assert cron == made
    assert cron.payload == _stored(case, given, assistant, cron.cron_id)
    assert {name: cron[name] for name in case.columns} == case.columns
    assert (cron.thread_id, cron.assistant_id) == (None, assistant)


def test_the_table_covers_every_parameter(agent_server: EmbeddedServer) -> None:
    """A parameter that is added to the signature must be added to the table."""
    tried = {parameters.values[0].parameter for parameters in BOTH} | ELSEWHERE
    with get_sync_client(url=agent_server.url) as client:
        assert set(inspect.signature(client.crons.create_for_thread).parameters) == tried
        also = {*tried, "on_run_completed"} - {"thread_id"}
        assert set(inspect.signature(client.crons.create).parameters) == also


def test_ids_may_be_uuids_and_graphs_names(client: SyncClient, thread: str, assistant: str) -> None:
    """A thread and an assistant are named by text or UUID, an assistant by its graph's name too."""
    for thread_id in (thread, UUID(thread)):
        for assistant_id in ("agent", assistant, UUID(assistant)):
            cron = client.crons.create_for_thread(
                thread_id, assistant_id, schedule="@daily", input={}, enabled=False
            )
            assert (cron.thread_id, cron.assistant_id) == (thread, assistant)
