"""Several projections over one connection, by their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import InvalidArgumentError
from .projections import Data, Extension, Interleaved, Messages, Projection, Subgraphs, ToolCalls
from .subscription import Subscription

PROJECTIONS = ("values", "messages", "tool_calls", "subgraphs", "updates", "checkpoints", "tasks")
_INSTEAD = {"tools": "tool_calls", "lifecycle": "subgraphs", "input": "values"}
_CHANNELS = {"messages": ("messages",), "tool_calls": ("tools",), "subgraphs": ("lifecycle", "tasks")}


@dataclass(frozen=True, slots=True)
class Makers:
    """How items are made of what they are read from."""

    message: Callable[[Any], Any]
    tool_call: Callable[[Any], Any]
    subgraph: Callable[[Any], Any]
    run_id: Callable[[], str | None]


def checked_names(channels: Sequence[str]) -> tuple[str, ...]:
    """Names of projections, and of extensions; raises InvalidArgumentError."""
    if isinstance(channels, str) or not isinstance(channels, Sequence) or not channels:
        raise InvalidArgumentError(f"channels must be a list of at least one name, not {channels!r}")
    for name in channels:
        if not isinstance(name, str) or not name:
            raise InvalidArgumentError(f"channels: {name!r} is no name")
        if name in _INSTEAD:
            raise InvalidArgumentError(
                f"channels: {name!r} is none of {', '.join(PROJECTIONS)}, and no extension can have that "
                f"name; do you mean {_INSTEAD[name]!r}?"
            )
    return tuple(dict.fromkeys(channels))


def wanted(names: Sequence[str]) -> Subscription:
    """One subscription for them all."""
    channels: list[str] = []
    for name in names:
        channels += _CHANNELS.get(name, (name if name in PROJECTIONS else f"custom:{name}",))
    if any(name not in PROJECTIONS for name in names):
        # What an extension sends may come from any namespace.
        return Subscription(tuple(channels))
    return Subscription(tuple(channels), ((),), 1 if "subgraphs" in names else 0)


def interleaved(names: Sequence[str], makers: Makers) -> Interleaved:
    """The projections, as one."""
    return Interleaved({name: _projection(name, makers) for name in names})


def _projection(name: str, makers: Makers) -> Projection:
    if name == "messages":
        return Messages(makers.message)
    if name == "tool_calls":
        return ToolCalls(makers.tool_call)
    if name == "subgraphs":
        return Subgraphs(makers.subgraph, makers.run_id)
    return Data(name) if name in PROJECTIONS else Extension(name)
