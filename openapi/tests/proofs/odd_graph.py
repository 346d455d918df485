"""A graph whose state JSON Schema cannot say, in another of its kind. Runs in the server's environment."""

# pyright: reportMissingImports=false

from typing import TypedDict

from langgraph.graph import START, StateGraph


class Odd:
    """A type that no schema describes."""


class State(TypedDict, total=False):
    odd: Odd


async def nothing(state: State) -> State:
    return {}


_inner = StateGraph(State)
_inner.add_node("nothing", nothing)
_inner.add_edge(START, "nothing")
_outer = StateGraph(State)
_outer.add_node("inner", _inner.compile())
_outer.add_edge(START, "inner")
graph = _outer.compile()
