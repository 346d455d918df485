"""A server for the faults that the real one cannot be made to show: it answers with given bytes."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from .listening import listening


@dataclass
class Faulty:
    """Where the server listens, and what it was asked."""

    url: str
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0


Answerer = Callable[[int, bytes], bytes | None]
"""The number of the request and its bytes -> the answer's bytes; an answer that ends a connection is None."""


def http(
    status: str = "200 OK", body: bytes = b"", content_type: str = "application/json", *headers: str
) -> bytes:
    """An HTTP answer as bytes."""
    lines = [f"HTTP/1.1 {status}", f"content-type: {content_type}", f"content-length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def faulty_server(
    answerer: Answerer,
    *,
    close_after: Callable[[bytes], bool] = lambda _: False,
    hang_up_after: Callable[[bytes], bool] = lambda _: False,
) -> Iterator[Faulty]:
    """Serve `answerer` on a loopback port.

    `close_after` says which answers end their connection when the next request comes, `hang_up_after` which
    end it at once.
    """
    faulty = Faulty("")

    def serve(connection: socket.socket, number: int) -> None:
        faulty.connections = max(faulty.connections, number)
        while request := _read_request(connection):
            faulty.requests.append(request)
            answer = answerer(len(faulty.requests), request)
            if answer is None:
                return
            connection.sendall(answer)
            if hang_up_after(answer):
                return
            if close_after(answer):
                # Not at once: the next request meets a connection that still looks alive.
                connection.recv(1)
                return

    with listening(serve) as port:
        faulty.url = port.url
        yield faulty


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    try:
        while b"\r\n\r\n" not in data:
            chunk = connection.recv(65536)
            if not chunk:
                return b""
            data += chunk
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            (
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            ),
            0,
        )
        while len(body) < length:
            chunk = connection.recv(65536)
            data, body = data + chunk, body + chunk
    except OSError:
        return b""
    return data
