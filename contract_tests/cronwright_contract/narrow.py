"""The contract narrowed to values that this server can take: what positive data is drawn from.

A contract says `schedule: string`; a server takes a schedule. Data drawn from the contract as it stands would
all be refused, and a run of it reaches nothing. Only positive data comes from here: data that must be refused
is drawn from the contract itself, so that no bound of ours can hide that a server accepts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from cronwright_contract.document import resolved
from cronwright_contract.ground import Ground
from cronwright_contract.own import FAR_SCHEDULE, FAR_SECONDS, Own

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Values:
    """What a server can take: by property, by property of one operation, whole bodies, and in the query."""

    common: Mapping[str, Schema]
    of: Mapping[str, Mapping[str, Schema]]
    whole: Mapping[str, Schema]
    query: Mapping[str, Schema]


LEAVE_OUT: Schema = {}
"""In place of a schema: the property is not sent. What each would need is beyond a single request."""

_TEXT: Schema = {"type": "string", "maxLength": 20, "pattern": "^[a-zA-Z0-9 ]*$"}
_LABEL: Schema = {"type": "string", "minLength": 1, "maxLength": 12, "pattern": "^[a-z]+$"}


def narrow(document: Mapping[str, Any], ground: Ground, own: Own) -> dict[str, Any]:
    """A copy of the document whose request bodies hold only what this server can take."""
    narrowed: dict[str, Any] = deepcopy(dict(document))
    values = Values(_common(ground), _of(ground), _whole(ground, own), _query(ground))
    for item in narrowed["paths"].values():
        for operation in item.values():
            if not isinstance(operation, dict) or "operationId" not in operation:
                continue
            name = operation["operationId"]
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in values.query:
                    parameter["schema"] = values.query[parameter["name"]]
            media = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if media is not None:
                media["schema"] = _body(narrowed, name, media["schema"], values)
    return narrowed


def _body(document: Mapping[str, Any], operation: str, schema: Mapping[str, Any], values: Values) -> Schema:
    whole = _flat(document, schema)
    if whole.get("type") == "array":
        return {**whole, "maxItems": 2, "items": _body(document, operation, whole["items"], values)}
    if operation in values.whole:
        return values.whole[operation]
    values_here = {**values.common, **values.of.get(operation, {})}
    properties = {
        name: values_here.get(name, kept)
        for name, kept in whole["properties"].items()
        if values_here.get(name) is not LEAVE_OUT
    }
    required = {*whole.get("required", ()), *_REQUIRED} & properties.keys()
    return {
        **whole,
        "properties": properties,
        "required": sorted(required),
        "additionalProperties": False,
    }


def _flat(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Schema:
    """A body's schema without references and `allOf` on its outside."""
    whole = dict(resolved(document, schema))
    for branch in whole.pop("allOf", ()):
        part = _flat(document, branch)
        whole["properties"] = {**whole.get("properties", {}), **part.get("properties", {})}
        whole["required"] = [*whole.get("required", ()), *part.get("required", ())]
        whole.setdefault("type", "object")
    return whole


_REQUIRED = ("metadata", "enabled", "after_seconds", "prefix")
"""Sent wherever an operation has them: they keep what is made in bounds."""


def _query(ground: Ground) -> Mapping[str, Schema]:
    return {
        "limit": {"type": "integer", "minimum": 1, "maximum": 100},
        "offset": {"type": "integer", "minimum": 0, "maximum": 1000},
        "Accept": {"const": "application/json, text/event-stream"},
        "include": {"enum": ["ttl"]},
        "namespace": {"enum": [".".join([*ground.namespace, "a"])]},
        "key": _LABEL,
        "Last-Event-ID": {"enum": ["0-0"]},
        "stream_mode": {"enum": ["values"]},
        "cancel_on_disconnect": {"const": False},
        "delete_threads": {"const": False},
    }


