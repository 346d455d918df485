"""What the wrapper sends keeps the contract, whatever it is given."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from hypothesis import HealthCheck, given, settings

from cronwright.errors import APIConnectionError
from cronwright.settings import settings as client_settings
from cronwright.shells import Awaiting, Blocking
from cronwright.transports import async_pool, sync_pool
from cronwright.wire import AsyncWire, SyncWire
from cronwright_contract.arguments import drawn, methods
from cronwright_contract.document import Contract

CONTRACT = Contract.load(Path(__file__).parents[2] / "openapi" / "agent-server.yaml")
METHODS = {method.name: method for method in methods()}
EACH = pytest.mark.parametrize("name", sorted(METHODS))

EXAMPLES, SUBSETS = 20, 100

# What a call takes is drawn whole, which takes its time on a busy machine.
SLOW = [HealthCheck.too_slow]

# What MCP takes is an object, and no more is said of it.
OPEN = frozenset({"mcp.call_tool", "mcp.list_tools", "mcp.notify", "mcp.request"})

pytestmark = [
    pytest.mark.filterwarnings("ignore::cronwright.NoEffectWarning"),
    pytest.mark.filterwarnings("ignore::cronwright.NoInputWarning"),
    pytest.mark.filterwarnings("ignore:checkpoint_during is deprecated:DeprecationWarning"),
]


@EACH
def test_every_request_keeps_the_contract(name: str) -> None:
    """Drawn arguments -> request -> valid, with the schemas closed so that a misspelt field is found."""
    method = METHODS[name]
    cases = 0

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=SLOW, derandomize=True)
    @given(drawn(method))
    def holds(case: tuple[dict[str, Any], dict[str, Any], random.Random]) -> None:
        nonlocal cases
        required, optional, dice = case
        for _ in range(SUBSETS):
            cases += 1
            arguments = method.some_of(required, optional, dice)
            assert CONTRACT.faults_of(method.call(arguments)) == [], arguments

    holds()
    assert cases >= EXAMPLES * SUBSETS


@EACH
def test_a_misspelt_field_is_found(name: str) -> None:
    """The check can fail: each field of a body, misspelt, is a fault, though published schemas are open."""
    method = METHODS[name]

    @settings(max_examples=5, deadline=None, suppress_health_check=SLOW, derandomize=True)
    @given(drawn(method))
    def holds(case: tuple[dict[str, Any], dict[str, Any], random.Random]) -> None:
        required, optional, _ = case
        call = method.call(method.fitting(required, optional, optional))
        for field in _fields(call.content) if name not in OPEN else ():
            body = orjson.loads(call.content or b"")
            first = body[0] if isinstance(body, list) else body
            first[field[::-1] + "x"] = first.pop(field)
            found = CONTRACT.faults_of(replace(call, content=orjson.dumps(body)))
            assert any(field[::-1] + "x" in fault for fault in found), field

    holds()


def _fields(content: bytes | None) -> list[str]:
    body = orjson.loads(content) if content else {}
    return list(body[0] if isinstance(body, list) else body)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"method": "GET"}, "method GET instead of POST"),
        ({"path": "/threads//runs/crons"}, "path /threads//runs/crons instead of"),
        ({"path": "/threads/nope/runs/crons"}, "path thread_id"),
        ({"query": {"limit": 1}}, "query limit is not in the contract"),
        ({"content": None}, "the body is missing"),
        ({"content_type": None}, "content type None instead of application/json"),
        ({"content": b"{}"}, "is a required property"),
        ({"content": b'{"assistant_id": "a", "schedule": 5}'}, "body['schedule']"),
        ({"content": b'{"assistant_id": "a", "schedule": "* * * * *", "end_time": "soon"}'}, "end_time"),
        ({"operation_id": "nope"}, "no such operation"),
    ],
)
def test_every_kind_of_fault_is_found(change: dict[str, Any], said: str) -> None:
    """The judge sees a wrong verb, path, path value, query, body and operation."""
    good = {
        "operation_id": "crons_create_for_thread",
        "method": "POST",
        "path": "/threads/01a20502-7137-755c-9304-413fb1b818f7/runs/crons",
        "query": {},
        "content_type": "application/json",
        "content": b'{"assistant_id": "agent", "schedule": "* * * * *"}',
    }
    judge: Any = CONTRACT.faults
    assert judge(**good) == []
    assert any(said in fault for fault in judge(**good | change))


@EACH
def test_both_shells_put_the_same_on_the_wire(name: str) -> None:
    """The sync and the async client make the same request of the same arguments, byte by byte."""
    method = METHODS[name]
    seen: list[tuple[Any, ...]] = []

    def record(request: httpx.Request) -> httpx.Response:
        seen.append((request.method, str(request.url), sorted(request.headers.raw), request.content))
        raise httpx.ConnectError("recorded")

    transport = httpx.MockTransport(record)
    made = client_settings("http://127.0.0.1:1", "key", {"x-a": "b"}, max_retries=0)
    blocking = Blocking(SyncWire(made, sync_pool(made, transport=transport)))
    awaiting = Awaiting(AsyncWire(made, async_pool(made, transport=transport)))

    with asyncio.Runner() as runner:

        @settings(max_examples=10, deadline=None, suppress_health_check=SLOW, derandomize=True)
        @given(drawn(method))
        def holds(case: tuple[dict[str, Any], dict[str, Any], random.Random]) -> None:
            required, optional, dice = case
            arguments = method.some_of(required, optional, dice)
            arguments["headers"] = {"x-request-id": "fixed"}
            call = method.call(arguments)
            seen.clear()
            with pytest.raises(APIConnectionError):
                blocking.run(call)
            with pytest.raises(APIConnectionError):
                runner.run(awaiting.run(method.call(arguments)))
            assert len(seen) == 2
            assert seen[0] == seen[1]

        holds()
        runner.run(awaiting.close())
    blocking.close()
