"""The one way to the server, on the real one."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from cronwright.embedded import EmbeddedServer
from cronwright.embedded.server import free_port
from cronwright_contract.broken import Refused
from cronwright_contract.wire.exchange import Answer, Exchange, Request
from cronwright_contract.wire.transport import Transport

from .small import small_server


class Warden:
    """Refuses what names `forbidden`, and remembers what it was told."""

    def __init__(self) -> None:
        self.after_all: list[Exchange] = []

    def before(self, request: Request) -> None:
        if "forbidden" in request.path:
            raise Refused(request.path)

    def after(self, exchange: Exchange) -> None:
        self.after_all.append(exchange)


class Pace:
    """As fast as it goes; what answers with `again_on` is sent a second time."""

    def __init__(self) -> None:
        self.waited = 0
        self.again_on = 0

    def wait(self) -> None:
        self.waited += 1

    def again(self, answer: Answer | None) -> bool:
        return answer is not None and answer.status == self.again_on and self.waited < 2


class Way:
    def __init__(self, url: str) -> None:
        self.warden, self.pace = Warden(), Pace()
        self.seen: list[Exchange] = []
        self.transport = Transport(
            route=lambda method, path: f"{method} {path}",
            warden=self.warden,
            pacer=self.pace,
            url=url,
            secret_headers={"x-api-key": "sesame"},
        )
        self.transport.observers.append(self.seen.append)
        self.http = httpx.Client(transport=self.transport, base_url=url)


@pytest.fixture
def way(agent_server: EmbeddedServer) -> Iterator[Way]:
    made = Way(agent_server.url)
    yield made
    made.http.close()


def test_an_exchange_is_noted_whole_and_without_the_key(way: Way) -> None:
    """Method, path, query, body and headers; what is secret joins below."""
    way.http.post("/threads/search", params={"a": "1"}, json={"limit": 1}, headers={"X-Api-Key": "other"})
    (exchange,) = way.seen
    assert exchange.request.operation == "POST /threads/search"
    assert (exchange.request.method, exchange.request.target) == ("POST", "/threads/search?a=1")
    assert exchange.request.json == {"limit": 1}
    assert "x-api-key" not in exchange.request.headers
    assert exchange.status == 200
    assert exchange.number == 1
    assert way.warden.after_all == [exchange]
    assert "sesame" not in repr(exchange)


def test_what_the_warden_refuses_is_not_sent(way: Way) -> None:
    """Nor is it noted."""
    with pytest.raises(Refused):
        way.http.get("/forbidden")
    assert way.seen == []
    assert way.pace.waited == 0


def test_the_pace_may_have_it_sent_again(way: Way) -> None:
    """And one exchange is noted, the last."""
    way.pace.again_on = 404
    way.http.get("/nothing/there")
    assert way.pace.waited == 2
    assert [exchange.status for exchange in way.seen] == [404]


def test_a_stream_without_an_end_is_left(way: Way) -> None:
    """After the seconds that are asked for, though nothing comes; what did come is kept."""
    thread = way.http.post("/threads", json={}).json()["thread_id"]
    begun = time.monotonic()
    way.http.get(f"/threads/{thread}/stream", extensions={"stream_seconds": 0.3})
    assert 0.2 < time.monotonic() - begun < 5
    answer = way.seen[-1].answer
    assert answer is not None
    assert answer.cut
    assert answer.media_type == "text/event-stream"
    way.http.delete(f"/threads/{thread}")


def test_a_stream_with_an_end_is_read_to_it(way: Way) -> None:
    """Whole, and not said to be cut."""
    body = {"assistant_id": "agent", "input": {}, "stream_mode": "values"}
    way.http.post("/runs/stream", json=body, extensions={"stream_seconds": 20})
    answer = way.seen[-1].answer
    assert answer is not None
    assert not answer.cut
    assert b"event: values" in answer.content


def test_the_request_after_a_failure_is_answered(way: Way) -> None:
    """The server closes the connection after a 500; nothing of that is seen here."""
    for _ in range(20):
        assert way.http.post("/runs/crons", json={}).status_code == 500
        assert way.http.get("/ok").status_code == 200


def test_no_server_is_no_answer() -> None:
    """The exchange tells why."""
    nowhere = Way(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(httpx.HTTPError):
        nowhere.http.get("/ok")
    (exchange,) = nowhere.seen
    assert exchange.answer is None
    assert "ConnectError" in (exchange.error or "")
    nowhere.http.close()


def test_an_answer_without_an_end_is_left(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    """A join of a run that does not end is kept alive by the server, and left all the same."""
    monkeypatch.setattr("cronwright_contract.wire.transport.ANSWER_SECONDS", 1.0)
    thread = way.http.post("/threads", json={}).json()["thread_id"]
    body = {"assistant_id": "agent", "input": {}, "after_seconds": 100_000}
    run = way.http.post(f"/threads/{thread}/runs", json=body).json()["run_id"]
    with pytest.raises(httpx.ReadError):
        way.http.get(f"/threads/{thread}/runs/{run}/join")
    assert "no end" in (way.seen[-1].error or "")
    way.http.delete(f"/threads/{thread}")


def test_an_answer_that_is_too_large_is_left(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded whatever a server sends."""
    monkeypatch.setattr("cronwright_contract.wire.transport.ANSWER_BYTES", 10)
    with pytest.raises(httpx.ReadError):
        way.http.get("/docs")
    assert "no end" in (way.seen[-1].error or "")


def test_a_failure_of_the_server_spoils_no_other_request() -> None:
    """Connections are renewed after a 500; one that is in use then is read to its end, and closed."""
    asked, failed = threading.Event(), threading.Event()

    def answer(method: str, path: str, headers: dict[str, str]) -> tuple[int, object]:
        if path == "/failing":
            return 500, {}
        asked.set()
        return (200, {"whole": failed.wait(20)})

    with small_server(answer) as server, ThreadPoolExecutor() as threads:
        way = Way(server.url)
        with way.http as http:
            slow = threads.submit(http.get, "/slow")
            assert asked.wait(20)
            assert http.get("/failing").status_code == 500
            failed.set()
            assert slow.result(20).json() == {"whole": True}
