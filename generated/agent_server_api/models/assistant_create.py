from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text

if TYPE_CHECKING:
    from ..models.if_exists import IfExists


class AssistantCreate(Model):
    """``AssistantCreate`` of the contract."""

    __slots__ = ()

    graph_id: Field[str] = Field("graph_id", text)
    assistant_id: Field[str | Unset] = Field("assistant_id", text, required=False)
    config: Field[Mapping[str, Any] | Unset] = Field("config", mapping, required=False)
    context: Field[Mapping[str, Any] | Unset] = Field("context", mapping, required=False)
    description: Field[str | None | Unset] = Field("description", text, null=True, required=False)
    if_exists: Field[IfExists | str | Unset] = Field("if_exists", text, required=False)
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    name: Field[str | Unset] = Field("name", text, required=False)

    def __init__(
        self,
        *,
        graph_id: str,
        assistant_id: str | Unset = UNSET,
        config: Mapping[str, Any] | Unset = UNSET,
        context: Mapping[str, Any] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        if_exists: IfExists | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        name: str | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "graph_id": graph_id,
                "assistant_id": assistant_id,
                "config": config,
                "context": context,
                "description": description,
                "if_exists": if_exists,
                "metadata": metadata,
                "name": name,
            }
        )
