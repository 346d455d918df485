"""The profiles beside quick: full uses its budget, read-only writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cronwright.embedded import EmbeddedServer
from cronwright_contract.operations import Effect, find
from cronwright_contract.options import Options, Profile
from cronwright_contract.result import CheckRun
from cronwright_contract.run import Session
from cronwright_contract.wire.exchange import Exchange

from .safety.world import plant

BUDGET = 10.0


class Noting:
    """A watcher that keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[Exchange] = []

    def exchange(self, exchange: Exchange) -> None:
        self.sent.append(exchange)

    def begins(self, check: CheckRun, index: int, total: int) -> None: ...
    def ends(self, check: CheckRun) -> None: ...
    def sketch(self, finding: object) -> None: ...
    def finding(self, finding: object) -> None: ...


def test_full_takes_its_budget(agent_server: EmbeddedServer, tmp_path: Path) -> None:
    """It runs its checks again, each time with other cases, until the time is over, and then stops."""
    checks = ("store.stored", "system.answers")
    options = Options(
        agent_server.url, profile=Profile.full, seed=4, budget=BUDGET, checks=checks, ledgers=tmp_path
    )
    noting = Noting()
    result = Session(options, [noting]).run()
    assert [(f.check, f.operation, f.breach) for f in result.findings] == []
    assert list(result.blocked) == []
    assert BUDGET <= result.seconds < BUDGET + 10
    assert [run.name for run in result.checks].count("store.stored") > 1
    put = [e.request.content for e in noting.sent if e.request.operation == "store_put_item"]
    assert len(set(put)) > len(put) / 2


def test_full_draws_from_the_contract(agent_server: EmbeddedServer, tmp_path: Path) -> None:
    """Data beyond its boundary values is sent to one operation after the other, and finds nothing there."""
    checks = ("operations.drawn",)
    options = Options(
        agent_server.url, profile=Profile.full, seed=4, budget=1.5 * BUDGET, checks=checks, ledgers=tmp_path
    )
    result = Session(options).run()
    assert [(f.check, f.operation, f.breach) for f in result.findings] == []
    assert list(result.blocked) == []
    assert sum(tally.accepted > 0 for tally in result.operations.values()) > 10


def test_read_only_reads(agent_server: EmbeddedServer, tmp_path: Path) -> None:
    """Each request is one that reads; what others have is looked at, and stays as it is."""
    world = plant(agent_server.url)
    before = world.state()
    noting = Noting()
    options = Options(agent_server.url, profile=Profile.read_only, seed=4, ledgers=tmp_path)
    result = Session(options, [noting]).run()
    assert world.state() == before
    assert [(f.check, f.operation, f.breach) for f in result.findings] == []
    assert list(result.blocked) == []
    matches = [find(e.request.method, e.request.path) for e in noting.sent]
    assert {match.does.effect for match in matches if match is not None} == {Effect.reads}
    assert {"crons_get", "threads_get", "assistants_get"} <= {
        name for name, tally in result.operations.items() if tally.accepted
    }


@pytest.mark.parametrize("profile", [Profile.full, Profile.read_only])
def test_a_profile_that_finds_nothing_to_do_says_so(
    profile: Profile, agent_server: EmbeddedServer, tmp_path: Path
) -> None:
    """It ends at once, and is not green."""
    options = Options(agent_server.url, profile=profile, checks=("runs.ended",), ledgers=tmp_path, budget=60)
    result = Session(options).run()
    assert result.exit_code == 2
    assert "not allowed: " in result.blocked[0]
    assert result.seconds < 10
