"""One content block of a message, put together from its pieces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from .growing import Growing

_TEXTS = {"text": "text", "reasoning": "reasoning"}
_CHUNKS = {"tool_call_chunk": "tool_call", "server_tool_call_chunk": "server_tool_call"}


class BlockSink:
    """Where the pieces of a message's blocks go, whichever block they are of."""

    def __init__(self) -> None:
        self.text: Growing[str] = Growing()
        self.reasoning: Growing[str] = Growing()
        self.tool_calls: Growing[dict[str, Any]] = Growing()

    def piece(self, kind: str, text: str) -> None:
        """A piece of text or of reasoning."""
        if text:
            (self.text if kind == "text" else self.reasoning).pieces.append(text)

    def finish(self, wholes: list[dict[str, Any]]) -> None:
        """No more is to come; these are the blocks."""
        for kind, growing in (("text", self.text), ("reasoning", self.reasoning)):
            growing.finish("".join(str(each.get(kind, "")) for each in wholes if each.get("type") == kind))
        self.tool_calls.finish([each for each in wholes if each.get("type") == "tool_call"])


class Block:
    """A block under way. What it began with says what it is; what it ends with is the truth of it."""

    def __init__(self, started: Mapping[str, Any], sink: BlockSink) -> None:
        self.whole: dict[str, Any] = dict(started)
        self.done = False
        self.missed = False
        """Whether a piece was left out, so that what follows it is left to the end."""
        self._sink = sink
        kind = started.get("type")
        if kind in _TEXTS:
            sink.piece(kind, _text(started.get(kind)))
        elif kind == "tool_call_chunk":
            self._piece_of_call(_text(started.get("args")))

    def grow(self, data: Mapping[str, Any]) -> None:
        """Take a piece; a kind that is not known is left to the block's end (facts T16)."""
        delta = data.get("delta")
        if not isinstance(delta, dict) or self.missed:
            return
        kind = str(delta.get("type"))
        if kind in ("text-delta", "reasoning-delta"):
            self._append(kind.removesuffix("-delta"), _text(delta.get(kind.removesuffix("-delta"))))
        elif kind == "tool-call-delta":
            self.whole["args"] = _text(self.whole.get("args")) + _text(delta.get("args"))
            self._piece_of_call(_text(delta.get("args")))
        elif kind == "block-delta" and isinstance(delta.get("fields"), dict):
            self._replace(delta["fields"])

    def finish(self, ended: Mapping[str, Any]) -> None:
        """This is the whole block; without any, what has come is."""
        if self.done:
            return
        self.done = True
        kind = str(ended.get("type") or self.whole.get("type"))
        if kind in _TEXTS:
            have, want = _text(self.whole.get(kind)), _text(ended.get(kind))
            # What no piece brought comes as one. A text that is another one altogether is only in the whole.
            if want.startswith(have):
                self._sink.piece(kind, want[len(have) :])
            # A reasoning block without words stays without: models refuse an empty one when it comes back.
            self.whole = {**self.whole, **ended, "type": kind} | (
                {kind: want or have} if want or have else {}
            )
        elif ended:
            self.whole = dict(ended)
        elif kind in _CHUNKS:
            self.whole = _parsed(self.whole, _CHUNKS[kind])

    def may_finish(self, ended: Mapping[str, Any]) -> bool:
        """Whether this whole goes on from what has come."""
        kind = ended.get("type")
        if self.done:
            return False
        if kind in _TEXTS:
            have = _text(self.whole.get(kind))
            return self.whole.get("type") == kind and _text(ended.get(kind)).startswith(have)
        return _CHUNKS.get(str(self.whole.get("type"))) == kind and self.whole.get("id") == ended.get("id")

    def _append(self, kind: str, piece: str) -> None:
        self.whole.setdefault("type", kind)
        self.whole[kind] = _text(self.whole.get(kind)) + piece
        self._sink.piece(kind, piece)

    def _replace(self, fields: Mapping[str, Any]) -> None:
        before = _text(self.whole.get("args"))
        self.whole.update({name: value for name, value in fields.items() if value is not None})
        after = _text(self.whole.get("args"))
        if self.whole.get("type") == "tool_call_chunk" and after.startswith(before):
            self._piece_of_call(after[len(before) :])

    def _piece_of_call(self, args: str) -> None:
        if args and self.whole.get("type") == "tool_call_chunk":
            named = {name: self.whole.get(name) for name in ("id", "name")}
            place = {"index": self.whole["index"]} if "index" in self.whole else {}
            self._sink.tool_calls.pieces.append({"type": "tool_call_chunk", **named, "args": args, **place})


def _parsed(chunk: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """A call whose end was not told, from its pieces."""
    args = _text(chunk.get("args"))
    named = {"id": chunk.get("id"), "name": chunk.get("name")}
    try:
        return {"type": kind, **named, "args": orjson.loads(args or "{}")}
    except ValueError:
        return {"type": "invalid_tool_call", **named, "args": args, "error": "the arguments are no JSON"}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
