from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text, view

if TYPE_CHECKING:
    from ..models.checkpoint_config import CheckpointConfig


class ThreadStateUpdateResponse(Model):
    """Where the updated state stands."""

    __slots__ = ()

    checkpoint: Field[CheckpointConfig] = Field("checkpoint", view("CheckpointConfig"))
    """The new checkpoint."""
    checkpoint_id: Field[str | Unset] = Field("checkpoint_id", text, required=False)
    """An older form of `checkpoint`."""
    configurable: Field[Mapping[str, Any] | Unset] = Field("configurable", mapping, required=False)
    """An older form of `checkpoint`."""

    def __init__(
        self,
        *,
        checkpoint: CheckpointConfig | Mapping[str, Any],
        checkpoint_id: str | Unset = UNSET,
        configurable: Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given(
            {"checkpoint": checkpoint, "checkpoint_id": checkpoint_id, "configurable": configurable}
        )
