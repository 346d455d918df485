from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, integer, listed, mapping, text

if TYPE_CHECKING:
    from ..models.assistant_select import AssistantSelect
    from ..models.assistant_sort_by import AssistantSortBy
    from ..models.sort_order import SortOrder


class AssistantSearchRequest(Model):
    """A filter for assistants; without a field, all assistants."""

    __slots__ = ()

    graph_id: Field[str | Unset] = Field("graph_id", text, required=False)
    """Only assistants of this graph, which has to be there."""
    limit: Field[int | Unset] = Field("limit", integer, required=False)
    """How many to answer at most."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Only assistants whose metadata holds this."""
    name: Field[str | Unset] = Field("name", text, required=False)
    """Only assistants whose name holds this, in capitals or not."""
    offset: Field[int | Unset] = Field("offset", integer, required=False)
    """How many to skip."""
    select: Field[list[AssistantSelect | str] | Unset] = Field("select", listed(text), required=False)
    """The only fields to answer."""
    sort_by: Field[AssistantSortBy | str | Unset] = Field("sort_by", text, required=False)
    """The field to sort by."""
    sort_order: Field[SortOrder | str | Unset] = Field("sort_order", text, required=False)
    """The direction."""

    def __init__(
        self,
        *,
        graph_id: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        name: str | Unset = UNSET,
        offset: int | Unset = UNSET,
        select: list[AssistantSelect] | Unset = UNSET,
        sort_by: AssistantSortBy | Unset = UNSET,
        sort_order: SortOrder | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "graph_id": graph_id,
                "limit": limit,
                "metadata": metadata,
                "name": name,
                "offset": offset,
                "select": select,
                "sort_by": sort_by,
                "sort_order": sort_order,
            }
        )
