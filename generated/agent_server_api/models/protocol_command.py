from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, integer, mapping, text


class ProtocolCommand(Model):
    """A command."""

    __slots__ = ()

    id: Field[int] = Field("id", integer)
    """A number of one's own, by which the answer is known."""
    method: Field[str] = Field("method", text)
    """What to do, such as run.start or input.respond."""
    params: Field[Mapping[str, Any] | Unset] = Field("params", mapping, required=False)
    """What the method needs."""

    def __init__(self, *, id: int, method: str, params: Mapping[str, Any] | Unset = UNSET) -> None:
        self._json = given({"id": id, "method": method, "params": params})
