from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, boolean, given, integer, listed, mapping, text


class StoreSearchRequest(Model):
    """``StoreSearchRequest`` of the contract."""

    __slots__ = ()

    namespace_prefix: Field[list[str]] = Field("namespace_prefix", listed(text))
    filter: Field[Mapping[str, Any] | None | Unset] = Field("filter", mapping, null=True, required=False)
    limit: Field[int | Unset] = Field("limit", integer, required=False)
    offset: Field[int | Unset] = Field("offset", integer, required=False)
    query: Field[str | None | Unset] = Field("query", text, null=True, required=False)
    refresh_ttl: Field[bool | None | Unset] = Field("refresh_ttl", boolean, null=True, required=False)

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
