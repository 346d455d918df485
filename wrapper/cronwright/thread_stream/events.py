"""One event of a thread: the JSON that came, with its parts by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# Only the ids of the events that the server makes up itself name their run (facts T10, T11).
_RUN = re.compile(r"synth:([^:|]+):")

ENDS = frozenset({"completed", "failed", "interrupted"})
"""The words of `lifecycle` after which nothing more is to come."""


class Event(dict[str, Any]):
    """An event as the server sent it; what the client does not know is kept.

    As JSON: `type`, `method`, `params` (`namespace`, `timestamp`, `data`, and mostly not `node`),
    `event_id`, `seq`.
    """

    __slots__ = ()

    @property
    def method(self) -> str:
        """What kind of event it is, such as "messages"."""
        return _text(self.get("method")) or ""

    @property
    def channel(self) -> str:
        """The channel that it comes by: the method, but "input" for `input.requested`."""
        return "input" if self.method == "input.requested" else self.method

    @property
    def params(self) -> Mapping[str, Any]:
        """What happened, and where."""
        found = self.get("params")
        return found if isinstance(found, dict) else {}

    @property
    def namespace(self) -> tuple[str, ...]:
        """The subgraph, from the outside in; empty for the graph itself."""
        found = self.params.get("namespace")
        return tuple(map(str, found)) if isinstance(found, list) else ()

    @property
    def data(self) -> Any:
        """What the event carries."""
        return self.params.get("data")

    @property
    def fields(self) -> Mapping[str, Any]:
        """`data`, if it is an object; otherwise an empty one."""
        return self.data if isinstance(self.data, dict) else {}

    @property
    def node(self) -> str | None:
        """The node that it comes from, where the server says so."""
        return _text(self.params.get("node"))

    @property
    def timestamp(self) -> int | None:
        """When, in milliseconds since 1970, UTC."""
        return _number(self.params.get("timestamp"))

    @property
    def seq(self) -> int | None:
        """Its number on this connection, counted with those that were filtered out."""
        return _number(self.get("seq"))

    @property
    def event_id(self) -> str | None:
        """Its id, the same whenever it is sent again."""
        return _text(self.get("event_id"))

    @property
    def run_id(self) -> str | None:
        """The run's id, which only the events have that the server makes up: those of `lifecycle`."""
        found = _RUN.match(self.event_id or "")
        return found[1] if found else None

    @property
    def phase(self) -> str | None:
        """The word of a `lifecycle` event: "started", "running", "completed", "failed" or "interrupted"."""
        return _text(self.fields.get("event")) if self.method == "lifecycle" else None

    @property
    def begins_run(self) -> bool:
        """Whether a run's events begin here."""
        return self.phase == "running" and not self.namespace

    @property
    def ends_run(self) -> bool:
        """Whether the run says that it is over."""
        return self.phase in ENDS and not self.namespace


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
