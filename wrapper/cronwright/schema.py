"""The types of what is passed and returned, by the names that `langgraph_sdk.schema` has for them.

What a method returns is an object with typed attributes that is read as a mapping too. What is passed may be
such an object or a plain dictionary; the TypedDicts here are the shapes of those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Literal, NotRequired, TypedDict

from agent_server_api.models import (
    Assistant,
    AssistantSortBy,
    AssistantVersion,
    CancelAction,
    Cron,
    CronSortBy,
    Durability,
    GraphSchema,
    IfNotExists,
    Interrupt,
    Item,
    ListNamespaceResponse,
    MultitaskStrategy,
    PruneStrategy,
    Run,
    RunStatus,
    SearchItemsResponse,
    SortOrder,
    StreamMode,
    Thread,
    ThreadSortBy,
    ThreadState,
    ThreadStatus,
    ThreadStreamMode,
    ThreadTask,
)
from agent_server_api.models import AssistantSelect as AssistantSelectField
from agent_server_api.models import CancelStatus as BulkCancelRunsStatus
from agent_server_api.models import CronSelect as CronSelectField
from agent_server_api.models import IfExists as OnConflictBehavior
from agent_server_api.models import OnCompletion as OnCompletionBehavior
from agent_server_api.models import OnDisconnect as DisconnectMode
from agent_server_api.models import RunSelect as RunSelectField
from agent_server_api.models import ThreadSelect as ThreadSelectField
from agent_server_api.models import ThreadStateUpdateResponse as ThreadUpdateStateResponse

from .assistants import AssistantsPage as AssistantsSearchResponse
from .run_arguments import RunCreated as RunCreateMetadata
from .streaming.parts import StreamPart, StreamPartV2, StreamVersion
from .thread_states import StateField as ThreadStateSelectField

All = Literal["*"]
Json = dict[str, Any] | None
PrimitiveData = str | int | float | bool | None
QueryParamTypes = Mapping[str, PrimitiveData | Sequence[PrimitiveData]]
Input = Mapping[str, Any]
Context = Mapping[str, Any]
AssistantBase = Assistant | AssistantVersion
SearchItem = Item
Subgraphs = dict[str, GraphSchema]

# Of a part of version 2 the type is told by its `type`; the data of each is the server's.
ValuesStreamPart = UpdatesStreamPart = CustomStreamPart = MetadataStreamPart = StreamPartV2
MessagesTupleStreamPart = MessagesPartialStreamPart = MessagesCompleteStreamPart = StreamPartV2
MessagesMetadataStreamPart = DebugStreamPart = CheckpointsStreamPart = TasksStreamPart = StreamPartV2


class Config(TypedDict, total=False):
    """What a run is configured with."""

    tags: list[str]
    recursion_limit: int
    configurable: dict[str, Any]


class Checkpoint(TypedDict):
    """A point in a thread's history."""

    thread_id: str
    checkpoint_ns: str
    checkpoint_id: NotRequired[str | None]
    checkpoint_map: NotRequired[dict[str, Any] | None]


class Send(TypedDict):
    """A node, and what it is to be given."""

    node: str
    input: dict[str, Any] | None


class Command(TypedDict, total=False):
    """What a run is to go on with in place of an input."""

    goto: Send | str | Sequence[Send | str]
    update: dict[str, Any] | Sequence[tuple[str, Any]]
    resume: Any


class LangSmithTracing(TypedDict, total=False):
    """Where the traces of a run go."""

    project_name: str
    example_id: str


class RunCreate(TypedDict):
    """One of the payloads of `runs.create_batch`; it may have whatever `runs.create` takes."""

    assistant_id: str
    input: NotRequired[Any]
    metadata: NotRequired[dict[str, Any] | None]
    config: NotRequired[Config | None]
    context: NotRequired[Context | None]
    checkpoint_id: NotRequired[str | None]
    interrupt_before: NotRequired[list[str] | None]
    interrupt_after: NotRequired[list[str] | None]
    webhook: NotRequired[str | None]
    multitask_strategy: NotRequired[MultitaskStrategy | None]


