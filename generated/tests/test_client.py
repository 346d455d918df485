"""The two clients: what they send by themselves, and how they are made from one another."""

from __future__ import annotations

import asyncio
import copy

import httpx
import pytest

from agent_server_api import AuthenticatedClient, Client
from agent_server_api.api.crons import crons_count, crons_delete, crons_get
from agent_server_api.api.threads import threads_join_stream
from agent_server_api.errors import UnexpectedStatus
from agent_server_api.models import CronCountRequest

URL = "http://127.0.0.1:1"


def echo(request: httpx.Request) -> httpx.Response:
    """An answer that tells what was asked."""
    if request.url.path.endswith("/count"):
        return httpx.Response(200, content=b"5", headers={"x-body": request.content.decode()})
    if request.method == "DELETE":
        return httpx.Response(204)
    if request.url.path.endswith("/stream"):
        return httpx.Response(404, content=b'{"detail": "no"}')
    key = request.headers.get("x-api-key", "")
    return httpx.Response(200, json={"cron_id": key, "user_id": request.headers.get("x-trace")})


def client() -> Client:
    return Client(URL, httpx_args={"transport": httpx.MockTransport(echo)})


def test_a_call_waits_for_its_answer() -> None:
    """`sync` gives what was read, `sync_detailed` the status, headers and body too."""
    with client() as api:
        assert crons_count.sync(client=api, body=CronCountRequest(assistant_id="a")) == 5
        detailed = crons_count.sync_detailed(client=api, body=CronCountRequest(assistant_id="a"))
        assert crons_delete.sync_detailed("c", client=api).parsed is None
    assert (detailed.status_code, detailed.content, detailed.parsed) == (200, b"5", 5)
    assert detailed.headers["x-body"] == '{"assistant_id":"a"}'


def test_a_call_can_be_awaited() -> None:
    """`asyncio` and `asyncio_detailed` are the same, in a coroutine."""

    async def calls() -> tuple[int, int, int]:
        async with client() as api:
            body = CronCountRequest()
            count = await crons_count.asyncio(client=api, body=body)
            detailed = await crons_count.asyncio_detailed(client=api, body=body)
            await crons_delete.asyncio("c", client=api)
            return count, detailed.status_code, detailed.parsed

    assert asyncio.run(calls()) == (5, 200, 5)


def test_a_stream_that_is_refused_raises_before_it_is_read() -> None:
    """With the body, which is read for that."""
    with (
        client() as api,
        pytest.raises(UnexpectedStatus) as raised,
        threads_join_stream.stream("t", client=api),
    ):
        pass
    assert (raised.value.status_code, raised.value.content) == (404, b'{"detail": "no"}')

    async def call() -> None:
        async with client() as api, threads_join_stream.astream("t", client=api):
            pass

    with pytest.raises(UnexpectedStatus) as raised:
        asyncio.run(call())
    assert (raised.value.status_code, raised.value.content) == (404, b'{"detail": "no"}')


def test_a_token_is_sent_and_never_shown() -> None:
    """In the server's header; with another name and a prefix if need be."""
    transport = {"transport": httpx.MockTransport(echo)}
    api = AuthenticatedClient(URL, token="secret", httpx_args=transport)
    assert crons_get.sync("c", client=api).cron_id == "secret"
    bearer = AuthenticatedClient(
        URL, token="secret", prefix="Bearer", auth_header_name="authorization", httpx_args=transport
    )
    assert bearer.get_httpx_client().headers["authorization"] == "Bearer secret"
    assert "x-api-key" not in bearer.get_httpx_client().headers
    for shown in (repr(api), str(api), repr(Client(URL, headers={"x-api-key": "secret"}))):
        assert "secret" not in shown


def test_a_changed_client_is_another_one() -> None:
    """The first keeps its headers, its timeout and its connections; the caller's dict is left alone."""
    headers = {"x-trace": "1"}
    first = AuthenticatedClient(
        URL, token="t", headers=headers, httpx_args={"transport": httpx.MockTransport(echo)}
    )
    before = first.get_httpx_client()
    second = first.with_headers({"x-trace": "2"}).with_timeout(1)
    assert crons_get.sync("c", client=first).user_id == "1"
    assert crons_get.sync("c", client=second).user_id == "2"
    assert crons_get.sync("c", client=second).cron_id == "t"
    assert first.get_httpx_client() is before
    assert second.get_httpx_client() is not before
    assert second.get_httpx_client().timeout == httpx.Timeout(1)
    assert headers == {"x-trace": "1"}


def test_there_is_a_time_limit_by_default() -> None:
    """As the official SDK has it: a run may be waited for, a connection not."""
    expected = httpx.Timeout(connect=5, read=300, write=300, pool=5)
    assert Client(URL).get_httpx_client().timeout == expected
    assert Client(URL).get_async_httpx_client().timeout == expected
    assert Client(URL, timeout=None).get_httpx_client().timeout == httpx.Timeout(None)


def test_clients_are_values() -> None:
    """Equal by their settings, whatever they have opened."""
    first, second = Client(URL), Client(URL)
    first.get_httpx_client()
    assert first == second
    assert copy.copy(second) == first
    assert first != Client(URL, timeout=1)
