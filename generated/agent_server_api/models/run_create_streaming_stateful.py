from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import (
    UNSET,
    Field,
    Model,
    Unset,
    anything,
    boolean,
    either,
    given,
    listed,
    mapping,
    number,
    text,
    view,
)

if TYPE_CHECKING:
    from ..models.checkpoint_config import CheckpointConfig
    from ..models.command import Command
    from ..models.config import Config
    from ..models.durability import Durability
    from ..models.every_node import EveryNode
    from ..models.if_not_exists import IfNotExists
    from ..models.lang_smith_tracer import LangSmithTracer
    from ..models.multitask_strategy import MultitaskStrategy
    from ..models.on_disconnect import OnDisconnect
    from ..models.stream_mode import StreamMode


class RunCreateStreamingStateful(Model):
    """A run to be started and followed."""

    __slots__ = ()

    assistant_id: Field[str] = Field("assistant_id", text)
    """The assistant to run, by its id or by the name of its graph."""
    after_seconds: Field[float | Unset] = Field("after_seconds", number, required=False)
    """How many seconds to wait before it starts."""
    checkpoint: Field[CheckpointConfig | Unset] = Field(
        "checkpoint", view("CheckpointConfig"), required=False
    )
    """The checkpoint to start from; the latest unless told."""
    checkpoint_during: Field[bool | Unset] = Field("checkpoint_during", boolean, required=False)
    """The older form of `durability`: true is async, false is exit."""
    checkpoint_id: Field[str | Unset] = Field("checkpoint_id", text, required=False)
    """The id of the checkpoint to start from; the latest unless told."""
    command: Field[Command | None | Unset] = Field("command", view("Command"), null=True, required=False)
    """What to do in the place of an input."""
    config: Field[Config | Unset] = Field("config", view("Config"), required=False)
    """The configuration of the run."""
    context: Field[Mapping[str, Any] | Unset] = Field("context", mapping, required=False)
    """What the graph is told of its surroundings, in the place of `config.configurable`."""
    durability: Field[Durability | str | Unset] = Field("durability", text, required=False)
    """When its state is saved: before the next step (sync), during it (async), at the end (exit)."""
    feedback_keys: Field[list[str] | Unset] = Field("feedback_keys", listed(text), required=False)
    """The keys for which feedback may be given in tracing."""
    if_not_exists: Field[IfNotExists | str | Unset] = Field("if_not_exists", text, required=False)
    """Whether a thread that is not there is made (create) or an error (reject)."""
    input: Field[Any | Unset] = Field("input", anything, required=False)
    """The input; null goes on from the thread's state."""
    interrupt_after: Field[EveryNode | list[str] | str | Unset] = Field(
        "interrupt_after", either(text, listed(text)), required=False
    )
    """The nodes to stop after, or `*` for every node."""
    interrupt_before: Field[EveryNode | list[str] | str | Unset] = Field(
        "interrupt_before", either(text, listed(text)), required=False
    )
    """The nodes to stop before, or `*` for every node."""
    langsmith_tracer: Field[LangSmithTracer | Unset] = Field(
        "langsmith_tracer", view("LangSmithTracer"), required=False
    )
    """Where the run is traced to."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Own data of the run."""
    multitask_strategy: Field[MultitaskStrategy | str | Unset] = Field(
        "multitask_strategy", text, required=False
    )
    """What happens where another run is busy with the thread."""
    stream_mode: Field[list[StreamMode | str] | StreamMode | str | Unset] = Field(
        "stream_mode", either(listed(text), text), required=False
    )
    """What it sends to its readers, one mode or several."""
    stream_resumable: Field[bool | Unset] = Field("stream_resumable", boolean, required=False)
    """Whether what it sends is kept, so that it can be read later."""
    stream_subgraphs: Field[bool | Unset] = Field("stream_subgraphs", boolean, required=False)
    """Whether subgraphs send as well."""
    webhook: Field[str | Unset] = Field("webhook", text, required=False)
    """The address that the server calls after the run; loopback addresses are refused."""
    on_disconnect: Field[OnDisconnect | str | Unset] = Field("on_disconnect", text, required=False)
    """Whether the run is cancelled or goes on when this connection is lost."""

    def __init__(
        self,
        *,
        assistant_id: str,
        after_seconds: float | Unset = UNSET,
        checkpoint: CheckpointConfig | Mapping[str, Any] | Unset = UNSET,
        checkpoint_during: bool | Unset = UNSET,
        checkpoint_id: str | Unset = UNSET,
        command: Command | Mapping[str, Any] | None | Unset = UNSET,
        config: Config | Mapping[str, Any] | Unset = UNSET,
        context: Mapping[str, Any] | Unset = UNSET,
        durability: Durability | Unset = UNSET,
        feedback_keys: list[str] | Unset = UNSET,
        if_not_exists: IfNotExists | Unset = UNSET,
        input: Any | Unset = UNSET,
        interrupt_after: EveryNode | list[str] | Unset = UNSET,
        interrupt_before: EveryNode | list[str] | Unset = UNSET,
        langsmith_tracer: LangSmithTracer | Mapping[str, Any] | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        multitask_strategy: MultitaskStrategy | Unset = UNSET,
        stream_mode: list[StreamMode] | StreamMode | Unset = UNSET,
        stream_resumable: bool | Unset = UNSET,
        stream_subgraphs: bool | Unset = UNSET,
        webhook: str | Unset = UNSET,
        on_disconnect: OnDisconnect | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "assistant_id": assistant_id,
                "after_seconds": after_seconds,
                "checkpoint": checkpoint,
                "checkpoint_during": checkpoint_during,
                "checkpoint_id": checkpoint_id,
                "command": command,
                "config": config,
                "context": context,
                "durability": durability,
                "feedback_keys": feedback_keys,
                "if_not_exists": if_not_exists,
                "input": input,
                "interrupt_after": interrupt_after,
                "interrupt_before": interrupt_before,
                "langsmith_tracer": langsmith_tracer,
                "metadata": metadata,
                "multitask_strategy": multitask_strategy,
                "stream_mode": stream_mode,
                "stream_resumable": stream_resumable,
                "stream_subgraphs": stream_subgraphs,
                "webhook": webhook,
                "on_disconnect": on_disconnect,
            }
        )
