"""Wrapper and contract hold together: what the contract has can be sent through the wrapper."""

from __future__ import annotations

import inspect
import re
import warnings
from collections import defaultdict
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import orjson
import pytest
import yaml

from cronwright import CronwrightError, get_sync_client
from cronwright.options import Options

from .every_call import EVERY_CALL

CONTRACT = Path(__file__).parents[2] / "openapi" / "agent-server.yaml"

# What no method sends, and why.
NOT_SENT = {
    "system_docs": "a page for people",
    "mcp_get": "the server answers it with 405",
    "mcp_delete": "the server has no MCP sessions to end, and answers 404",
    "threads_send_command": "sent within threads.stream: wrapper/tests/thread_stream",
    "threads_stream_events": "sent within threads.stream: wrapper/tests/thread_stream",
}
NOT_GIVEN = {"checkpoint_during": "deprecated: it is sent as the durability that it means"}


class Request(NamedTuple):
    """What was sent: an operation, and the names in its query, headers and body."""

    operation: str
    names: frozenset[str]


@cache
def contract() -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(CONTRACT.read_text(), Loader=yaml.CSafeLoader)
    return document


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: Any = contract()
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _properties(schema: dict[str, Any]) -> set[str]:
    """The names at the top of a body, in whatever alternative they stand; of a list, those of its items."""
    schema = _resolved(schema)
    names = set(schema.get("properties", ()))
    for key in ("anyOf", "oneOf", "allOf"):
        for each in schema.get(key, ()):
            names |= _properties(each)
    if "items" in schema:
        names |= _properties(schema["items"])
    return names


@cache
def operations() -> dict[str, tuple[str, re.Pattern[str], frozenset[str]]]:
    """Each operation's method, path, and the names that a request of it can have."""
    found = {}
    for path, item in contract()["paths"].items():
        for method, operation in item.items():
            if not isinstance(operation, dict) or "operationId" not in operation:
                continue
            parameters = [_resolved(each) for each in operation.get("parameters", ())]
            names = {each["name"] for each in parameters if each["in"] != "path"}
            for media in _resolved(operation.get("requestBody", {})).get("content", {}).values():
                names |= _properties(media["schema"])
            pattern = re.compile(re.sub(r"\{\w+\}", "[^/]+", path))
            found[operation["operationId"]] = (method.upper(), pattern, frozenset(names))
    return found


def _literal(pattern: re.Pattern[str]) -> int:
    return pattern.pattern.count("[^/]+")


def _request(request: httpx.Request) -> Request:
    path = request.url.path
    matches = [
        (name, pattern)
        for name, (method, pattern, _) in operations().items()
        if method == request.method and pattern.fullmatch(path)
    ]
    # `/runs/crons` is also `/runs/{run_id}`: the more literal path is meant.
    name, _ = min(matches, key=lambda match: _literal(match[1]))
    body = orjson.loads(request.content) if request.content else {}
    rows = body if isinstance(body, list) else [body]
    names = {key for row in rows for key in row} | set(request.url.params) | set(request.headers)
    return Request(name, frozenset(names))


@cache
def requests_of(number: int) -> tuple[Request, ...]:
    """What one of the calls sends."""
    call = EVERY_CALL[number]
    seen: list[Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(_request(request))
        return httpx.Response(400, json={"detail": "enough"})

    with httpx.Client(transport=httpx.MockTransport(handle)) as http_client:
        with get_sync_client(url="http://server", api_key=None, http_client=http_client) as client:
            method: Any = client
            for part in call.method.split("."):
                method = getattr(method, part)
            with warnings.catch_warnings(), suppress(CronwrightError):
                warnings.simplefilter("ignore")
                result = method(*call.args, **call.kwargs)
                if hasattr(result, "__next__"):
                    next(result)
    return tuple(seen)


@pytest.mark.parametrize(
    "number", range(len(EVERY_CALL)), ids=lambda number: f"{number}-{EVERY_CALL[number].method}"
)
def test_each_call_sends(number: int) -> None:
    """None of the calls is refused before: it would show nothing."""
    assert requests_of(number)


def _signatures() -> dict[str, inspect.Signature]:
    client: Any = get_sync_client(url="http://server", api_key=None)
    found = {}
    for name in ("", "assistants", "threads", "runs", "crons", "store", "a2a", "mcp"):
        resource = getattr(client, name) if name else client
        for method in dir(resource):
            if not method.startswith("_") and callable(getattr(resource, method)):
                found[f"{name}.{method}".removeprefix(".")] = inspect.signature(getattr(resource, method))
    return found


# These send nothing by themselves.
LOCAL = {"close", "with_options", "threads.stream"}


@pytest.mark.parametrize("method", sorted(_signatures().keys() - LOCAL))
def test_each_parameter_is_given_in_some_call(method: str) -> None:
    """So that what the wrapper cannot send is seen; a new parameter is to be added to every_call.py."""
    signature = _signatures()[method]
    given = set()
    for call in EVERY_CALL:
        if call.method == method:
            given |= set(signature.bind(*call.args, **call.kwargs).arguments)
    assert set(signature.parameters) - set(Options.__annotations__) <= given


@cache
def _reached() -> dict[str, set[str]]:
    reached: dict[str, set[str]] = defaultdict(set)
    for number in range(len(EVERY_CALL)):
        for request in requests_of(number):
            reached[request.operation] |= {name.lower() for name in request.names}
    return reached


@pytest.mark.parametrize("operation", sorted(operations()))
def test_each_operation_and_name_of_the_contract_can_be_sent(operation: str) -> None:
    """After a regeneration it names what is missing."""
    if operation in NOT_SENT:
        assert operation not in _reached(), f"{operation} can be sent now: take it off NOT_SENT"
        return
    assert operation in _reached(), f"no method of the wrapper sends {operation}"
    calls = {
        EVERY_CALL[n].method
        for n in range(len(EVERY_CALL))
        if operation in {r.operation for r in requests_of(n)}
    }
    names = operations()[operation][2]
    missing = {name for name in names if name.lower() not in _reached()[operation]}
    listed = names & NOT_GIVEN.keys()
    assert not listed - missing, f"{operation}: {listed - missing} can be given now: take it off NOT_GIVEN"
    assert not missing - listed, (
        f"{operation}: {' and '.join(sorted(calls))} cannot give {sorted(missing - listed)}"
    )


def test_the_lists_name_what_is_there() -> None:
    """An operation that is gone from the contract goes from the lists."""
    assert NOT_SENT.keys() <= operations().keys()
    assert NOT_GIVEN.keys() <= {name for _, _, names in operations().values() for name in names}
