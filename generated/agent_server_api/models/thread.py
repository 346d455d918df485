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
    """``Thread`` of the contract."""

    __slots__ = ()

    config: Field[Mapping[str, Any]] = Field("config", mapping)
    created_at: Field[datetime] = Field("created_at", moment)
    metadata: Field[Mapping[str, Any]] = Field("metadata", mapping)
    state_updated_at: Field[datetime] = Field("state_updated_at", moment)
    status: Field[ThreadStatus | str] = Field("status", text)
    thread_id: Field[str] = Field("thread_id", text)
    updated_at: Field[datetime] = Field("updated_at", moment)
    error: Field[Any | Unset] = Field("error", anything, required=False)
    extracted: Field[Mapping[str, Any] | Unset] = Field("extracted", mapping, required=False)
    interrupts: Field[Mapping[str, list[Interrupt]] | Unset] = Field(
        "interrupts", mapped(listed(view("Interrupt"))), required=False
    )
    ttl: Field[ThreadTtl | Unset] = Field("ttl", view("ThreadTtl"), required=False)
    values: Field[Mapping[str, Any] | None | Unset] = Field("values", mapping, null=True, required=False)

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
