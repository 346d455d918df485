"""The suite as a whole, on the real server: nothing false on it as it is, and all that is planted found."""

from __future__ import annotations

from pathlib import Path

import pytest

from cronwright.embedded import EmbeddedServer
from cronwright_contract.options import Options
from cronwright_contract.result import Result
from cronwright_contract.run import Session
from mutants.mutant import Kind, Mutant, every, named
from mutants.proxy import Proxy

ALL = frozenset({"firing", "runs", "global"})
KINDS = sorted((mutant for mutant in every() if mutant.kind is not None), key=lambda mutant: mutant.kind or 0)


@pytest.fixture(scope="module")
def unmodified(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """One run of the profile quick on a server of its own."""
    with EmbeddedServer() as server:
        options = Options(server.url, seed=11, allow=ALL, budget=600, ledgers=tmp_path_factory.mktemp("l"))
        return Session(options).run()


def test_nothing_is_found_on_the_unmodified_server(unmodified: Result) -> None:
    """What it is known to do is in the baseline, and nothing else is said of it."""
    told = [
        (f.check, f.operation, f.breach.rule, f.breach.place, f.breach.message) for f in unmodified.findings
    ]
    assert told == []
    assert list(unmodified.blocked) == []
    assert [check.name for check in unmodified.checks if check.cut] == []


def test_every_known_deviation_is_still_there(unmodified: Result) -> None:
    """An entry of the baseline that nothing shows any more has to go."""
    assert [known.id for known in unmodified.vanished] == []


def test_every_operation_was_accepted(unmodified: Result) -> None:
    """A run that reaches nothing would be green too; these can answer with success and did."""
    never = {"mcp_get", "mcp_delete"}
    accepted = {name for name, tally in unmodified.operations.items() if tally.accepted}
    assert len(accepted) >= 60
    assert not accepted & never


def test_there_are_ten_kinds() -> None:
    """Those of the rest-faults benchmark, each planted here."""
    assert {mutant.kind for mutant in KINDS} == set(Kind)


@pytest.mark.parametrize("mutant", KINDS, ids=[mutant.name() for mutant in KINDS])
def test_each_of_the_ten_kinds_is_found(
    agent_server: EmbeddedServer, tmp_path: Path, mutant: type[Mutant]
) -> None:
    """By the checks of its resource, with the rule that it breaks or one that sees it as well."""
    # By itself the contract tells what is to be refused; the rest is a matter of what was sent before.
    by = "operations.{}" if mutant.rule == "accepts_bad" else "{}.*"
    checks = (by.format(mutant.resource),)
    with Proxy(agent_server.url, named(mutant.name())) as proxy:
        options = Options(proxy.url, seed=3, allow=ALL, stop_at_first=True, checks=checks, ledgers=tmp_path)
        result = Session(options).run()
    assert len(result.findings) == 1, result.blocked
    assert set(mutant.operations) & {e.request.operation for e in result.findings[0].exchanges}
