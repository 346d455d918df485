from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, boolean, given, mapping, moment, text

if TYPE_CHECKING:
    from ..models.on_completion import OnCompletion


class Cron(Model):
    """``Cron`` of the contract."""

    __slots__ = ()

    assistant_id: Field[str | None] = Field("assistant_id", text, null=True)
    created_at: Field[datetime] = Field("created_at", moment)
    cron_id: Field[str] = Field("cron_id", text)
    enabled: Field[bool] = Field("enabled", boolean)
    end_time: Field[datetime | None] = Field("end_time", moment, null=True)
    metadata: Field[Mapping[str, Any]] = Field("metadata", mapping)
    next_run_date: Field[datetime | None] = Field("next_run_date", moment, null=True)
    on_run_completed: Field[OnCompletion | str | None] = Field("on_run_completed", text, null=True)
    payload: Field[Mapping[str, Any]] = Field("payload", mapping)
    schedule: Field[str] = Field("schedule", text)
    thread_id: Field[str | None] = Field("thread_id", text, null=True)
    timezone: Field[str | None] = Field("timezone", text, null=True)
    updated_at: Field[datetime] = Field("updated_at", moment)
    user_id: Field[str | None] = Field("user_id", text, null=True)

    def __init__(
        self,
        *,
        assistant_id: str | None,
        created_at: datetime,
        cron_id: str,
        enabled: bool,
        end_time: datetime | None,
        metadata: Mapping[str, Any],
        next_run_date: datetime | None,
        on_run_completed: OnCompletion | None,
        payload: Mapping[str, Any],
        schedule: str,
        thread_id: str | None,
        timezone: str | None,
        updated_at: datetime,
        user_id: str | None,
    ) -> None:
        self._json = given(
            {
                "assistant_id": assistant_id,
                "created_at": created_at,
                "cron_id": cron_id,
                "enabled": enabled,
                "end_time": end_time,
                "metadata": metadata,
                "next_run_date": next_run_date,
                "on_run_completed": on_run_completed,
                "payload": payload,
                "schedule": schedule,
                "thread_id": thread_id,
                "timezone": timezone,
                "updated_at": updated_at,
                "user_id": user_id,
            }
        )
