"""The real server behind the proxy."""

from __future__ import annotations

import contextlib
import http.client
import select
import socket
import threading
from typing import Any
from urllib.parse import urlsplit

import orjson

from mutants.message import Answer, Headers, Request

# What belongs to one connection and not to the message (RFC 9110, 7.6.1).
HOP_BY_HOP = frozenset(
    ("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade")
)


class Line:
    """One kept-alive connection to the server, for one thread."""

    def __init__(self, host: str, port: int) -> None:
        self._address = host, port
        self._connection = http.client.HTTPConnection(host, port)
        self._failed = False

    def send(self, request: Request) -> http.client.HTTPResponse:
        """Send the request and return when the answer's head is there."""
        connection = self._connection
        if connection.sock is not None and (self._failed or _ended(connection.sock)):
            # After an error of its own the server closes the connection without a word, and not at once.
            connection.close()
        if connection.sock is None:
            connection.sock = socket.create_connection(self._address)
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
        for name, value in request.headers.lines:
            if name.lower() not in HOP_BY_HOP and name.lower() != "content-length":
                connection.putheader(name, value)
        if request.content or request.headers.get("content-length") is not None:
            connection.putheader("content-length", str(len(request.content)))
        connection.endheaders(request.content or None)
        response = connection.getresponse()
        self._failed = response.status >= 500
        return response

    def hang_up(self) -> None:
        """End the connection now, also for a thread that is waiting on it."""
        if self._connection.sock is not None:
            with contextlib.suppress(OSError):
                self._connection.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._connection.close()


class Upstream:
    """The real server, for a mutant that asks it something of its own."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        assert parts.hostname is not None, url
        self._host, self._port = parts.hostname, parts.port or 80
        self._line = self.line()
        self._turn = threading.Lock()

    def line(self) -> Line:
        """A new connection."""
        return Line(self._host, self._port)

    def ask(self, method: str, target: str, body: Any = None) -> Answer:
        """Send a request past the proxy."""
        headers = Headers([("host", f"{self._host}:{self._port}")])
        content = b""
        if body is not None:
            headers.set("content-type", "application/json")
            content = orjson.dumps(body)
        with self._turn:
            return whole(self._line.send(Request(method, target, headers, content)))

    def close(self) -> None:
        self._line.close()


def head_of(response: http.client.HTTPResponse) -> Headers:
    """The headers of an answer that go on to the client."""
    return Headers([(name, value) for name, value in response.getheaders() if name.lower() not in HOP_BY_HOP])


def whole(response: http.client.HTTPResponse) -> Answer:
    """The answer with all of its body."""
    return Answer(response.status, head_of(response), response.read())


def _ended(connection: socket.socket) -> bool:
    """Whether the other side has closed it: nothing but an end can be waiting between two requests."""
    return bool(select.select([connection], [], [], 0)[0])
