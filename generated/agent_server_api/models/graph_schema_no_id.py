from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping


class GraphSchemaNoId(Model):
    """``GraphSchemaNoId`` of the contract."""

    __slots__ = ()

    input_schema: Field[Mapping[str, Any] | None] = Field("input_schema", mapping, null=True)
    output_schema: Field[Mapping[str, Any] | None] = Field("output_schema", mapping, null=True)
    state_schema: Field[Mapping[str, Any] | None] = Field("state_schema", mapping, null=True)
    config_schema: Field[Mapping[str, Any] | None | Unset] = Field(
        "config_schema", mapping, null=True, required=False
    )
    context_schema: Field[Mapping[str, Any] | None | Unset] = Field(
        "context_schema", mapping, null=True, required=False
    )

    def __init__(
        self,
        *,
        input_schema: Mapping[str, Any] | None,
        output_schema: Mapping[str, Any] | None,
        state_schema: Mapping[str, Any] | None,
        config_schema: Mapping[str, Any] | None | Unset = UNSET,
        context_schema: Mapping[str, Any] | None | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "input_schema": input_schema,
                "output_schema": output_schema,
                "state_schema": state_schema,
                "config_schema": config_schema,
                "context_schema": context_schema,
            }
        )
