"""A TCP proxy that plants faults between a client and a server: exact to the byte, and it keeps records.

    with fault_proxy(agent_server.url, in_turn(None, Cut(17, "reset"), Status(503))) as proxy:
        client = get_sync_client(url=proxy.url)
        ...
    assert [record.path for record in proxy.records] == [...]

A plan is a function `Record -> Fault | None`; `in_turn(...)` and `always(...)` make the usual ones, with
`where=` to pick requests:

    streams = lambda record: record.path.endswith("/stream")
    in_turn(*(Cut(n) for n in range(400)), where=streams)  # one stream after another, a byte more each time
    always(Status(429, {"retry-after": "1"}), where=lambda record: record.method == "GET")
    lambda record: Lose() if record.method == "POST" and record.json.get("metadata") == mine else None

The faults, in `faults.py`: `Cut`, `Slow`, `Lose` (fails after the write), `Drop` (before it), `Garbage`,
`Status`. `proxy.plan` may be changed at any time, and counts for the requests that arrive after that.

- `proxy.records`: each request, also one that failed: what it asked and what became of it. To wait for are
  the events `record.over` (no more will be sent) and `record.gone` (the client hung up before the end).
- `with proxy.refusing():` new connections are refused.
- `proxy.hang_up()`: all connections are reset now.
- `proxy.connections`: how many the clients opened.

The upstream's framing is taken off and put on again: each piece of a body that it sends is one chunk to the
client, and a cut counts the bytes of the body alone. What was sent before a reset is in the client's kernel
before it; two pieces may still be read at once. Each request goes to the upstream on a connection of its own,
which ends when the client hangs up. A WebSocket passes as bytes, in both directions.

The port, its threads and connections end with the block. An error in a plan is raised there.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .fault_exchange import Exchanges
from .faults import Cut, Drop, Garbage, Lose, Plan, Record, Slow, Status, always, in_turn
from .listening import Port, hang_up, listening

__all__ = [
    "Cut",
    "Drop",
    "FaultProxy",
    "Garbage",
    "Lose",
    "Plan",
    "Record",
    "Slow",
    "Status",
    "always",
    "fault_proxy",
    "in_turn",
]


@dataclass
class FaultProxy:
    """Where the proxy listens, its plan, and what it saw."""

    upstream: tuple[str, int]
    plan: Plan
    records: list[Record] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)
    port: Port = field(init=False)
    turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return self.port.url

    @property
    def connections(self) -> int:
        return len(self.port.connections)

    def refusing(self) -> AbstractContextManager[None]:
        """Refuse new connections within the block; those that stand go on."""
        return self.port.refusing()

    def hang_up(self) -> None:
        """Reset all connections now."""
        for connection in self.port.connections:
            hang_up(connection)

    def begin(self, record: Record) -> None:
        """Note the request, and what is planned for it."""
        with self.turn:
            record.number = len(self.records) + 1
            self.records.append(record)
        record.fault = self.plan(record)

    def serve(self, connection: socket.socket, number: int) -> None:
        try:
            Exchanges(connection, number, self.upstream, self.begin).serve()
        except OSError:
            raise
        except Exception as failure:
            self.failures.append(failure)


@contextmanager
def fault_proxy(upstream_url: str, plan: Plan = lambda record: None) -> Iterator[FaultProxy]:
    """A proxy before `upstream_url` (plain HTTP); without a plan it changes nothing."""
    parts = urlsplit(upstream_url)
    assert parts.hostname is not None, upstream_url
    proxy = FaultProxy((parts.hostname, parts.port or 80), plan)
    with listening(proxy.serve) as proxy.port:
        yield proxy
    if proxy.failures:
        raise proxy.failures[0]
