from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text

if TYPE_CHECKING:
    from ..models.if_exists import IfExists


class AssistantCreate(Model):
    """An assistant to be made."""

    __slots__ = ()

    graph_id: Field[str] = Field("graph_id", text)
    """The name of its graph."""
    assistant_id: Field[str | Unset] = Field("assistant_id", text, required=False)
    """Its id; the server chooses one unless told."""
    config: Field[Mapping[str, Any] | Unset] = Field("config", mapping, required=False)
    """The configuration of its runs."""
    context: Field[Mapping[str, Any] | Unset] = Field("context", mapping, required=False)
    """What the graph is told of its surroundings, in the place of `config.configurable`."""
    description: Field[str | None | Unset] = Field("description", text, null=True, required=False)
    """What it is for."""
    if_exists: Field[IfExists | str | Unset] = Field("if_exists", text, required=False)
    """Whether an id that is taken is an error (raise) or answers what has it (do_nothing)."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Own data of the assistant."""
    name: Field[str | Unset] = Field("name", text, required=False)
    """Its name; Untitled unless told."""

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
