"""In a running Agent Server, `get_client()` without a URL talks to that server, without a network."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from cronwright import InvalidArgumentError, get_client, get_sync_client
from cronwright.embedded import EmbeddedServer

GRAPH = Path(__file__).parents[1] / "graphs" / "inside.py"


def test_a_node_is_a_client_of_its_own_server() -> None:
    """It makes, runs, streams and deletes; several such runs at once do not wait for one another."""
    graphs = {"inside": f"{GRAPH}:graph", "echo": f"{GRAPH}:echo"}
    with EmbeddedServer(settings={"graphs": graphs}) as server, get_sync_client(url=server.url) as client:
        found = client.runs.wait(None, "inside", input={"found": {}})["found"]
        assert found["said"] == {"found": {"a": 1}}
        assert found["parts"][0] == "metadata"
        assert "values" in found["parts"]
        assert found["gone"] is True
        assert found["version"] == client.info().version


def test_outside_of_a_server() -> None:
    """There is none to talk to, and the call says so."""

    async def body() -> None:
        async with get_client(api_key=None) as client:
            await client.crons.count()

    with pytest.raises(InvalidArgumentError, match="url"):
        asyncio.run(body())
