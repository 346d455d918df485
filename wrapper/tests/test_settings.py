"""What a client is made of: url, key, headers, time limits."""

from __future__ import annotations

import asyncio
import sys
from base64 import b64encode
from types import ModuleType, SimpleNamespace
from typing import Any

import httpx
import pytest

from cronwright import InvalidArgumentError, Timeout, get_client, get_sync_client
from cronwright.client import AsyncClient, SyncClient
from cronwright.settings import KEY_VARIABLES

from .faulty import faulty_server, http


@pytest.fixture(autouse=True)
def no_key_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEY_VARIABLES:
        monkeypatch.delenv(name, raising=False)


def sent_key(**options: Any) -> bytes | None:
    """The key that a client with these options sends."""
    with faulty_server(lambda number, request: http(body=b"1")) as server:
        with get_sync_client(url=server.url, **options) as client:
            client.crons.count()
    lines = server.requests[0].split(b"\r\n")
    return next((line.split(b": ", 1)[1] for line in lines if line.lower().startswith(b"x-api-key")), None)


def test_the_key_comes_from_the_first_variable_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """LANGGRAPH_API_KEY comes before LANGSMITH_API_KEY, and that before LANGCHAIN_API_KEY."""
    assert sent_key() is None
    for name in reversed(KEY_VARIABLES):
        monkeypatch.setenv(name, f"from-{name}")
        assert sent_key() == f"from-{name}".encode()


def test_a_key_that_is_given_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A given key wins; None and an empty one send none, whatever the environment holds."""
    monkeypatch.setenv("LANGSMITH_API_KEY", "from-the-environment")
    assert sent_key(api_key="given") == b"given"
    assert sent_key(api_key=None) is None
    assert sent_key(api_key="") is None


def test_a_key_in_the_environment_may_be_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    """White space and quotes around a variable's value, as env files have them, are no part of the key."""
    monkeypatch.setenv("LANGGRAPH_API_KEY", ' "the-key" \n')
    assert sent_key() == b"the-key"


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel", 7])
def test_an_impossible_key_is_an_error_that_does_not_show_it(key: Any) -> None:
    """A key that cannot be a header's value is refused when the client is made."""
    with pytest.raises(InvalidArgumentError, match="api_key") as caught:
        get_sync_client(api_key=key)
    assert str(key) not in str(caught.value)


def test_the_default_url() -> None:
    """The sync client's default is the official SDK's."""
    assert repr(get_sync_client()) == "<SyncClient of http://localhost:8123>"


@pytest.mark.parametrize(
    "url",
    [
        "localhost:8123",
        "ftp://host",
        "http://",
        "http://host:port",
        "http://host/?a=b",
        "http://ho st",
        "",
        7,
    ],
)
def test_an_impossible_url_is_an_error(url: Any) -> None:
    """A URL that no request can go to is refused when the client is made."""
    if url == "":
        assert repr(get_sync_client(url=url)) == "<SyncClient of http://localhost:8123>"
        return
    with pytest.raises(InvalidArgumentError, match="url"):
        get_sync_client(url=url)


def test_no_secret_is_in_a_repr() -> None:
    """Neither a client's repr nor its settings' shows a key, a header's value or a password."""
    options: dict[str, Any] = {
        "url": "http://user:password1@127.0.0.1:1/prefix",
        "api_key": "the-secret-key",
        "headers": {"authorization": "another-secret"},
    }
    for client in (get_sync_client(**options), get_client(**options)):
        assert isinstance(client, SyncClient | AsyncClient)
        shown = f"{client!r} {client!s} {client._shell.wire.settings.place}"
        assert "prefix" in shown
        for secret in ("password1", "the-secret-key", "another-secret"):
            assert secret not in shown
    assert "secret" not in repr(client._shell.wire.settings)
    assert "password1" not in repr(client._shell.wire.settings)


def test_a_password_in_the_url_is_sent_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """User and password of a URL travel as basic authentication, and stand in no log, httpx's included."""
    caplog.set_level("DEBUG")
    with faulty_server(lambda number, request: http(body=b"1")) as server:
        url = server.url.replace("http://", "http://user:pass%40word@")
        with get_sync_client(url=url) as client:
            client.crons.count()
    assert b": Basic " + b64encode(b"user:pass@word") in server.requests[0]
    assert "POST" in caplog.text
    for secret in ("pass%40word", "pass@word", "user:"):
        assert secret not in caplog.text


