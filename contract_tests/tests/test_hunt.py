"""Hypothesis as a hunter: small findings, none hidden by another, the same again from the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import orjson
import pytest
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import RuleBasedStateMachine, rule

from cronwright_contract.answers import Answers
from cronwright_contract.broken import Blocked, OutOfTime, Refused
from cronwright_contract.document import Contract
from cronwright_contract.finding import Finding
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Effort, Hunter
from cronwright_contract.options import Options
from cronwright_contract.shipped import contract_path, read
from cronwright_contract.wire.exchange import Answer, Exchange, Request
from cronwright_contract.wire.transport import Transport

DOCUMENT = read(contract_path())


class Free:
    """No guard and no pace: what is tested here is the hunt, against a function for a server."""

    def before(self, request: Request) -> None:
        pass

    def after(self, exchange: Exchange) -> None:
        pass

    def wait(self) -> None:
        pass

    def again(self, answer: Answer | None) -> bool:
        return False


class Field:
    """A ground over a function, and what was found on it."""

    def __init__(
        self, serve: Callable[[httpx.Request], httpx.Response], url: str = "http://127.0.0.1:1"
    ) -> None:
        self.found: list[Finding] = []
        self.sketched: list[Finding] = []
        self.known: Callable[[Finding], bool] = lambda finding: False
        contract = Contract(DOCUMENT)
        transport = Transport(
            route=lambda method, path: getattr(contract.find(method, path), "id", None),
            warden=Free(),
            pacer=Free(),
            url=url,
            inner=httpx.MockTransport(serve),
        )
        self.sent: list[bytes | None] = []
        transport.observers.append(lambda exchange: self.sent.append(exchange.request.content))
        self.ground = Ground(
            Options(url),
            DOCUMENT,
            contract,
            Answers(DOCUMENT),
            transport,
            "run",
            lambda kind: kind,
            is_excused=lambda finding: self.known(finding),
            is_found=lambda finding: finding.key in {each.key for each in self.found},
        )

    def hunter(self, seed: int = 0, replay: Any = None, shrink_seconds: float = 5.0) -> Hunter:
        return Hunter(
            self.ground,
            Effort(seed, shrink_seconds=shrink_seconds),
            report=self.found.append,
            sketch=self.sketched.append,
            replay=replay,
        )


def count_of(n: int) -> httpx.Response:
    return httpx.Response(200, json=n)


@pytest.fixture
def echo() -> Iterator[Field]:
    """A server that answers how long a metadata text is, wrongly beyond 3 and failing at 10 and more."""

    def serve(request: httpx.Request) -> httpx.Response:
        size = len(orjson.loads(request.content)["metadata"]["a"])
        return httpx.Response(500) if size >= 10 else count_of(size if size <= 3 else 0)

    field = Field(serve)
    yield field
    field.ground.close()


def measure(field: Field) -> Callable[[str], None]:
    def measures(text: str) -> None:
        answer = field.ground.send("crons_count", body={"metadata": {"a": text}})
        if answer.ok:
            field.ground.expect(answer.json == len(text), "count", f"{answer.json} instead of {len(text)}")

    return measures


TEXTS = st.text(alphabet="abc", max_size=15)


def test_a_finding_is_made_small_and_hides_no_other(echo: Field) -> None:
    """Both faults are found in one hunt, each with the shortest text that shows it."""
    echo.hunter().each(measure(echo), examples=100, text=TEXTS)
    smallest = {f.breach.rule: f.exchanges[-1].request.json["metadata"]["a"] for f in echo.found}
    assert smallest == {"count": "aaaa", "server_error": "a" * 10}
    assert all(finding.repeatable for finding in echo.found)
    assert [f.breach.rule for f in echo.sketched] == [f.breach.rule for f in echo.found]


def test_what_is_known_is_let_pass(echo: Field) -> None:
    """With the one fault known, the other is still found."""
    echo.known = lambda finding: finding.breach.rule == "server_error"
    echo.hunter().each(measure(echo), examples=100, text=TEXTS)
    assert [finding.breach.rule for finding in echo.found] == ["count"]


@pytest.mark.parametrize("way", ["each", "once"])
def test_an_answer_that_cannot_be_read_breaks_nothing_off(echo: Field, way: str) -> None:
    """Where the example met a breach that was found before, what follows from it is no fault of the check."""

    def reads(text: str) -> None:
        answer = echo.ground.send("crons_count", body={"metadata": {"a": text}})
        assert answer.json["count"] == len(text)

    if way == "each":
        echo.hunter().each(reads, examples=10, text=st.just("a" * 10))
    else:
        echo.hunter().once("reads", lambda: reads("a" * 10))
    assert [finding.breach.rule for finding in echo.found] == ["server_error"]


@pytest.mark.parametrize("known", [True, False], ids=["excused", "sound"])
def test_a_check_that_fails_by_itself_is_not_hidden(echo: Field, known: bool) -> None:
    """Neither where nothing is wrong, nor where all that is wrong is excused."""
    echo.known = lambda finding: known

    def reads() -> None:
        answer = echo.ground.send("crons_count", body={"metadata": {"a": "a" * 10 if known else "a"}})
        _ = answer.json["count"]

    with pytest.raises(TypeError):
        echo.hunter().once("reads", reads)


def unsteady(field: Field) -> Callable[[st.DataObject], None]:
    """A property that draws more each time that it is run."""
    turns = iter(range(1, 10_000))

    def draws(data: st.DataObject) -> None:
        for _ in range(next(turns)):
            data.draw(st.booleans())
        field.ground.send("crons_count", body={"metadata": {"a": "a" * 10}})
        raise RuntimeError

    return draws


def test_a_check_that_draws_otherwise_each_time_says_so(echo: Field) -> None:
    """It is the check's own fault where the server does nothing new."""
    echo.known = lambda finding: True
    with pytest.raises(Flaky):
        echo.hunter().each(unsteady(echo), examples=5, data=st.data())


