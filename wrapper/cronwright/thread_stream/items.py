"""What a thread stream's items are, read by waiting or by awaiting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .messages import AssembledMessage, MessageState
from .subgraphs import Status, SubgraphState
from .tools import ToolCallState


class MessageView:
    """What is known of a message without reading on."""

    def __init__(self, state: MessageState) -> None:
        self._state = state

    @property
    def message_id(self) -> str | None:
        """The message's id."""
        return self._state.message_id

    @property
    def namespace(self) -> list[str]:
        """The subgraph that it comes from; empty for the graph itself."""
        return list(self._state.namespace)

    @property
    def node(self) -> str | None:
        """The node that it comes from, where the server says so."""
        return self._state.node

    @property
    def role(self) -> str:
        """Who speaks: "ai", "human", "system" or "tool"."""
        return self._state.role

    @property
    def done(self) -> bool:
        """Whether all of it was read, or no more will come."""
        return self._state.done

    @property
    def has_events(self) -> bool:
        """Whether anything of it was read."""
        return bool(self._state.events.pieces)

    @property
    def output_message(self) -> AssembledMessage | None:
        """The whole message, if all of it was read; otherwise None."""
        found: AssembledMessage | None = self._state.output.whole
        return found

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.message_id}{'' if self.done else ', under way'}>"


class ToolCallView:
    """What is known of a tool call without reading on."""

    def __init__(self, state: ToolCallState) -> None:
        self._state = state

    @property
    def tool_call_id(self) -> str:
        """The call's id, which the message names that asked for it."""
        return self._state.tool_call_id

    @property
    def name(self) -> str:
        """The tool."""
        return self._state.name

    @property
    def input(self) -> Any:
        """What it was called with."""
        return self._state.input

    @property
    def namespace(self) -> list[str]:
        """The subgraph that it runs in; empty for the graph itself."""
        return list(self._state.namespace)

    @property
    def done(self) -> bool:
        """Whether the tool has ended, as far as was read."""
        return self._state.done

    @property
    def error(self) -> Exception | None:
        """What went wrong, if anything did as far as was read."""
        return self._state.output.error

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} {self.tool_call_id}{'' if self.done else ', under way'}>"


class SubgraphView:
    """What is known of a subgraph without reading on."""

    def __init__(self, state: SubgraphState) -> None:
        self._state = state

    @property
    def path(self) -> tuple[str, ...]:
        """Its namespace, from the outside in."""
        return self._state.path

    @property
    def namespace(self) -> list[str]:
        """Its namespace, from the outside in."""
        return list(self._state.path)

    @property
    def graph_name(self) -> str | None:
        """The graph's name, or that of the node that runs it."""
        return self._state.graph_name

    @property
    def trigger_call_id(self) -> str | None:
        """The task or the tool call that runs it."""
        return self._state.trigger_call_id

    @property
    def cause(self) -> Mapping[str, Any] | None:
        """What made it run, where the server says so."""
        return self._state.cause

    @property
    def status(self) -> Status:
        """ "started", "completed", "failed" or "interrupted", as far as was read."""
        return self._state.status

    @property
    def error(self) -> str | None:
        """What went wrong, if it failed."""
        return self._state.error

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {'|'.join(self.path)} {self.status}>"
