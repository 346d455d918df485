"""A server that answers nonsense breaks no check off: each goes on past what it found."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from cronwright.embedded import EmbeddedServer
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
        options = Options(proxy.url, seed=1, allow=ALLOWED, checks=checks, ledgers=tmp_path, budget=60)
        result = Session(options).run()
    assert [check.broke for check in result.checks if check.broke] == []
    assert len({finding.check for finding in result.findings}) > 15
