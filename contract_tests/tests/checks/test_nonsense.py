"""What a server answers breaks no check off, be it nonsense: each goes on past what it found."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest

from cronwright.embedded import EmbeddedServer
from cronwright_contract import run
from cronwright_contract.hunt import Effort
from cronwright_contract.options import Options
from cronwright_contract.run import Session
from mutants import Mutant, Proxy, routes
from mutants.message import Answer, Request

ALLOWED = frozenset({"firing", "runs", "global"})
# What the suite must read before there is a check, and what it asks when it doubts the server's health.
SOUND = {"assistants_search", "system_health", "system_info"}


def _fails(answer: Answer, draw: random.Random) -> None:
    answer.status, answer.content = 500, b"Internal Server Error"
    answer.headers.set("content-type", "text/plain")


def _is_another_value(answer: Answer, draw: random.Random) -> None:
    answer.body = draw.choice([None, {}, [], "text", 0, [{}], [None], {"a": 1}])


def _lacks_a_field(answer: Answer, draw: random.Random) -> None:
    def take(row: dict[str, Any]) -> None:
        if row:
            del row[draw.choice(sorted(row))]

    answer.edit(take)


def _has_a_field_of_another_type(answer: Answer, draw: random.Random) -> None:
    def spoil(row: dict[str, Any]) -> None:
        if row:
            row[draw.choice(sorted(row))] = draw.choice([None, 7, "x", [], {}])

    answer.edit(spoil)


def _is_cut(answer: Answer, draw: random.Random) -> None:
    answer.content = answer.content[: len(answer.content) // 2]


DISTORTIONS: tuple[Callable[[Answer, random.Random], None], ...] = (
    _fails,
    _is_another_value,
    _lacks_a_field,
    _has_a_field_of_another_type,
    _is_cut,
)


class _Nonsense(Mutant):
    """Some of the answers are not what they should be, each in a way of its own."""

    resource = "system"
    operations: ClassVar[tuple[str, ...]] = tuple(sorted(routes.operation_ids() - SOUND))

    def __init__(self, seed: int, share: float) -> None:
        super().__init__()
        self._draw = random.Random(seed)
        self._share = share

    def after(self, request: Request, answer: Answer) -> None:
        with self.lock:
            if self._draw.random() < self._share:
                self._draw.choice(DISTORTIONS)(answer, self._draw)

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        for event in events:
            with self.lock:
                way = self._draw.random() / self._share
            if way > 1:
                yield event
            elif way > 0.75:
                yield event[: len(event) // 2] + b"\n\n"
            elif way > 0.5:
                yield b"event: values\ndata: null\n\n"
            elif way > 0.25:
                yield b"event: metadata\ndata: []\nid: 7\n\n"


def test_nonsense_breaks_no_check_off(tmp_path: Path) -> None:
    """A tenth of all answers is nonsense; each check ends as it should or when its time is over."""
    resources = ("crons", "threads", "assistants", "state", "runs", "streams", "store", "system", "links")
    checks = tuple(f"{resource}.*" for resource in resources)
    with EmbeddedServer() as server, Proxy(server.url, _Nonsense(1, 0.1)) as proxy:
        options = Options(proxy.url, seed=1, allow=ALLOWED, checks=checks, ledgers=tmp_path, budget=30)
        result = Session(options).run()
    assert [check.broke for check in result.checks if check.broke] == []
    assert len({finding.check for finding in result.findings}) > 15


class _Broken(Mutant):
    """One operation answers, or streams, in one wrong way, each time."""

    resource = "system"

    def __init__(self, operation: str, way: str) -> None:
        super().__init__()
        self.operations = (operation,)  # type: ignore[misc]
        self._way = way

    def after(self, request: Request, answer: Answer) -> None:
        if not answer.ok:
            return
        if self._way == "fails":
            _fails(answer, random.Random(0))
        elif self._way == "says nothing" and answer.content:
            answer.body = [] if isinstance(answer.body, list) else {}
        elif self._way == "is no stream":
            answer.headers.set("content-type", "application/json")

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        for event in events:
            if self._way == "has no names":
                yield event.replace(b"event: ", b": ")
            elif self._way == "is malformed":
                yield event.replace(b"data: ", b"date: ", 1)
            elif self._way == "is no JSON":
                yield event.replace(b"data: ", b"data: +", 1)
            elif self._way != "is empty":
                yield event


@pytest.mark.parametrize(
    ("check", "operation", "way"),
    [
        ("assistants.searched", "assistants_count", "fails"),
        ("assistants.graph", "assistants_get_schemas", "says nothing"),
        ("assistants.graph", "assistants_get_graph", "says nothing"),
        ("crons.pages", "crons_search", "says nothing"),
        ("runs.listed", "runs_list", "says nothing"),
        ("runs.model", "runs_cancel", "fails"),
        ("runs.model", "runs_list", "says nothing"),
        ("runs.refused", "runs_list", "fails"),
        ("runs.stored", "runs_list", "fails"),
        ("runs.ended", "runs_get", "says nothing"),
        ("state.*", "threads_count", "fails"),
        ("state.*", "threads_get_history", "fails"),
        ("state.*", "threads_get_state", "says nothing"),
        ("state.*", "threads_get_state_at_checkpoint", "fails"),
        ("state.*", "threads_get_storage", "fails"),
        ("state.*", "threads_search_history", "says nothing"),
        ("store.*", "store_search_items", "fails"),
        ("store.*", "store_list_namespaces", "says nothing"),
        ("streams.run", "runs_join_stream", "is empty"),
        ("streams.run", "runs_stream", "has no names"),
        ("streams.run", "runs_stream", "is malformed"),
        ("streams.alone", "runs_stream", "is no stream"),
        ("streams.alone", "runs_stream_stateless", "is no JSON"),
        ("streams.thread", "runs_join_stream", "is malformed"),
        ("streams.thread", "threads_join_stream", "is malformed"),
        ("streams.thread", "threads_stream_events", "is malformed"),
        ("threads.refused", "threads_get", "fails"),
        ("threads.searched", "threads_count", "fails"),
    ],
)
def test_what_is_found_hides_nothing_else(
    check: str,
    operation: str,
    way: str,
    agent_server: EmbeddedServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The breach is found, by its operation, and no check stops there."""
    monkeypatch.setattr(run, "Effort", partial(Effort, shrink_seconds=0.2))
    with Proxy(agent_server.url, _Broken(operation, way)) as proxy:
        options = Options(proxy.url, seed=2, allow=ALLOWED, checks=(check,), ledgers=tmp_path)
        result = Session(options).run()
    assert [check.broke for check in result.checks if check.broke] == []
    assert operation in {finding.operation for finding in result.findings}
