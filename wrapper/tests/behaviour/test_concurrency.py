"""Many calls at once: from threads and tasks, cancelled, and after a fork."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import httpx
import pytest

from cronwright import AsyncClient, ClientForkedError, CronwrightError, get_client, get_sync_client
from cronwright.embedded import EmbeddedServer

from ..fault_proxy import Slow, Status, fault_proxy, in_turn
from ..faulty import faulty_server, http

BACKENDS = ("asyncio", "trio")
# httpx (0.28.1) and httpcore (1.0.9) leave generators to the garbage collector, of which trio tells.
pytestmark = pytest.mark.filterwarnings("ignore:Async generator 'http:ResourceWarning")


def test_one_sync_client_from_many_threads(agent_server: EmbeddedServer) -> None:
    """32 of them, each with answers of its own, from the first call on."""
    with get_sync_client(url=agent_server.url, api_key=None) as client:
        begin = threading.Barrier(32)

        def work(number: int) -> None:
            begin.wait()
            for turn in range(10):
                made = client.threads.create(metadata={"worker": number, "turn": turn})
                assert client.threads.get(made.thread_id).metadata == {"worker": number, "turn": turn}
                client.threads.delete(made.thread_id)

        with ThreadPoolExecutor(32) as workers:
            assert list(workers.map(work, range(32))) == [None] * 32


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_thousand_calls_at_once(backend: str) -> None:
    """None waits for another: the server answers when all have come."""
    arrived = threading.Barrier(1000)

    def answer(number: int, request: bytes) -> bytes:
        arrived.wait(60)
        return http(body=b"3")

    async def body(url: str) -> None:
        async with get_client(url=url, api_key=None) as client, anyio.create_task_group() as tasks:
            for _ in range(1000):
                tasks.start_soon(client.crons.count)

    with faulty_server(answer) as server:
        anyio.run(body, server.url, backend=backend)
        assert len(server.requests) == 1000


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_call_under_each_event_loop(backend: str, agent_server: EmbeddedServer) -> None:
    """A write, a search, a stream and a pause between tries."""

    async def body(url: str) -> None:
        async with get_client(url=url, api_key=None) as client:
            made = await client.threads.create()
            found = [row.thread_id async for row in client.threads.iterate(ids=[made.thread_id])]
            assert found == [made.thread_id]
            async with client.runs.stream(made.thread_id, "agent", input={}) as stream:
                events = [part.event async for part in stream]
                assert events[0] == "metadata"
            await client.threads.delete(made.thread_id)

    with fault_proxy(agent_server.url, in_turn(Status(503), where=lambda r: r.method == "DELETE")) as proxy:
        anyio.run(body, proxy.url, backend=backend)
        assert sum(record.method == "DELETE" for record in proxy.records) == 2


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_cancelled_call_does_not_poison_the_pool(backend: str, agent_server: EmbeddedServer) -> None:
    """Cancelled at every place of the way, a hundred times; the calls after it are answered."""
    release = threading.Event()

    async def body(url: str) -> None:
        async with get_client(url=url, api_key=None) as client:
            for number in range(100):
                with anyio.move_on_after(0.0001 * number):
                    await client.crons.count()
            with anyio.CancelScope() as scope:
                async with anyio.create_task_group() as tasks:
                    for _ in range(50):
                        tasks.start_soon(client.crons.count)
                    await anyio.lowlevel.checkpoint()
                    scope.cancel()
            release.set()
            for _ in range(60):
                assert await client.crons.count() >= 0

    with fault_proxy(agent_server.url) as proxy:
        proxy.plan = lambda record: None if release.is_set() else Slow(seconds=0.003)
        anyio.run(body, proxy.url, backend=backend)


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_one_client_in_two_event_loops(agent_server: EmbeddedServer) -> None:
    """`asyncio.run` twice is no mistake: connections die with their loop, and others are made."""
    client = get_client(url=agent_server.url, api_key=None)
    for _ in range(2):
        assert asyncio.run(client.crons.count()) >= 0

    async def last() -> None:
        await client.crons.count()
        await client.aclose()

    asyncio.run(last())
    # Of a loop that is gone nobody can close the transports.
    gc.collect()


def _in_a_fork(work: Callable[[], object]) -> str:
    """What the work ends with in a forked process."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            said = repr(work())
        except BaseException as error:
            said = type(error).__name__
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as result:
        said = result.read()
    os.waitpid(process, 0)
    return said


@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
def test_after_a_fork(agent_server: EmbeddedServer) -> None:
    """The child makes connections of its own; a client that was handed in cannot be used there."""
    with fault_proxy(agent_server.url) as proxy:
        with get_sync_client(url=proxy.url, api_key=None) as client:
            there = client.crons.count()
            assert _in_a_fork(client.crons.count) == repr(there)
            assert client.crons.count() == there
            assert [record.connection for record in proxy.records] == [1, 2, 1]
    with (
        httpx.Client() as own,
        get_sync_client(url=agent_server.url, api_key=None, http_client=own) as client,
    ):
        client.crons.count()
        assert _in_a_fork(client.crons.count) == ClientForkedError.__name__
        assert client.crons.count() == there


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_client_that_is_closed_while_calls_are_under_way(
    backend: str, agent_server: EmbeddedServer
) -> None:
    """They end with an error of ours, and none hangs."""
    errors: list[BaseException] = []

    async def call(client: AsyncClient) -> None:
        try:
            await client.crons.count(max_retries=0)
        except CronwrightError as error:
            errors.append(error)

    async def body(url: str) -> None:
        client = get_client(url=url, api_key=None)
        async with anyio.create_task_group() as tasks:
            for _ in range(3):
                tasks.start_soon(call, client)
            while len(proxy.records) < 3:
                await anyio.sleep(0.001)
            await client.aclose()
            release.set()

    release = threading.Event()
    work: Callable[[str], Awaitable[Any]] = body
    with fault_proxy(agent_server.url, lambda record: Slow(until=release)) as proxy:
        anyio.run(work, proxy.url, backend=backend)
    assert len(errors) == 3
