"""Without a mutant the proxy changes nothing; with one it changes that mutant's operations alone."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from mutants import Mutant, Proxy, every

NOWHERE = "01a20b78-0000-7000-8000-000000000000"
# The clock, and what belongs to the connection.
NOT_COMPARED = frozenset({"date", "connection"})

REQUESTS: list[tuple[str, str, Any]] = [
    ("GET", "/info", None),
    ("GET", "/ok?check_db=1", None),
    ("GET", "/docs", None),
    ("HEAD", "/info", None),
    ("HEAD", "/threads/" + NOWHERE, None),
    ("GET", "/threads/" + NOWHERE, None),
    ("GET", "/threads/%6Eope", None),
    ("GET", "/nowhere?a=%20b&a=c", None),
    ("PUT", "/threads/" + NOWHERE, {}),
    ("BREW", "/runs/crons", None),
    ("OPTIONS", "/runs/crons", None),
    ("DELETE", "/runs/crons/", None),
    ("POST", "/runs/crons/search", {"limit": 3, "metadata": {"no": "such"}}),
    ("POST", "/runs/crons/search", {"limit": 0}),
    ("POST", "/runs/crons", {"assistant_id": "agent", "schedule": "61 * * * *"}),
    ("POST", "/runs/crons", {}),  # a 500 in plain text, and the server hangs up
    ("POST", "/runs/crons/count", None),
    ("PUT", "/store/items", {"namespace": ["proxy"], "key": "ключ", "value": {"ü": [1, 1.5, None]}}),
    ("GET", "/store/items?namespace=proxy&key=%D0%BA%D0%BB%D1%8E%D1%87", None),
]


@pytest.fixture
def proxy(upstream: str) -> Iterator[Proxy]:
    with Proxy(upstream) as proxy:
        yield proxy


def alike(url: str, method: str, target: str, body: Any) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and raw body, the address of whom was asked taken out."""
    with httpx.Client() as client, client.stream(method, url + target, json=body) as answer:
        raw = b"".join(answer.iter_raw())
        headers = {name: value for name, value in answer.headers.items() if name not in NOT_COMPARED}
        return answer.status_code, {name: value.replace(url, "") for name, value in headers.items()}, raw


@pytest.mark.parametrize(("method", "target", "body"), REQUESTS, ids=lambda value: str(value)[:40])
def test_what_the_server_answers_arrives(
    upstream: str, proxy: Proxy, method: str, target: str, body: Any
) -> None:
    """Status, headers and bytes are those of the server itself, errors and odd methods among them."""
    assert alike(proxy.url, method, target, body) == alike(upstream, method, target, body)


def test_a_connection_is_kept(upstream: str, proxy: Proxy) -> None:
    """One connection serves many requests, also after the server has closed its own on an error."""
    address = urlsplit(proxy.url)
    with socket.create_connection((address.hostname, address.port)) as line:
        for target, status in [("/ok", b"200"), ("/threads/search", b"422"), ("/ok", b"200")]:
            line.sendall(f"GET {target} HTTP/1.1\r\nHost: proxy\r\n\r\n".encode())
            assert line.recv(65536).split(b" ")[1] == status
        body = b"{}"
        line.sendall(b"POST /runs/crons HTTP/1.1\r\nHost: proxy\r\nContent-Length: 2\r\n\r\n" + body)
        assert b" 500 " in line.recv(65536)
        line.sendall(b"GET /ok HTTP/1.1\r\nHost: proxy\r\nConnection: close\r\n\r\n")
        assert b" 200 " in line.recv(65536)
        assert line.recv(1) == b""


def test_a_body_in_chunks_arrives(upstream: str, proxy: Proxy) -> None:
    """A request whose length nobody said in advance."""
    pieces = iter([b'{"metadata": ', b'{"sent": "in chunks"}}'])
    made = httpx.post(
        proxy.url + "/threads", content=pieces, headers={"content-type": "application/json"}
    ).json()
    assert made["metadata"] == {"sent": "in chunks"}


def test_many_at_once(upstream: str, proxy: Proxy) -> None:
    """Answers do not cross: each of 200 concurrent requests gets its own thread."""
    with httpx.Client(base_url=proxy.url) as client, ThreadPoolExecutor(16) as pool:

        def own(number: int) -> bool:
            made = client.post("/threads", json={"metadata": {"number": number}}).json()
            read = client.get("/threads/" + made["thread_id"]).json()
            return bool(made == read and read["metadata"] == {"number": number})

        assert all(pool.map(own, range(100)))


