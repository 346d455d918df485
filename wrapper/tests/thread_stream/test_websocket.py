"""What becomes of a WebSocket that the server refuses, closes or breaks off."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import httpx
import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

from cronwright import (
    APIConnectionError,
    AuthenticationError,
    InvalidArgumentError,
    NotFoundError,
    get_client,
    get_sync_client,
)
from cronwright.embedded import EmbeddedServer

EITHER = pytest.mark.parametrize("shell", ["sync", "async"])
THREAD = "01a2193d-321a-7103-9865-6a8fed904e01"
KEY = "lsv2_a-key-that-must-stay-secret"


@contextmanager
def _socket_server(
    handle: Callable[[ServerConnection], None], refuse: Callable[[Request], Response | None] | None = None
) -> Iterator[tuple[str, list[Request]]]:
    """A server of WebSockets, and the requests that it saw."""
    seen: list[Request] = []

    def first(connection: ServerConnection, request: Request) -> Response | None:
        if "upgrade" not in request.headers:
            # Before anything else a thread's runs are asked for.
            headers = Headers({"content-type": "application/json", "content-length": "2"})
            return Response(HTTPStatus.OK, "OK", headers, b"[]")
        seen.append(request)
        return refuse(request) if refuse is not None else None

    with serve(handle, "127.0.0.1", 0, process_request=first) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.socket.getsockname()[1]}", seen
        finally:
            server.shutdown()
            thread.join(5)


def _follow(shell: str, url: str, **options: Any) -> list[Any]:
    """The events of a thread, over a WebSocket."""
    how: Any = {"api_key": None, "max_retries": 0, **options}

    async def body() -> list[Any]:
        async with get_client(url=url, **how) as client:
            stream = client.threads.stream(THREAD, assistant_id="busy", transport="websocket")
            async with stream as thread:
                return [event async for event in thread.subscribe(["values"])]

    if shell == "async":
        return asyncio.run(body())
    with get_sync_client(url=url, **how) as client:
        with client.threads.stream(THREAD, assistant_id="busy", transport="websocket") as thread:
            return list(thread.subscribe(["values"]))


@EITHER
def test_a_refused_handshake(shell: str) -> None:
    """Is the error of its status, with the server's words; the key travels in a header and stands nowhere."""

    def refuse(request: Request) -> Response:
        body = f'{{"detail":"{request.headers["x-api-key"]} is not known"}}'.encode()
        headers = Headers({"content-type": "application/json", "content-length": str(len(body))})
        return Response(HTTPStatus.UNAUTHORIZED, "Unauthorized", headers, body)

    with _socket_server(lambda connection: None, refuse) as (url, seen):
        with pytest.raises(AuthenticationError, match="is not known") as caught:
            _follow(shell, url, api_key=KEY)
        assert KEY not in str(caught.value)
        assert seen[0].headers["x-api-key"] == KEY


@EITHER
def test_a_key_that_is_a_function(shell: str) -> None:
    """Is asked for."""
    with _socket_server(lambda connection: connection.close(4404, "no such thread")) as (url, seen):
        with pytest.raises(NotFoundError):
            _follow(shell, url, api_key=lambda: KEY)
        assert seen[0].headers["x-api-key"] == KEY


@EITHER
def test_a_refusal_by_its_closing(shell: str) -> None:
    """A code of 4400 and more is a status of HTTP (facts T25)."""

    def handle(connection: ServerConnection) -> None:
        connection.recv()
        connection.close(4404, "no such thread")

    with _socket_server(handle) as (url, _):
        with pytest.raises(NotFoundError, match="no such thread"):
            _follow(shell, url)


@EITHER
def test_a_socket_that_breaks_off(shell: str) -> None:
    """Is an APIConnectionError where no more tries are wished for."""

    def handle(connection: ServerConnection) -> None:
        connection.recv()
        connection.socket.shutdown(2)

    with _socket_server(handle) as (url, _):
        with pytest.raises(APIConnectionError, match="WebSocket"):
            _follow(shell, url)


@EITHER
def test_user_and_password(shell: str) -> None:
    """Travel as with any call; another scheme is refused."""
    with _socket_server(lambda connection: connection.close(4404, "")) as (url, seen):
        with pytest.raises(NotFoundError):
            _follow(shell, url, auth=("user", "pass word"))
        assert seen[0].headers["authorization"] == "Basic dXNlcjpwYXNzIHdvcmQ="
        with pytest.raises(InvalidArgumentError, match="auth"):
            _follow(shell, url, auth=lambda request: request)


def test_a_client_of_ones_own(busy_server: EmbeddedServer) -> None:
    """Has ways that a WebSocket would not keep to."""
    with httpx.Client() as own, pytest.raises(InvalidArgumentError, match='transport="sse"'):
        _follow("sync", busy_server.url, http_client=own)


@EITHER
def test_a_server_without_certificate(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is not spoken to where https is asked for, whoever is trusted."""
    with _socket_server(lambda connection: None) as (url, _):
        for variable in (None, "SSL_CERT_DIR"):
            if variable:
                monkeypatch.setenv(variable, "/etc/ssl/certs")
            with pytest.raises(APIConnectionError, match="https"):
                _follow(shell, url.replace("http://", "https://"))


@EITHER
def test_a_quiet_socket_is_asked_whether_it_lives(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that answers is waited for; one that does not is given up."""
    monkeypatch.setattr("cronwright.thread_stream.websocket._QUIET", 0.05)
    monkeypatch.setattr("cronwright.thread_stream.websocket._PONG", 0.2)
    done = threading.Event()

    def alive(connection: ServerConnection) -> None:
        connection.recv()
        done.wait(0.4)
        connection.close(4404, "at last")

    with _socket_server(alive) as (url, _):
        with pytest.raises(NotFoundError, match="at last"):
            _follow(shell, url)

    def deaf(connection: ServerConnection) -> None:
        connection.recv()
        connection.protocol.receive_data = lambda data: None  # type: ignore[method-assign]
        done.wait(10)

    with _socket_server(deaf) as (url, _):
        with pytest.raises(APIConnectionError):
            _follow(shell, url)
        done.set()
