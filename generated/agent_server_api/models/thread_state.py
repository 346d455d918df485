from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, either, given, listed, mapping, text, view

if TYPE_CHECKING:
    from ..models.checkpoint_config import CheckpointConfig
    from ..models.interrupt import Interrupt
    from ..models.thread_task import ThreadTask


class ThreadState(Model):
    """``ThreadState`` of the contract."""

    __slots__ = ()

    checkpoint: Field[CheckpointConfig] = Field("checkpoint", view("CheckpointConfig"))
    created_at: Field[str] = Field("created_at", text)
    metadata: Field[Mapping[str, Any]] = Field("metadata", mapping)
    next: Field[list[str]] = Field("next", listed(text))
    values: Field[list[Mapping[str, Any]] | Mapping[str, Any]] = Field(
        "values", either(listed(mapping), mapping)
    )
    interrupts: Field[list[Interrupt] | Unset] = Field(
        "interrupts", listed(view("Interrupt")), required=False
    )
    parent_checkpoint: Field[Mapping[str, Any] | Unset] = Field("parent_checkpoint", mapping, required=False)
    tasks: Field[list[ThreadTask] | Unset] = Field("tasks", listed(view("ThreadTask")), required=False)

    def __init__(
        self,
        *,
        checkpoint: CheckpointConfig | Mapping[str, Any],
        created_at: str,
        metadata: Mapping[str, Any],
        next: list[str],
        values: list[Mapping[str, Any]] | Mapping[str, Any],
        interrupts: list[Interrupt | Mapping[str, Any]] | Unset = UNSET,
        parent_checkpoint: Mapping[str, Any] | Unset = UNSET,
        tasks: list[ThreadTask | Mapping[str, Any]] | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "checkpoint": checkpoint,
                "created_at": created_at,
                "metadata": metadata,
                "next": next,
                "values": values,
                "interrupts": interrupts,
                "parent_checkpoint": parent_checkpoint,
                "tasks": tasks,
            }
        )
