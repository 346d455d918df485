"""A graph for thread streams: it does what the input asks for. Runs in the server's environment.

A turn's `say` is spoken by a model token by token, its `think` before it; each of its `calls` is a tool call;
{"custom": value} is written to the stream, {"progress": value} to the extension of that name;
{"ask": value} interrupts, {"asks": [value, ...]} does at once for each; {"child": turn} runs a subgraph,
which may have children of its own, {"children": [turn, ...]} several at once; {"choir": [turn, ...]} has them
spoken by models at once; {"fail": text} fails, {"sleep": seconds} takes its time.
"""

# pyright: reportMissingImports=false

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolCallChunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import tool
from langgraph.channels import EphemeralValue
from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph, add_messages
from langgraph.prebuilt import ToolCallTransformer, ToolNode, ToolRuntime
from langgraph.stream import StreamChannel, StreamTransformer
from langgraph.stream.transformers import CheckpointsTransformer, TasksTransformer, UpdatesTransformer
from langgraph.types import Send, interrupt
from typing_extensions import TypedDict


class Scripted(BaseChatModel):
    """A model that says what it is told, a word at a time."""

    turn: dict[str, Any]

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _chunks(self) -> Iterator[AIMessageChunk]:
        for index, word in enumerate(self.turn.get("think", "").split(" ")):
            if word:
                yield AIMessageChunk(
                    content=[
                        {"type": "reasoning", "reasoning": word if not index else f" {word}", "index": 0}
                    ]
                )
        for index, word in enumerate(self.turn.get("say", "").split(" ")):
            if word:
                text = word if not index else f" {word}"
                if self.turn.get("think"):
                    yield AIMessageChunk(content=[{"type": "text", "text": text, "index": 1}])
                else:
                    yield AIMessageChunk(content=text)
        for index, call in enumerate(self.turn.get("calls", ())):
            args = call.get("args", "{}")
            first, second = args[: len(args) // 2], args[len(args) // 2 :]
            start = ToolCallChunk(name=call["name"], args=first, id=call["id"], index=index + 2)
            yield AIMessageChunk(content="", tool_call_chunks=[start])
            rest = ToolCallChunk(name=None, args=second, id=None, index=index + 2)
            yield AIMessageChunk(content="", tool_call_chunks=[rest])
        yield AIMessageChunk(
            content="", usage_metadata={"input_tokens": 1, "output_tokens": 2, "total_tokens": 3}
        )

    async def _astream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        for chunk in self._chunks():
            await asyncio.sleep(self.turn.get("pace", 0))
            generation = ChatGenerationChunk(message=chunk)
            if run_manager:
                await run_manager.on_llm_new_token(str(chunk.content), chunk=generation)
            yield generation

    def _generate(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.turn.get("say", "")))])


@tool
async def count(upto: int, runtime: ToolRuntime) -> str:
    """Count, and tell of each number."""
    for number in range(1, upto + 1):
        runtime.emit_output_delta(str(number))
    return f"counted to {upto}"


@tool
async def break_down(why: str) -> str:
    """Fail."""
    raise ValueError(why)


class State(TypedDict, total=False):
    messages: Annotated[list[Any], add_messages]
    answer: Any
    turn: Annotated[dict[str, Any], EphemeralValue]


def _turn(state: State) -> dict[str, Any]:
    return state.get("turn") or {}


async def model(state: State, config: RunnableConfig) -> State:
    turn = _turn(state)
    writer = get_stream_writer()
    for value in turn.get("custom", ()):
        writer(value)
    if "choir" in turn:
        await asyncio.gather(*(Scripted(turn=each).ainvoke([], config) for each in turn["choir"]))
    if not any(turn.get(key) for key in ("say", "think", "calls")):
        return {"turn": turn}
    said = await Scripted(turn=turn).ainvoke(state.get("messages") or [], config)
    return {"messages": [said], "turn": turn}


_tools = ToolNode([count, break_down], handle_tool_errors=True)


async def tools(state: State, config: RunnableConfig) -> State:
    turn = _turn(state)
    if not turn.get("calls"):
        return {"turn": turn}
    result = await _tools.ainvoke({"messages": state.get("messages", [])}, config)
    return {"messages": result["messages"], "turn": turn}


async def ask(state: State) -> State:
    turn = _turn(state)
    answer = interrupt(turn["ask"]) if "ask" in turn else None
    if "fail" in turn:
        raise RuntimeError(turn["fail"])
    await asyncio.sleep(turn.get("sleep", 0))
    return {"answer": answer, "turn": turn}


async def question(state: State) -> State:
    interrupt(_turn(state)["value"])
    return {}


def _after(state: State) -> list[Send] | str:
    turn = _turn(state)
    if "asks" in turn:
        return [Send("question", {"turn": {"value": value}}) for value in turn["asks"]]
    children = turn.get("children", [turn["child"]] if "child" in turn else [])
    return [Send("child", {"turn": {"child": child}}) for child in children] or END


def _level(child: Any) -> Any:
    builder = StateGraph(State)
    builder.add_node("model", model)
    builder.add_node("tools", tools)
    builder.add_node("ask", ask)
    builder.add_node("question", question)
    builder.add_edge(START, "model")
    builder.add_edge("model", "tools")
    builder.add_edge("tools", "ask")
    if child is None:
        builder.add_conditional_edges("ask", _after, ["question", END])
        return builder.compile()

    async def run_child(state: State, config: RunnableConfig) -> State:
        result = await child.ainvoke({"turn": _turn(state)["child"]}, config)
        return {"messages": result.get("messages", [])[-1:]}

    builder.add_node("child", run_child)
    builder.add_conditional_edges("ask", _after, ["question", "child", END])
    builder.add_edge("child", END)
    return builder.compile()


class Progress(StreamTransformer):
    """Sends what is written as {"progress": value} to the extension `progress`."""

    required_stream_modes = ("custom",)

    def init(self) -> dict[str, Any]:
        self._channel: StreamChannel[Any] = StreamChannel("progress")
        return {"progress": self._channel}

    def process(self, event: Any) -> bool:
        data = event["params"].get("data")
        if event["method"] == "custom" and isinstance(data, dict) and "progress" in data:
            self._channel.push(data["progress"])
        return True


def stream_transformers() -> list[Any]:
    # Without these the channels `tools`, `updates`, `tasks` and `checkpoints` carry nothing.
    return [Progress, ToolCallTransformer, UpdatesTransformer, TasksTransformer, CheckpointsTransformer]


graph = _level(_level(_level(None)))
