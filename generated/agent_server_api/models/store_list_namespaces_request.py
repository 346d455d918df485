from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, integer, listed, text


class StoreListNamespacesRequest(Model):
    """``StoreListNamespacesRequest`` of the contract."""

    __slots__ = ()

    limit: Field[int | Unset] = Field("limit", integer, required=False)
    max_depth: Field[int | Unset] = Field("max_depth", integer, required=False)
    offset: Field[int | Unset] = Field("offset", integer, required=False)
    prefix: Field[list[str] | Unset] = Field("prefix", listed(text), required=False)
    suffix: Field[list[str] | Unset] = Field("suffix", listed(text), required=False)

    def __init__(
        self,
        *,
        limit: int | Unset = UNSET,
        max_depth: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        prefix: list[str] | Unset = UNSET,
        suffix: list[str] | Unset = UNSET,
    ) -> None:
        self._json = given(
            {"limit": limit, "max_depth": max_depth, "offset": offset, "prefix": prefix, "suffix": suffix}
        )
