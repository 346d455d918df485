from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, boolean, given, view

if TYPE_CHECKING:
    from ..models.checkpoint_config import CheckpointConfig


class ThreadStateCheckpointRequest(Model):
    """Which state to read."""

    __slots__ = ()

    checkpoint: Field[CheckpointConfig] = Field("checkpoint", view("CheckpointConfig"))
    """The checkpoint; without an id the latest."""
    subgraphs: Field[bool | Unset] = Field("subgraphs", boolean, required=False)
    """Whether to answer the states of subgraphs too."""

    def __init__(
        self, *, checkpoint: CheckpointConfig | Mapping[str, Any], subgraphs: bool | Unset = UNSET
    ) -> None:
        self._json = given({"checkpoint": checkpoint, "subgraphs": subgraphs})
