from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text, view

if TYPE_CHECKING:
    from ..models.checkpoint_config import CheckpointConfig


class ThreadStateUpdateResponse(Model):
    """``ThreadStateUpdateResponse`` of the contract."""

    __slots__ = ()

    checkpoint: Field[CheckpointConfig] = Field("checkpoint", view("CheckpointConfig"))
    checkpoint_id: Field[str | Unset] = Field("checkpoint_id", text, required=False)
    configurable: Field[Mapping[str, Any] | Unset] = Field("configurable", mapping, required=False)

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