def events(url: str, thread: str, body: dict[str, Any]) -> tuple[list[tuple[float, bytes]], httpx.Headers]:
    with httpx.stream("POST", f"{url}/threads/{thread}/runs/stream", json=body, timeout=30) as answer:
        return [(time.monotonic(), piece) for piece in answer.iter_raw()], answer.headers


def test_a_stream_arrives_as_it_is_made(upstream: str, proxy: Proxy) -> None:
    """The first event is there while the run still sleeps, and the bytes are whole and well-formed."""
    thread = httpx.post(proxy.url + "/threads", json={}).json()["thread_id"]
    body = {"assistant_id": "agent", "input": {"sleep": 1.0}, "stream_mode": ["values"]}
    pieces, headers = events(proxy.url, thread, body)
    assert pieces[-1][0] - pieces[0][0] > 0.8
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    whole = b"".join(piece for _, piece in pieces)
    assert whole.startswith(b"event: metadata\r\n")
    assert whole.endswith(b"\r\n\r\n")
    assert whole.count(b"event: values") == 2


def test_a_resumed_stream_is_the_same_to_the_byte(upstream: str, proxy: Proxy) -> None:
    """What the proxy hands on is what the server says, compared on a stream that can be read twice."""
    thread = httpx.post(upstream + "/threads", json={}).json()["thread_id"]
    body = {
        "assistant_id": "agent",
        "input": {"messages": [{"role": "user", "content": "ä\n\n: x"}]},
        "stream_resumable": True,
    }
    pieces, headers = events(upstream, thread, body)
    first = b"".join(piece for _, piece in pieces)
    asked = {"last-event-id": "-1"}
    again = [httpx.get(url + headers["location"], headers=asked).content for url in (upstream, proxy.url)]
    assert again[0] == again[1] != b""
    assert again[1] in first or first in again[1]


def test_a_stream_that_is_left_ends_upstream(upstream: str, proxy: Proxy) -> None:
    """A reader that leaves cancels a run that asked for that, as without a proxy."""
    thread = httpx.post(proxy.url + "/threads", json={}).json()["thread_id"]
    body = {"assistant_id": "agent", "input": {"sleep": 30.0}, "on_disconnect": "cancel"}
    with httpx.stream("POST", f"{proxy.url}/threads/{thread}/runs/stream", json=body) as answer:
        next(answer.iter_raw())
    run = f"{upstream}{answer.headers['content-location']}"
    deadline = time.monotonic() + 10
    while (status := httpx.get(run).json()["status"]) not in ("interrupted", "error"):
        assert time.monotonic() < deadline, status
        time.sleep(0.1)


def test_a_dead_server_gives_no_answer() -> None:
    """Nothing is made up for a server that is not there."""
    with Proxy("http://127.0.0.1:9") as proxy, pytest.raises(httpx.RemoteProtocolError):
        httpx.get(proxy.url + "/ok")


def test_leaving_ends_connections(upstream: str) -> None:
    """No thread of the proxy's outlives it, not even one that a client keeps open."""
    before = threading.active_count()
    with httpx.Client() as client:
        with Proxy(upstream) as proxy:
            client.get(proxy.url + "/ok")
        deadline = time.monotonic() + 5
        while threading.active_count() > before:
            assert time.monotonic() < deadline
            time.sleep(0.01)


class Faulty(Mutant):
    """Fails by itself."""

    # Planted by hand and left out of the register.
    def after(self, request: Any, answer: Any) -> None:
        raise LookupError("of the mutant's own")


def test_a_mutants_own_error_is_raised(upstream: str) -> None:
    """A mutant that fails is no breach of the server's: the run that used it fails."""
    mutant = Faulty()
    mutant.operations = ("system_health",)  # type: ignore[misc]
    with pytest.raises(LookupError):
        with Proxy(upstream, mutant) as proxy:
            assert httpx.get(proxy.url + "/info").status_code == 200
            with pytest.raises(httpx.RemoteProtocolError):
                httpx.get(proxy.url + "/ok")


def test_it_runs_as_a_program(upstream: str) -> None:
    """`python -m mutants UPSTREAM NAME` prints its address and serves."""
    name = every()[0].name()
    command = [sys.executable, "-m", "mutants", upstream, name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            url = process.stdout.readline().strip()
            assert httpx.get(url + "/ok").status_code == 200
        finally:
            process.terminate()


def test_it_lists_the_mutants() -> None:
    """`--list` gives each name with its breach."""
    listed = subprocess.run(
        [sys.executable, "-m", "mutants", "--list"], capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[0] for line in listed.splitlines()] == [mutant.name() for mutant in every()]
