from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, integer, mapping, view

if TYPE_CHECKING:
    from ..models.checkpoint_config import CheckpointConfig
    from ..models.state_before import StateBefore


class ThreadStateSearch(Model):
    """Which past states to read."""

    __slots__ = ()

    before: Field[StateBefore | Unset] = Field("before", view("StateBefore"), required=False)
    """Only states before this checkpoint."""
    checkpoint: Field[CheckpointConfig | Unset] = Field(
        "checkpoint", view("CheckpointConfig"), required=False
    )
    """The subgraph whose states to read."""
    limit: Field[int | Unset] = Field("limit", integer, required=False)
    """How many to answer at most."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Only states whose metadata holds this."""

    def __init__(
        self,
        *,
        before: StateBefore | Mapping[str, Any] | Unset = UNSET,
        checkpoint: CheckpointConfig | Mapping[str, Any] | Unset = UNSET,
        limit: int | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given({"before": before, "checkpoint": checkpoint, "limit": limit, "metadata": metadata})
