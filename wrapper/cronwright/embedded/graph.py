"""The small graph that the embedded server runs: no model, no key, no network.

`prepare` does what the input asks for, each for this run only: {"sleep": seconds}, {"fail": text},
{"interrupt": value}. `answer` echoes the last message and names the model of the run's context.

This file is copied beside the server and runs in the server's environment; nothing here imports it.
"""

# pyright: reportMissingImports=false

import asyncio
from typing import Annotated, Any

from langgraph.channels import EphemeralValue
from langgraph.graph import END, START, StateGraph, add_messages
from langgraph.runtime import Runtime
from langgraph.types import interrupt

# Not typing.TypedDict: before Python 3.12 the server cannot tell the schemas of that one (it answers 500).
from typing_extensions import TypedDict


class State(TypedDict, total=False):
    messages: Annotated[list[Any], add_messages]
    # Ephemeral: a thread keeps its state, and what this run was told to do must not happen to the next.
    sleep: Annotated[float, EphemeralValue]
    fail: Annotated[str, EphemeralValue]
    interrupt: Annotated[Any, EphemeralValue]


class Context(TypedDict, total=False):
    model_name: str


async def prepare(state: State) -> State:
    if "sleep" in state:
        await asyncio.sleep(state["sleep"])
    if "fail" in state:
        raise RuntimeError(state["fail"])
    if "interrupt" in state:
        interrupt(state["interrupt"])
    return {}


async def answer(state: State, runtime: Runtime[Context]) -> State:
    messages = state.get("messages")
    said = messages[-1].content if messages else ""
    model = (runtime.context or {}).get("model_name", "no model")
    return {"messages": [{"role": "assistant", "content": f"{model}: {said}"}]}


_builder = StateGraph(State, context_schema=Context)
_builder.add_node("prepare", prepare)
_builder.add_node("answer", answer)
_builder.add_edge(START, "prepare")
_builder.add_edge("prepare", "answer")
_builder.add_edge("answer", END)
graph = _builder.compile()