def test_a_url_with_a_path_is_a_prefix() -> None:
    """Behind a gateway the server's paths stand below the URL's own."""
    with faulty_server(lambda number, request: http(body=b"1")) as server:
        with get_sync_client(url=f"{server.url}/deep/prefix/") as client:
            client.crons.count()
    assert server.requests[0].startswith(b"POST /deep/prefix/runs/crons/count ")


@pytest.mark.parametrize(
    ("timeout", "expected"),
    [
        (None, None),
        (7, Timeout(7, 7, 7, 7)),
        ((1, 2), Timeout(connect=1, read=2, write=None, pool=None)),
        ((1, 2, 3, None), Timeout(connect=1, read=2, write=3, pool=None)),
        (httpx.Timeout(9), Timeout(9, 9, 9, 9)),
        (Timeout(read=1), Timeout(5, 1, 300, 60)),
    ],
)
def test_time_limits(timeout: Any, expected: Timeout | None) -> None:
    """A number is every limit; a tuple names them; the defaults are the official SDK's."""
    client = get_sync_client(timeout=timeout)
    assert client._shell.wire.settings.timeout == expected


@pytest.mark.parametrize("timeout", [0, -1, True, "5", (1,), (1, 2, 3), (1, 0), float("nan")])
def test_an_impossible_time_limit_is_an_error(timeout: Any) -> None:
    """A time limit that is no positive number of seconds is refused when the client is made."""
    with pytest.raises(InvalidArgumentError, match="timeout"):
        get_sync_client(timeout=timeout)


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"X-API-Key": "secret-value"}, "X-API-Key is reserved; pass api_key"),
        ({"two words": "secret-value"}, "is not a header name"),
        ({"": "secret-value"}, "is not a header name"),
        ({"x-a": "secret-value\r\nx-b: 1"}, "the value of x-a holds a line break"),
        ({"x-a": "secret-value…"}, "the value of x-a holds"),
        ({"x-a": "secret-value-ü"}, "the value of x-a holds"),
        ({"x-a": 7}, "x-a must be a str, not int"),
        ([("x-a", "secret-value")], "must be a mapping"),
    ],
)
def test_impossible_headers_are_errors(headers: Any, said: str) -> None:
    """A header that HTTP cannot carry is refused, for a client and for a call, without its value."""
    client = get_sync_client()
    for attempt in (lambda: get_sync_client(headers=headers), lambda: client.crons.count(headers=headers)):
        with pytest.raises(InvalidArgumentError, match=said) as caught:
            attempt()
        assert "secret-value" not in str(caught.value)


@pytest.mark.parametrize("params", [{"a": {}}, {"a": [[]]}, {7: "a"}, [("a", "b")]])
def test_impossible_params_are_errors(params: Any) -> None:
    """A query parameter is a scalar or a list of scalars."""
    with pytest.raises(InvalidArgumentError, match="params"):
        get_sync_client().crons.count(params=params)


def test_headers_and_params_travel() -> None:
    """A call's own headers and query parameters go with it; a client's headers with every call."""
    with faulty_server(lambda number, request: http(body=b"1")) as server:
        with get_sync_client(url=server.url, headers={"X-All": "every"}) as client:
            client.crons.count(headers={"X-One": "once"}, params={"a": ["1", 2], "b": True})
    head = server.requests[0].lower()
    assert b"x-all: every" in head
    assert b"x-one: once" in head
    assert b"post /runs/crons/count?a=1&a=2&b=true " in head
    assert b"user-agent: cronwright/" in head


async def _count_without_url() -> None:
    async with get_client() as client:
        await client.crons.count()


def test_without_url_the_async_client_speaks_to_its_own_server() -> None:
    """Outside an Agent Server the async client needs a URL, and says so."""
    with pytest.raises(InvalidArgumentError, match="url is missing"):
        asyncio.run(_count_without_url())


def test_inside_a_server_calls_go_to_its_own_application(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take the way that the server keeps for itself, where it asks for no key."""
    seen: list[tuple[str, str]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append((scope["root_path"], scope["path"]))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"1"})

    monkeypatch.setitem(sys.modules, "langgraph_api", ModuleType("langgraph_api"))
    monkeypatch.setitem(sys.modules, "langgraph_api.server", SimpleNamespace(app=app))
    asyncio.run(_count_without_url())
    assert seen == [("/noauth", "/runs/crons/count")]
