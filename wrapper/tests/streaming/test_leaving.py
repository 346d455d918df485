"""A stream that is left is closed at once, however it is left; a slow reader holds the server back."""

from __future__ import annotations

import asyncio
import socket
import threading
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import pytest

from cronwright import APIConnectionError, AsyncClient, StreamPart, SyncClient, get_client, get_sync_client
from cronwright.embedded import EmbeddedServer

from ..either import SHELLS, Shell, connected
from ..fault_proxy import Record, fault_proxy
from ..faulty import faulty_server
from ..listening import listening

EITHER = pytest.mark.parametrize("shell", SHELLS)
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n"
RUN = ("01a2193d-321a-7103-9865-6a8fed904e0b", "01a2193d-3231-7632-9164-21c9b1421f83")


def _streamed(client: Any) -> Any:
    """A run that takes a minute, unless its reader leaves."""
    return client.runs.stream(None, "agent", input={"sleep": 60.0}, on_disconnect="cancel")


def _break(client: SyncClient) -> None:
    for _ in _streamed(client):
        break


def _raise(client: SyncClient) -> None:
    with pytest.raises(ZeroDivisionError):
        for _ in _streamed(client):
            raise ZeroDivisionError


def _leave_block(client: SyncClient) -> None:
    with _streamed(client) as stream:
        next(stream)


def _close(client: SyncClient) -> None:
    stream = _streamed(client)
    next(stream)
    stream.close()
    assert next(stream, None) is None


@pytest.mark.parametrize("leave", [_break, _raise, _leave_block, _close])
def test_left(leave: Callable[[SyncClient], None], agent_server: EmbeddedServer) -> None:
    """Its connection is closed before anything else comes."""
    with fault_proxy(agent_server.url) as proxy, get_sync_client(url=proxy.url, api_key=None) as client:
        leave(client)
        _check(proxy.records)


def _check(records: list[Record]) -> None:
    [record] = records
    assert record.gone.wait(5)
    # Of a run that sleeps nothing but its first event and the input had come.
    assert record.sent < 500


async def _abreak(client: AsyncClient) -> None:
    async for _ in _streamed(client):
        break


async def _araise(client: AsyncClient) -> None:
    with pytest.raises(ZeroDivisionError):
        async for _ in _streamed(client):
            raise ZeroDivisionError


async def _aleave_block(client: AsyncClient) -> None:
    async with _streamed(client) as stream:
        await anext(stream)


async def _aclose(client: AsyncClient) -> None:
    stream = _streamed(client)
    await anext(stream)
    await stream.close()
    assert await anext(stream, None) is None


async def _cancel(client: AsyncClient) -> None:
    """While it waits for an event that does not come."""
    async with anyio.create_task_group() as tasks:
        came = anyio.Event()

        async def read() -> None:
            async with _streamed(client) as stream:
                async for _ in stream:
                    came.set()

        tasks.start_soon(read)
        await came.wait()
        tasks.cancel_scope.cancel()


async def _cancel_without_a_block(client: AsyncClient) -> None:
    async with anyio.create_task_group() as tasks:
        came = anyio.Event()

        async def read() -> None:
            async for _ in _streamed(client):
                came.set()

        tasks.start_soon(read)
        await came.wait()
        tasks.cancel_scope.cancel()


ALEAVES = [_abreak, _araise, _aleave_block, _aclose, _cancel, _cancel_without_a_block]


@pytest.mark.parametrize("leave", ALEAVES)
def test_left_under_asyncio(
    leave: Callable[[AsyncClient], Awaitable[None]], agent_server: EmbeddedServer
) -> None:
    """In whatever way."""
    _left("asyncio", leave, agent_server)


# httpx (0.28.1) and httpcore (1.0.9) close the connection, and leave generators to the garbage collector.
@pytest.mark.filterwarnings("ignore:Async generator 'http:ResourceWarning")
@pytest.mark.parametrize("leave", [_aleave_block, _aclose, _cancel])
def test_left_under_trio(
    leave: Callable[[AsyncClient], Awaitable[None]], agent_server: EmbeddedServer
) -> None:
    """By its block, as trio asks for."""
    _left("trio", leave, agent_server)


def _left(backend: str, leave: Callable[[AsyncClient], Awaitable[None]], server: EmbeddedServer) -> None:
    async def whole(url: str) -> None:
        async with get_client(url=url, api_key=None) as client:
            await leave(client)
            # Under asyncio what a loop left behind is closed by the next turn of the event loop.
            await anyio.lowlevel.checkpoint()
            await client.ok()
            assert await anyio.to_thread.run_sync(proxy.records[0].gone.wait, 5)

    with fault_proxy(server.url) as proxy:
        anyio.run(whole, proxy.url, backend=backend)
        _check(proxy.records[:1])


