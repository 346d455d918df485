from __future__ import annotations

from typing import Any

from ..types import UNSET, Field, Model, Unset, anything, given, integer, listed, text


class ProtocolEventParams(Model):
    """What happened."""

    __slots__ = ()

    data: Field[Any] = Field("data", anything)
    """The state, the message or whatever the channel carries."""
    namespace: Field[list[str]] = Field("namespace", listed(text))
    """The subgraph, from the outside in; empty for the graph itself."""
    timestamp: Field[int] = Field("timestamp", integer)
    """When, in milliseconds since 1970, UTC."""
    node: Field[str | Unset] = Field("node", text, required=False)
    """The node."""

    def __init__(self, *, data: Any, namespace: list[str], timestamp: int, node: str | Unset = UNSET) -> None:
        self._json = given({"data": data, "namespace": namespace, "timestamp": timestamp, "node": node})
