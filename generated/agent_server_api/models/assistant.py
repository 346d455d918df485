from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, integer, mapping, moment, text, view

if TYPE_CHECKING:
    from ..models.config import Config


class Assistant(Model):
    """``Assistant`` of the contract."""

    __slots__ = ()

    assistant_id: Field[str] = Field("assistant_id", text)
    config: Field[Config] = Field("config", view("Config"))
    context: Field[Mapping[str, Any]] = Field("context", mapping)
    created_at: Field[datetime] = Field("created_at", moment)
    description: Field[str | None] = Field("description", text, null=True)
    graph_id: Field[str] = Field("graph_id", text)
    metadata: Field[Mapping[str, Any]] = Field("metadata", mapping)
    name: Field[str] = Field("name", text)
    updated_at: Field[datetime] = Field("updated_at", moment)
    version: Field[int] = Field("version", integer)

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
