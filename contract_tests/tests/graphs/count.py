"""A graph that counts its runs and has no messages. Runs in the server's environment."""

# pyright: reportMissingImports=false

from langgraph.graph import END, START, StateGraph

# Not typing.TypedDict: before Python 3.12 the server cannot tell the schemas of that one.
from typing_extensions import TypedDict


class State(TypedDict, total=False):
    runs: int


async def add(state: State) -> State:
    return {"runs": state.get("runs", 0) + 1}


_builder = StateGraph(State)
_builder.add_node("add", add)
_builder.add_edge(START, "add")
_builder.add_edge("add", END)
graph = _builder.compile()
