from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text


class GraphSchema(Model):
    """The JSON Schemas of a graph; null for one that it does not have or that cannot be said."""

    __slots__ = ()

    graph_id: Field[str] = Field("graph_id", text)
    """The name of the graph."""
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
    input_schema: Field[Mapping[str, Any] | None | Unset] = Field(
        "input_schema", mapping, null=True, required=False
    )
    """Of the input."""
    output_schema: Field[Mapping[str, Any] | None | Unset] = Field(
        "output_schema", mapping, null=True, required=False
    )
    """Of the output."""

    def __init__(
        self,
        *,
        graph_id: str,
        state_schema: Mapping[str, Any] | None,
        config_schema: Mapping[str, Any] | None | Unset = UNSET,
        context_schema: Mapping[str, Any] | None | Unset = UNSET,
        input_schema: Mapping[str, Any] | None | Unset = UNSET,
        output_schema: Mapping[str, Any] | None | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "graph_id": graph_id,
                "state_schema": state_schema,
                "config_schema": config_schema,
                "context_schema": context_schema,
                "input_schema": input_schema,
                "output_schema": output_schema,
            }
        )
