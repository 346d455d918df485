"""What is tried again, when, and that nothing is done twice by it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any

import orjson
import pytest

from cronwright import (
    APIConnectionError,
    APIError,
    InternalServerError,
    InvalidArgumentError,
    RateLimitError,
    SyncClient,
)
from cronwright.call import Call
from cronwright.crons import Crons
from cronwright.dialogue import Answer, Pause, Policy
from cronwright.embedded import EmbeddedServer
from cronwright.retry import backoff, retry_after, sent

from ..either import SHELLS, Shell, connected
from ..fault_proxy import Cut, Drop, Lose, Record, Status, always, fault_proxy, in_turn
from ..faulty import faulty_server, http

EITHER = pytest.mark.parametrize("shell", SHELLS)
POLICY = Policy(origin="http://server", max_retries=2, renewable_key=False, dice=lambda: 1.0)
READING: Any = Crons.count.make(None)
WRITING: Any = Crons.create.make(None, "agent", schedule="0 9 * * *", input={})


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long the pauses are is tested below."""
    monkeypatch.setattr("cronwright.retry.backoff", lambda tries, policy: 0.0)


def _pauses(call: Call[Any], *told: int | Exception, headers: dict[str, str] | None = None) -> list[float]:
    """The pauses of a call whose tries end so; raises what the call raises."""
    dialogue, pauses, rest = sent(call, POLICY), [], list(told)
    try:
        step = next(dialogue)
        while True:
            if isinstance(step, Pause):
                pauses.append(step.seconds)
                step = dialogue.send(None)
                continue
            outcome = rest.pop(0)
            if isinstance(outcome, Exception):
                step = dialogue.throw(outcome)
            else:
                step = dialogue.send(Answer(outcome, headers or {}, b"", "id"))
    except StopIteration:
        assert not rest
        return pauses


@pytest.mark.parametrize("status", [408, 429, 502, 503, 504])
def test_a_passing_status_is_tried_again(status: int) -> None:
    """Twice more, after pauses that double."""
    assert _pauses(READING, status, status, 200) == [0.5, 1.0]
    assert _pauses(READING, status, status, status) == [0.5, 1.0]


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 409, 422, 500, 501])
def test_any_other_status_is_not(status: int) -> None:
    """It would be the same again, or it is not known what was done."""
    assert _pauses(READING, status) == []


@pytest.mark.parametrize("status", [408, 502, 503, 504])
def test_what_may_have_been_written_is_not_written_again(status: int) -> None:
    """Only 429 says that nothing was done."""
    assert _pauses(WRITING, status) == []
    assert _pauses(WRITING, 429, 200) == [0.5]


@pytest.mark.parametrize("was_sent", [True, False])
def test_a_broken_connection(was_sent: bool) -> None:
    """Reading is tried again; writing only where nothing was sent."""

    def broken() -> APIConnectionError:
        return APIConnectionError(
            "broken", sent=was_sent, operation=READING.operation, path="/", request_id=""
        )

    assert _pauses(READING, broken(), broken(), 200) == [0.5, 1.0]
    if was_sent:
        with pytest.raises(APIConnectionError):
            _pauses(WRITING, broken())
    else:
        assert _pauses(WRITING, broken(), 200) == [0.5]


def test_the_pauses_are_drawn_from_all_that_is_below_a_bound() -> None:
    """Full jitter: 0 to 0.5 s, doubling to 8 s."""
    policy = Policy(origin="", max_retries=2, renewable_key=False)
    for tries, bound in [(1, 0.5), (2, 1.0), (5, 8.0), (6, 8.0), (1000, 8.0)]:
        drawn = [backoff(tries, policy) for _ in range(500)]
        assert 0 <= min(drawn) < bound * 0.05
        assert bound * 0.95 < max(drawn) <= bound


@pytest.mark.parametrize("text", ["3", " 3 ", "3.0"])
def test_retry_after_in_seconds(text: str) -> None:
    """Whole seconds; what is no number of them is not obeyed."""
    assert retry_after({"retry-after": text}) == (3.0 if "." not in text else None)


