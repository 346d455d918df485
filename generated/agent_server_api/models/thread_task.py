from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, anything, given, listed, text, view

if TYPE_CHECKING:
    from ..models.checkpoint_config import CheckpointConfig
    from ..models.interrupt import Interrupt
    from ..models.thread_state import ThreadState


class ThreadTask(Model):
    """A task of the next step."""

    __slots__ = ()

    id: Field[str] = Field("id", text)
    """The task's id."""
    name: Field[str] = Field("name", text)
    """The node that it runs."""
    checkpoint: Field[CheckpointConfig | None | Unset] = Field(
        "checkpoint", view("CheckpointConfig"), null=True, required=False
    )
    """Where a subgraph's state stands; null for a task that is none."""
    error: Field[str | None | Unset] = Field("error", text, null=True, required=False)
    """Why it failed; null where it did not."""
    interrupts: Field[list[Interrupt] | Unset] = Field(
        "interrupts", listed(view("Interrupt")), required=False
    )
    """The questions that it waits with."""
    path: Field[list[Any] | Unset] = Field("path", listed(anything), required=False)
    """How the graph came to it."""
    result: Field[Any | Unset] = Field("result", anything, required=False)
    """What it has given; null before."""
    state: Field[ThreadState | None | Unset] = Field("state", view("ThreadState"), null=True, required=False)
    """A subgraph's state, where it was asked for; else null."""

    def __init__(
        self,
        *,
        id: str,
        name: str,
        checkpoint: CheckpointConfig | Mapping[str, Any] | None | Unset = UNSET,
        error: str | None | Unset = UNSET,
        interrupts: list[Interrupt | Mapping[str, Any]] | Unset = UNSET,
        path: list[Any] | Unset = UNSET,
        result: Any | Unset = UNSET,
        state: ThreadState | Mapping[str, Any] | None | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "id": id,
                "name": name,
                "checkpoint": checkpoint,
                "error": error,
                "interrupts": interrupts,
                "path": path,
                "result": result,
                "state": state,
            }
        )
