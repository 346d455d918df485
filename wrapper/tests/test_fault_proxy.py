"""The fault proxy does what it says, to the byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
import pytest

from .fault_proxy import Cut, Drop, Garbage, Lose, Record, Slow, Status, always, fault_proxy, in_turn
from .faults import End, Fault
from .faulty import Faulty, faulty_server, http
from .listening import listening

BODY = b"event: values\r\ndata: {}\r\n\r\n"
STREAM = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    b"f\r\n" + BODY[:15] + b"\r\nc\r\n" + BODY[15:] + b"\r\n0\r\n\r\n"
)


@pytest.fixture
def upstream() -> Iterator[Faulty]:
    """Streams for a GET, and answers a POST with its number."""

    def answerer(number: int, request: bytes) -> bytes:
        return STREAM if request.startswith(b"GET") else http(body=b"%d" % number)

    with faulty_server(answerer) as server:
        yield server


def read(url: str, timeout: float = 30) -> tuple[bytes, Exception | None]:
    """What came of a stream, and the error that ended it."""
    got = b""
    try:
        with httpx.stream("GET", url, timeout=timeout) as response:
            for piece in response.iter_raw():
                got += piece
    except httpx.HTTPError as error:
        return got, error
    return got, None


@contextmanager
def connected(url: str) -> Iterator[socket.socket]:
    """A bare connection that has asked for the stream."""
    with socket.create_connection((urlsplit(url).hostname, urlsplit(url).port), 30) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        yield connection


def rest_of(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(65536), b""))


def test_without_a_plan_all_passes_and_is_noted(upstream: Faulty) -> None:
    """Method, path, headers and body arrive as they were sent, and connections are kept."""
    with fault_proxy(upstream.url) as proxy, httpx.Client(base_url=proxy.url) as client:
        assert client.post("/runs?a=1", json={"n": 1}, headers={"x-a": "b"}).json() == 1
        assert client.get("/stream").content == BODY
    assert b"POST /runs?a=1 HTTP/1.1" in upstream.requests[0]
    assert upstream.requests[0].endswith(b'\r\n\r\n{"n":1}')
    first, second = proxy.records
    assert (first.number, first.connection, first.method, first.path) == (1, 1, "POST", "/runs?a=1")
    assert (first.json, first.headers["x-a"], first.status, first.sent) == ({"n": 1}, "b", 200, 1)
    assert (second.number, second.connection, second.sent, second.cut) == (2, 1, len(BODY), False)
    assert proxy.connections == 1


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ("reset", httpx.ReadError),
        ("close", httpx.RemoteProtocolError),
        ("half", httpx.RemoteProtocolError),
        ("end", None),
    ],
)
def test_a_body_is_cut_after_exactly_so_many_bytes(
    upstream: Faulty, how: End, error: type[Exception] | None
) -> None:
    """At each place of a chunked body the client gets what stands before it, and the planned end."""
    with fault_proxy(upstream.url, in_turn(*(Cut(n, how) for n in range(len(BODY) + 1)))) as proxy:
        for after in range(len(BODY) + 1):
            got, raised = read(proxy.url)
            assert got == BODY[:after]
            assert type(raised) is (error or type(None))
    assert [(record.sent, record.cut) for record in proxy.records] == [
        (after, True) for after in range(len(BODY) + 1)
    ]


def test_a_body_with_a_length_can_end_early_and_cleanly() -> None:
    """The length is taken away, so that a client cannot tell."""
    with faulty_server(lambda number, request: http(body=b"[1,2]")) as server:
        with fault_proxy(server.url, in_turn(Cut(2, "end"), Cut(9, "end"))) as proxy:
            assert [read(proxy.url) for _ in range(2)] == [(b"[1", None), (b"[1,2]", None)]
    assert [record.cut for record in proxy.records] == [True, False]


def test_the_wire_is_cut_after_exactly_so_many_bytes(upstream: Faulty) -> None:
    """Head and framing are counted too."""
    with fault_proxy(upstream.url) as proxy:
        with connected(proxy.url) as connection:
            whole = b""
            while not whole.endswith(b"\r\n0\r\n\r\n"):
                whole += connection.recv(65536)
        for after in (0, 1, 9, len(whole) - 1, len(whole)):
            proxy.plan = always(Cut(after, "close", of="wire"))
            with connected(proxy.url) as connection:
                assert rest_of(connection) == whole[:after]


@pytest.mark.parametrize(("fault", "asked"), [(Lose(), 1), (Drop(), 0)])
def test_a_call_fails_after_the_write_or_before_it(upstream: Faulty, fault: Fault, asked: int) -> None:
    """The client sees the same; the upstream was asked, or was not."""
    with fault_proxy(upstream.url, in_turn(fault)) as proxy, httpx.Client(base_url=proxy.url) as client:
        with pytest.raises(httpx.ReadError):
            client.post("/runs")
        assert len(upstream.requests) == asked
        assert client.post("/runs").json() == asked + 1
    assert [record.status for record in proxy.records] == [200 if asked else None, 200]


def test_answers_of_the_proxys_own(upstream: Faulty) -> None:
    """A status with headers on a connection that is kept, and bytes that are no answer; nobody is asked."""
    plan = in_turn(Status(429, {"retry-after": "1"}), Garbage())
    with fault_proxy(upstream.url, plan) as proxy, httpx.Client(base_url=proxy.url) as client:
        refused = client.post("/runs")
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        with pytest.raises(httpx.RemoteProtocolError):
            client.post("/runs")
        assert proxy.connections == 1
    assert upstream.requests == []


def test_connections_are_refused_for_a_while(upstream: Faulty) -> None:
    """Within the block there is no connection; after it the same port answers."""
    with fault_proxy(upstream.url) as proxy:
        for _ in range(2):
            with proxy.refusing(), pytest.raises(httpx.ConnectError):
                httpx.get(proxy.url)
            assert httpx.get(proxy.url).content == BODY


def test_a_plan_is_for_the_requests_that_it_picks(upstream: Faulty) -> None:
    """`in_turn` counts those alone that `where` picks."""
    plan = in_turn(None, Status(500), where=lambda record: record.method == "GET")
    with fault_proxy(upstream.url, plan) as proxy, httpx.Client(base_url=proxy.url) as client:
        seen = [client.request(method, "/").status_code for method in ("GET", "POST", "GET", "GET")]
    assert seen == [200, 200, 500, 200]


def test_an_answer_waits_and_trickles(upstream: Faulty) -> None:
    """The upstream is asked when the event is set; then each piece is a chunk."""
    ready = threading.Event()
    with fault_proxy(upstream.url, always(Slow(until=ready, piece=7))) as proxy:
        with connected(proxy.url) as connection:
            connection.settimeout(0.1)
            with pytest.raises(TimeoutError):
                connection.recv(1)
            assert upstream.requests == []
            ready.set()
            connection.settimeout(30)
            got = b""
            while not got.endswith(b"\r\n0\r\n\r\n"):
                got += connection.recv(65536)
    assert b"\r\n\r\n7\r\n" + BODY[:7] + b"\r\n7\r\n" + BODY[7:14] + b"\r\n1\r\n" in got


def test_a_stall_lasts_until_the_client_leaves(upstream: Faulty) -> None:
    """Nothing comes after the cut, and the proxy sees the client hang up."""
    with fault_proxy(upstream.url, always(Cut(9, "stall"))) as proxy:
        got, error = read(proxy.url, timeout=0.2)
        assert (got, type(error)) == (BODY[:9], httpx.ReadTimeout)
        assert proxy.records[0].gone.wait(30)


def test_a_client_that_leaves_a_silent_stream_takes_the_upstream_along() -> None:
    """The upstream's connection ends when the client hangs up."""
    ended = threading.Event()

    def silent(connection: socket.socket, number: int) -> None:
        connection.recv(65536)
        connection.sendall(STREAM[:100])
        connection.recv(1)
        ended.set()

    with listening(silent) as server, fault_proxy(server.url) as proxy:
        with connected(proxy.url) as connection:
            connection.recv(1)
            assert not ended.is_set()
        assert ended.wait(30)
        assert proxy.records[0].gone.wait(30)


