from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, listed, mapping, moment, number, text


class Item(Model):
    """Something that is kept in the store."""

    __slots__ = ()

    created_at: Field[datetime] = Field("created_at", moment)
    """When it was first put there, UTC."""
    key: Field[str] = Field("key", text)
    """Its name within the namespace."""
    namespace: Field[list[str]] = Field("namespace", listed(text))
    """Where it lies, from the outside in."""
    updated_at: Field[datetime] = Field("updated_at", moment)
    """When it was last put there, UTC."""
    value: Field[Mapping[str, Any]] = Field("value", mapping)
    """What is kept."""
    score: Field[float | None | Unset] = Field("score", number, null=True, required=False)
    """How well it fits the query, in a search with one; else null or absent."""

    def __init__(
        self,
        *,
        created_at: datetime,
        key: str,
        namespace: list[str],
        updated_at: datetime,
        value: Mapping[str, Any],
        score: float | None | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "created_at": created_at,
                "key": key,
                "namespace": namespace,
                "updated_at": updated_at,
                "value": value,
                "score": score,
            }
        )
