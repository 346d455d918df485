from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, boolean, given, integer, listed, mapping, text

if TYPE_CHECKING:
    from ..models.cron_select import CronSelect
    from ..models.cron_sort_by import CronSortBy
    from ..models.sort_order import SortOrder


class CronSearch(Model):
    """A filter for crons; without a field, all crons."""

    __slots__ = ()

    assistant_id: Field[str | Unset] = Field("assistant_id", text, required=False)
    """Only crons of this assistant, by its id with dashes; the name of a graph is refused."""
    enabled: Field[bool | Unset] = Field("enabled", boolean, required=False)
    """Only crons that run (true) or rest (false)."""
    limit: Field[int | Unset] = Field("limit", integer, required=False)
    """How many to answer at most."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Only crons whose metadata holds this, at any depth."""
    offset: Field[int | Unset] = Field("offset", integer, required=False)
    """How many to skip."""
    select: Field[list[CronSelect | str] | Unset] = Field("select", listed(text), required=False)
    """The only fields to answer."""
    sort_by: Field[CronSortBy | str | Unset] = Field("sort_by", text, required=False)
    """The field to sort by; `end_time` breaks the in-memory server where some crons have one."""
    sort_order: Field[SortOrder | str | Unset] = Field("sort_order", text, required=False)
    """The direction, used only together with `sort_by`."""
    thread_id: Field[str | Unset] = Field("thread_id", text, required=False)
    """Only crons of this thread."""

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
