from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, mapping, moment, text

if TYPE_CHECKING:
    from ..models.multitask_strategy import MultitaskStrategy
    from ..models.run_status import RunStatus


class Run(Model):
    """One run of an assistant on a thread."""

    __slots__ = ()

    assistant_id: Field[str] = Field("assistant_id", text)
    """The assistant that runs."""
    created_at: Field[datetime] = Field("created_at", moment)
    """When it was made, UTC; of a run that starts later, when it will start."""
    kwargs: Field[Mapping[str, Any]] = Field("kwargs", mapping)
    """What it runs with, the defaults filled in."""
    langsmith_session_name: Field[str | None] = Field("langsmith_session_name", text, null=True)
    """The project that it is traced to; null where it is not traced."""
    metadata: Field[Mapping[str, Any]] = Field("metadata", mapping)
    """Own data of the run, with that of its assistant or cron."""
    multitask_strategy: Field[MultitaskStrategy | str] = Field("multitask_strategy", text)
    """What was to happen if the thread was busy."""
    run_id: Field[str] = Field("run_id", text)
    """The run's id."""
    status: Field[RunStatus | str] = Field("status", text)
    """How it stands."""
    thread_id: Field[str] = Field("thread_id", text)
    """The thread that it runs on."""
    updated_at: Field[datetime] = Field("updated_at", moment)
    """When it last changed, UTC."""

    def __init__(
        self,
        *,
        assistant_id: str,
        created_at: datetime,
        kwargs: Mapping[str, Any],
        langsmith_session_name: str | None,
        metadata: Mapping[str, Any],
        multitask_strategy: MultitaskStrategy,
        run_id: str,
        status: RunStatus,
        thread_id: str,
        updated_at: datetime,
    ) -> None:
        self._json = given(
            {
                "assistant_id": assistant_id,
                "created_at": created_at,
                "kwargs": kwargs,
                "langsmith_session_name": langsmith_session_name,
                "metadata": metadata,
                "multitask_strategy": multitask_strategy,
                "run_id": run_id,
                "status": status,
                "thread_id": thread_id,
                "updated_at": updated_at,
            }
        )