def test_all_connections_are_reset_at_once(upstream: Faulty) -> None:
    """Also one that is idle."""
    with fault_proxy(upstream.url) as proxy, connected(proxy.url) as connection:
        connection.recv(1)
        proxy.hang_up()
        with pytest.raises(ConnectionResetError):
            rest_of(connection)


def test_a_websocket_passes_as_bytes_and_is_cut_like_a_body() -> None:
    """What follows the head of the answer is counted."""

    def echo(connection: socket.socket, number: int) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 101 No\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\nhello")
        while data := connection.recv(65536):
            connection.sendall(data)

    with listening(echo) as server, fault_proxy(server.url, always(Cut(7, "close"))) as proxy:
        with socket.create_connection(proxy.port.listener.getsockname(), 30) as connection:
            connection.sendall(
                b"GET /events HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"
            )
            got = b""
            while not got.endswith(b"\r\n\r\nhello"):
                got += connection.recv(65536)
            connection.sendall(b"echo")
            assert rest_of(connection) == b"ec"
    assert (proxy.records[0].status, proxy.records[0].sent) == (101, 7)


def test_all_of_it_ends_with_the_block(upstream: Faulty) -> None:
    """After a failing test no thread and no port is left, though a client still waits."""
    before, address = set(threading.enumerate()), ("", 0)
    with socket.socket() as waiting:
        with pytest.raises(ZeroDivisionError):
            with fault_proxy(upstream.url, always(Slow(until=threading.Event()))) as proxy:
                waiting.connect(proxy.port.listener.getsockname())
                address = waiting.getpeername()
                waiting.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
                raise ZeroDivisionError
        assert set(threading.enumerate()) <= before
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address)


def test_an_error_in_a_plan_is_not_lost(upstream: Faulty) -> None:
    """The client's connection is closed, and the block raises it."""

    def wrong(record: Record) -> Fault | None:
        raise KeyError(record.path)

    with pytest.raises(KeyError, match="/x"):
        with fault_proxy(upstream.url, wrong) as proxy:
            assert isinstance(read(proxy.url + "/x")[1], httpx.RemoteProtocolError)
