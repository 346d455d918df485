"""The fault proxy's own connection to the server behind it, for one request."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable, Iterator

import h11

PIECE = 65536
# What belongs to one connection and not to the message (RFC 9110, 7.6.1).
_HOP_BY_HOP = {b"connection", b"keep-alive", b"te", b"trailer", b"transfer-encoding", b"upgrade"}

Headers = list[tuple[bytes, bytes]]
Part = h11.InformationalResponse | h11.Response | h11.Data | h11.EndOfMessage


def end_to_end(headers: Headers) -> Headers:
    """Those that go on to the other side."""
    return [(name, value) for name, value in headers if name.lower() not in _HOP_BY_HOP]


class Upstream:
    """Sends the request; `parts` are those of the answer, as they arrive."""

    def __init__(self, address: tuple[str, int], head: h11.Request, body: bytes) -> None:
        self.socket = socket.create_connection(address)
        self._http = h11.Connection(h11.CLIENT)
        headers = head.headers.raw_items()
        upgrading = any(name.lower() == b"upgrade" for name, _ in headers)
        if not upgrading:
            headers = [*end_to_end(headers), (b"connection", b"close")]
            if body and not any(name.lower() == b"content-length" for name, _ in headers):
                headers.append((b"content-length", str(len(body)).encode()))
        request = h11.Request(method=head.method, target=head.target, headers=headers)
        sent = [self._http.send(event) for event in (request, h11.Data(data=body), h11.EndOfMessage())]
        self.socket.sendall(b"".join(piece or b"" for piece in sent))

    def parts(self, wait: Callable[[socket.socket], None]) -> Iterator[Part]:
        """`wait` returns when the socket can be read, and raises when nobody wants the answer any more."""
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                wait(self.socket)
                self._http.receive_data(self.socket.recv(PIECE))
            elif isinstance(event, Part):
                yield event
                if isinstance(event, h11.EndOfMessage):
                    return
            else:
                return

    def unread(self) -> bytes:
        """What came after the head of an answer that changed the protocol."""
        return self._http.trailing_data[0]

    def close(self) -> None:
        self.socket.close()


def readable(*sockets: socket.socket, seconds: float | None = None) -> list[socket.socket]:
    """Those that can be read, after `seconds` at most."""
    return select.select(sockets, [], [], seconds)[0]
