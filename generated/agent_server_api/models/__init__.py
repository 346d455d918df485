"""The models of requests and answers, each imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .a2a_cancel_task_params import A2ACancelTaskParams as A2ACancelTaskParams
    from .a2a_data_kind import A2ADataKind as A2ADataKind
    from .a2a_data_part import A2ADataPart as A2ADataPart
    from .a2a_error import A2AError as A2AError
    from .a2a_get_task_params import A2AGetTaskParams as A2AGetTaskParams
    from .a2a_message import A2AMessage as A2AMessage
    from .a2a_method import A2AMethod as A2AMethod
    from .a2a_request import A2ARequest as A2ARequest
    from .a2a_response import A2AResponse as A2AResponse
    from .a2a_role import A2ARole as A2ARole
    from .a2a_send_params import A2ASendParams as A2ASendParams
    from .a2a_text_kind import A2ATextKind as A2ATextKind
    from .a2a_text_part import A2ATextPart as A2ATextPart
    from .a2a_version import A2AVersion as A2AVersion
    from .assistant import Assistant as Assistant
    from .assistant_count_request import AssistantCountRequest as AssistantCountRequest
    from .assistant_create import AssistantCreate as AssistantCreate
    from .assistant_patch import AssistantPatch as AssistantPatch
    from .assistant_search_request import AssistantSearchRequest as AssistantSearchRequest
    from .assistant_select import AssistantSelect as AssistantSelect
    from .assistant_sort_by import AssistantSortBy as AssistantSortBy
    from .assistant_version import AssistantVersion as AssistantVersion
    from .assistant_version_change import AssistantVersionChange as AssistantVersionChange
    from .assistant_versions_search_request import (
        AssistantVersionsSearchRequest as AssistantVersionsSearchRequest,
    )
    from .cancel_action import CancelAction as CancelAction
    from .cancel_status import CancelStatus as CancelStatus
    from .channel_storage import ChannelStorage as ChannelStorage
    from .channel_usage import ChannelUsage as ChannelUsage
    from .checkpoint_config import CheckpointConfig as CheckpointConfig
    from .command import Command as Command
    from .config import Config as Config
    from .cron import Cron as Cron
    from .cron_count_request import CronCountRequest as CronCountRequest
    from .cron_create import CronCreate as CronCreate
    from .cron_patch import CronPatch as CronPatch
    from .cron_search import CronSearch as CronSearch
    from .cron_select import CronSelect as CronSelect
    from .cron_sort_by import CronSortBy as CronSortBy
    from .durability import Durability as Durability
    from .error_response import ErrorResponse as ErrorResponse
    from .error_text import ErrorText as ErrorText
    from .every_node import EveryNode as EveryNode
    from .graph_schema import GraphSchema as GraphSchema
    from .graph_schema_no_id import GraphSchemaNoId as GraphSchemaNoId
    from .health_check_depth import HealthCheckDepth as HealthCheckDepth
    from .if_exists import IfExists as IfExists
    from .if_not_exists import IfNotExists as IfNotExists
    from .interrupt import Interrupt as Interrupt
    from .item import Item as Item
    from .lang_smith_tracer import LangSmithTracer as LangSmithTracer
    from .list_namespace_response import ListNamespaceResponse as ListNamespaceResponse
    from .metrics_format import MetricsFormat as MetricsFormat
    from .multitask_strategy import MultitaskStrategy as MultitaskStrategy
    from .on_completion import OnCompletion as OnCompletion
    from .on_disconnect import OnDisconnect as OnDisconnect
    from .preference import Preference as Preference
    from .protocol_channel_name import ProtocolChannelName as ProtocolChannelName
    from .protocol_command import ProtocolCommand as ProtocolCommand
    from .protocol_error import ProtocolError as ProtocolError
    from .protocol_error_code import ProtocolErrorCode as ProtocolErrorCode
    from .protocol_event import ProtocolEvent as ProtocolEvent
    from .protocol_event_params import ProtocolEventParams as ProtocolEventParams
    from .protocol_event_stream_request import ProtocolEventStreamRequest as ProtocolEventStreamRequest
    from .protocol_response_meta import ProtocolResponseMeta as ProtocolResponseMeta
    from .protocol_success import ProtocolSuccess as ProtocolSuccess
    from .prune_strategy import PruneStrategy as PruneStrategy
    from .run import Run as Run
    from .run_create_stateful import RunCreateStateful as RunCreateStateful
    from .run_create_stateless import RunCreateStateless as RunCreateStateless
    from .run_create_streaming_stateful import RunCreateStreamingStateful as RunCreateStreamingStateful
    from .run_create_streaming_stateless import RunCreateStreamingStateless as RunCreateStreamingStateless
    from .run_select import RunSelect as RunSelect
    from .run_status import RunStatus as RunStatus
    from .runs_cancel import RunsCancel as RunsCancel
    from .search_items_response import SearchItemsResponse as SearchItemsResponse
    from .send import Send as Send
    from .server_flags import ServerFlags as ServerFlags
    from .server_health import ServerHealth as ServerHealth
    from .server_host import ServerHost as ServerHost
    from .server_info import ServerInfo as ServerInfo
    from .sort_order import SortOrder as SortOrder
    from .state_before import StateBefore as StateBefore
    from .storage_usage import StorageUsage as StorageUsage
    from .store_delete_request import StoreDeleteRequest as StoreDeleteRequest
    from .store_list_namespaces_request import StoreListNamespacesRequest as StoreListNamespacesRequest
    from .store_put_request import StorePutRequest as StorePutRequest
    from .store_search_request import StoreSearchRequest as StoreSearchRequest
    from .stream_mode import StreamMode as StreamMode
    from .thread import Thread as Thread
    from .thread_count_request import ThreadCountRequest as ThreadCountRequest
    from .thread_create import ThreadCreate as ThreadCreate
    from .thread_cron_create import ThreadCronCreate as ThreadCronCreate
    from .thread_patch import ThreadPatch as ThreadPatch
    from .thread_prune_request import ThreadPruneRequest as ThreadPruneRequest
    from .thread_prune_response import ThreadPruneResponse as ThreadPruneResponse
    from .thread_search_request import ThreadSearchRequest as ThreadSearchRequest
    from .thread_select import ThreadSelect as ThreadSelect
    from .thread_sort_by import ThreadSortBy as ThreadSortBy
    from .thread_state import ThreadState as ThreadState
    from .thread_state_checkpoint_request import ThreadStateCheckpointRequest as ThreadStateCheckpointRequest
    from .thread_state_search import ThreadStateSearch as ThreadStateSearch
    from .thread_state_update import ThreadStateUpdate as ThreadStateUpdate
    from .thread_state_update_response import ThreadStateUpdateResponse as ThreadStateUpdateResponse
    from .thread_status import ThreadStatus as ThreadStatus
    from .thread_storage import ThreadStorage as ThreadStorage
    from .thread_stream_mode import ThreadStreamMode as ThreadStreamMode
    from .thread_superstep import ThreadSuperstep as ThreadSuperstep
    from .thread_superstep_update import ThreadSuperstepUpdate as ThreadSuperstepUpdate
    from .thread_task import ThreadTask as ThreadTask
    from .thread_ttl import ThreadTtl as ThreadTtl
    from .thread_ttl_request import ThreadTtlRequest as ThreadTtlRequest

_WHERE: Final[dict[str, str]] = {
    "A2ACancelTaskParams": "a2a_cancel_task_params",
    "A2ADataKind": "a2a_data_kind",
    "A2ADataPart": "a2a_data_part",
    "A2AError": "a2a_error",
    "A2AGetTaskParams": "a2a_get_task_params",
    "A2AMessage": "a2a_message",
    "A2AMethod": "a2a_method",
    "A2ARequest": "a2a_request",
    "A2AResponse": "a2a_response",
    "A2ARole": "a2a_role",
    "A2ASendParams": "a2a_send_params",
    "A2ATextKind": "a2a_text_kind",
    "A2ATextPart": "a2a_text_part",
    "A2AVersion": "a2a_version",
    "Assistant": "assistant",
    "AssistantCountRequest": "assistant_count_request",
    "AssistantCreate": "assistant_create",
    "AssistantPatch": "assistant_patch",
    "AssistantSearchRequest": "assistant_search_request",
    "AssistantSelect": "assistant_select",
    "AssistantSortBy": "assistant_sort_by",
    "AssistantVersion": "assistant_version",
    "AssistantVersionChange": "assistant_version_change",
    "AssistantVersionsSearchRequest": "assistant_versions_search_request",
    "CancelAction": "cancel_action",
    "CancelStatus": "cancel_status",
    "ChannelStorage": "channel_storage",
    "ChannelUsage": "channel_usage",
    "CheckpointConfig": "checkpoint_config",
    "Command": "command",
    "Config": "config",
    "Cron": "cron",
    "CronCountRequest": "cron_count_request",
    "CronCreate": "cron_create",
    "CronPatch": "cron_patch",
    "CronSearch": "cron_search",
    "CronSelect": "cron_select",
    "CronSortBy": "cron_sort_by",
    "Durability": "durability",
    "ErrorResponse": "error_response",
    "ErrorText": "error_text",
    "EveryNode": "every_node",
    "GraphSchema": "graph_schema",
    "GraphSchemaNoId": "graph_schema_no_id",
    "HealthCheckDepth": "health_check_depth",
    "IfExists": "if_exists",
    "IfNotExists": "if_not_exists",
    "Interrupt": "interrupt",
    "Item": "item",
    "LangSmithTracer": "lang_smith_tracer",
    "ListNamespaceResponse": "list_namespace_response",
    "MetricsFormat": "metrics_format",
    "MultitaskStrategy": "multitask_strategy",
    "OnCompletion": "on_completion",
    "OnDisconnect": "on_disconnect",
    "Preference": "preference",
    "ProtocolChannelName": "protocol_channel_name",
    "ProtocolCommand": "protocol_command",
    "ProtocolError": "protocol_error",
    "ProtocolErrorCode": "protocol_error_code",
    "ProtocolEvent": "protocol_event",
    "ProtocolEventParams": "protocol_event_params",
    "ProtocolEventStreamRequest": "protocol_event_stream_request",
    "ProtocolResponseMeta": "protocol_response_meta",
    "ProtocolSuccess": "protocol_success",
    "PruneStrategy": "prune_strategy",
    "Run": "run",
    "RunCreateStateful": "run_create_stateful",
    "RunCreateStateless": "run_create_stateless",
    "RunCreateStreamingStateful": "run_create_streaming_stateful",
    "RunCreateStreamingStateless": "run_create_streaming_stateless",
    "RunSelect": "run_select",
    "RunStatus": "run_status",
    "RunsCancel": "runs_cancel",
    "SearchItemsResponse": "search_items_response",
    "Send": "send",
    "ServerFlags": "server_flags",
    "ServerHealth": "server_health",
    "ServerHost": "server_host",
    "ServerInfo": "server_info",
    "SortOrder": "sort_order",
    "StateBefore": "state_before",
    "StorageUsage": "storage_usage",
    "StoreDeleteRequest": "store_delete_request",
    "StoreListNamespacesRequest": "store_list_namespaces_request",
    "StorePutRequest": "store_put_request",
    "StoreSearchRequest": "store_search_request",
    "StreamMode": "stream_mode",
    "Thread": "thread",
    "ThreadCountRequest": "thread_count_request",
    "ThreadCreate": "thread_create",
    "ThreadCronCreate": "thread_cron_create",
    "ThreadPatch": "thread_patch",
    "ThreadPruneRequest": "thread_prune_request",
    "ThreadPruneResponse": "thread_prune_response",
    "ThreadSearchRequest": "thread_search_request",
    "ThreadSelect": "thread_select",
    "ThreadSortBy": "thread_sort_by",
    "ThreadState": "thread_state",
    "ThreadStateCheckpointRequest": "thread_state_checkpoint_request",
    "ThreadStateSearch": "thread_state_search",
    "ThreadStateUpdate": "thread_state_update",
    "ThreadStateUpdateResponse": "thread_state_update_response",
    "ThreadStatus": "thread_status",
    "ThreadStorage": "thread_storage",
    "ThreadStreamMode": "thread_stream_mode",
    "ThreadSuperstep": "thread_superstep",
    "ThreadSuperstepUpdate": "thread_superstep_update",
    "ThreadTask": "thread_task",
    "ThreadTtl": "thread_ttl",
    "ThreadTtlRequest": "thread_ttl_request",
}

__all__ = (
    "A2ACancelTaskParams",
    "A2ADataKind",
    "A2ADataPart",
    "A2AError",
    "A2AGetTaskParams",
    "A2AMessage",
    "A2AMethod",
    "A2ARequest",
    "A2AResponse",
    "A2ARole",
    "A2ASendParams",
    "A2ATextKind",
    "A2ATextPart",
    "A2AVersion",
    "Assistant",
    "AssistantCountRequest",
    "AssistantCreate",
    "AssistantPatch",
    "AssistantSearchRequest",
    "AssistantSelect",
    "AssistantSortBy",
    "AssistantVersion",
    "AssistantVersionChange",
    "AssistantVersionsSearchRequest",
    "CancelAction",
    "CancelStatus",
    "ChannelStorage",
    "ChannelUsage",
    "CheckpointConfig",
    "Command",
    "Config",
    "Cron",
    "CronCountRequest",
    "CronCreate",
    "CronPatch",
    "CronSearch",
    "CronSelect",
    "CronSortBy",
    "Durability",
    "ErrorResponse",
    "ErrorText",
    "EveryNode",
    "GraphSchema",
    "GraphSchemaNoId",
    "HealthCheckDepth",
    "IfExists",
    "IfNotExists",
    "Interrupt",
    "Item",
    "LangSmithTracer",
    "ListNamespaceResponse",
    "MetricsFormat",
    "MultitaskStrategy",
    "OnCompletion",
    "OnDisconnect",
    "Preference",
    "ProtocolChannelName",
    "ProtocolCommand",
    "ProtocolError",
    "ProtocolErrorCode",
    "ProtocolEvent",
    "ProtocolEventParams",
    "ProtocolEventStreamRequest",
    "ProtocolResponseMeta",
    "ProtocolSuccess",
    "PruneStrategy",
    "Run",
    "RunCreateStateful",
    "RunCreateStateless",
    "RunCreateStreamingStateful",
    "RunCreateStreamingStateless",
    "RunSelect",
    "RunStatus",
    "RunsCancel",
    "SearchItemsResponse",
    "Send",
    "ServerFlags",
    "ServerHealth",
    "ServerHost",
    "ServerInfo",
    "SortOrder",
    "StateBefore",
    "StorageUsage",
    "StoreDeleteRequest",
    "StoreListNamespacesRequest",
    "StorePutRequest",
    "StoreSearchRequest",
    "StreamMode",
    "Thread",
    "ThreadCountRequest",
    "ThreadCreate",
    "ThreadCronCreate",
    "ThreadPatch",
    "ThreadPruneRequest",
    "ThreadPruneResponse",
    "ThreadSearchRequest",
    "ThreadSelect",
    "ThreadSortBy",
    "ThreadState",
    "ThreadStateCheckpointRequest",
    "ThreadStateSearch",
    "ThreadStateUpdate",
    "ThreadStateUpdateResponse",
    "ThreadStatus",
    "ThreadStorage",
    "ThreadStreamMode",
    "ThreadSuperstep",
    "ThreadSuperstepUpdate",
    "ThreadTask",
    "ThreadTtl",
    "ThreadTtlRequest",
)


if not TYPE_CHECKING:  # a type checker would take any name for one of this package

    def __getattr__(name: str) -> Any:
        if name not in _WHERE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return globals().setdefault(name, getattr(import_module(f".{_WHERE[name]}", __name__), name))


def __dir__() -> list[str]:
    return [*globals(), *_WHERE]
