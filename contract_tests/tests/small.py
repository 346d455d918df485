"""A server of a few lines, for answers that the real one does not give."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson

Answer = tuple[int, Any]
"""A status and the JSON of a body."""


@dataclass
class Small:
    """Where it listens, what it was asked, and how many requests it had at once."""

    url: str = ""
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    most_at_once: int = 0
    at_once: int = 0


@contextmanager
def small_server(
    answer: Callable[[str, str, dict[str, str]], Answer], *, seconds: float = 0.0
) -> Iterator[Small]:
    """Serve on loopback; each answer takes `seconds`, and a 429 asks for an hour's patience."""
    small, lock = Small(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            self.close_connection = True
            super().handle_one_request()

        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            with lock:
                small.asked.append((self.command, self.path, headers))
                small.at_once += 1
                small.most_at_once = max(small.most_at_once, small.at_once)
            time.sleep(seconds)
            status, value = answer(self.command, self.path, headers)
            with lock:
                small.at_once -= 1
            content = orjson.dumps(value)
            # Who asked may be gone.
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                if status == 429:
                    self.send_header("retry-after", "3600")
                self.end_headers()
                self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _answer  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    small.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield small
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def agent_like(version: str = "0.16.7") -> Callable[[str, str, dict[str, str]], Answer]:
    """Answers `GET /info` and searches as the real server does where nothing is, and 404 to all else."""

    def answer(method: str, path: str, headers: dict[str, str]) -> Answer:
        if path == "/info":
            return 200, {"version": version}
        if path == "/assistants/search":
            return 200, [{"assistant_id": "a", "graph_id": "agent"}]
        if path.endswith("/search"):
            return 200, {"items": []} if path == "/store/items/search" else []
        return 404, {"detail": "nothing here"}

    return answer
