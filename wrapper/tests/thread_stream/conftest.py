"""Thread streams of every kind on the real server with the graph `busy`."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from cronwright.embedded import EmbeddedServer

from .driving import KINDS, Streams, streams


@pytest.fixture(scope="session")
def raw(busy_server: EmbeddedServer) -> Iterator[httpx.Client]:
    """HTTP without the wrapper."""
    with httpx.Client(base_url=busy_server.url, timeout=30) as client:
        yield client


@pytest.fixture(scope="session", params=KINDS, ids="-".join)
def on_any(request: pytest.FixtureRequest, busy_server: EmbeddedServer) -> Iterator[Streams]:
    """Thread streams of either shell over either transport: a test runs with each."""
    with streams(busy_server.url, *request.param) as either:
        yield either


# A run takes most of a second to start; what the transports have in common is tested with two of the four.
@pytest.fixture(scope="session", params=(KINDS[0], KINDS[3]), ids="-".join)
def on(request: pytest.FixtureRequest, busy_server: EmbeddedServer) -> Iterator[Streams]:
    """Thread streams of both shells and both transports."""
    with streams(busy_server.url, *request.param) as either:
        yield either
