"""The pace of a run: the rate, 429, and a server that becomes ill."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from cronwright_contract.broken import Blocked
from cronwright_contract.options import Options
from cronwright_contract.run import Session
from cronwright_contract.wire import pace as pace_module
from cronwright_contract.wire.exchange import Answer
from cronwright_contract.wire.guard import Guard
from cronwright_contract.wire.pace import Pace, retry_after
from cronwright_contract.wire.transport import Transport
from tests.faulty import faulty_server, http

OK = http(body=b"{}")
ILL = http("503 Service Unavailable")


def transport_to(url: str, rate: float | None = None) -> Transport:
    pace = Pace(rate)
    guard = Guard(None, {}, frozenset(), read_only=True)
    transport = Transport(route=lambda method, path: None, warden=guard, pacer=pace, url=url)
    pace.probe = transport.is_well
    return transport


def get(transport: Transport, url: str, path: str = "/info") -> int:
    """The status of an answer; 0 where none came."""
    try:
        return transport.handle_request(httpx.Request("GET", f"{url}{path}")).status_code
    except httpx.ReadError:
        return 0


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """As much patience as a test has."""
    monkeypatch.setattr(pace_module, "ILL_SECONDS", 0.6)
    monkeypatch.setattr(pace_module, "_WAITS", (0.1,))


@pytest.mark.parametrize("rate", [20, 100])
def test_the_rate_is_kept_to_the_request(rate: int) -> None:
    """Evenly: in no half second more than half of it, and over all within a tenth."""
    at: list[float] = []

    def answer(number: int, request: bytes) -> bytes:
        at.append(time.monotonic())
        return OK

    with faulty_server(answer) as server:
        transport = transport_to(server.url, rate)
        begun = time.monotonic()
        for _ in range(rate * 2):
            get(transport, server.url)
        seconds = time.monotonic() - begun
        transport.close()
    assert 1.9 < seconds < 2.3
    assert max(sum(a <= b < a + 0.5 for b in at) for a in at) <= rate / 2 + 2


def test_a_rate_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="sends nothing"):
        Pace(0)


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_429_is_waited_for_and_asked_again(form: str) -> None:
    due = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    said = {"seconds": "1", "date": format_datetime(due, usegmt=True)}[form]
    busy = http("429 Too Many Requests", b"", "text/plain", f"retry-after: {said}")
    with faulty_server(lambda number, request: busy if number == 1 else OK) as server:
        transport = transport_to(server.url)
        begun = time.monotonic()
        assert get(transport, server.url) == 200
        assert 0.9 < time.monotonic() - begun < 2.5
        assert len(server.requests) == 2
        transport.close()


def test_429_for_longer_than_a_run_waits_ends_it() -> None:
    busy = http("429 Too Many Requests", b"", "text/plain", "retry-after: 61")
    with faulty_server(lambda number, request: busy) as server:
        transport = transport_to(server.url)
        with pytest.raises(Blocked, match="asks to wait 61 s"):
            get(transport, server.url)
        assert len(server.requests) == 1
        transport.close()


@pytest.mark.usefixtures("short")
def test_429_without_end_ends_the_run() -> None:
    with faulty_server(lambda number, request: http("429 Too Many Requests")) as server:
        transport = transport_to(server.url)
        with pytest.raises(Blocked, match="429 to the same request 8 times"):
            get(transport, server.url)
        assert len(server.requests) == 9
        transport.close()


@pytest.mark.parametrize(
    ("said", "date", "seconds"),
    [
        ("0", "", 0.0),
        ("7", "", 7.0),
        ("", "", None),
        ("soon", "", None),
        ("-3", "", None),
        ("Wed, 21 Oct 2026 07:28:10 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", 10.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", "", 0.0),
    ],
)
def test_retry_after_in_both_forms(said: str, date: str, seconds: float | None) -> None:
    """A date by the clock of the server that sent it."""
    assert retry_after(Answer(429, {"retry-after": said, "date": date}, b"", 0.0)) == seconds


def unless_health(answer: Callable[[int], bytes | None]) -> Callable[[int, bytes], bytes | None]:
    """Answers, and a good health."""
    return lambda number, request: OK if request.startswith(b"GET /ok ") else answer(number)


@pytest.mark.usefixtures("short")
def test_one_dead_connection_is_no_illness() -> None:
    with faulty_server(unless_health(lambda number: None if number == 2 else OK)) as server:
        transport = transport_to(server.url)
        assert [get(transport, server.url) for _ in range(4)] == [200, 0, 200, 200]
        transport.close()


@pytest.mark.usefixtures("short")
def test_planted_500s_are_no_illness_while_the_server_is_well() -> None:
    with faulty_server(unless_health(lambda number: OK if number == 1 else ILL)) as server:
        transport = transport_to(server.url)
        assert [get(transport, server.url) for _ in range(40)] == [200] + [503] * 39
        transport.close()


@pytest.mark.usefixtures("short")
def test_a_server_that_gets_well_in_time_is_gone_on_with() -> None:
    begun = time.monotonic()

    def answer(number: int, request: bytes) -> bytes | None:
        return OK if number == 1 or time.monotonic() - begun > 0.3 else None

    with faulty_server(answer) as server:
        transport = transport_to(server.url)
        assert [get(transport, server.url) for _ in range(3)] == [200, 0, 200]
        transport.close()


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("illness", [None, ILL], ids=["silent", "5xx"])
def test_a_server_that_stays_ill_ends_the_run(illness: bytes | None) -> None:
    with faulty_server(lambda number, request: OK if number == 1 else illness) as server:
        transport = transport_to(server.url)
        with pytest.raises(Blocked, match=r"unhealthy: it .*; the run stopped by itself"):
            for _ in range(40):
                get(transport, server.url)
        transport.close()


def died_after(requests: int) -> Callable[[int, bytes], bytes | None]:
    info, assistants = b'{"version": "0.16.7"}', b'[{"assistant_id": "a", "graph_id": "agent"}]'

    def answer(number: int, request: bytes) -> bytes | None:
        if number > requests:
            return None
        if request.startswith(b"GET /info "):
            return http(body=info)
        return http(body=assistants if b"/assistants/search" in request else b"[]")

    return answer


@pytest.mark.usefixtures("short")
def test_a_session_ends_by_itself_and_says_why(tmp_path: Path) -> None:
    """Within seconds, the sweep at its end included; what it made stays in the ledger."""
    with faulty_server(died_after(4)) as server:
        begun = time.monotonic()
        result = Session(Options(server.url, ledgers=tmp_path, checks=("system.*",))).run()
        assert time.monotonic() - begun < 10
        told = " ".join(result.blocked)
    assert "unhealthy" in told
    assert f"cronwright contract sweep --base-url {server.url}" in told
    assert list(tmp_path.iterdir())
