from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, boolean, given, integer, listed, mapping, text

if TYPE_CHECKING:
    from ..models.cron_select import CronSelect
    from ..models.cron_sort_by import CronSortBy
    from ..models.sort_order import SortOrder


class CronSearch(Model):
    """``CronSearch`` of the contract."""

    __slots__ = ()

    assistant_id: Field[str | Unset] = Field("assistant_id", text, required=False)
    enabled: Field[bool | Unset] = Field("enabled", boolean, required=False)
    limit: Field[int | Unset] = Field("limit", integer, required=False)
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    offset: Field[int | Unset] = Field("offset", integer, required=False)
    select: Field[list[CronSelect | str] | Unset] = Field("select", listed(text), required=False)
    sort_by: Field[CronSortBy | str | Unset] = Field("sort_by", text, required=False)
    sort_order: Field[SortOrder | str | Unset] = Field("sort_order", text, required=False)
    thread_id: Field[str | Unset] = Field("thread_id", text, required=False)

    def __init__(
        self,
        *,
        assistant_id: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        limit: int | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        offset: int | Unset = UNSET,
        select: list[CronSelect] | Unset = UNSET,
        sort_by: CronSortBy | Unset = UNSET,
        sort_order: SortOrder | Unset = UNSET,
        thread_id: str | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "assistant_id": assistant_id,
                "enabled": enabled,
                "limit": limit,
                "metadata": metadata,
                "offset": offset,
                "select": select,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "thread_id": thread_id,
            }
        )
