from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, anything, given, listed, mapped, mapping, moment, text, view

if TYPE_CHECKING:
    from ..models.interrupt import Interrupt
    from ..models.thread_status import ThreadStatus
    from ..models.thread_ttl import ThreadTtl


class Thread(Model):
    """The state that runs share, and what is known of it."""

    __slots__ = ()

    config: Field[Mapping[str, Any]] = Field("config", mapping)
    """The configuration of its last run."""
    created_at: Field[datetime] = Field("created_at", moment)
    """When it was made, UTC."""
    metadata: Field[Mapping[str, Any]] = Field("metadata", mapping)
    """Own data of the thread; the server adds the graph and the assistant of its runs."""
    state_updated_at: Field[datetime] = Field("state_updated_at", moment)
    """When its state last changed, UTC."""
    status: Field[ThreadStatus | str] = Field("status", text)
    """Whether it is idle, busy with a run, interrupted, or its last run failed (error)."""
    thread_id: Field[str] = Field("thread_id", text)
    """The thread's id."""
    updated_at: Field[datetime] = Field("updated_at", moment)
    """When it last changed, UTC."""
    error: Field[Any | Unset] = Field("error", anything, required=False)
    """Why its last run failed, as `error` (the class) and `message`; else null or absent."""
    extracted: Field[Mapping[str, Any] | Unset] = Field("extracted", mapping, required=False)
    """What `extract` asked for, by the names given there."""
    interrupts: Field[Mapping[str, list[Interrupt]] | Unset] = Field(
        "interrupts", mapped(listed(view("Interrupt"))), required=False
    )
    """The questions that wait for an answer, by task."""
    ttl: Field[ThreadTtl | Unset] = Field("ttl", view("ThreadTtl"), required=False)
    """When it goes by itself; answered only where `include` asks for it."""
    values: Field[Mapping[str, Any] | None | Unset] = Field(  # type: ignore[assignment]
        "values", mapping, null=True, required=False
    )
    """Its state; null before the first run."""

    def __init__(
        self,
        *,
        config: Mapping[str, Any],
        created_at: datetime,
        metadata: Mapping[str, Any],
        state_updated_at: datetime,
        status: ThreadStatus,
        thread_id: str,
        updated_at: datetime,
        error: Any | Unset = UNSET,
        extracted: Mapping[str, Any] | Unset = UNSET,
        interrupts: Mapping[str, list[Interrupt | Mapping[str, Any]]] | Unset = UNSET,
        ttl: ThreadTtl | Mapping[str, Any] | Unset = UNSET,
        values: Mapping[str, Any] | None | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "config": config,
                "created_at": created_at,
                "metadata": metadata,
                "state_updated_at": state_updated_at,
                "status": status,
                "thread_id": thread_id,
                "updated_at": updated_at,
                "error": error,
                "extracted": extracted,
                "interrupts": interrupts,
                "ttl": ttl,
                "values": values,
            }
        )
