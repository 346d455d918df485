"""What type checkers promise to a user; checked by mypy and pyright, never run."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, assert_type
from uuid import UUID
from zoneinfo import ZoneInfo

from cronwright import (
    Assistant,
    AssistantsPage,
    AsyncStream,
    Cron,
    Item,
    RawResponse,
    Run,
    Stream,
    StreamPart,
    StreamPartV2,
    SyncClient,
    Thread,
    ThreadState,
    get_client,
    get_sync_client,
)


@dataclass
class Question:
    text: str


def the_sync_client(thread_id: UUID) -> None:
    client = get_sync_client(url="http://localhost:8123", timeout=(5, 300))
    with client as same:
        assert_type(same, SyncClient)
    cron = client.crons.create_for_thread(
        thread_id=thread_id,
        assistant_id="agent",
        schedule="27 15 * * *",
        input={"messages": [{"role": "user", "content": "hello!"}]},
        metadata={"name": "my_run"},
        context={"model_name": "openai"},
        interrupt_before=["node"],
        interrupt_after="*",
        webhook="https://example.com/hook",
        multitask_strategy="interrupt",
        end_time=datetime(2030, 1, 1, tzinfo=UTC),
        enabled=True,
        timezone=ZoneInfo("America/New_York"),
        stream_mode=["values", "updates"],
        stream_subgraphs=False,
        stream_resumable=False,
        durability="async",
        headers={"x-trace": "1"},
    )
    assert_type(cron, Cron)
    assert_type(cron.cron_id, str)
    assert_type(cron.next_run_date, datetime | None)
    assert_type(cron.end_time, datetime | None)
    assert_type(cron["next_run_date"], Any)
    assert_type(client.crons.create("agent", schedule="@daily", input=[Question("why?")]), Cron)
    assert_type(client.crons.get(cron.cron_id), Cron)
    assert_type(client.crons.update(cron.cron_id, end_time=None), Cron)
    assert_type(client.crons.search(select=["cron_id"]), list[Cron])
    assert_type(client.crons.iterate(enabled=True), Stream[Cron])
    assert_type(client.crons.count(timeout=5, max_retries=0), int)
    assert_type(client.with_options(max_retries=5).crons.get("c"), Cron)
    assert_type(client.with_raw_response.crons.get("c"), RawResponse[Cron])
    assert_type(client.with_raw_response.crons.get("c").parse(), Cron)
    assert_type(client.threads.create(), Thread)
    assert_type(client.runs.list(thread_id), list[Run])
    found = client.assistants.search(graph_id="agent")
    assert_type(found, AssistantsPage)
    assert_type(found[0], Assistant)
    assert_type(found["next"], str | None)
    assert_type(found["assistants"], list[Assistant])
    assert_type(client.runs.stream(thread_id, "agent", input={}), Stream[StreamPart])
    assert_type(client.runs.stream(None, "agent", version="v2"), Stream[StreamPartV2])
    assert_type(client.runs.create(thread_id, "agent", durability="sync", timeout=5), Run)
    assert_type(client.threads.join_stream(thread_id), Stream[StreamPart])
    assert_type(client.threads.get_state(thread_id), ThreadState)
    assert_type(client.store.get_item(["a"], "k"), Item | None)


async def the_async_client() -> None:
    client = get_client(url="http://localhost:8123")
    create = client.crons.create_for_thread
    creating = create("t", "agent", schedule="@daily")
    await assert_type(creating, Coroutine[Any, Any, Cron])
    assert_type(await client.crons.count(), int)
    assert_type(await client.with_raw_response.crons.count(), RawResponse[int])
    assert_type(client.crons.iterate(), AsyncStream[Cron])
    assert_type(client.runs.stream(None, "agent"), AsyncStream[StreamPart])
    assert_type([cron async for cron in client.crons.iterate()], list[Cron])


def what_a_checker_refuses() -> None:
    """Each line is a mistake: were it not found, the unused ignore would be the error."""
    crons = get_sync_client().crons
    crons.create_for_thread("t", "agent")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    crons.create("agent", schedule="@daily", shcedule="x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    crons.create("agent", schedule="@daily", durability="asinc")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    crons.create("agent", schedule="@daily", multitask_strategy="bogus")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    crons.create("agent", schedule="@daily", stream_mode="tools")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    crons.create("agent", schedule="@daily", end_time="2030-01-01")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    crons.create("agent", schedule="@daily", input="hello")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    crons.get("c", tiemout=5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    crons.search(select=["now"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    crons.update("c", webhook=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    runs = get_sync_client().runs
    runs.create("t", "agent", durability="asinc")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    runs.stream("t", "agent", stream_mod="values")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    runs.stream("t", "agent", version="v3")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    print(crons.get("c").run_id)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
