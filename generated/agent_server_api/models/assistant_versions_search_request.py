from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, integer, mapping


class AssistantVersionsSearchRequest(Model):
    """A filter for the versions of an assistant."""

    __slots__ = ()

    limit: Field[int | Unset] = Field("limit", integer, required=False)
    """How many to answer at most."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Only versions whose metadata holds this."""
    offset: Field[int | Unset] = Field("offset", integer, required=False)
    """How many to skip."""

    def __init__(
        self,
        *,
        limit: int | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        offset: int | Unset = UNSET,
    ) -> None:
        self._json = given({"limit": limit, "metadata": metadata, "offset": offset})
