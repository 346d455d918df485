"""What the checks share that really run the graph."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from cronwright_contract.broken import GivenUp
from cronwright_contract.checks import threads
from cronwright_contract.checks.compare import Row, good_row
from cronwright_contract.checks.runs import read
from cronwright_contract.checks.state import of_graph
from cronwright_contract.ground import Ground

PATIENCE_SECONDS = 20.0
"""How long a run may take that does almost nothing."""


def echoes(ground: Ground) -> bool:
    """Whether the graph is the embedded server's, which does what its input says."""
    nodes = of_graph(ground, "assistants_get_graph").get("nodes")
    if not isinstance(nodes, list):
        return False
    return {"prepare", "answer"} <= {node.get("id") for node in nodes if isinstance(node, Mapping)}


def saying(text: str, number: int = 0) -> dict[str, Any]:
    """An input that says something to a graph that talks."""
    return {"messages": [{"role": "user", "content": text, "id": f"m{number}"}]}


def body_of(ground: Ground, told: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """What makes a run of ours that starts at once."""
    return {"assistant_id": ground.assistant, "input": dict(told), "metadata": ground.tag, **more}


def start(ground: Ground, told: Mapping[str, Any], thread_id: str | None = None, **more: Any) -> Row:
    """A run that starts at once, on a thread of its own unless told."""
    path = {"thread_id": thread_id or threads.make(ground)["thread_id"]}
    return good_row(ground, ground.send("runs_create", path, body=body_of(ground, told, **more)))


def ended(ground: Ground, run: Row) -> Row:
    """The run when it has ended; ends the example where that does not come, as is known."""
    return _waited(ground, run, lambda status: status not in ("pending", "running"))


def running(ground: Ground, run: Row) -> Row:
    """The run when it has begun; ends the example where that does not come, as is known."""
    return _waited(ground, run, lambda status: status != "pending")


def _waited(ground: Ground, run: Row, enough: Callable[[str], bool]) -> Row:
    until = time.monotonic() + min(PATIENCE_SECONDS, max(1.0, ground.seconds_left()))
    while True:
        now = read(ground, run)
        if enough(now["status"]):
            return now
        if time.monotonic() > until:
            message = f"a run is still {now['status']} after {PATIENCE_SECONDS} s"
            ground.expect(False, "stored", message, place="status in time")
            raise GivenUp(message)
        time.sleep(0.1)
