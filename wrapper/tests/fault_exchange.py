"""One connection of a client to the fault proxy: its requests in turn, with what is planned for each."""

from __future__ import annotations

import fcntl
import socket
import time
from collections.abc import Callable
from contextlib import closing

import h11

from .fault_upstream import PIECE, Headers, Upstream, end_to_end, readable
from .faults import Cut, Drop, End, Garbage, Lose, Record, Slow, Status
from .listening import reset

_POLL_SECONDS = 0.02
_DRAIN_SECONDS = 5
_SIOCOUTQNSD = 0x894B  # how much the kernel has not sent yet (linux/sockios.h)


class Over(Exception):
    """The connection has ended: by a fault, or because the client left."""


class Exchanges:
    """Serves a connection; `begin` is told of each request and plans its fault."""

    def __init__(
        self,
        connection: socket.socket,
        number: int,
        upstream: tuple[str, int],
        begin: Callable[[Record], None],
    ) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        self._number = number
        self._upstream = upstream
        self._begin = begin
        self._http = h11.Connection(h11.SERVER)

    def serve(self) -> None:
        try:
            while found := self._request():
                record, head = found
                try:
                    self._begin(record)
                    _Exchange(self._connection, self._http, record).run(head, self._upstream)
                finally:
                    record.over.set()
                if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
                    return
                self._http.start_next_cycle()
        except (Over, h11.RemoteProtocolError):
            return

    def _request(self) -> tuple[Record, h11.Request] | None:
        head, body = None, b""
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                self._http.receive_data(self._connection.recv(PIECE))
            elif isinstance(event, h11.Request):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                return self._record(head, body), head
            else:
                return None

    def _record(self, head: h11.Request, body: bytes) -> Record:
        headers = {name.decode(): value.decode("latin-1") for name, value in head.headers}
        return Record(0, self._number, head.method.decode(), head.target.decode(), headers, body)


