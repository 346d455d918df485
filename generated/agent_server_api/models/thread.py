from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, mapping, moment, text, view

if TYPE_CHECKING:
    from ..models.thread_status import ThreadStatus
    from ..models.thread_ttl import ThreadTtl


class Thread(Model):
    """``Thread`` of the contract."""

    __slots__ = ()

    created_at: Field[datetime] = Field("created_at", moment)
    metadata: Field[Mapping[str, Any]] = Field("metadata", mapping)
    status: Field[ThreadStatus | str] = Field("status", text)
    thread_id: Field[str] = Field("thread_id", text)
    updated_at: Field[datetime] = Field("updated_at", moment)
    config: Field[Mapping[str, Any] | Unset] = Field("config", mapping, required=False)
    extracted: Field[Mapping[str, Any] | Unset] = Field("extracted", mapping, required=False)
    interrupts: Field[Mapping[str, Any] | Unset] = Field("interrupts", mapping, required=False)
    state_updated_at: Field[datetime | Unset] = Field("state_updated_at", moment, required=False)
    ttl: Field[ThreadTtl | Unset] = Field("ttl", view("ThreadTtl"), required=False)
    values: Field[Mapping[str, Any] | Unset] = Field("values", mapping, required=False)

    def __init__(
        self,
        *,
        created_at: datetime,
        metadata: Mapping[str, Any],
        status: ThreadStatus,
        thread_id: str,
        updated_at: datetime,
        config: Mapping[str, Any] | Unset = UNSET,
        extracted: Mapping[str, Any] | Unset = UNSET,
        interrupts: Mapping[str, Any] | Unset = UNSET,
        state_updated_at: datetime | Unset = UNSET,
        ttl: ThreadTtl | Mapping[str, Any] | Unset = UNSET,
        values: Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "created_at": created_at,
                "metadata": metadata,
                "status": status,
                "thread_id": thread_id,
                "updated_at": updated_at,
                "config": config,
                "extracted": extracted,
                "interrupts": interrupts,
                "state_updated_at": state_updated_at,
                "ttl": ttl,
                "values": values,
            }
        )
