from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, boolean, given, integer, listed, mapping, text


class StoreSearchRequest(Model):
    """A filter for items."""

    __slots__ = ()

    namespace_prefix: Field[list[str]] = Field("namespace_prefix", listed(text))
    """Only items in namespaces that begin so; an empty list is everywhere."""
    filter: Field[Mapping[str, Any] | None | Unset] = Field("filter", mapping, null=True, required=False)
    """Only items whose fields fit, by value or by an operator such as $gt."""
    limit: Field[int | Unset] = Field("limit", integer, required=False)
    """How many to answer at most."""
    offset: Field[int | Unset] = Field("offset", integer, required=False)
    """How many to skip."""
    query: Field[str | None | Unset] = Field("query", text, null=True, required=False)
    """What the items are to be about, where the store can find by meaning."""
    refresh_ttl: Field[bool | None | Unset] = Field("refresh_ttl", boolean, null=True, required=False)
    """Whether finding starts an item's time to live again."""

    def __init__(
        self,
        *,
        namespace_prefix: list[str],
        filter: Mapping[str, Any] | None | Unset = UNSET,
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        query: str | None | Unset = UNSET,
        refresh_ttl: bool | None | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "namespace_prefix": namespace_prefix,
                "filter": filter,
                "limit": limit,
                "offset": offset,
                "query": query,
                "refresh_ttl": refresh_ttl,
            }
        )
