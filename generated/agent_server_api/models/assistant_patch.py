from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text


class AssistantPatch(Model):
    """``AssistantPatch`` of the contract."""

    __slots__ = ()

    config: Field[Mapping[str, Any] | Unset] = Field("config", mapping, required=False)
    context: Field[Mapping[str, Any] | Unset] = Field("context", mapping, required=False)
    description: Field[str | Unset] = Field("description", text, required=False)
    graph_id: Field[str | Unset] = Field("graph_id", text, required=False)
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    name: Field[str | Unset] = Field("name", text, required=False)

    def __init__(
        self,
        *,
        config: Mapping[str, Any] | Unset = UNSET,
        context: Mapping[str, Any] | Unset = UNSET,
        description: str | Unset = UNSET,
        graph_id: str | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        name: str | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "config": config,
                "context": context,
                "description": description,
                "graph_id": graph_id,
                "metadata": metadata,
                "name": name,
            }
        )
