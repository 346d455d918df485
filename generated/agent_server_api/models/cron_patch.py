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
    from ..models.on_completion import OnCompletion
    from ..models.stream_mode import StreamMode


class CronPatch(Model):
    """``CronPatch`` of the contract."""

    __slots__ = ()

    config: Field[Config | Unset] = Field("config", view("Config"), required=False)
    context: Field[Mapping[str, Any] | Unset] = Field("context", mapping, required=False)
    durability: Field[Durability | str | Unset] = Field("durability", text, required=False)
    enabled: Field[bool | Unset] = Field("enabled", boolean, required=False)
    end_time: Field[datetime | None | Unset] = Field("end_time", moment, null=True, required=False)
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
    on_run_completed: Field[OnCompletion | str | Unset] = Field("on_run_completed", text, required=False)
    schedule: Field[str | Unset] = Field("schedule", text, required=False)
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
        config: Config | Mapping[str, Any] | Unset = UNSET,
        context: Mapping[str, Any] | Unset = UNSET,
        durability: Durability | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        end_time: datetime | None | Unset = UNSET,
        input: list[Mapping[str, Any]] | Mapping[str, Any] | Unset = UNSET,
        interrupt_after: EveryNode | list[str] | Unset = UNSET,
        interrupt_before: EveryNode | list[str] | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        multitask_strategy: MultitaskStrategy | Unset = UNSET,
        on_run_completed: OnCompletion | Unset = UNSET,
        schedule: str | Unset = UNSET,
        stream_mode: list[StreamMode] | StreamMode | Unset = UNSET,
        stream_resumable: bool | Unset = UNSET,
        stream_subgraphs: bool | Unset = UNSET,
        timezone: str | Unset = UNSET,
        webhook: str | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
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
                "on_run_completed": on_run_completed,
                "schedule": schedule,
                "stream_mode": stream_mode,
                "stream_resumable": stream_resumable,
                "stream_subgraphs": stream_subgraphs,
                "timezone": timezone,
                "webhook": webhook,
            }
        )
