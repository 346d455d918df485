"""Names that the server keeps for itself: it takes them away from what it is sent, and does not say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agent_server_api.types import Model

from .errors import InvalidArgumentError

# langgraph-api 0.16.7, langgraph_api/validation.py; a test sends each of them to the real server.
METADATA = frozenset({"thread_id", "assistant_id", "run_id", "cron_id", "counters_since_delta_snapshot"})
CONFIGURABLE = frozenset(
    {
        "langgraph_auth_user",
        "langgraph_auth_user_id",
        "langgraph_auth_permissions",
        "langgraph_request_id",
        "__langsmith_project__",
        "__langsmith_example_id__",
        "__request_start_time_ms__",
        "__after_seconds__",
        "__otel_traceparent__",
        "__otel_tracestate__",
        "__dd_trace_headers__",
        "__pregel_node_finished",
        "__context_provided__",
    }
)


def refuse_reserved(body: Model, *, config: bool = True) -> None:
    """Refuse a key of metadata, config or context that the server would drop.

    Not in the config of a run: LangChain writes such there by itself, and means nothing by it.
    """
    sent = body.to_dict()
    if not config:
        sent.pop("config", None)
    for place, given, reserved in _places(sent):
        if isinstance(given, Mapping) and (lost := sorted(reserved & given.keys())):
            raise InvalidArgumentError(
                f"{place}: the server keeps {', '.join(lost)} for itself and would drop it; take another name"
            )


def _places(sent: Mapping[str, Any]) -> Iterator[tuple[str, Any, frozenset[str]]]:
    yield "metadata", sent.get("metadata"), METADATA
    yield "context", sent.get("context"), CONFIGURABLE
    config = sent.get("config", {})
    yield 'config["configurable"]', config.get("configurable"), CONFIGURABLE
    yield 'config["metadata"]', config.get("metadata"), METADATA