def test_a_server_that_answers_otherwise_each_time_ends_its_property_alone(echo: Field) -> None:
    """What is drawn may hang on what it answers: after a few tries the next property has its turn."""
    echo.hunter().once("first", lambda: measure(echo)("a" * 10))
    echo.hunter().each(unsteady(echo), examples=5, data=st.data())
    echo.hunter().each(measure(echo), examples=100, text=TEXTS)
    assert {finding.breach.rule for finding in echo.found} == {"count", "server_error"}


def test_a_replay_runs_the_property_that_it_names(echo: Field) -> None:
    """And no other one of its check."""
    ran: list[str] = []
    hunter = echo.hunter(replay={"property": "second"})
    hunter.once("first", lambda: ran.append("first"))
    hunter.each(measure(echo), text=TEXTS)
    hunter.once("second", lambda: ran.append("second"))
    assert ran == ["second"]
    assert echo.sent == []


def test_the_same_seed_sends_the_same(echo: Field) -> None:
    """And another seed something else."""
    sent: list[list[bytes | None]] = []
    for seed in (1, 1, 2):
        echo.sent.clear()
        echo.known = lambda finding: True
        echo.hunter(seed).each(measure(echo), examples=30, text=TEXTS)
        sent.append(list(echo.sent))
    assert sent[0] == sent[1] != sent[2]


def test_a_finding_is_replayed_from_what_it_keeps(echo: Field) -> None:
    """One example runs, the one that was found; another property of the check is left alone."""
    echo.hunter().each(measure(echo), examples=100, text=TEXTS)
    finding = next(f for f in echo.found if f.breach.rule == "count")
    echo.found.clear()
    hunter = echo.hunter(replay=finding.replay)

    def another(text: str) -> None:
        raise AssertionError("not asked for")

    hunter.each(another, text=TEXTS)
    hunter.each(measure(echo), text=TEXTS)
    assert [each.exchanges[-1].request.content for each in echo.found] == [
        finding.exchanges[-1].request.content
    ]


