from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text


class AssistantCountRequest(Model):
    """``AssistantCountRequest`` of the contract."""

    __slots__ = ()

    graph_id: Field[str | Unset] = Field("graph_id", text, required=False)
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    name: Field[str | Unset] = Field("name", text, required=False)

    def __init__(
        self,
        *,
        graph_id: str | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        name: str | Unset = UNSET,
    ) -> None:
        self._json = given({"graph_id": graph_id, "metadata": metadata, "name": name})