def test_retry_after_is_obeyed() -> None:
    """As seconds and as a date, by the server's clock where it tells it; not for minutes."""
    assert _pauses(READING, 503, 503, 200, headers={"retry-after": "7"}) == [7.0, 7.0]
    now = datetime.now(UTC).replace(microsecond=0)
    fast = now + timedelta(hours=3)
    until = {"retry-after": format_datetime(fast + timedelta(seconds=9), usegmt=True)}
    assert _pauses(READING, 503, 200, headers={**until, "date": format_datetime(fast, usegmt=True)}) == [9.0]
    assert _pauses(READING, 503, headers={"retry-after": "3600"}) == []
    assert retry_after({"retry-after": format_datetime(now - timedelta(seconds=9), usegmt=True)}) == 0.0
    assert retry_after({"retry-after": "soon"}) is None
    assert retry_after({}) is None


@EITHER
def test_it_takes_three_tries(shell: Shell, agent_server: EmbeddedServer, no_pauses: None) -> None:
    """By default; the answer and the error say how many it took."""
    plan = in_turn(Status(503), Drop(), None, Status(503), Status(502), Status(504))
    with fault_proxy(agent_server.url, plan) as proxy, connected(shell, proxy.url, api_key=None) as client:
        raw = client.with_raw_response.crons.count()
        assert raw.tries == 3
        assert isinstance(raw.parse(), int)
        with pytest.raises(InternalServerError, match="3 tries") as caught:
            client.crons.count()
        assert caught.value.tries == 3
        assert caught.value.status == 504
        assert len(proxy.records) == 6


@EITHER
def test_how_often_is_up_to_the_caller(shell: Shell, agent_server: EmbeddedServer, no_pauses: None) -> None:
    """By client, by `with_options` and by call."""
    with fault_proxy(agent_server.url, always(Status(503))) as proxy:
        with connected(shell, proxy.url, api_key=None, max_retries=4) as client:
            calls: list[tuple[Callable[[], object], int]] = [
                (lambda: client.crons.count(), 5),
                (lambda: client.crons.count(max_retries=0), 1),
                (lambda: client.with_options(max_retries=1).crons.count(), 2),
                (lambda: client.with_options(max_retries=1).crons.count(max_retries=3), 4),
            ]
            for call, tries in calls:
                with pytest.raises(InternalServerError) as caught:
                    call()
                assert caught.value.tries == tries
            with pytest.raises(InvalidArgumentError, match="max_retries"):
                client.crons.count(max_retries=-1)


@EITHER
def test_a_post_that_may_have_arrived(shell: Shell, agent_server: EmbeddedServer, no_pauses: None) -> None:
    """Is not sent again: of a hundred, each thread is there once. The caller may say that it is safe."""
    mark = {"mark": f"once-{shell}"}
    writes = lambda record: record.method == "POST" and record.path == "/threads"  # noqa: E731
    with fault_proxy(agent_server.url, always(Lose(), where=writes)) as proxy:
        with connected(shell, proxy.url, api_key=None) as client:
            for number in range(100):
                with pytest.raises(APIConnectionError, match="look before sending it again"):
                    client.threads.create(metadata={**mark, "n": number})
            assert client.threads.count(metadata=mark) == 100
            with pytest.raises(APIConnectionError):
                client.threads.create(metadata={**mark, "n": 100}, idempotent=True)
            assert client.threads.count(metadata=mark) == 103
            for thread in list(client.threads.iterate(metadata=mark)):
                client.threads.delete(thread.thread_id)


