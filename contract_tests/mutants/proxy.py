"""`Proxy`: stands before a real server on a loopback port of its own and plants one breach, or none."""

from __future__ import annotations

import contextlib
import http.client
import select
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from mutants import routes
from mutants.message import Answer, Headers, Request
from mutants.mutant import Mutant
from mutants.upstream import Line, Upstream, head_of, whole

_PIECE = 65536
_WATCH_SECONDS = 0.1


class Proxy:
    """A real server with one breach planted; without a mutant it changes nothing.

        with Proxy(server.url, named("crons.patch_is_ignored")) as proxy:
            httpx.get(proxy.url + "/info")

    Each connection of a client has one of its own to the server, which ends when the client's does. Streams
    pass as they arrive. An error inside the mutant cuts the client's connection and is raised on leaving.
    """

    def __init__(self, upstream_url: str, mutant: Mutant | None = None) -> None:
        self._upstream = Upstream(upstream_url)
        if mutant is not None:
            mutant.server = self._upstream
        self._server = _Server(self._upstream, mutant)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    @property
    def url(self) -> str:
        """The base address, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._server.hang_up()
        self._upstream.close()
        if error is None and self._server.failures:
            raise self._server.failures[0]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, upstream: Upstream, mutant: Mutant | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.upstream, self.mutant = upstream, mutant
        self.failures: list[BaseException] = []
        self._clients: set[_Handler] = set()
        self._turn = threading.Condition()

    def joined(self, client: _Handler) -> None:
        with self._turn:
            self._clients.add(client)

    def left(self, client: _Handler) -> None:
        with self._turn:
            self._clients.discard(client)
            self._turn.notify_all()

    def hang_up(self) -> None:
        """End all connections, and wait until their threads have let go of them."""
        with self._turn:
            for client in self._clients:
                client.hang_up()
            self._turn.wait_for(lambda: not self._clients, timeout=5)

    def handle_error(self, request: object, client_address: object) -> None:
        """Said by the handler already; the default would print it."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    connection: socket.socket

    def setup(self) -> None:
        super().setup()
        assert isinstance(self.server, _Server)
        self._proxy = self.server
        self._line: Line = self._proxy.upstream.line()
        self._proxy.joined(self)

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            super().finish()
        self._line.close()
        self._proxy.left(self)

    def hang_up(self) -> None:
        self._line.hang_up()
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def handle(self) -> None:
        # A client or a server that has gone is no fault of the proxy's.
        with contextlib.suppress(OSError, http.client.HTTPException):
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what a client sent stands in the client's own report."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):  # any method, also one that nobody knows
            return self._serve
        raise AttributeError(name)

    def _serve(self) -> None:
        # What fails below is cut off: a status of the proxy's own would look like one of the server's.
        self.close_connection = True
        request = Request(self.command, self.path, Headers(list(self.headers.items())), self._content())
        request.operation, request.ids = routes.find(request.method, request.target)
        mutant = self._proxy.mutant
        if mutant is None or request.operation not in mutant.operations:
            self._pass(request, self._line.send(request))
            return
        try:
            self._mutate(mutant, request)
        except (OSError, http.client.HTTPException):
            raise
        except Exception as failure:
            self._proxy.failures.append(failure)
            raise ConnectionAbortedError from failure

    def _mutate(self, mutant: Mutant, request: Request) -> None:
        answer = mutant.before(request)
        if answer is None:
            response = self._line.send(request)
            if response.headers.get_content_type() == "text/event-stream":
                head = Answer(response.status, head_of(response), b"")
                mutant.after(request, head)
                self._stream(head.status, head.headers, mutant.events(request, _events(response)))
                return
            answer = whole(response)
            mutant.after(request, answer)
        self._give(request, answer)

    def _content(self) -> bytes:
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            return b"".join(iter(self._chunk, b""))
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline().partition(b";")[0], 16)
        data = self.rfile.read(size)
        while self.rfile.readline() not in (b"\r\n", b"\n", b""):
            pass  # trailers
        return data

    def _pass(self, request: Request, response: http.client.HTTPResponse) -> None:
        """Hand on the server's answer as it is; a body without a length, as it arrives."""
        headers = head_of(response)
        if response.length is not None or _bodiless(request, response.status):
            self._give(request, Answer(response.status, headers, response.read()), asis=True)
        else:
            self._stream(response.status, headers, iter(lambda: response.read1(_PIECE), b""))

    def _give(self, request: Request, answer: Answer, *, asis: bool = False) -> None:
        headers = answer.headers
        if not asis:
            headers.remove("content-length")
            if answer.status != 204:
                headers.set("content-length", str(len(answer.content)))
        content = b"" if _bodiless(request, answer.status) else answer.content
        self.wfile.write(self._head(answer.status, headers) + content)
        self._keep()

    def _stream(self, status: int, headers: Headers, pieces: Iterator[bytes]) -> None:
        headers.remove("content-length")
        self.wfile.write(self._head(status, Headers([*headers.lines, ("transfer-encoding", "chunked")])))
        with self._watched():
            for piece in pieces:
                if piece:
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")
        self._keep()

    def _keep(self) -> None:
        self.close_connection = self.headers.get("connection", "").lower() == "close"

    @staticmethod
    def _head(status: int, headers: Headers) -> bytes:
        reason = http.client.responses.get(status, "")
        lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers.lines)]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    @contextlib.contextmanager
    def _watched(self) -> Iterator[None]:
        """While a stream is silent, nothing else would notice that its reader has left."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(_WATCH_SECONDS):
                with contextlib.suppress(OSError):
                    if not select.select([self.connection], [], [], 0)[0]:
                        continue
                    if self.connection.recv(1, socket.MSG_PEEK):
                        return  # the next request, sent early
                self._line.hang_up()
                return

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _bodiless(request: Request, status: int) -> bool:
    return request.method == "HEAD" or status in (204, 304)


def _events(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """The events of a stream as they arrive, each with the blank line that ends it."""
    lines: list[bytes] = []
    for line in response:
        lines.append(line)
        if line in (b"\r\n", b"\n"):
            yield b"".join(lines)
            lines.clear()
    if lines:
        yield b"".join(lines)
