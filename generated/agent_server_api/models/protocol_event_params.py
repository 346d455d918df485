from __future__ import annotations

from typing import Any

from ..types import UNSET, Field, Model, Unset, anything, given, integer, listed, text


class ProtocolEventParams(Model):
    """``ProtocolEventParams`` of the contract."""

    __slots__ = ()

    data: Field[Any] = Field("data", anything)
    namespace: Field[list[str]] = Field("namespace", listed(text))
    timestamp: Field[int] = Field("timestamp", integer)
    node: Field[str | Unset] = Field("node", text, required=False)

    def __init__(self, *, data: Any, namespace: list[str], timestamp: int, node: str | Unset = UNSET) -> None:
        self._json = given({"data": data, "namespace": namespace, "timestamp": timestamp, "node": node})