class CronUpdate(TypedDict, total=False):
    """What `crons.update` takes."""

    schedule: str
    timezone: str | tzinfo
    end_time: datetime
    input: Input
    metadata: dict[str, Any]
    config: Config
    context: Context
    webhook: str
    interrupt_before: All | list[str]
    interrupt_after: All | list[str]
    on_run_completed: OnCompletionBehavior
    multitask_strategy: MultitaskStrategy
    enabled: bool
    stream_mode: StreamMode | list[StreamMode]
    stream_subgraphs: bool
    stream_resumable: bool
    durability: Durability


class RunMetadataPayload(TypedDict):
    """The data of a stream's part `metadata`."""

    run_id: str


class TaskPayload(TypedDict):
    """The data of a part `tasks` when a task begins."""

    id: str
    name: str
    input: Any
    triggers: list[str]


class TaskResultPayload(TypedDict):
    """The data of a part `tasks` when a task has ended."""

    id: str
    name: str
    error: str | None
    interrupts: list[dict[str, Any]]
    result: dict[str, Any]


class CheckpointTaskPayload(TypedDict):
    """A task in the data of a part `checkpoints`."""

    id: str
    name: str
    error: NotRequired[str]
    result: NotRequired[Any]
    interrupts: NotRequired[list[dict[str, Any]]]
    state: dict[str, Any] | None


class CheckpointPayload(TypedDict):
    """The data of a part `checkpoints`."""

    config: dict[str, Any] | None
    metadata: dict[str, Any]
    values: dict[str, Any]
    next: list[str]
    parent_config: dict[str, Any] | None
    tasks: list[CheckpointTaskPayload]


DebugPayload = dict[str, Any]

__all__ = [
    "All",
    "Assistant",
    "AssistantBase",
    "AssistantSelectField",
    "AssistantSortBy",
    "AssistantVersion",
    "AssistantsSearchResponse",
    "BulkCancelRunsStatus",
    "CancelAction",
    "Checkpoint",
    "CheckpointPayload",
    "CheckpointTaskPayload",
    "CheckpointsStreamPart",
    "Command",
    "Config",
    "Context",
    "Cron",
    "CronSelectField",
    "CronSortBy",
    "CronUpdate",
    "CustomStreamPart",
    "DebugPayload",
    "DebugStreamPart",
    "DisconnectMode",
    "Durability",
    "GraphSchema",
    "IfNotExists",
    "Input",
    "Interrupt",
    "Item",
    "Json",
    "LangSmithTracing",
    "ListNamespaceResponse",
    "MessagesCompleteStreamPart",
    "MessagesMetadataStreamPart",
    "MessagesPartialStreamPart",
    "MessagesTupleStreamPart",
    "MetadataStreamPart",
    "MultitaskStrategy",
    "OnCompletionBehavior",
    "OnConflictBehavior",
    "PrimitiveData",
    "PruneStrategy",
    "QueryParamTypes",
    "Run",
    "RunCreate",
    "RunCreateMetadata",
    "RunMetadataPayload",
    "RunSelectField",
    "RunStatus",
    "SearchItem",
    "SearchItemsResponse",
    "Send",
    "SortOrder",
    "StreamMode",
    "StreamPart",
    "StreamPartV2",
    "StreamVersion",
    "Subgraphs",
    "TaskPayload",
    "TaskResultPayload",
    "TasksStreamPart",
    "Thread",
    "ThreadSelectField",
    "ThreadSortBy",
    "ThreadState",
    "ThreadStateSelectField",
    "ThreadStatus",
    "ThreadStreamMode",
    "ThreadTask",
    "ThreadUpdateStateResponse",
    "UpdatesStreamPart",
    "ValuesStreamPart",
]
