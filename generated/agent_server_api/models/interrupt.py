from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, anything, given, mapping, text


class Interrupt(Model):
    """A question that a run stopped with."""

    __slots__ = ()

    value: Field[Any] = Field("value", anything)
    """What the graph asked with."""
    id: Field[str | None | Unset] = Field("id", text, null=True, required=False)
    """Its id, which an answer may name."""
    response_schema: Field[Mapping[str, Any] | Unset] = Field("response_schema", mapping, required=False)
    """The JSON Schema of the answer, where the graph gave one."""

    def __init__(
        self,
        *,
        value: Any,
        id: str | None | Unset = UNSET,
        response_schema: Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given({"value": value, "id": id, "response_schema": response_schema})
