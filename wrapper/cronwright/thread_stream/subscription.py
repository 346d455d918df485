"""Which events are wanted: what the server is asked for, and which event belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent_server_api.models import ProtocolEventStreamRequest
from agent_server_api.types import UNSET

from ..errors import InvalidArgumentError
from .events import Event

Namespace = tuple[str, ...]

CHANNELS = (
    "values",
    "updates",
    "messages",
    "tools",
    "lifecycle",
    "input",
    "checkpoints",
    "tasks",
    "custom",
)
"""Every channel that has a name of its own; `custom:<name>` is what one extension sends."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Channels, and the namespaces in which: all without any; `depth` is how many levels below them."""

    channels: tuple[str, ...]
    namespaces: tuple[Namespace, ...] | None = None
    depth: int | None = None

    def matches(self, event: Event) -> bool:
        """Whether an event belongs to it."""
        return self._has_channel(event) and self._has_namespace(event.namespace)

    def watched(self) -> Subscription:
        """The same and a little more: that the run ends, or asks for something, is always to be known."""
        channels = tuple(dict.fromkeys((*self.channels, "lifecycle", "input")))
        if self.namespaces is None or () in self.namespaces:
            return Subscription(channels, self.namespaces, self.depth)
        # The depth is one for all namespaces: without any, the root would bring everything.
        return Subscription(channels, None if self.depth is None else ((), *self.namespaces), self.depth)

    def body(self, since: int | None = None) -> ProtocolEventStreamRequest:
        """What the server is asked for; with `since`, only what has a greater seq."""
        namespaces = None if self.namespaces is None else [list(each) for each in self.namespaces]
        return ProtocolEventStreamRequest(
            channels=list(self.channels),
            namespaces=UNSET if namespaces is None else namespaces,
            depth=UNSET if self.depth is None else self.depth,
            since=UNSET if since is None else since,
        )

    def _has_channel(self, event: Event) -> bool:
        if event.channel in self.channels:
            return True
        return event.method == "custom" and f"custom:{event.fields.get('name')}" in self.channels

    def _has_namespace(self, namespace: Namespace) -> bool:
        if self.namespaces is None:
            return True
        return any(
            begins_with(namespace, each) and (self.depth is None or len(namespace) - len(each) <= self.depth)
            for each in self.namespaces
        )


def exactly(channels: Sequence[str], namespace: Namespace = ()) -> Subscription:
    """Channels of one namespace, and of nothing below it."""
    return Subscription(tuple(channels), (namespace,), 0)


def begins_with(namespace: Namespace, prefix: Namespace) -> bool:
    """Whether a namespace is in another, or is it; "node" stands for each "node:task" (facts T21)."""
    return len(prefix) <= len(namespace) and all(
        given == wanted or (":" not in wanted and given.partition(":")[0] == wanted)
        for given, wanted in zip(namespace, prefix, strict=False)
    )


def checked(
    channels: Sequence[str], namespaces: Sequence[Sequence[str]] | None = None, depth: int | None = None
) -> Subscription:
    """A caller's subscription; a depth without namespaces is counted from the root.

    Raises InvalidArgumentError.
    """
    if isinstance(channels, str) or not isinstance(channels, Sequence) or not channels:
        raise InvalidArgumentError(f"channels must be a list of at least one name, not {channels!r}")
    for channel in channels:
        _check_channel(channel)
    if depth is not None and (isinstance(depth, bool) or not isinstance(depth, int) or depth < 0):
        # The server would ignore it, and send everything (facts T21).
        raise InvalidArgumentError(f"depth must be an int of 0 or more, not {depth!r}")
    if namespaces is None:
        return Subscription(tuple(channels), None if depth is None else ((),), depth)
    for namespace in (checked_namespaces := [_namespace(each) for each in _listed(namespaces)]):
        if not all(isinstance(segment, str) for segment in namespace):
            raise InvalidArgumentError(f"namespaces: {list(namespace)!r} is not a list of str")
    # An empty list is all namespaces to the server.
    return Subscription(tuple(channels), tuple(checked_namespaces) or None, depth)


def _check_channel(channel: str) -> None:
    if not isinstance(channel, str) or (
        channel not in CHANNELS and not (channel.startswith("custom:") and channel != "custom:")
    ):
        raise InvalidArgumentError(
            f"channels: {channel!r} is none of {', '.join(CHANNELS)}, nor custom:<name of an extension>"
        )


def _listed(namespaces: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    if isinstance(namespaces, str) or not isinstance(namespaces, Sequence):
        raise InvalidArgumentError(f"namespaces must be a list of lists of str, not {namespaces!r}")
    return namespaces


def _namespace(namespace: Sequence[str]) -> Namespace:
    if isinstance(namespace, str) or not isinstance(namespace, Sequence):
        raise InvalidArgumentError(f"namespaces: {namespace!r} is not a list of str")
    return tuple(namespace)
