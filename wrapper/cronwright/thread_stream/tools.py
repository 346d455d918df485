"""A tool call put together from its events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .errors import ToolFailedError
from .growing import Growing


class ToolCallState:
    """A tool call under way: what it was called with, its output so far, and in the end the whole."""

    def __init__(self, namespace: tuple[str, ...], started: Mapping[str, Any]) -> None:
        name = started.get("tool_name")
        self.namespace = namespace
        self.tool_call_id = str(started.get("tool_call_id"))
        self.name = name if isinstance(name, str) else ""
        self.input = started.get("input")
        self.deltas: Growing[Any] = Growing()
        self.output: Growing[Any] = Growing()

    @property
    def done(self) -> bool:
        """Whether the tool has ended."""
        return self.output.done

    def feed(self, data: Mapping[str, Any]) -> None:
        """Take an event."""
        what = data.get("event")
        if what == "tool-output-delta":
            self.deltas.pieces.append(data.get("delta"))
        elif what == "tool-finished":
            self.output.finish(data.get("output"))
            self.deltas.finish(None)
        elif what == "tool-error":
            self.fail(ToolFailedError(f"{self.name}: {data.get('message') or 'the tool failed'}"))

    def fail(self, error: Exception) -> None:
        """There will be no output; the pieces simply end."""
        self.output.fail(error)
        self.deltas.finish(None)
