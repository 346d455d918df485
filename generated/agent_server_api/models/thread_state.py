from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, either, given, listed, mapping, moment, text, view

if TYPE_CHECKING:
    from ..models.checkpoint_config import CheckpointConfig
    from ..models.interrupt import Interrupt
    from ..models.thread_task import ThreadTask


class ThreadState(Model):
    """A thread's state at one checkpoint."""

    __slots__ = ()

    checkpoint: Field[CheckpointConfig | None] = Field("checkpoint", view("CheckpointConfig"), null=True)
    """The checkpoint before; null for the first."""
    created_at: Field[datetime | None] = Field("created_at", moment, null=True)
    """When it was saved, UTC; null before the first checkpoint."""
    metadata: Field[Mapping[str, Any] | None] = Field("metadata", mapping, null=True)
    """What made it: source, step and run."""
    next: Field[list[str]] = Field("next", listed(text))
    """The nodes that come next; none where the run has ended."""
    values: Field[list[Mapping[str, Any]] | Mapping[str, Any]] = Field(  # type: ignore[assignment]
        "values", either(listed(mapping), mapping)
    )
    """The state."""
    checkpoint_id: Field[str | None | Unset] = Field("checkpoint_id", text, null=True, required=False)
    """The older form of `checkpoint`."""
    interrupts: Field[list[Interrupt] | Unset] = Field(
        "interrupts", listed(view("Interrupt")), required=False
    )
    """The questions that wait for an answer."""
    parent_checkpoint: Field[CheckpointConfig | None | Unset] = Field(
        "parent_checkpoint", view("CheckpointConfig"), null=True, required=False
    )
    """The checkpoint before; null for the first."""
    parent_checkpoint_id: Field[str | None | Unset] = Field(
        "parent_checkpoint_id", text, null=True, required=False
    )
    """The older form of `parent_checkpoint`."""
    tasks: Field[list[ThreadTask] | Unset] = Field("tasks", listed(view("ThreadTask")), required=False)
    """What the next step has to do."""

    def __init__(
        self,
        *,
        checkpoint: CheckpointConfig | Mapping[str, Any] | None,
        created_at: datetime | None,
        metadata: Mapping[str, Any] | None,
        next: list[str],
        values: list[Mapping[str, Any]] | Mapping[str, Any],
        checkpoint_id: str | None | Unset = UNSET,
        interrupts: list[Interrupt | Mapping[str, Any]] | Unset = UNSET,
        parent_checkpoint: CheckpointConfig | Mapping[str, Any] | None | Unset = UNSET,
        parent_checkpoint_id: str | None | Unset = UNSET,
        tasks: list[ThreadTask | Mapping[str, Any]] | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "checkpoint": checkpoint,
                "created_at": created_at,
                "metadata": metadata,
                "next": next,
                "values": values,
                "checkpoint_id": checkpoint_id,
                "interrupts": interrupts,
                "parent_checkpoint": parent_checkpoint,
                "parent_checkpoint_id": parent_checkpoint_id,
                "tasks": tasks,
            }
        )
