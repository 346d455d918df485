from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, view

if TYPE_CHECKING:
    from ..models.checkpoint_config import CheckpointConfig


class StateBefore(Model):
    """The state before which to read."""

    __slots__ = ()

    configurable: Field[CheckpointConfig] = Field("configurable", view("CheckpointConfig"))
    """Its checkpoint."""

    def __init__(self, *, configurable: CheckpointConfig | Mapping[str, Any]) -> None:
        self._json = given({"configurable": configurable})
