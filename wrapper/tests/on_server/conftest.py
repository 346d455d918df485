"""Both clients on the real server, and a thread of each test's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from cronwright import Cron, SyncClient
from cronwright.embedded import EmbeddedServer

from ..either import SHELLS, connected
from .made import MARK, quiet


@pytest.fixture(scope="session", params=SHELLS)
def client(request: pytest.FixtureRequest, agent_server: EmbeddedServer) -> Iterator[SyncClient]:
    """The sync client, and the async one whose every call is waited for: a test runs with each."""
    with connected(request.param, agent_server.url, api_key=None) as either:
        yield either


@pytest.fixture(scope="session")
def raw(agent_server: EmbeddedServer) -> Iterator[httpx.Client]:
    """HTTP without the wrapper, for what the wrapper refuses or does not show."""
    # No connection is kept, since the server drops one after a 500 without a word (facts D11).
    limits = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(base_url=agent_server.url, limits=limits, timeout=30) as client:
        yield client


@contextmanager
def _new_thread(raw: httpx.Client) -> Iterator[str]:
    thread_id: str = raw.post("/threads", json={}).raise_for_status().json()["thread_id"]
    try:
        yield thread_id
    finally:
        if raw.delete(f"/threads/{thread_id}").status_code != 404:
            assert raw.get(f"/threads/{thread_id}").status_code == 404


@pytest.fixture
def thread(raw: httpx.Client) -> Iterator[str]:
    """The id of a thread that is deleted after the test, its runs and crons with it."""
    with _new_thread(raw) as thread_id:
        yield thread_id


@pytest.fixture
def other(raw: httpx.Client) -> Iterator[str]:
    """The id of a second thread."""
    with _new_thread(raw) as thread_id:
        yield thread_id


@pytest.fixture
def crons(client: SyncClient, thread: str, other: str) -> list[Cron]:
    """Five crons on two threads, in order of their creation; the second is enabled, and fires on New Year."""
    made = [
        quiet(client, thread if n < 3 else other, metadata={"n": n, **MARK}, schedule=f"{9 - n} 9 1 1 *")
        for n in range(5)
    ]
    made[1] = client.crons.update(made[1].cron_id, enabled=True)
    return made


@pytest.fixture(scope="session")
def assistant(raw: httpx.Client) -> str:
    """The id of the assistant that the server makes for its graph `agent`."""
    found = raw.post("/assistants/search", json={"graph_id": "agent"}).raise_for_status().json()
    assistant_id: str = found[0]["assistant_id"]
    return assistant_id


@pytest.fixture(autouse=True, scope="module")
def tidy(raw: httpx.Client) -> Iterator[None]:
    """A file leaves as many crons behind as it found: an enabled one would fire into other tests."""
    before = raw.post("/runs/crons/count", json={}).json()
    yield
    assert raw.post("/runs/crons/count", json={}).json() == before
