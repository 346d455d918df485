from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, boolean, given, mapping, moment, text

if TYPE_CHECKING:
    from ..models.on_completion import OnCompletion


class Cron(Model):
    """A schedule on which the server starts runs of an assistant."""

    __slots__ = ()

    assistant_id: Field[str | None] = Field("assistant_id", text, null=True)
    """The assistant's id, also where the cron was made by the name of a graph."""
    created_at: Field[datetime] = Field("created_at", moment)
    """When the cron was made, UTC."""
    cron_id: Field[str] = Field("cron_id", text)
    """The cron's id, chosen by the server."""
    enabled: Field[bool] = Field("enabled", boolean)
    """Whether the cron runs."""
    end_time: Field[datetime | None] = Field("end_time", moment, null=True)
    """When it stops running; null for never. Comes back as it was sent, with its offset or without."""
    metadata: Field[Mapping[str, Any]] = Field("metadata", mapping)
    """The cron's own data."""
    next_run_date: Field[datetime | None] = Field("next_run_date", moment, null=True)
    """When it runs next, UTC; a past time where it rested over it."""
    on_run_completed: Field[OnCompletion | str | None] = Field("on_run_completed", text, null=True)
    """Whether the thread of each run goes or stays; null for a thread's cron."""
    payload: Field[Mapping[str, Any]] = Field("payload", mapping)
    """What each run is made from: the request, with the assistant's id and
    `config.configurable.cron_id` put in."""
    schedule: Field[str] = Field("schedule", text)
    """The schedule as it was sent."""
    thread_id: Field[str | None] = Field("thread_id", text, null=True)
    """The thread that it runs on; null where each run has a new one."""
    timezone: Field[str | None] = Field("timezone", text, null=True)
    """The zone in which the schedule is read; null for UTC."""
    updated_at: Field[datetime] = Field("updated_at", moment)
    """When the cron was last changed, UTC."""
    user_id: Field[str | None] = Field("user_id", text, null=True)
    """Who made it; empty where the deployment does not authenticate."""

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
