"""Where a reader stands, and how what it reads becomes events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from ..streaming.decoder import EventDecoder
from .cursor import Cursor
from .follow import Follower, Outcome

if TYPE_CHECKING:
    from .subscription import Subscription


class Decoder(Protocol):
    """Makes events of what a transport reads."""

    def feed(self, chunk: bytes) -> list[bytes]:
        """The JSON of the events that end in these bytes."""
        ...


class ServerSentEvents:
    """The events of a body of server-sent events."""

    def __init__(self) -> None:
        self._decoder = EventDecoder()

    def feed(self, chunk: bytes) -> list[bytes]:
        """The JSON of the events that end in these bytes."""
        return [event.data for event in self._decoder.feed(chunk)]


class Frames:
    """The messages of a WebSocket, each read as one chunk; white space is a sign of life."""

    def feed(self, chunk: bytes) -> list[bytes]:
        """The message."""
        return [chunk] if chunk.strip() else []


@dataclass(slots=True)
class Snapshot:
    """The thread's values, as they were when the reader began."""

    values: Any


@dataclass(slots=True)
class Place:
    """Where a reader stands: what it reads, of which run, and up to which event."""

    wanted: Subscription
    decoder: Callable[[], Decoder]
    run_id: str | None = None
    """The run to read, where it is not the one that the stream follows."""
    beyond: str | None = None
    """Read the run that comes after this one."""
    snapshot: bool = False
    """Whether the thread's values come first."""
    follower: Follower | None = None
    cursor: Cursor = field(default_factory=Cursor)
    opened: bool = False
    """Whether a connection stood at some time."""
    tries: int = 0
    """How often in a row a connection was lost without anything new."""
    quiet: int = 0
    """How many signs of life came since the last event."""
    maybe: Outcome | None = None
    """How the run ended by its status, though no event says so yet."""
