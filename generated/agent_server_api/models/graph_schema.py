from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text


class GraphSchema(Model):
    """``GraphSchema`` of the contract."""

    __slots__ = ()

    graph_id: Field[str] = Field("graph_id", text)
    state_schema: Field[Mapping[str, Any]] = Field("state_schema", mapping)
    config_schema: Field[Mapping[str, Any] | Unset] = Field("config_schema", mapping, required=False)
    context_schema: Field[Mapping[str, Any] | Unset] = Field("context_schema", mapping, required=False)
    input_schema: Field[Mapping[str, Any] | Unset] = Field("input_schema", mapping, required=False)
    output_schema: Field[Mapping[str, Any] | Unset] = Field("output_schema", mapping, required=False)

    def __init__(
        self,
        *,
        graph_id: str,
        state_schema: Mapping[str, Any],
        config_schema: Mapping[str, Any] | Unset = UNSET,
        context_schema: Mapping[str, Any] | Unset = UNSET,
        input_schema: Mapping[str, Any] | Unset = UNSET,
        output_schema: Mapping[str, Any] | Unset = UNSET,
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
