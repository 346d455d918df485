from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text


class CheckpointConfig(Model):
    """Where in a thread's past a state is."""

    __slots__ = ()

    checkpoint_id: Field[str | Unset] = Field("checkpoint_id", text, required=False)
    """The checkpoint's id."""
    checkpoint_map: Field[Mapping[str, Any] | Unset] = Field("checkpoint_map", mapping, required=False)
    """The checkpoints of the graphs around a subgraph, by namespace."""
    checkpoint_ns: Field[str | Unset] = Field("checkpoint_ns", text, required=False)
    """The subgraph; empty for the graph itself."""
    thread_id: Field[str | Unset] = Field("thread_id", text, required=False)
    """The thread's id."""

    def __init__(
        self,
        *,
        checkpoint_id: str | Unset = UNSET,
        checkpoint_map: Mapping[str, Any] | Unset = UNSET,
        checkpoint_ns: str | Unset = UNSET,
        thread_id: str | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "checkpoint_id": checkpoint_id,
                "checkpoint_map": checkpoint_map,
                "checkpoint_ns": checkpoint_ns,
                "thread_id": thread_id,
            }
        )
