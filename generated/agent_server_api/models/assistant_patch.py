from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text


class AssistantPatch(Model):
    """What to change of an assistant; what is not named stays."""

    __slots__ = ()

    config: Field[Mapping[str, Any] | Unset] = Field("config", mapping, required=False)
    """The configuration of its runs."""
    context: Field[Mapping[str, Any] | Unset] = Field("context", mapping, required=False)
    """What the graph is told of its surroundings, in the place of `config.configurable`."""
    description: Field[str | Unset] = Field("description", text, required=False)
    """What it is for; null is refused."""
    graph_id: Field[str | Unset] = Field("graph_id", text, required=False)
    """The name of its graph."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Own data, merged into what is there."""
    name: Field[str | Unset] = Field("name", text, required=False)
    """Its name."""

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
