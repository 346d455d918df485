"""A graph whose node is a client of the server that it runs in. Runs in the server's environment."""

# pyright: reportMissingImports=false

import sys
from pathlib import Path
from typing import Any

from langgraph.graph import END, START, StateGraph
from typing_extensions import TypedDict

_ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(_ROOT / "wrapper"), str(_ROOT / "generated")]

from cronwright import NotFoundError, get_client  # noqa: E402


class State(TypedDict, total=False):
    found: dict[str, Any]


async def look(state: State) -> State:
    async with get_client() as client:
        thread = await client.threads.create(metadata={"made": "inside"})
        cron = await client.crons.create_for_thread(
            thread.thread_id, "inside", schedule="0 9 * * *", input={}, enabled=False
        )
        parts = [part.event async for part in client.runs.stream(None, "echo", input={"found": {}})]
        said = await client.runs.wait(None, "echo", input={"found": {"a": 1}})
        await client.crons.delete(cron.cron_id)
        await client.threads.delete(thread.thread_id)
        try:
            await client.threads.get(thread.thread_id)
        except NotFoundError:
            gone = True
        else:
            gone = False
        version = (await client.info()).version
    return {"found": {"parts": parts, "said": said, "gone": gone, "version": version}}


def _of_one(node: Any) -> Any:
    builder = StateGraph(State)
    builder.add_node("node", node)
    builder.add_edge(START, "node")
    builder.add_edge("node", END)
    return builder.compile()


graph = _of_one(look)
echo = _of_one(lambda state: {"found": state.get("found", {})})
