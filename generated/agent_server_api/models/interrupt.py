from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, anything, given, mapping, text


class Interrupt(Model):
    """``Interrupt`` of the contract."""

    __slots__ = ()

    value: Field[Any] = Field("value", anything)
    id: Field[str | None | Unset] = Field("id", text, null=True, required=False)
    response_schema: Field[Mapping[str, Any] | Unset] = Field("response_schema", mapping, required=False)

    def __init__(
        self,
        *,
        value: Any,
        id: str | None | Unset = UNSET,
        response_schema: Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given({"value": value, "id": id, "response_schema": response_schema})
