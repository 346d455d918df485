"""The client for the LangGraph Agent Server whose contract is proven.

    from cronwright import get_sync_client

    client = get_sync_client(url="http://localhost:8123")
    cron = client.crons.create_for_thread(thread_id, "agent", schedule="27 15 * * *", input={})

`import cronwright` loads next to nothing; each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from agent_server_api.models import Assistant, Cron, Item, Run, Thread, ThreadState
    from agent_server_api.types import UNSET, Unset, json_default

    from .assistants import AssistantsPage
    from .client import AsyncClient, SyncClient, get_client, get_sync_client
    from .crons import NeverRunsWarning, NoInputWarning
    from .errors import (
        APIConnectionError,
        APIError,
        APIResponseValidationError,
        APIStatusError,
        APITimeoutError,
        AuthenticationError,
        BadRequestError,
        ClientClosedError,
        ClientForkedError,
        ConflictError,
        CronwrightError,
        DriftError,
        InternalServerError,
        InvalidArgumentError,
        JSONRPCError,
        NotFoundError,
        PermissionDeniedError,
        RateLimitError,
        RunFailedError,
        ServerTooOldError,
        SettingIgnoredError,
        UnprocessableEntityError,
    )
    from .guards.schedule import ScheduleWarning
    from .raw import RawResponse
    from .run_arguments import NoEffectWarning, RunArguments, RunCreated
    from .streaming.follow import StreamGapWarning
    from .streaming.parts import StreamPart, StreamPartV2
    from .streams import AsyncStream, Stream
    from .timeouts import Timeout

__all__ = [
    "UNSET",
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "Assistant",
    "AssistantsPage",
    "AsyncClient",
    "AsyncStream",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ClientForkedError",
    "ConflictError",
    "Cron",
    "CronwrightError",
    "DriftError",
    "InternalServerError",
    "InvalidArgumentError",
    "Item",
    "JSONRPCError",
    "NeverRunsWarning",
    "NoEffectWarning",
    "NoInputWarning",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RawResponse",
    "Run",
    "RunArguments",
    "RunCreated",
    "RunFailedError",
    "ScheduleWarning",
    "ServerTooOldError",
    "SettingIgnoredError",
    "Stream",
    "StreamGapWarning",
    "StreamPart",
    "StreamPartV2",
    "SyncClient",
    "Thread",
    "ThreadState",
    "Timeout",
    "UnprocessableEntityError",
    "Unset",
    "get_client",
    "get_sync_client",
    "json_default",
]

# Where each name lives that is not an error.
_HOMES = {
    "Item": "agent_server_api.models",
    "ThreadState": "agent_server_api.models",
    "Assistant": "agent_server_api.models",
    "Cron": "agent_server_api.models",
    "Run": "agent_server_api.models",
    "Thread": "agent_server_api.models",
    "UNSET": "agent_server_api.types",
    "Unset": "agent_server_api.types",
    "json_default": "agent_server_api.types",
    "AssistantsPage": "cronwright.assistants",
    "AsyncClient": "cronwright.client",
    "SyncClient": "cronwright.client",
    "get_client": "cronwright.client",
    "get_sync_client": "cronwright.client",
    "NeverRunsWarning": "cronwright.crons",
    "NoInputWarning": "cronwright.crons",
    "ScheduleWarning": "cronwright.guards.schedule",
    "NoEffectWarning": "cronwright.run_arguments",
    "RunArguments": "cronwright.run_arguments",
    "RunCreated": "cronwright.run_arguments",
    "StreamGapWarning": "cronwright.streaming.follow",
    "StreamPart": "cronwright.streaming.parts",
    "StreamPartV2": "cronwright.streaming.parts",
    "RawResponse": "cronwright.raw",
    "AsyncStream": "cronwright.streams",
    "Stream": "cronwright.streams",
    "Timeout": "cronwright.timeouts",
}


# Hidden from type checkers, which would otherwise take any name for one of ours.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOMES.get(name, "cronwright.errors")), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
