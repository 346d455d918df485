from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, listed, view

if TYPE_CHECKING:
    from ..models.item import Item


class SearchItemsResponse(Model):
    """Items that were found."""

    __slots__ = ()

    items: Field[list[Item]] = Field(  # type: ignore[assignment]
        "items", listed(view("Item"))
    )
    """The items."""

    def __init__(self, *, items: list[Item | Mapping[str, Any]]) -> None:
        self._json = given({"items": items})