class _Exchange:
    """One request and its answer."""

    def __init__(self, connection: socket.socket, http: h11.Connection, record: Record) -> None:
        self._connection = connection
        self._http = http
        self._record = record
        self._cut = record.fault if isinstance(record.fault, Cut) else None
        self._wire_sent = 0

    def run(self, head: h11.Request, upstream: tuple[str, int]) -> None:
        fault = self._record.fault
        if isinstance(fault, Drop):
            self._end(fault.how)
        elif isinstance(fault, Garbage):
            self._connection.sendall(fault.data)
            self._end("close")
        elif isinstance(fault, Status):
            self._give(fault)
        else:
            if isinstance(fault, Slow):
                self._wait(fault)
            with closing(Upstream(upstream, head, self._record.body)) as server:
                if isinstance(fault, Lose):
                    self._lose(server, fault.how)
                else:
                    self._pass(server)

    def _give(self, fault: Status) -> None:
        headers = {
            "content-type": "application/json",
            **fault.headers,
            "content-length": str(len(fault.body)),
        }
        self._send_head(fault.code, [(name.encode(), value.encode()) for name, value in headers.items()])
        self._send_body(fault.body)
        self._send_event(h11.EndOfMessage())

    def _lose(self, server: Upstream, how: End) -> None:
        for part in server.parts(self._wait_for):
            if isinstance(part, h11.Response):
                self._record.status = part.status_code
        self._end(how)

    def _pass(self, server: Upstream) -> None:
        for part in server.parts(self._wait_for):
            if isinstance(part, h11.Data):
                if self._send_body(bytes(part.data)):
                    break
            elif isinstance(part, h11.EndOfMessage):
                break
            else:
                self._record.status = part.status_code
                if isinstance(part, h11.Response):
                    headers = end_to_end(part.headers.raw_items())
                    self._send_head(part.status_code, headers, part.reason)
                elif part.status_code == 101:
                    self._send_event(part)
                    self._tunnel(server)
        self._send_event(h11.EndOfMessage())

    def _tunnel(self, server: Upstream) -> None:
        """Pass bytes in both directions until either side ends."""
        self._check_cut()
        server.socket.sendall(self._http.trailing_data[0])
        data = server.unread()
        while True:
            self._send_body(data, framed=False)
            ready = readable(server.socket, self._connection)
            if self._connection in ready:
                sent = self._receive()
                if not sent:
                    self._leave()
                server.socket.sendall(sent)
            data = server.socket.recv(PIECE) if server.socket in ready else b""
            if server.socket in ready and not data:
                raise Over

    def _send_head(self, status: int, headers: Headers, reason: bytes = b"") -> None:
        if self._cut is not None and self._cut.how == "end":
            headers = [(name, value) for name, value in headers if name.lower() != b"content-length"]
        self._send_event(h11.Response(status_code=status, headers=headers, reason=reason))
        self._check_cut()

    def _send_body(self, data: bytes, *, framed: bool = True) -> bool:
        """Send it in the pieces of the plan; true when the answer is to end here, and cleanly."""
        fault = self._record.fault
        size = (fault.piece if isinstance(fault, (Cut, Slow)) else 0) or PIECE
        while data:
            left = self._cut.after - self._record.sent if self._cut and self._cut.of == "body" else size
            piece = data[: min(size, left)]
            data = data[len(piece) :]
            if framed:
                self._send_event(h11.Data(data=piece))
            else:
                self._send(piece)
            self._record.sent += len(piece)
            if self._check_cut():
                return True
            if isinstance(fault, Slow) and fault.pause and self._is_left(fault.pause):
                self._leave()
        return False

    def _check_cut(self) -> bool:
        """End the connection if the body is to end here; true if the body alone is to."""
        cut = self._cut
        if cut is None or cut.of == "wire" or self._record.sent < cut.after:
            return False
        if cut.how == "end" and self._http.our_state is h11.SEND_BODY:
            self._record.cut = True
            return True
        self._end(cut.how)
        return True

    def _send_event(self, event: h11.Event) -> None:
        self._send(self._http.send(event) or b"")

    def _send(self, data: bytes) -> None:
        if self._cut is not None and self._cut.of == "wire":
            data = data[: self._cut.after - self._wire_sent]
        try:
            self._connection.sendall(data)
        except OSError:
            self._leave()
        self._wire_sent += len(data)
        if self._cut is not None and self._cut.of == "wire" and self._wire_sent >= self._cut.after:
            self._end(self._cut.how)

    def _end(self, how: End) -> None:
        self._record.cut = True
        if how == "reset":
            self._drain()
            reset(self._connection)
        elif how in ("half", "stall"):
            if how == "half":
                self._connection.shutdown(socket.SHUT_WR)
            self._record.over.set()
            while self._receive():
                pass
            self._record.gone.set()
        raise Over  # and so it is closed

    def _drain(self) -> None:
        # What the kernel has not sent goes with the reset; what it has sent can be read after it.
        until = time.monotonic() + _DRAIN_SECONDS
        while any(fcntl.ioctl(self._connection, _SIOCOUTQNSD, bytes(4))) and time.monotonic() < until:
            if self._is_left(_POLL_SECONDS):
                return

    def _wait(self, fault: Slow) -> None:
        until = time.monotonic() + fault.seconds
        while time.monotonic() < until or (fault.until is not None and not fault.until.is_set()):
            if self._is_left(_POLL_SECONDS):
                self._leave()

    def _wait_for(self, server: socket.socket) -> None:
        while server not in readable(server, self._connection):
            if self._is_left(_POLL_SECONDS):
                self._leave()

    def _is_left(self, seconds: float) -> bool:
        """Whether the client has hung up, now or within `seconds`."""
        until = time.monotonic() + seconds
        while (rest := until - time.monotonic()) > 0:
            if readable(self._connection, seconds=rest):
                if not self._receive(socket.MSG_PEEK):
                    return True
                time.sleep(_POLL_SECONDS)  # the next request, sent early
        return False

    def _receive(self, flags: int = 0) -> bytes:
        try:
            return self._connection.recv(PIECE, flags)
        except OSError:
            return b""

    def _leave(self) -> None:
        self._record.gone.set()
        raise Over
