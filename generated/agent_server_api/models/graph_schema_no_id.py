from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping


class GraphSchemaNoId(Model):
    """``GraphSchemaNoId`` of the contract."""

    __slots__ = ()

    input_schema: Field[Mapping[str, Any]] = Field("input_schema", mapping)
    output_schema: Field[Mapping[str, Any]] = Field("output_schema", mapping)
    state_schema: Field[Mapping[str, Any]] = Field("state_schema", mapping)
    config_schema: Field[Mapping[str, Any] | Unset] = Field("config_schema", mapping, required=False)
    context_schema: Field[Mapping[str, Any] | Unset] = Field("context_schema", mapping, required=False)

    def __init__(
        self,
        *,
        input_schema: Mapping[str, Any],
        output_schema: Mapping[str, Any],
        state_schema: Mapping[str, Any],
        config_schema: Mapping[str, Any] | Unset = UNSET,
        context_schema: Mapping[str, Any] | Unset = UNSET,
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
