from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text


class Interrupt(Model):
    """``Interrupt`` of the contract."""

    __slots__ = ()

    value: Field[Mapping[str, Any]] = Field("value", mapping)
    id: Field[str | None | Unset] = Field("id", text, null=True, required=False)
    response_schema: Field[Mapping[str, Any] | Unset] = Field("response_schema", mapping, required=False)

    def __init__(
        self,
        *,
        value: Mapping[str, Any],
        id: str | None | Unset = UNSET,
        response_schema: Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given({"value": value, "id": id, "response_schema": response_schema})
