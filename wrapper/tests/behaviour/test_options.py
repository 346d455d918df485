"""What a client and a call may be told: headers, parameters, time limits; and the answer as it came."""

from __future__ import annotations

from typing import Any

import pytest

from cronwright import (
    APIResponseValidationError,
    InvalidArgumentError,
    NotFoundError,
    RunFailedError,
    Thread,
    get_client,
    get_sync_client,
)
from cronwright.embedded import EmbeddedServer

from ..either import SHELLS, Shell, connected
from ..fault_proxy import Cut, FaultProxy, always, fault_proxy

EITHER = pytest.mark.parametrize("shell", SHELLS)


def _last(proxy: FaultProxy) -> dict[str, str]:
    return proxy.records[-1].headers


@EITHER
def test_headers_of_client_and_call(shell: Shell, agent_server: EmbeddedServer) -> None:
    """The call's stand over the client's; another call has none of them."""
    with fault_proxy(agent_server.url) as proxy:
        with connected(shell, proxy.url, api_key=None, headers={"X-One": "1", "x-two": "2"}) as client:
            client.crons.count(headers={"x-two": "3", "x-request-id": "mine"})
            assert (_last(proxy)["x-one"], _last(proxy)["x-two"]) == ("1", "3")
            assert _last(proxy)["x-request-id"] == "mine"
            client.crons.count()
            assert _last(proxy)["x-two"] == "2"
            assert len(_last(proxy)["x-request-id"]) == 32
            assert _last(proxy)["user-agent"].startswith("cronwright/")


@EITHER
def test_parameters_beyond_the_contract(shell: Shell, agent_server: EmbeddedServer) -> None:
    """Scalars and lists; beside those of the contract."""
    with fault_proxy(agent_server.url) as proxy, connected(shell, proxy.url, api_key=None) as client:
        client.runs.list(client.threads.create().thread_id, limit=3, params={"a": 1, "b": ["x", "y"]})
        query = proxy.records[-1].path.partition("?")[2].split("&")
        assert {"a=1", "b=x", "b=y", "limit=3"} <= set(query)


@EITHER
def test_a_client_with_other_options(shell: Shell, agent_server: EmbeddedServer) -> None:
    """Shares the connections; the first stays as it is, and its closing is not undone by the other's."""
    with fault_proxy(agent_server.url) as proxy, connected(shell, proxy.url, api_key=None) as client:
        other = client.with_options(headers={"x-other": "1"}, timeout=7, max_retries=0)
        other.crons.count()
        assert _last(proxy)["x-other"] == "1"
        client.crons.count()
        assert "x-other" not in _last(proxy)
        assert proxy.connections == 1
        for given in ({"headers": {"x-api-key": "k"}}, {"timeout": -1}, {"max_retries": 1000}):
            with pytest.raises(InvalidArgumentError):
                client.with_options(**given)


@EITHER
@pytest.mark.parametrize(
    "given",
    [
        {"headers": {"x": "a\r\nb: c"}},
        {"headers": {"x y": "a"}},
        {"headers": {"x": 1}},
        {"headers": {"X-Api-Key": "k"}},
        {"headers": "x: y"},
        {"params": {"a": {"b": 1}}},
        {"params": "a=b"},
        {"timeout": "soon"},
        {"max_retries": "twice"},
    ],
    ids=str,
)
def test_bad_options_are_refused_before_anything_is_sent(
    shell: Shell, given: dict[str, Any], agent_server: EmbeddedServer
) -> None:
    """At the caller's line."""
    with fault_proxy(agent_server.url) as proxy, connected(shell, proxy.url, api_key=None) as client:
        with pytest.raises(InvalidArgumentError):
            client.crons.count(**given)
        with pytest.raises(TypeError, match="tiemout"):
            client.crons.count(tiemout=3)
        assert proxy.records == []


@EITHER
def test_the_answer_as_it_came(shell: Shell, agent_server: EmbeddedServer) -> None:
    """Status, headers and bytes; the value when it is asked for."""
    with connected(shell, agent_server.url, api_key=None) as client:
        raw = client.with_raw_response.threads.create(metadata={"a": 1}, headers={"x-request-id": "mine"})
        assert (raw.status, raw.request_id, raw.tries) == (200, "mine", 1)
        assert raw.headers["Content-Type"] == "application/json"
        assert raw.content.startswith(b"{")
        thread = raw.parse()
        assert isinstance(thread, Thread)
        assert thread.metadata == {"a": 1}
        assert "threads_create" in repr(raw)
        counted = client.with_raw_response.threads.search(metadata={"none": "such"})
        assert "x-pagination-total" in counted.headers
        failed = client.with_raw_response.runs.wait(thread.thread_id, "agent", input={"fail": "it broke"})
        assert failed.status == 200
        with pytest.raises(RunFailedError, match="it broke"):
            failed.parse()
        client.threads.delete(thread.thread_id)
        with pytest.raises(NotFoundError):
            client.with_raw_response.threads.get(thread.thread_id)


@EITHER
def test_an_answer_that_cannot_be_read_is_there_as_it_came(
    shell: Shell, agent_server: EmbeddedServer
) -> None:
    """The value is asked for, and fails, by itself."""
    with fault_proxy(agent_server.url, always(Cut(3, "end"))) as proxy:
        with connected(shell, proxy.url, api_key=None) as client:
            raw = client.with_raw_response.info()
            assert len(raw.content) == 3
            with pytest.raises(APIResponseValidationError):
                raw.parse()


def test_auth_by_another_scheme(agent_server: EmbeddedServer) -> None:
    """A user and password, of the argument or of the URL; in no error and no repr."""
    with fault_proxy(agent_server.url) as proxy:
        with get_sync_client(url=proxy.url, api_key=None, auth=("user", "pass word")) as client:
            client.crons.count()
        assert _last(proxy)["authorization"] == "Basic dXNlcjpwYXNzIHdvcmQ="
        address = proxy.url.replace("http://", "http://user:pass%20word@")
        with get_sync_client(url=address, api_key=None) as client:
            client.crons.count()
            assert "pass" not in repr(client)
        assert _last(proxy)["authorization"] == "Basic dXNlcjpwYXNzIHdvcmQ="


def test_auth_that_is_a_function(agent_server: EmbeddedServer) -> None:
    """It is given each request, also of an async client."""
    import asyncio

    import httpx

    def sign(request: httpx.Request) -> httpx.Request:
        request.headers["x-signature"] = str(len(request.content))
        return request

    async def body() -> None:
        async with get_client(url=proxy.url, api_key=None, auth=sign) as client:
            await client.crons.count()

    with fault_proxy(agent_server.url) as proxy:
        asyncio.run(body())
        assert _last(proxy)["x-signature"] == "2"
