"""A server with graphs of its own: what a graph does is no breach, whatever it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cronwright.embedded import EmbeddedServer
from cronwright_contract.options import Options
from cronwright_contract.run import Session

GRAPHS = ("chat", "count")
CHECKS = ("state.*", "runs.stored", "runs.ended", "streams.*", "assistants.graph", "operations.a2a")


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    folder = Path(__file__).parent / "graphs"
    with EmbeddedServer(
        settings={"graphs": {name: f"{folder / name}.py:graph" for name in GRAPHS}}
    ) as server:
        yield server


@pytest.mark.parametrize("graph", GRAPHS)
def test_a_graph_is_no_breach(graph: str, server: EmbeddedServer, tmp_path: Path) -> None:
    """One that fails at what it is told, and one whose state has no messages: nothing is found, all ends."""
    options = Options(
        server.url, assistant=graph, seed=3, allow=frozenset({"runs"}), checks=CHECKS, ledgers=tmp_path
    )
    result = Session(options).run()
    assert [(f.check, f.operation, f.breach) for f in result.findings] == []
    assert list(result.blocked) == []
    assert result.operations["runs_stream"].accepted
    assert (result.operations["threads_update_state"].accepted > 0) == (graph == "chat")