def test_a_replay_of_what_is_gone_finds_nothing(echo: Field) -> None:
    """The server was mended."""
    echo.hunter().each(measure(echo), examples=100, text=TEXTS)
    replay = echo.found[0].replay
    mended = Field(lambda request: count_of(len(orjson.loads(request.content)["metadata"]["a"])))
    mended.hunter(replay=replay).each(measure(mended), text=TEXTS)
    assert mended.found == []
    mended.ground.close()


def test_what_is_not_repeated_is_still_reported() -> None:
    """A server that fails once: a finding, marked as seen once."""
    failures = iter([True])
    field = Field(lambda request: httpx.Response(500) if next(failures, False) else count_of(0))

    def once(text: str) -> None:
        field.ground.send("crons_count", body={})

    field.hunter().each(once, text=TEXTS)
    assert [(f.breach.rule, f.repeatable) for f in field.found] == [("server_error", False)]
    field.ground.close()


def test_a_machine_keeps_its_steps() -> None:
    """A counter that stops at 2: the finding has the three steps that show it and no more."""
    state = {"n": 0}

    def serve(request: httpx.Request) -> httpx.Response:
        body = orjson.loads(request.content)
        state["n"] = 0 if body.get("metadata") == {"reset": True} else min(2, state["n"] + 1)
        return count_of(state["n"])

    field = Field(serve)

    class Counting(RuleBasedStateMachine):
        ground: Ground

        def __init__(self) -> None:
            super().__init__()
            self.model = 0
            self.ground.send("crons_count", body={"metadata": {"reset": True}})

        @rule()
        def add(self) -> None:
            self.model += 1
            got = self.ground.send("crons_count", body={}).json
            self.ground.expect(got == self.model, "count", f"{got} instead of {self.model}")

        @rule(text=TEXTS)
        def idle(self, text: str) -> None:
            pass

    field.hunter().machine(Counting, examples=20, steps=15)
    assert [len(finding.exchanges) for finding in field.found] == [4]
    field.ground.close()


def test_what_the_guard_refuses_is_no_example(echo: Field) -> None:
    """And no finding."""
    refused = 0

    def careless(text: str) -> None:
        nonlocal refused
        if len(text) % 2:
            refused += 1
            raise Refused("not ours")

    echo.hunter().each(careless, examples=20, text=TEXTS)
    assert refused
    assert echo.found == []


def test_once_goes_on_past_each_finding(echo: Field) -> None:
    """A body without drawn data is run again until it finds nothing new."""

    def both() -> None:
        for size in (5, 12):
            measure(echo)("a" * size)

    echo.hunter().once("both", both)
    assert [finding.breach.rule for finding in echo.found] == ["count", "server_error"]
    assert [finding.replay["property"] for finding in echo.found] == ["both", "both"]


def test_a_server_below_a_path_is_reached() -> None:
    """The path of the server's address stands before each operation's, once."""
    asked: list[str] = []

    def serve(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json=0)

    field = Field(serve, "http://127.0.0.1:1/deep/api")
    found = field.ground.send("crons_count", body={})
    assert asked == ["/deep/api/runs/crons/count"]
    assert (found.request.path, found.request.operation) == ("/runs/crons/count", "crons_count")
    assert field.ground.client.crons.count() == 0
    assert asked[1:] == asked[:1]
    field.ground.close()


@pytest.mark.parametrize("stop", [OutOfTime, Blocked, KeyboardInterrupt, KeyError])
def test_what_ends_the_shrinking_does_not_lose_what_was_found(stop: type[BaseException]) -> None:
    """The time of a check is over, or Ctrl-C: what stood on the screen must stand in the result."""
    field = Field(
        lambda request: httpx.Response(500 if len(orjson.loads(request.content)) > 3 else 200, json=0)
    )

    def body(text: str) -> None:
        if field.sketched and len(field.sent) > 20:
            raise stop
        field.ground.send("threads_count", body=text)

    with pytest.raises(stop):
        field.hunter().each(body, examples=500, text=st.text(min_size=1))
    assert len(field.found) == 1
