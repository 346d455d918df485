from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, integer, mapping, moment, text, view

if TYPE_CHECKING:
    from ..models.config import Config


class Assistant(Model):
    """``Assistant`` of the contract."""

    __slots__ = ()

    assistant_id: Field[str] = Field("assistant_id", text)
    config: Field[Config] = Field("config", view("Config"))
    created_at: Field[datetime] = Field("created_at", moment)
    graph_id: Field[str] = Field("graph_id", text)
    metadata: Field[Mapping[str, Any]] = Field("metadata", mapping)
    updated_at: Field[datetime] = Field("updated_at", moment)
    context: Field[Mapping[str, Any] | Unset] = Field("context", mapping, required=False)
    description: Field[str | None | Unset] = Field("description", text, null=True, required=False)
    name: Field[str | Unset] = Field("name", text, required=False)
    version: Field[int | Unset] = Field("version", integer, required=False)

    def __init__(
        self,
        *,
        assistant_id: str,
        config: Config | Mapping[str, Any],
        created_at: datetime,
        graph_id: str,
        metadata: Mapping[str, Any],
        updated_at: datetime,
        context: Mapping[str, Any] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        name: str | Unset = UNSET,
        version: int | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "assistant_id": assistant_id,
                "config": config,
                "created_at": created_at,
                "graph_id": graph_id,
                "metadata": metadata,
                "updated_at": updated_at,
                "context": context,
                "description": description,
                "name": name,
                "version": version,
            }
        )
