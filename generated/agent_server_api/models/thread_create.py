from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, listed, mapping, text, view

if TYPE_CHECKING:
    from ..models.if_exists import IfExists
    from ..models.thread_superstep import ThreadSuperstep
    from ..models.thread_ttl_request import ThreadTtlRequest


class ThreadCreate(Model):
    """A thread to be made."""

    __slots__ = ()

    if_exists: Field[IfExists | str | Unset] = Field("if_exists", text, required=False)
    """Whether an id that is taken is an error (raise) or answers what has it (do_nothing)."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Own data of the thread; `graph_id` names the graph for supersteps."""
    supersteps: Field[list[ThreadSuperstep] | Unset] = Field(
        "supersteps", listed(view("ThreadSuperstep")), required=False
    )
    """Updates to build the state from, step by step."""
    thread_id: Field[str | Unset] = Field("thread_id", text, required=False)
    """Its id; the server chooses one unless told."""
    ttl: Field[ThreadTtlRequest | Unset] = Field("ttl", view("ThreadTtlRequest"), required=False)
    """When it is to go by itself."""

    def __init__(
        self,
        *,
        if_exists: IfExists | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        supersteps: list[ThreadSuperstep | Mapping[str, Any]] | Unset = UNSET,
        thread_id: str | Unset = UNSET,
        ttl: ThreadTtlRequest | Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "if_exists": if_exists,
                "metadata": metadata,
                "supersteps": supersteps,
                "thread_id": thread_id,
                "ttl": ttl,
            }
        )
