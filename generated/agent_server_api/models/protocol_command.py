from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, integer, mapping, text


class ProtocolCommand(Model):
    """``ProtocolCommand`` of the contract."""

    __slots__ = ()

    id: Field[int] = Field("id", integer)
    method: Field[str] = Field("method", text)
    params: Field[Mapping[str, Any] | Unset] = Field("params", mapping, required=False)

    def __init__(self, *, id: int, method: str, params: Mapping[str, Any] | Unset = UNSET) -> None:
        self._json = given({"id": id, "method": method, "params": params})
