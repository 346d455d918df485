from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, boolean, either, given, listed, mapping, moment, text, view

if TYPE_CHECKING:
    from ..models.config import Config
    from ..models.durability import Durability
    from ..models.every_node import EveryNode
    from ..models.multitask_strategy import MultitaskStrategy
    from ..models.stream_mode import StreamMode


class ThreadCronCreate(Model):
    """A schedule on which the server starts runs of an assistant."""

    __slots__ = ()

    assistant_id: Field[str] = Field("assistant_id", text)
    """The assistant to run, by its id or by the name of its graph."""
    schedule: Field[str] = Field("schedule", text)
    """When to run, as five fields (minute, hour, day of month, month, day of week) read in `timezone`.
    A day of month and a day of week together mean either. A sixth field is seconds."""
    checkpoint_during: Field[bool | Unset] = Field("checkpoint_during", boolean, required=False)
    """The older form of `durability`: true is async, false is exit."""
    config: Field[Config | Unset] = Field("config", view("Config"), required=False)
    """The configuration of each run. With `context`, `configurable` makes every run fail unseen."""
    context: Field[Mapping[str, Any] | Unset] = Field("context", mapping, required=False)
    """What the graph is told of its surroundings in each run, in the place of `config.configurable`."""
    durability: Field[Durability | str | Unset] = Field("durability", text, required=False)
    """When a run's state is saved: before the next step (sync), during it (async), at the end (exit)."""
    enabled: Field[bool | Unset] = Field("enabled", boolean, required=False)
    """Whether the cron runs; false lets it rest."""
    end_time: Field[datetime | Unset] = Field("end_time", moment, required=False)
    """When the cron stops running, with an offset; the server checks neither the form nor that it lies
    ahead. On an in-memory server a cron with an end stops itself and the crons made after it."""
    input: Field[list[Mapping[str, Any]] | Mapping[str, Any] | Unset] = Field(
        "input", either(listed(mapping), mapping), required=False
    )
    """The input of each run, an object or a list of objects; without one every run fails."""
    interrupt_after: Field[EveryNode | list[str] | str | Unset] = Field(
        "interrupt_after", either(text, listed(text)), required=False
    )
    """The nodes to stop after, or `*` for every node."""
    interrupt_before: Field[EveryNode | list[str] | str | Unset] = Field(
        "interrupt_before", either(text, listed(text)), required=False
    )
    """The nodes to stop before, or `*` for every node."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Own data of the cron, by which it can be found; each run has a copy. The keys assistant_id,
    cron_id, run_id and thread_id are dropped without a word."""
    multitask_strategy: Field[MultitaskStrategy | str | Unset] = Field(
        "multitask_strategy", text, required=False
    )
    """What happens when a run falls due while another is busy with the thread."""
    stream_mode: Field[list[StreamMode | str] | StreamMode | str | Unset] = Field(
        "stream_mode", either(listed(text), text), required=False
    )
    """What each run sends to its readers, one mode or several."""
    stream_resumable: Field[bool | Unset] = Field("stream_resumable", boolean, required=False)
    """Whether what a run sends is kept, so that it can be read later."""
    stream_subgraphs: Field[bool | Unset] = Field("stream_subgraphs", boolean, required=False)
    """Whether subgraphs send as well."""
    timezone: Field[str | Unset] = Field("timezone", text, required=False)
    """The IANA name of the zone in which the schedule is read, such as America/New_York; UTC unless
    told. A time that the clock skips runs at the end of the gap, one that it repeats runs twice.
    Cannot be cleared; say UTC."""
    webhook: Field[str | Unset] = Field("webhook", text, required=False)
    """The address that the server calls after each run. Its host is looked up when the cron is made;
    loopback addresses are refused. Cannot be cleared."""

    def __init__(
        self,
        *,
        assistant_id: str,
        schedule: str,
        checkpoint_during: bool | Unset = UNSET,
        config: Config | Mapping[str, Any] | Unset = UNSET,
        context: Mapping[str, Any] | Unset = UNSET,
        durability: Durability | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        end_time: datetime | Unset = UNSET,
        input: list[Mapping[str, Any]] | Mapping[str, Any] | Unset = UNSET,
        interrupt_after: EveryNode | list[str] | Unset = UNSET,
        interrupt_before: EveryNode | list[str] | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        multitask_strategy: MultitaskStrategy | Unset = UNSET,
        stream_mode: list[StreamMode] | StreamMode | Unset = UNSET,
        stream_resumable: bool | Unset = UNSET,
        stream_subgraphs: bool | Unset = UNSET,
        timezone: str | Unset = UNSET,
        webhook: str | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "assistant_id": assistant_id,
                "schedule": schedule,
                "checkpoint_during": checkpoint_during,
                "config": config,
                "context": context,
                "durability": durability,
                "enabled": enabled,
                "end_time": end_time,
                "input": input,
                "interrupt_after": interrupt_after,
                "interrupt_before": interrupt_before,
                "metadata": metadata,
                "multitask_strategy": multitask_strategy,
                "stream_mode": stream_mode,
                "stream_resumable": stream_resumable,
                "stream_subgraphs": stream_subgraphs,
                "timezone": timezone,
                "webhook": webhook,
            }
        )
