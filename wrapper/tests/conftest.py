"""A second real server, whose graph does what the input of a run asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cronwright.embedded import EmbeddedServer

_BUSY = Path(__file__).parent / "graphs" / "busy.py"


@pytest.fixture(scope="session")
def busy_server() -> Iterator[EmbeddedServer]:
    """A server with the graph `busy`."""
    with EmbeddedServer(settings={"graphs": {"busy": f"{_BUSY}:graph"}}) as server:
        yield server
