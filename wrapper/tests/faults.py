"""What a fault proxy can do to an answer, and plans of when to do it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

End = Literal["reset", "close", "half", "end", "stall"]
"""How a connection ends.

- `reset`: RST.
- `close`: FIN, before the answer is whole.
- `half`: FIN of our side alone; we still take what the client sends.
- `end`: a clean end, as if the answer were whole (of a body; else as `close`).
- `stall`: nothing more comes, until the client leaves.
"""


@dataclass(frozen=True)
class Cut:
    """End the answer after exactly `after` bytes, of its body or of the `wire` (head and framing with it).

    `piece` is as in `Slow`. An answer that is shorter passes whole, and `Record.cut` stays false.
    """

    after: int
    how: End = "reset"
    of: Literal["body", "wire"] = "body"
    piece: int = 0


@dataclass(frozen=True)
class Slow:
    """Let the answer wait, and then pass it `piece` bytes at a time (0: as it comes) with pauses between.

    It waits before the upstream is asked: `seconds`, and until the event `until` is set.
    """

    seconds: float = 0
    until: threading.Event | None = None
    piece: int = 0
    pause: float = 0


@dataclass(frozen=True)
class Lose:
    """Have the upstream do it, take its whole answer, and end without a byte of it: fails after the write."""

    how: End = "reset"


@dataclass(frozen=True)
class Drop:
    """Take the request and end the connection; the upstream is not asked: fails before the write."""

    how: End = "reset"


@dataclass(frozen=True)
class Garbage:
    """Send these bytes in place of an answer and close; the upstream is not asked."""

    data: bytes = b"\x00\xffno answer\r\n\r\n"


@dataclass(frozen=True)
class Status:
    """Answer with this status; the upstream is not asked."""

    code: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b'{"detail":"a planned fault"}'


Fault = Cut | Slow | Lose | Drop | Garbage | Status


@dataclass
class Record:
    """One request that the proxy saw, and what became of it."""

    number: int
    """From 1, in the order of arrival."""
    connection: int
    """Of which connection, from 1."""
    method: str
    path: str
    """With the query."""
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes
    fault: Fault | None = None
    status: int | None = None
    """Of the upstream's answer; None while or where it was not asked."""
    sent: int = 0
    """Bytes of the body that went to the client (of a WebSocket: bytes after the head)."""
    cut: bool = False
    """Whether the fault ended the answer."""
    over: threading.Event = field(default_factory=threading.Event)
    """Set when no more will be sent."""
    gone: threading.Event = field(default_factory=threading.Event)
    """Set when the client has hung up before the answer's end, or after a `stall` or `half`."""

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)


Plan = Callable[[Record], Fault | None]
"""A request -> what to do to its answer; None passes it."""


def in_turn(*faults: Fault | None, where: Callable[[Record], bool] = lambda record: True) -> Plan:
    """The first fault for the first request that `where` picks, and so on; all others pass."""
    rest = iter(faults)
    turn = threading.Lock()

    def plan(record: Record) -> Fault | None:
        with turn:
            return next(rest, None) if where(record) else None

    return plan


def always(fault: Fault | None, where: Callable[[Record], bool] = lambda record: True) -> Plan:
    """The same fault for each request that `where` picks; all others pass."""
    return lambda record: fault if where(record) else None