@EITHER
def test_no_duplicate_in_ten_thousand_tries(shell: Shell, no_pauses: None) -> None:
    """A server that fails in every way, mostly after the write."""
    dice = random.Random(shell)
    written: Counter[int] = Counter()
    body = orjson.dumps(
        {
            "thread_id": "t",
            "created_at": "2026-01-01T00:00:00Z",
            "updated_at": "2026-01-01T00:00:00Z",
            "metadata": {},
            "status": "idle",
        }
    )
    failures = [500, 502, 503, 504, 408]

    def answer(number: int, request: bytes) -> bytes | None:
        if dice.random() < 0.2:
            return http("429 Too Many Requests")
        written[orjson.loads(request.partition(b"\r\n\r\n")[2])["metadata"]["n"]] += 1
        way = dice.random()
        if way < 0.2:
            return None
        if way < 0.7:
            status = HTTPStatus(dice.choice(failures))
            return http(f"{status.value} {status.phrase}", b"", "application/json", "connection: close")
        whole = http("200 OK", body)
        return whole if way < 0.9 else whole[: dice.randrange(1, len(whole))]

    def ends(answer: bytes) -> bool:
        return b"connection: close" in answer or not answer.endswith(body)

    with faulty_server(answer, hang_up_after=ends) as server:
        with connected(shell, server.url, api_key=None) as client:
            done = 0
            for number in range(10_000):
                try:
                    client.threads.create(metadata={"n": number})
                    done += 1
                except APIError:
                    pass
    assert len(server.requests) > 10_000
    assert 1_000 < done < 9_000
    assert max(written.values()) == 1


@EITHER
def test_a_key_that_is_asked_for_again(shell: Shell, agent_server: EmbeddedServer) -> None:
    """After a 401, once; the call goes on with the new one."""
    keys = iter(["old-key-0000", "new-key-0000", "newer-key-000"])

    def plan(record: Record) -> Status | None:
        return Status(401) if record.headers["x-api-key"] == "old-key-0000" else None

    with fault_proxy(agent_server.url, plan) as proxy:
        with connected(shell, proxy.url, api_key=lambda: next(keys)) as client:
            client.crons.count()
            client.crons.count()
            assert [record.headers["x-api-key"] for record in proxy.records] == [
                "old-key-0000",
                "new-key-0000",
                "new-key-0000",
            ]
        proxy.plan = always(Status(401))
        with connected(shell, proxy.url, api_key=lambda: "another-key-0") as client:
            with pytest.raises(APIError):
                client.crons.count()
            assert len(proxy.records) == 5


def test_an_async_key(agent_server: EmbeddedServer) -> None:
    """A coroutine function is awaited; a sync client says that it cannot."""

    async def key() -> str:
        return "awaited-key-0"

    with fault_proxy(agent_server.url) as proxy:
        with connected("async", proxy.url, api_key=key) as client:
            client.crons.count()
        assert proxy.records[0].headers["x-api-key"] == "awaited-key-0"
        with connected("sync", proxy.url, api_key=key) as client:
            with pytest.raises(InvalidArgumentError, match="awaitable"):
                client.crons.count()


@EITHER
def test_too_many_requests(shell: Shell, agent_server: EmbeddedServer, no_pauses: None) -> None:
    """A write too is tried again, since nothing was done; in the end it is a RateLimitError."""
    with fault_proxy(agent_server.url, in_turn(Status(429, {"retry-after": "0"}))) as proxy:
        with connected(shell, proxy.url, api_key=None) as client:
            made: Any = client.threads.create()
            assert len(proxy.records) == 2
            proxy.plan = always(Status(429, {"retry-after": "0"}))
            with pytest.raises(RateLimitError):
                client.threads.delete(made.thread_id)
            proxy.plan = lambda record: None
            client.threads.delete(made.thread_id)


def test_a_call_that_waits_is_taken_up_by_its_location(agent_server: EmbeddedServer, no_pauses: None) -> None:
    """The connection breaks while the run goes on: one run, and its values."""
    told: Any = {"messages": [{"role": "user", "content": "hello"}], "sleep": 0.3}
    cut = in_turn(Cut(1), Cut(3, "end"), where=lambda record: record.path.endswith(("/wait", "/join")))
    client: SyncClient
    with fault_proxy(agent_server.url, cut) as proxy, connected("sync", proxy.url, api_key=None) as client:
        thread_id = client.threads.create().thread_id
        said = client.runs.wait(thread_id, "agent", input=told)
        assert said["messages"][-1]["content"] == "no model: hello"
        assert len(client.runs.list(thread_id)) == 1
        client.threads.delete(thread_id)
