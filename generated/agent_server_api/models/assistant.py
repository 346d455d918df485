from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, integer, mapping, moment, text, view

if TYPE_CHECKING:
    from ..models.config import Config


class Assistant(Model):
    """A graph with a configuration of its own, which runs and crons name."""

    __slots__ = ()

    assistant_id: Field[str] = Field("assistant_id", text)
    """The assistant's id."""
    config: Field[Config] = Field("config", view("Config"))
    """The configuration of its runs."""
    context: Field[Mapping[str, Any]] = Field("context", mapping)
    """What the graph is told of its surroundings."""
    created_at: Field[datetime] = Field("created_at", moment)
    """When it was made, UTC."""
    description: Field[str | None] = Field("description", text, null=True)
    """What it is for."""
    graph_id: Field[str] = Field("graph_id", text)
    """The name of its graph."""
    metadata: Field[Mapping[str, Any]] = Field("metadata", mapping)
    """Own data of the assistant."""
    name: Field[str] = Field("name", text)
    """Its name; names need not differ."""
    updated_at: Field[datetime] = Field("updated_at", moment)
    """When it was last changed, UTC."""
    version: Field[int] = Field("version", integer)
    """The version in use, counted from 1."""

    def __init__(
        self,
        *,
        assistant_id: str,
        config: Config | Mapping[str, Any],
        context: Mapping[str, Any],
        created_at: datetime,
        description: str | None,
        graph_id: str,
        metadata: Mapping[str, Any],
        name: str,
        updated_at: datetime,
        version: int,
    ) -> None:
        self._json = given(
            {
                "assistant_id": assistant_id,
                "config": config,
                "context": context,
                "created_at": created_at,
                "description": description,
                "graph_id": graph_id,
                "metadata": metadata,
                "name": name,
                "updated_at": updated_at,
                "version": version,
            }
        )
