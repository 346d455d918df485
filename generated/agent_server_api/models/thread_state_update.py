from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, anything, either, given, listed, mapping, text, view

if TYPE_CHECKING:
    from ..models.checkpoint_config import CheckpointConfig


class ThreadStateUpdate(Model):
    """An update of a thread's state."""

    __slots__ = ()

    as_node: Field[str | Unset] = Field("as_node", text, required=False)
    """The node in whose name the state is updated; the last one unless told."""
    checkpoint: Field[CheckpointConfig | Unset] = Field(
        "checkpoint", view("CheckpointConfig"), required=False
    )
    """The checkpoint to update from; the latest unless told."""
    checkpoint_id: Field[str | Unset] = Field("checkpoint_id", text, required=False)
    """The older form of `checkpoint`."""
    values: Field[list[Any] | Mapping[str, Any] | None | Unset] = Field(  # type: ignore[assignment]
        "values", either(listed(anything), mapping), null=True, required=False
    )
    """What to add to the state, as a node would answer it."""

    def __init__(
        self,
        *,
        as_node: str | Unset = UNSET,
        checkpoint: CheckpointConfig | Mapping[str, Any] | Unset = UNSET,
        checkpoint_id: str | Unset = UNSET,
        values: list[Any] | Mapping[str, Any] | None | Unset = UNSET,
    ) -> None:
        self._json = given(
            {"as_node": as_node, "checkpoint": checkpoint, "checkpoint_id": checkpoint_id, "values": values}
        )
