from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping


class GraphSchemaNoId(Model):
    """The JSON Schemas of a subgraph; null for one that it does not have or that cannot be said."""

    __slots__ = ()

    input_schema: Field[Mapping[str, Any] | None] = Field("input_schema", mapping, null=True)
    """Of the input."""
    output_schema: Field[Mapping[str, Any] | None] = Field("output_schema", mapping, null=True)
    """Of the output."""
    state_schema: Field[Mapping[str, Any] | None] = Field("state_schema", mapping, null=True)
    """Of the state."""
    config_schema: Field[Mapping[str, Any] | None | Unset] = Field(
        "config_schema", mapping, null=True, required=False
    )
    """Of `config.configurable`."""
    context_schema: Field[Mapping[str, Any] | None | Unset] = Field(
        "context_schema", mapping, null=True, required=False
    )
    """Of `context`."""

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
