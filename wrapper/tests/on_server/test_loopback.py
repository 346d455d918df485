"""A graph's own node speaks to the server that runs it, without a URL."""

from __future__ import annotations

import sys
from pathlib import Path

from cronwright import get_sync_client
from cronwright.embedded import EmbeddedServer

ROOT = Path(__file__).parents[3]

GRAPH = """
import sys

sys.path += [{wrapper!r}, {generated!r}]

from typing import Any, TypedDict

from cronwright import get_client
from langgraph.graph import END, START, StateGraph

client = get_client()


class State(TypedDict, total=False):
    created: str
    key: Any


async def create(state: State) -> State:
    cron = await client.crons.create("agent", schedule="0 9 * * *", input={{}}, enabled=False)
    return {{"created": cron.cron_id}}


builder = StateGraph(State)
builder.add_node("create", create)
builder.add_edge(START, "create")
builder.add_edge("create", END)
graph = builder.compile()
"""


def test_a_node_creates_a_cron_on_its_own_server(tmp_path: Path) -> None:
    """`get_client()` without a URL works where the official SDK's does: inside the server."""
    graph = tmp_path / "own_graph.py"
    graph.write_text(GRAPH.format(wrapper=str(ROOT / "wrapper"), generated=str(ROOT / "generated")))
    settings = {"graphs": {"agent": f"{graph}:graph"}}
    with EmbeddedServer(settings=settings) as server, get_sync_client(url=server.url) as client:
        thread = client.threads.create()
        values = client.runs.wait(thread.thread_id, "agent", input={})
        assert client.crons.get(values["created"]).schedule == "0 9 * * *"
    assert sys.modules.get("langgraph_api") is None