def _common(ground: Ground) -> Mapping[str, Schema]:
    tag = {name: {"const": value} for name, value in ground.tag.items()}
    return {
        "assistant_id": {"enum": [ground.assistant]},
        "graph_id": {"enum": [ground.assistant]},
        "metadata": {
            "type": "object",
            "properties": {**tag, "note": _TEXT},
            "required": sorted(tag),
            "additionalProperties": False,
        },
        "schedule": {"enum": [FAR_SCHEDULE, "0 9 * * mon-fri", "*/15 * * * *", "@daily"]},
        "timezone": {"enum": ["UTC", "America/New_York", "Asia/Kolkata"]},
        "enabled": {"const": False},
        "end_time": {"enum": ["2090-01-01T00:00:00Z", "2090-06-01T12:30:00+02:00"]},
        "after_seconds": {"const": FAR_SECONDS},
        "config": {
            "type": "object",
            "properties": {
                "tags": {"type": "array", "items": _TEXT, "maxItems": 2},
                "recursion_limit": {"type": "integer", "minimum": 1, "maximum": 100},
            },
            "additionalProperties": False,
        },
        "context": {"type": "object", "properties": {"model_name": _TEXT}, "additionalProperties": False},
        "input": {"type": "object", "properties": {"note": _TEXT}, "additionalProperties": False},
        "thread_id": LEAVE_OUT,
        "if_not_exists": {"const": "reject"},
        "namespace_prefix": {"enum": [ground.namespace, [*ground.namespace, "a"]]},
        "webhook": LEAVE_OUT,
        "command": LEAVE_OUT,
        "checkpoint": LEAVE_OUT,
        "checkpoint_id": LEAVE_OUT,
        "langsmith_tracer": LEAVE_OUT,
        "feedback_keys": LEAVE_OUT,
        "interrupt_before": LEAVE_OUT,
        "interrupt_after": LEAVE_OUT,
        "supersteps": LEAVE_OUT,
        "before": LEAVE_OUT,
        "extract": LEAVE_OUT,
        "query": LEAVE_OUT,
        "limit": {"type": "integer", "minimum": 1, "maximum": 100},
        "offset": {"type": "integer", "minimum": 0, "maximum": 1000},
        "name": _TEXT,
        "description": _TEXT,
        "namespace": {"enum": [[*ground.namespace, "a"], [*ground.namespace, "b"]]},
        "prefix": {"type": "array", "items": _LABEL, "maxItems": 2},
        "suffix": {"type": "array", "items": _LABEL, "maxItems": 2},
        "key": _LABEL,
        "value": {"type": "object", "properties": {"note": _TEXT}, "additionalProperties": False},
    }


def _of(ground: Ground) -> Mapping[str, Mapping[str, Schema]]:
    starts: dict[str, Schema] = {"after_seconds": LEAVE_OUT, "stream_mode": {"enum": ["values", ["updates"]]}}
    return {
        "assistants_create": {"assistant_id": LEAVE_OUT},
        "assistants_set_latest": {"version": {"const": 1}},
        "crons_search": {"assistant_id": LEAVE_OUT, "enabled": {"type": "boolean"}},
        "crons_count": {"assistant_id": LEAVE_OUT},
        "runs_wait": starts,
        "runs_wait_stateless": starts,
        "runs_stream": starts,
        "runs_stream_stateless": starts,
        # What a state holds is the graph's own affair.
        "threads_update_state": {"values": {"type": "null"}, "as_node": LEAVE_OUT},
    }


def _whole(ground: Ground, own: Own) -> Mapping[str, Schema]:
    """Bodies that are only right as a whole."""
    client = {"name": "cronwright", "version": "1"}
    hello = {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": client}
    message: Schema = {"role": "user", "messageId": "1", "parts": [{"kind": "text", "text": "hello"}]}
    whole: dict[str, Schema] = {
        "mcp_post": {
            "enum": [
                {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
                {"jsonrpc": "2.0", "id": 1, "method": "tools/list"},
            ]
        },
    }
    # What these name is filled in when they are sent: it may be gone by then.
    whole |= {"runs_cancel_many": {"type": "object"}, "threads_prune": {"type": "object"}}
    if "runs" in ground.options.allow:
        message["contextId"] = own["idle_thread"]
        start = {"assistant_id": ground.assistant, "input": {}, "metadata": ground.tag}
        point = {"thread_id": own["finished_thread"], "checkpoint_id": own["checkpoint"]}
        whole |= {
            "a2a_send": {
                "enum": [
                    {"jsonrpc": "2.0", "id": 1, "method": "message/send", "params": {"message": message}}
                ]
            },
            "threads_send_command": {"enum": [{"id": 1, "method": "run.start", "params": start}]},
            "threads_get_state_by_checkpoint": {"enum": [{"checkpoint": point}]},
        }
    return whole
