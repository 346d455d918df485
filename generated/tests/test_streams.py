"""An event stream is read line by line as it arrives."""

from __future__ import annotations

import asyncio
import json
import queue
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from agent_server_api import Client
from agent_server_api.api.runs import runs_join_stream, runs_stream_stateless
from agent_server_api.models import RunCreateStreamingStateless
from cronwright_openapi.build import CONTRACT, load

if TYPE_CHECKING:
    from cronwright.embedded import EmbeddedServer


class Dripping(HTTPServer):
    """A server that writes a piece only when it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pieces: queue.Queue[bytes | None] = queue.Queue()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Dripping)
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        while (piece := self.server.pieces.get(timeout=10)) is not None:
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a test says what went wrong."""


@pytest.fixture
def dripping() -> Iterator[Dripping]:
    with Dripping() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.pieces.put(None)
        server.shutdown()
        thread.join()


def test_lines_are_given_as_they_arrive(dripping: Dripping) -> None:
    """The second line is written only after the first was read: buffering would wait for ever."""
    api = Client(f"http://127.0.0.1:{dripping.server_port}", timeout=5)
    dripping.pieces.put(b"event: values\n")
    with runs_join_stream.stream("t", "r", client=api) as lines:
        assert next(lines) == "event: values"
        dripping.pieces.put(b"data: {}\r\n\r\nda")
        assert next(lines) == "data: {}"
        assert next(lines) == ""
        dripping.pieces.put(b"ta: 1\r")
        dripping.pieces.put(b"\ndata: \xc3")
        assert next(lines) == "data: 1"
        dripping.pieces.put(b"\xa9\rend")
        dripping.pieces.put(None)
        assert list(lines) == ["data: \u00e9", "end"]
    api.get_httpx_client().close()


def test_a_line_ends_where_the_standard_says(dripping: Dripping) -> None:
    """JSON may hold U+2028 and others as they are, and libraries take them for line ends."""
    data = "data: a\u2028b\u2029c\x85d\x0be\x0cf\x1cg"
    api = Client(f"http://127.0.0.1:{dripping.server_port}", timeout=5)
    dripping.pieces.put(f"{data}\n".encode())
    dripping.pieces.put(None)
    with runs_join_stream.stream("t", "r", client=api) as lines:
        assert list(lines) == [data]
    api.get_httpx_client().close()


def test_lines_are_given_as_they_arrive_to_a_coroutine(dripping: Dripping) -> None:
    """The same, without blocking the loop."""

    async def read() -> list[str]:
        found = []
        url = f"http://127.0.0.1:{dripping.server_port}"
        async with Client(url, timeout=5) as api:
            dripping.pieces.put(b"event: values\n")
            async with runs_join_stream.astream("t", "r", client=api) as lines:
                async for line in lines:
                    found.append(line)
                    dripping.pieces.put(b"data: {}\n" if len(found) == 1 else None)
        return found

    assert asyncio.run(read()) == ["event: values", "data: {}"]


def test_every_event_stream_of_the_contract_can_be_read() -> None:
    """Operations whose success is text/event-stream have `stream` and `astream`; others have not."""
    for item in load(CONTRACT)["paths"].values():
        for verb in item.keys() & {"get", "post"}:
            operation = item[verb]
            module = import_module(f"agent_server_api.api.{operation['tags'][0]}.{operation['operationId']}")
            kinds = [kind for status, answer in operation["responses"].items() if str(status)[0] == "2"
                     for kind in answer.get("content", {})]  # fmt: skip
            for name in ("stream", "astream"):
                assert hasattr(module, name) == ("text/event-stream" in kinds)


def events(lines: Iterator[str]) -> list[tuple[str, Any]]:
    """The events of a stream: name and data."""
    found, name = [], ""
    for line in lines:
        if line.startswith("event: "):
            name = line[7:]
        if line.startswith("data: "):
            found.append((name, json.loads(line[6:])))
    return found


def test_a_run_of_the_real_server_is_streamed(agent_server: EmbeddedServer) -> None:
    """From the run's own description to its last values; what is not there is a status."""
    with Client(agent_server.url) as api:
        body = RunCreateStreamingStateless(assistant_id="agent", input={"messages": []}, stream_mode="values")
        with runs_stream_stateless.stream(client=api, body=body) as lines:
            found = events(lines)
        assert found[0][0] == "metadata"
        assert {"run_id"} <= found[0][1].keys()
        assert found[-1][0] == "values"
