"""A small HTTP server that writes down what it is sent, and has another one answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import httpx

from cronwright_contract.wire.exchange import Request


class Relay:
    """Where it listens, and the requests that came, the latest last."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.came: list[Request] = []

    def first(self) -> Request:
        """The first request since the last look: of an odd answer the wrapper may ask more."""
        request, *_ = self.came
        self.came.clear()
        return request


@contextmanager
def relay(server: str | None = None) -> Iterator[Relay]:
    """Listen on loopback; without a server behind it each answer is an empty object."""
    recorded: Relay
    onward = httpx.Client(timeout=30, trust_env=False)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            # The verb may be any: one method serves all.
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline:
                self.close_connection = True
            elif self.parse_request():
                self.answer()

        def answer(self) -> None:
            path, _, query = self.path.partition("?")
            length = self.headers.get("content-length")
            request = Request(
                operation=None,
                method=self.command,
                path=path,
                query=tuple(parse_qsl(query, keep_blank_values=True)),
                headers={name.lower(): value for name, value in self.headers.items()},
                content=None if length is None else self.rfile.read(int(length)),
            )
            recorded.came.append(request)
            status, kind, content = 200, "application/json", b"{}"
            if server is not None:
                url = server.rstrip("/") + self.path
                sent = {k: v for k, v in request.headers.items() if k in ("content-type", "accept")}
                came = onward.request(request.method, url, headers=sent, content=request.content)
                status, content = came.status_code, came.content
                kind = came.headers.get("content-type", kind)
            self.send_response(status)
            self.send_header("content-type", kind)
            if status != 204:
                self.send_header("content-length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD" and status != 204:
                self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        thread = threading.Thread(target=listening.serve_forever, args=(0.05,))
        thread.start()
        recorded = Relay(f"http://127.0.0.1:{listening.server_port}")
        try:
            yield recorded
        finally:
            listening.shutdown()
            thread.join()
            onward.close()
