from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, integer, mapping


class AssistantVersionsSearchRequest(Model):
    """``AssistantVersionsSearchRequest`` of the contract."""

    __slots__ = ()

    limit: Field[int | Unset] = Field("limit", integer, required=False)
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    offset: Field[int | Unset] = Field("offset", integer, required=False)

    def __init__(
        self,
        *,
        limit: int | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        offset: int | Unset = UNSET,
    ) -> None:
        self._json = given({"limit": limit, "metadata": metadata, "offset": offset})
