"""Many readers at once: by tasks under asyncio and trio, by threads; and what happens to those that leave."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, contextmanager
from typing import Any

import anyio
import pytest

from cronwright import InvalidArgumentError, get_client, get_sync_client
from cronwright.embedded import EmbeddedServer
from cronwright.thread_stream.awaiting import AsyncThreadStream
from cronwright.thread_stream.blocking import ThreadStream
from cronwright.thread_stream.errors import ThreadStreamError

from ..fault_proxy import FaultProxy, Slow, always, fault_proxy

TURN = {
    "say": "one two three",
    "pace": 0.02,
    "calls": [{"id": "c1", "name": "count", "args": '{"upto": 2}'}],
    "custom": [{"progress": 1}],
    "children": [{"say": "a b", "pace": 0.02}, {"say": "c d", "pace": 0.02}],
}
# httpx leaves generators of its own behind when an answer is closed that was not read to its end. Trio
# finds that worth a warning.
LEFT = pytest.mark.filterwarnings("ignore:Async generator 'http(x|core):ResourceWarning")
BACKENDS = pytest.mark.parametrize("backend", ["asyncio", pytest.param("trio", marks=LEFT)])


@contextmanager
def blocking(url: str) -> Iterator[ThreadStream]:
    with get_sync_client(url=url, api_key=None) as client:
        with client.threads.stream(assistant_id="busy") as thread:
            yield thread


def awaited(
    backend: str, url: str, body: Callable[[AsyncThreadStream], Awaitable[Any]], transport: Any = "sse"
) -> Any:
    """Run a body on an async stream in an event loop of its own."""

    async def main() -> Any:
        client = get_client(url=url, api_key=None)
        try:
            async with client.threads.stream(assistant_id="busy", transport=transport) as thread:
                return await body(thread)
        finally:
            await client.aclose()

    return anyio.run(main, backend=backend)


@BACKENDS
def test_tasks_that_read_at_once(backend: str, busy_server: EmbeddedServer) -> None:
    """Also those that began before the run: each gets all that is its own."""
    got: dict[str, Any] = {}

    async def body(thread: AsyncThreadStream) -> None:
        async def messages() -> None:
            got["messages"] = [await message.text async for message in thread.messages]

        async def tool_calls() -> None:
            got["tools"] = [(await call.output)["content"] async for call in thread.tool_calls]

        async def values() -> None:
            got["values"] = [value async for value in thread.values][-1]

        async def subgraphs() -> None:
            async def said(subgraph: Any) -> None:
                texts.append([await message.text async for message in subgraph.messages])

            texts: list[Any] = got.setdefault("subgraphs", [])
            async with anyio.create_task_group() as inner:
                async for subgraph in thread.subgraphs:
                    inner.start_soon(said, subgraph)

        async with anyio.create_task_group() as group:
            for task in (messages, tool_calls, values, subgraphs):
                group.start_soon(task)
            await thread.run.start(input={"turn": TURN})
            got["output"] = await thread.output
        assert got["values"] == {**got["output"], "messages": got["values"]["messages"]}

    awaited(backend, busy_server.url, body)
    assert got["messages"] == ["one two three"]
    assert got["tools"] == ["counted to 2"]
    assert sorted(got["subgraphs"]) == [["a b"], ["c d"]]


def test_threads_that_read_at_once(busy_server: EmbeddedServer) -> None:
    """Also those that began before the run."""
    with blocking(busy_server.url) as thread, ThreadPoolExecutor() as pool:
        messages = pool.submit(lambda: [str(each.text) for each in thread.messages])
        calls = pool.submit(lambda: [each.output["content"] for each in thread.tool_calls])
        texts = pool.submit(lambda: [[str(m.text) for m in each.messages] for each in thread.subgraphs])
        thread.run.start(input={"turn": TURN})
        output = pool.submit(lambda: thread.values.get())
        assert messages.result(20) == ["one two three"]
        assert calls.result(20) == ["counted to 2"]
        assert sorted(texts.result(20)) == [["a b"], ["c d"]]
        assert output.result(20) == thread.output


@BACKENDS
def test_tasks_that_read_one_message(backend: str, busy_server: EmbeddedServer) -> None:
    """Each piece once to each of them, over the one connection of the loop."""

    async def body(thread: AsyncThreadStream) -> list[list[str]]:
        await thread.run.start(input={"turn": TURN})
        got: list[list[str]] = []

        async def read(message: Any) -> None:
            got.append([piece async for piece in message.text])

        async with anyio.create_task_group() as group:
            async for message in thread.messages:
                for _ in range(5):
                    group.start_soon(read, message)
        return got

    assert awaited(backend, busy_server.url, body) == [["one", " two", " three"]] * 5


@BACKENDS
def test_a_wait_that_is_given_up(backend: str, busy_server: EmbeddedServer) -> None:
    """The output can be waited for again, and so can a message that was waited for."""

    async def body(thread: AsyncThreadStream) -> None:
        await thread.run.start(input={"turn": {"say": " ".join("abcdef"), "pace": 0.2}})
        with pytest.raises(TimeoutError):
            await thread.output.with_timeout(0.3)
        async with aclosing(aiter(thread.messages)) as messages:  # type: ignore[type-var]
            message = await anext(messages)
            with anyio.move_on_after(0.05) as scope:
                await message.output
            assert scope.cancelled_caught
            assert await message.text == "a b c d e f"
        assert (await thread.output)["messages"]

    awaited(backend, busy_server.url, body)


@contextmanager
def watched(busy_server: EmbeddedServer) -> Iterator[FaultProxy]:
    """The server behind a proxy that sees who hangs up."""
    with fault_proxy(busy_server.url, always(None)) as proxy:
        yield proxy


def streams(proxy: FaultProxy) -> list[Any]:
    return [record for record in proxy.records if record.path.endswith("/stream/events")]


def test_a_loop_that_is_left_hangs_up(busy_server: EmbeddedServer) -> None:
    """At once; what is asked of its message then is read over another connection, which ends with it."""
    with watched(busy_server) as proxy, blocking(proxy.url) as thread:
        thread.run.start(input={"turn": {"say": "one two three", "pace": 0.2, "sleep": 3}})
        left = []
        for message in thread.messages:
            left.append(message)
            break
        [first] = streams(proxy)
        assert first.gone.wait(2)
        assert str(left[0].text) == "one two three"
        _, second = streams(proxy)
        assert second.gone.wait(2)
        assert second.json["since"] >= 1


def test_an_error_in_a_loop_hangs_up(busy_server: EmbeddedServer) -> None:
    """As leaving it does."""
    with watched(busy_server) as proxy, blocking(proxy.url) as thread:
        thread.run.start(input={"turn": {"say": "one", "sleep": 3}})
        with pytest.raises(ZeroDivisionError):
            for _ in thread.events:
                _ = 1 / 0
        assert streams(proxy)[0].gone.wait(2)


@LEFT
def test_an_async_loop_that_is_left_hangs_up(busy_server: EmbeddedServer) -> None:
    """Under asyncio with the loop, under trio where `aclosing` ends."""
    with watched(busy_server) as proxy:

        async def body(thread: AsyncThreadStream) -> None:
            await thread.run.start(input={"turn": {"say": "one", "sleep": 3}})
            async for _ in thread.messages:
                break
            gc.collect()
            assert await asyncio.to_thread(streams(proxy)[0].gone.wait, 2)

        awaited("asyncio", proxy.url, body)

        async def closing(thread: AsyncThreadStream) -> None:
            await thread.run.start(input={"turn": {"say": "one", "sleep": 3}})
            async with aclosing(aiter(thread.messages)) as messages:  # type: ignore[type-var]
                await anext(messages)
            assert await anyio.to_thread.run_sync(streams(proxy)[1].gone.wait, 2)

        awaited("trio", proxy.url, closing)


def test_a_stream_that_is_closed_ends_its_loops(busy_server: EmbeddedServer) -> None:
    """In whichever thread they are; a message that was not ended raises."""
    with watched(busy_server) as proxy, blocking(proxy.url) as thread:
        thread.run.start(input={"turn": {"say": "one two", "pace": 0.1, "sleep": 30}})
        message = next(iter(thread.messages))
        begun, ended = threading.Event(), threading.Event()

        def read() -> None:
            for _ in thread.events:
                begun.set()
            ended.set()

        threading.Thread(target=read, daemon=True).start()
        assert begun.wait(5)
        thread.close()
        assert ended.wait(10)
        with pytest.raises(ThreadStreamError, match="closed"):
            _ = message.output


def test_a_slow_reader_is_not_read_ahead_for(busy_server: EmbeddedServer) -> None:
    """Nothing is read that nobody asks for: the events wait with the server."""
    with watched(busy_server) as proxy, blocking(proxy.url) as thread:
        thread.run.start(input={"turn": {"say": "so", "sleep": 0}})
        events = thread.events
        assert streams(proxy) == []
        assert next(events)["method"] == "lifecycle"
        assert len(streams(proxy)) == 1
        assert len(list(events)) > 5


def test_no_websocket_under_trio(busy_server: EmbeddedServer) -> None:
    """It says what to do instead."""

    async def body(thread: AsyncThreadStream) -> None:
        await thread.run.start(input={"turn": {"say": "so"}})
        with pytest.raises(InvalidArgumentError, match='needs asyncio; under trio use transport="sse"'):
            async with aclosing(aiter(thread.messages)) as messages:  # type: ignore[type-var]
                await anext(messages)

    awaited("trio", busy_server.url, body, "websocket")


def test_a_slow_start_is_waited_for(busy_server: EmbeddedServer) -> None:
    """A loop that begins while `run.start` is on its way reads that run, and not the one before it."""
    held = threading.Event()
    commands = always(Slow(until=held), where=lambda record: record.path.endswith("/commands"))
    with watched(busy_server) as proxy, blocking(proxy.url) as thread:
        thread.run.start(input={"turn": {"say": "old"}})
        assert thread.output is not None
        proxy.plan = commands
        with ThreadPoolExecutor() as pool:
            start = pool.submit(thread.run.start, input={"turn": {"say": "new"}})
            while not thread._session.state.busy:
                pass
            texts = pool.submit(lambda: [str(each.text) for each in thread.messages])
            held.set()
            assert texts.result(20) == ["new"]
            assert start.result(5)["run_id"]
