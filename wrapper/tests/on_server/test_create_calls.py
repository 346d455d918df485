"""The whole call of the documentation, and what a caller adds to it or is told at its line."""

from __future__ import annotations

import asyncio
import inspect
import time
import warnings
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from cronwright import SyncClient, UnprocessableEntityError, get_client, get_sync_client
from cronwright.embedded import EmbeddedServer

from ..either import SHELLS, Shell

NEW_YEAR = datetime(2031, 1, 1, 12, tzinfo=ZoneInfo("America/New_York"))
HOOK = "https://10.0.0.1/hook"


def test_everything_at_once(client: SyncClient, thread: str, assistant: str) -> None:
    """The call of the documentation: no parameter takes another one's place."""
    given: dict[str, Any] = {
        "schedule": "27 15 * * *",
        "input": {"messages": [{"role": "user", "content": "hello!"}]},
        "metadata": {"name": "my_run"},
        "context": {"model_name": "openai"},
        "interrupt_before": ["node_to_stop_before_1"],
        "interrupt_after": ["node_to_stop_after_1"],
        "webhook": HOOK,
        "multitask_strategy": "interrupt",
        "enabled": False,
        "stream_mode": ["values", "updates"],
        "stream_subgraphs": False,
        "stream_resumable": False,
        "durability": "async",
    }
    cron = client.crons.create_for_thread(
        thread, "agent", end_time=NEW_YEAR, timezone=ZoneInfo("America/New_York"), **given
    )
    assert cron.payload == {
        **given,
        "assistant_id": assistant,
        "end_time": "2031-01-01T17:00:00+00:00",
        "timezone": "America/New_York",
        "config": {"configurable": {"cron_id": cron.cron_id}},
    }
    assert cron.end_time == NEW_YEAR


@pytest.mark.parametrize("shell", SHELLS)
def test_checkpoint_during_warns_at_the_callers_line(
    shell: Shell, agent_server: EmbeddedServer, thread: str
) -> None:
    """The DeprecationWarning points here, whichever client is called, and only once for one call."""

    async def call_async() -> int:
        client = get_client(url=agent_server.url)
        line = inspect.getframeinfo(inspect.currentframe()).lineno + 1  # type: ignore[arg-type]
        making = client.crons.create_for_thread(thread, "agent", checkpoint_during=True, **given)
        await making
        await client.aclose()
        return line

    def call_sync() -> int:
        with get_sync_client(url=agent_server.url) as client:
            line = inspect.getframeinfo(inspect.currentframe()).lineno + 1  # type: ignore[arg-type]
            client.crons.create_for_thread(thread, "agent", checkpoint_during=True, **given)
        return line

    given: dict[str, Any] = {"schedule": "@daily", "input": {}, "enabled": False}
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        line = call_sync() if shell == "sync" else asyncio.run(call_async())
    assert [(w.category, w.filename, w.lineno) for w in told] == [(DeprecationWarning, __file__, line)]
    assert 'durability="async"' in str(told[0].message)


@pytest.mark.parametrize("operation", ["create_for_thread", "create"])
def test_headers_and_params_travel(
    operation: str, client: SyncClient, agent_server: EmbeddedServer, thread: str
) -> None:
    """The server's log of a refused call shows the caller's header and query parameters."""
    mark = uuid4().hex
    named = {"thread_id": thread} if operation == "create_for_thread" else {}
    with pytest.raises(UnprocessableEntityError, match="localhost"):
        getattr(client.crons, operation)(
            **named,
            assistant_id="agent",
            schedule="@daily",
            input={},
            enabled=False,
            webhook="http://localhost/",
            headers={"x-request-id": mark},
            params={"mine": [1, "two"]},
        )
    line, deadline = "", time.monotonic() + 10
    while not line and time.monotonic() < deadline:
        log = agent_server.log.read_text().splitlines()
        line = next((line for line in log if f"request_id={mark}" in line and "query_string=" in line), "")
    assert "query_string='mine=1&mine=two'" in line
