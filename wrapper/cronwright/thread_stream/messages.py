"""A message put together from its events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .blocks import Block, BlockSink
from .errors import ThreadStreamError
from .growing import Growing


class AssembledMessage(dict[str, Any]):
    """A whole message: the JSON that a graph's state has of it, its parts as attributes too."""

    __slots__ = ()

    @property
    def content(self) -> list[dict[str, Any]] | str:
        """The content blocks, or "" where there are none."""
        found: list[dict[str, Any]] | str = self["content"]
        return found

    @property
    def text(self) -> str:
        """The text of all text blocks."""
        return "".join(each.get("text", "") for each in self._blocks() if each.get("type") == "text")

    @property
    def type(self) -> str:
        """Who speaks: "ai", "human", "system" or "tool"."""
        return str(self["type"])

    @property
    def id(self) -> str | None:
        """The message's id."""
        return self.get("id")

    @property
    def tool_calls(self) -> list[dict[str, Any]]:
        """The calls that it asks for: `id`, `name`, `args`."""
        return list(self.get("tool_calls", ()))

    @property
    def invalid_tool_calls(self) -> list[dict[str, Any]]:
        """Calls whose arguments are no JSON."""
        return list(self.get("invalid_tool_calls", ()))

    @property
    def usage_metadata(self) -> dict[str, Any] | None:
        """How many tokens it took, where the model says so."""
        return self.get("usage_metadata")

    @property
    def response_metadata(self) -> dict[str, Any]:
        """What the model says beside it."""
        return dict(self.get("response_metadata", {}))

    @property
    def additional_kwargs(self) -> dict[str, Any]:
        """What has no place of its own."""
        return dict(self.get("additional_kwargs", {}))

    def _blocks(self) -> list[dict[str, Any]]:
        return self.content if isinstance(self.content, list) else []


class MessageState:
    """A message under way: text, reasoning and tool calls as they grow, and in the end the whole."""

    def __init__(self, namespace: tuple[str, ...], started: Mapping[str, Any]) -> None:
        metadata = _mapping(started.get("metadata"))
        self.namespace = namespace
        self.message_id = _identity(started)
        self.node = _text_or_none(metadata.get("langgraph_node"))
        self.role = str(started.get("role") or "ai")
        self.sink = BlockSink()
        self.events: Growing[dict[str, Any]] = Growing()
        self.output: Growing[Any] = Growing()
        self._blocks: dict[Any, Block] = {}
        self._metadata = metadata
        self._tool_call_id = started.get("tool_call_id")
        self.events.pieces.append(dict(started))

    @property
    def done(self) -> bool:
        """Whether no more is to come."""
        return self.output.done

    @property
    def parts(self) -> tuple[Growing[Any], ...]:
        """All that grows."""
        return (self.sink.text, self.sink.reasoning, self.sink.tool_calls, self.events, self.output)

    @property
    def begun(self) -> bool:
        """Whether it has any content so far."""
        return bool(self._blocks)

    def feed(self, data: Mapping[str, Any]) -> None:
        """Take an event."""
        self.events.pieces.append(dict(data))
        what, index = data.get("event"), data.get("index")
        if what == "content-block-start":
            self._blocks[index] = Block(_content(data), self.sink)
        elif what == "content-block-delta":
            self._block(index).grow(data)
        elif what == "content-block-finish":
            self._block(index).finish(_content(data))
        elif what == "message-finish":
            self._finish(data)
        elif what == "error":
            self.fail(ThreadStreamError(str(data.get("message") or "the message failed")))

    def fail(self, error: Exception) -> None:
        """The message will not be ended."""
        for part in self.parts:
            part.fail(error)

    def miss(self, data: Mapping[str, Any]) -> None:
        """A piece is left out that may have been of this message."""
        if (block := self._blocks.get(data.get("index"))) is not None:
            block.missed = True

    def may_finish(self, data: Mapping[str, Any]) -> bool:
        """Whether this whole block can be the end of one that was begun here."""
        block = self._blocks.get(data.get("index"))
        return block is not None and block.may_finish(_content(data))

    def _block(self, index: Any) -> Block:
        if index not in self._blocks:
            self._blocks[index] = Block({}, self.sink)
        return self._blocks[index]

    def _finish(self, data: Mapping[str, Any]) -> None:
        wholes = []
        for index in sorted(self._blocks, key=lambda index: index if isinstance(index, int) else 0):
            self._blocks[index].finish({})
            wholes.append(_placed(self._blocks[index].whole, index))
        calls = [each for each in wholes if each.get("type") == "tool_call"]
        self.sink.finish(wholes)
        self.output.finish(self._assembled(wholes, calls, data))
        self.events.finish(self.events.pieces)

    def _assembled(
        self, wholes: list[dict[str, Any]], calls: list[dict[str, Any]], data: Mapping[str, Any]
    ) -> AssembledMessage:
        message = AssembledMessage(type=self.role, content=wholes or "", id=self.message_id)
        if self.role == "ai":
            named = {"provider": "model_provider", "model": "model_name"}
            message["tool_calls"] = [_called(each) for each in calls]
            message["invalid_tool_calls"] = [
                each for each in wholes if each.get("type") == "invalid_tool_call"
            ]
            message["usage_metadata"] = data.get("usage")
            message["response_metadata"] = {
                **{theirs: self._metadata[ours] for ours, theirs in named.items() if ours in self._metadata},
                **_mapping(data.get("metadata")),
                "output_version": "v1",
            }
        if self._tool_call_id is not None:
            message["tool_call_id"] = self._tool_call_id
        if extra := _mapping(data.get("additional_kwargs")):
            message["additional_kwargs"] = dict(extra)
        return message


def _placed(block: dict[str, Any], index: Any) -> dict[str, Any]:
    """A block with its index, as the thread's state has it: calls have none there."""
    if block.get("type") in ("tool_call", "invalid_tool_call"):
        return {name: value for name, value in block.items() if name != "index"}
    return {**block, "index": index} if index is not None and "index" not in block else block


def _called(block: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": block.get("name"), "args": block.get("args"), "id": block.get("id"), "type": "tool_call"}


def _identity(data: Mapping[str, Any]) -> str | None:
    return _text_or_none(data.get("id") or data.get("message_id"))


def _content(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return _mapping(data.get("content") or data.get("content_block"))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text_or_none(value: Any) -> str | None:
    return value if isinstance(value, str) else None
