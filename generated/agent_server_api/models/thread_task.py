from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, listed, text, view

if TYPE_CHECKING:
    from ..models.checkpoint_config import CheckpointConfig
    from ..models.interrupt import Interrupt
    from ..models.thread_state import ThreadState


class ThreadTask(Model):
    """``ThreadTask`` of the contract."""

    __slots__ = ()

    id: Field[str] = Field("id", text)
    name: Field[str] = Field("name", text)
    checkpoint: Field[CheckpointConfig | Unset] = Field(
        "checkpoint", view("CheckpointConfig"), required=False
    )
    error: Field[str | Unset] = Field("error", text, required=False)
    interrupts: Field[list[Interrupt] | Unset] = Field(
        "interrupts", listed(view("Interrupt")), required=False
    )
    state: Field[ThreadState | Unset] = Field("state", view("ThreadState"), required=False)

    def __init__(
        self,
        *,
        id: str,
        name: str,
        checkpoint: CheckpointConfig | Mapping[str, Any] | Unset = UNSET,
        error: str | Unset = UNSET,
        interrupts: list[Interrupt | Mapping[str, Any]] | Unset = UNSET,
        state: ThreadState | Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "id": id,
                "name": name,
                "checkpoint": checkpoint,
                "error": error,
                "interrupts": interrupts,
                "state": state,
            }
        )
