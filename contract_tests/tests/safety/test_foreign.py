"""What somebody else has is byte-equal after a run of the suite, and after requests that aim at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from cronwright.embedded import EmbeddedServer
from cronwright_contract.broken import Refused
from cronwright_contract.options import Options
from cronwright_contract.run import Session
from cronwright_contract.wire.exchange import Answer, Exchange, Request
from cronwright_contract.wire.guard import Guard
from cronwright_contract.wire.transport import Transport, Warden

from .hostile import requests
from .world import World, plant

HARMED = {"runs", "threads", "assistants", "store"}
TAG = {"cronwright_suite": "contract", "cronwright_run": "hostile00000"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with EmbeddedServer() as server:
        yield server.url


class NoPace:
    def wait(self) -> None:
        pass

    def again(self, answer: Answer | None) -> bool:
        return False


class NoGuard:
    def before(self, request: Request) -> None:
        pass

    def after(self, exchange: Exchange) -> None:
        pass


def attack(world: World, warden: Warden, count: int, start: int = 0) -> Counter[str]:
    """Send drawn requests that aim at the world; how many were refused, answered, and answered well."""
    came: Counter[str] = Counter()
    transport = Transport(route=lambda method, path: None, warden=warden, pacer=NoPace(), url=world.url)

    @seed(start)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(requests(world))
    def send(request: httpx.Request) -> None:
        try:
            answer = transport.handle_request(request)
            came["well" if answer.is_success else "answered"] += 1
        except Refused:
            came["refused"] += 1
        except (httpx.TransportError, httpx.InvalidURL):
            came["unanswered"] += 1

    try:
        send()
    finally:
        transport.close()
    return came


@pytest.mark.parametrize("allow", [(), ("runs", "firing")], ids=["nothing", "runs and firing"])
def test_aimed_at_it_nothing_changes(server: str, allow: tuple[str, ...]) -> None:
    """1,250 drawn requests of every operation: paths, ids, bodies and headers in odd forms."""
    world = plant(server)
    before = world.state()
    came = attack(world, Guard(None, TAG, frozenset(allow), read_only=False), 1250)
    assert world.state() == before
    # It is not the server that stood in the way.
    assert came["refused"] > 500
    assert came["well"] > 40


def test_without_the_guard_the_same_requests_destroy_it() -> None:
    """What makes the test above one: the requests do harm."""
    with EmbeddedServer() as server:
        world = plant(server.url)
        before = world.state()
        changed: set[str] = set()
        for turn in range(8):
            attack(world, NoGuard(), 400, turn)
            after = world.state()
            changed = {key.split("/")[1] for key in before if after[key] != before[key]}
            if changed >= HARMED:
                break
    assert changed >= HARMED


def test_a_run_of_every_check_changes_nothing(server: str, tmp_path: Path) -> None:
    world = plant(server)
    before = world.state()
    result = Session(Options(server, seed=1, budget=25, ledgers=tmp_path, allow=frozenset({"runs"}))).run()
    assert world.state() == before
    assert sum(tally.sent for tally in result.operations.values()) > 1000
    assert not list(tmp_path.iterdir()), result.blocked
