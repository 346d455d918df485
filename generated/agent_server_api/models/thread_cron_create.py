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
    """``ThreadCronCreate`` of the contract."""

    __slots__ = ()

    assistant_id: Field[str] = Field("assistant_id", text)
    schedule: Field[str] = Field("schedule", text)
    checkpoint_during: Field[bool | Unset] = Field("checkpoint_during", boolean, required=False)
    config: Field[Config | Unset] = Field("config", view("Config"), required=False)
    context: Field[Mapping[str, Any] | Unset] = Field("context", mapping, required=False)
    durability: Field[Durability | str | Unset] = Field("durability", text, required=False)
    enabled: Field[bool | Unset] = Field("enabled", boolean, required=False)
    end_time: Field[datetime | Unset] = Field("end_time", moment, required=False)
    input: Field[list[Mapping[str, Any]] | Mapping[str, Any] | Unset] = Field(
        "input", either(listed(mapping), mapping), required=False
    )
    interrupt_after: Field[EveryNode | list[str] | str | Unset] = Field(
        "interrupt_after", either(text, listed(text)), required=False
    )
    interrupt_before: Field[EveryNode | list[str] | str | Unset] = Field(
        "interrupt_before", either(text, listed(text)), required=False
    )
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    multitask_strategy: Field[MultitaskStrategy | str | Unset] = Field(
        "multitask_strategy", text, required=False
    )
    stream_mode: Field[list[StreamMode | str] | StreamMode | str | Unset] = Field(
        "stream_mode", either(listed(text), text), required=False
    )
    stream_resumable: Field[bool | Unset] = Field("stream_resumable", boolean, required=False)
    stream_subgraphs: Field[bool | Unset] = Field("stream_subgraphs", boolean, required=False)
    timezone: Field[str | Unset] = Field("timezone", text, required=False)
    webhook: Field[str | Unset] = Field("webhook", text, required=False)

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
