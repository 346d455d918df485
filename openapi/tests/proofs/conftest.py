"""The real server, watched; a thread and an assistant for a test to use up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from cronwright.embedded import EmbeddedServer

from .judge import Server

HERE = Path(__file__).parent


def _connected(url: str) -> httpx.Client:
    # No connection is kept, since the server drops one after a 500 without a word (facts D11).
    return httpx.Client(base_url=url, limits=httpx.Limits(max_keepalive_connections=0), timeout=30)


@pytest.fixture(scope="session")
def server(agent_server: EmbeddedServer) -> Iterator[Server]:
    """The embedded server, each of whose answers is held against the contract."""
    with _connected(agent_server.url) as http:
        yield Server(http)


@pytest.fixture(scope="session")
def guarded() -> Iterator[Server]:
    """A server that asks for a key, and runs a graph whose schemas cannot be said."""
    settings = {
        "auth": {"path": f"{HERE / 'guard.py'}:auth"},
        "graphs": {"agent": "./graph.py:graph", "odd": f"{HERE / 'odd_graph.py'}:graph"},
    }
    with EmbeddedServer(settings=settings) as embedded, _connected(embedded.url) as http:
        yield Server(http)


@pytest.fixture
def thread(server: Server) -> Iterator[str]:
    """A new thread; its runs and crons go with it."""
    thread_id: str = server.http.post("/threads", json={}).json()["thread_id"]
    yield thread_id
    server.http.delete(f"/threads/{thread_id}")


@pytest.fixture
def assistant(server: Server) -> Iterator[str]:
    """A new assistant of the graph `agent`, in its first version."""
    made = server.http.post("/assistants", json={"graph_id": "agent", "name": "proof"})
    assistant_id: str = made.json()["assistant_id"]
    yield assistant_id
    server.http.delete(f"/assistants/{assistant_id}")


@pytest.fixture
def nobody() -> str:
    """An id that nothing has."""
    return str(uuid4())
