from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text


class AssistantCountRequest(Model):
    """A filter for assistants; without a field, all assistants."""

    __slots__ = ()

    graph_id: Field[str | Unset] = Field("graph_id", text, required=False)
    """Only assistants of this graph, which has to be there."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Only assistants whose metadata holds this."""
    name: Field[str | Unset] = Field("name", text, required=False)
    """Only assistants whose name holds this, in capitals or not."""

    def __init__(
        self,
        *,
        graph_id: str | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        name: str | Unset = UNSET,
    ) -> None:
        self._json = given({"graph_id": graph_id, "metadata": metadata, "name": name})
