from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, integer, listed, text


class StoreListNamespacesRequest(Model):
    """Which namespaces to answer."""

    __slots__ = ()

    limit: Field[int | Unset] = Field("limit", integer, required=False)
    """How many to answer at most."""
    max_depth: Field[int | Unset] = Field("max_depth", integer, required=False)
    """How many labels to answer; deeper namespaces are cut off, and each is answered once."""
    offset: Field[int | Unset] = Field("offset", integer, required=False)
    """How many to skip."""
    prefix: Field[list[str] | Unset] = Field("prefix", listed(text), required=False)
    """Only namespaces that begin so; `*` is any label."""
    suffix: Field[list[str] | Unset] = Field("suffix", listed(text), required=False)
    """Only namespaces that end so; `*` is any label."""

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
