from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, integer, listed, mapped, mapping, text

if TYPE_CHECKING:
    from ..models.sort_order import SortOrder
    from ..models.thread_select import ThreadSelect
    from ..models.thread_sort_by import ThreadSortBy
    from ..models.thread_status import ThreadStatus


class ThreadSearchRequest(Model):
    """A filter for threads; without a field, all threads."""

    __slots__ = ()

    extract: Field[Mapping[str, str] | Unset] = Field("extract", mapped(text), required=False)
    """Parts of the threads to answer under names of one's own, as paths below config, interrupts,
    metadata or values."""
    ids: Field[list[str] | Unset] = Field("ids", listed(text), required=False)
    """Only these threads."""
    limit: Field[int | Unset] = Field("limit", integer, required=False)
    """How many to answer at most."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Only threads whose metadata holds this."""
    offset: Field[int | Unset] = Field("offset", integer, required=False)
    """How many to skip."""
    select: Field[list[ThreadSelect | str] | Unset] = Field("select", listed(text), required=False)
    """The only fields to answer."""
    sort_by: Field[ThreadSortBy | str | Unset] = Field("sort_by", text, required=False)
    """The field to sort by."""
    sort_order: Field[SortOrder | str | Unset] = Field("sort_order", text, required=False)
    """The direction."""
    status: Field[ThreadStatus | str | Unset] = Field("status", text, required=False)
    """Only threads that stand so."""
    values: Field[Mapping[str, Any] | Unset] = Field(  # type: ignore[assignment]
        "values", mapping, required=False
    )
    """Only threads whose state holds this; breaks the in-memory server where a thread has no state."""

    def __init__(
        self,
        *,
        extract: Mapping[str, str] | Unset = UNSET,
        ids: list[str] | Unset = UNSET,
        limit: int | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        offset: int | Unset = UNSET,
        select: list[ThreadSelect] | Unset = UNSET,
        sort_by: ThreadSortBy | Unset = UNSET,
        sort_order: SortOrder | Unset = UNSET,
        status: ThreadStatus | Unset = UNSET,
        values: Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "extract": extract,
                "ids": ids,
                "limit": limit,
                "metadata": metadata,
                "offset": offset,
                "select": select,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "values": values,
            }
        )