@contextmanager
def _events(count: int, size: int) -> Iterator[tuple[str, threading.Event, list[int]]]:
    """A server that sends so many events; an event that tells when its client takes no more; bytes sent."""
    blocked = threading.Event()
    sent = [0]

    def serve(connection: socket.socket, number: int) -> None:
        request = connection.recv(65536)
        if b"/stream " not in request.split(b"\r\n")[0]:
            body = b'{"status":"success"}'
            head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\ncontent-type: application/json\r\n\r\n"
            connection.sendall(head.encode() + body)
            return
        connection.sendall(HEAD + b"\r\n")
        event = b'event: values\r\ndata: {"text":"%s"}\r\nid: %%d-0\r\n\r\n' % (b"x" * size)
        for first in range(0, count, 100):
            piece = b"".join(event % n for n in range(first + 1, min(first + 100, count) + 1))
            while piece:
                connection.settimeout(0.5 if not blocked.is_set() else None)
                try:
                    done = connection.send(piece)
                except TimeoutError:
                    blocked.set()
                else:
                    sent[0] += done
                    piece = piece[done:]
        # The run is over; asked for what is left, there is no more.
        connection.sendall(b"event: end\r\ndata: null\r\n\r\n")

    with listening(serve) as port:
        yield port.url, blocked, sent


@EITHER
def test_a_slow_reader_holds_the_server_back(shell: Shell) -> None:
    """What is not read stays with the server but for what the kernels hold, and is read later."""
    with _events(20_000, 2000) as (url, blocked, sent), connected(shell, url, api_key=None) as client:
        tracemalloc.start()
        stream = client.runs.join_stream(*RUN)
        assert next(stream).id == "1-0"
        assert blocked.wait(20)
        assert sent[0] < 15_000_000
        assert tracemalloc.get_traced_memory()[0] < 5_000_000
        tracemalloc.stop()
        assert [event.id for event in stream if event.id][-1] == "20000-0"
        assert sent[0] > 40_000_000


def test_memory_stays_flat_over_a_million_events() -> None:
    """What was read is let go."""
    sizes = []
    with _events(1_000_000, 10) as (url, _, _), get_sync_client(url=url, api_key=None) as client:
        tracemalloc.start()
        for number, _event in enumerate(client.runs.join_stream(*RUN)):
            if number in (1_000, 10_000, 999_999):
                sizes.append(tracemalloc.get_traced_memory()[0])
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert len(sizes) == 3
    assert sizes[2] - sizes[1] < 500_000
    assert peak < 5_000_000


def test_memory_stays_flat_in_async_as_well() -> None:
    """A tenth as many: it is the same walk."""

    async def read(url: str) -> list[int]:
        sizes = []
        async with get_client(url=url, api_key=None) as client:
            number = 0
            async for _event in client.runs.join_stream(*RUN):
                number += 1
                if number in (1_000, 100_000):
                    sizes.append(tracemalloc.get_traced_memory()[0])
        return sizes

    with _events(100_000, 10) as (url, _, _):
        tracemalloc.start()
        first, last = asyncio.run(read(url))
        tracemalloc.stop()
    assert last - first < 500_000


def test_after_the_close_there_is_no_more() -> None:
    """Not even of what came with the last that was taken."""

    async def body(url: str) -> None:
        async with get_client(url=url, api_key=None) as client:
            stream = client.runs.join_stream(*RUN)
            assert [(await anext(stream)).id, (await anext(stream)).id] == ["1-0", "2-0"]
            await stream.close()
            assert await anext(stream, None) is None

    with _events(1000, 10) as (url, _, _), get_sync_client(url=url, api_key=None) as client:
        asyncio.run(body(url))
        stream = client.runs.join_stream(*RUN)
        assert [next(stream).id, next(stream).id] == ["1-0", "2-0"]
        stream.close()
        assert next(stream, None) is None


def test_closed_within_its_loop() -> None:
    """The loop ends."""

    async def body(url: str) -> int:
        count = 0
        async with get_client(url=url, api_key=None) as client:
            stream = client.runs.join_stream(*RUN)
            async for _part in stream:
                count += 1
                await stream.close()
        return count

    with _events(1000, 10) as (url, _, _), get_sync_client(url=url, api_key=None) as client:
        stream, count = client.runs.join_stream(*RUN), 0
        for _part in stream:
            count += 1
            stream.close()
        assert (count, asyncio.run(body(url))) == (1, 1)


@EITHER
@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:9/runs", "//127.0.0.2:9/runs", "https://127.0.0.1/runs"]
)
def test_another_origin_is_refused(shell: Shell, target: str) -> None:
    """What is sent there could carry the key."""
    event = b"event: values\r\ndata: {}\r\nid: 1-0\r\n\r\n"
    answer = HEAD + f"location: {target}\r\n\r\n".encode() + event

    with faulty_server(lambda number, request: answer, close_after=lambda _: True) as server:
        with connected(shell, server.url, api_key="k" * 20) as client:
            came: list[StreamPart] = []
            with pytest.raises(APIConnectionError, match="another origin"):
                came.extend(client.runs.stream(None, "agent", input={}, stream_resumable=True))
        assert len(server.requests) == 1
