"""The checks of crons: silent on the real server, and each finds a planted breach."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from cronwright.embedded import EmbeddedServer
from cronwright_contract.finding import Finding
from cronwright_contract.options import Options
from cronwright_contract.run import Session
from mutants import Mutant, Proxy, named
from mutants.crons.base import ROWS
from mutants.message import Answer, Request

ALLOWED = frozenset({"firing", "runs", "global"})
CHECKS = ("crons.stored", "crons.found", "crons.next_run", "crons.states", "crons.refused", "crons.pages")
FIRING = ("crons.fires", "crons.ends")


class _Runs(Mutant):
    resource = "runs"
    operations: ClassVar[tuple[str, ...]] = ("runs_list",)


class _RunsWithoutMetadata(_Runs):
    """A run has lost its cron's metadata."""

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda run: run.update(metadata={}))


class _RunsAreLate(_Runs):
    """A run begins a minute after its time."""

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda run: run.update(created_at=run["created_at"].replace("+00:00", "-00:01")))


class _EndedGoesOn(Mutant):
    """A cron is shown to have ended, and has not."""

    resource = "crons"
    operations: ClassVar[tuple[str, ...]] = ("crons_create_for_thread",)

    def before(self, request: Request) -> None:
        request.drop("end_time")


class _Owned(Mutant):
    """No breach: the deployment tells its users apart, and notes an owner."""

    resource = "crons"
    operations: ClassVar[tuple[str, ...]] = ROWS

    def after(self, request: Request, answer: Answer) -> None:
        def own(cron: dict[str, Any]) -> None:
            for place in (cron, cron.get("payload", {})):
                if "metadata" in place:
                    place["metadata"]["owner"] = "me"

        answer.edit(own)


def found(url: str, check: str, mutant: Mutant) -> Finding:
    """The first finding of a check behind a mutant."""
    with Proxy(url, mutant) as proxy:
        options = Options(proxy.url, checks=(check,), allow=ALLOWED, stop_at_first=True, seed=7)
        (finding,) = Session(options).run().findings
    assert finding.check == check
    return finding


@pytest.mark.parametrize("check", [*CHECKS, *FIRING])
def test_the_real_server_keeps_it(check: str, agent_server: EmbeddedServer) -> None:
    """But for what the baseline names, nothing is found, and nothing was skipped or cut."""
    result = Session(Options(agent_server.url, checks=(check,), allow=ALLOWED, seed=7)).run()
    assert [finding.breach for finding in result.findings] == []
    (run,) = result.checks
    assert (run.skipped, run.cut, bool(run.cases)) == (None, False, True)
    assert not result.blocked


@pytest.mark.parametrize(
    ("check", "mutant", "rule"),
    [
        ("crons.stored", "crons.payload_loses_input", "stored"),
        ("crons.stored", "crons.delete_takes_another", "filter"),
        ("crons.found", "crons.search_sort_is_reversed", "sort"),
        ("crons.found", "crons.page_loses_a_row", "page"),
        ("crons.next_run", "crons.next_run_is_an_hour_off_across_dst", "next_run"),
        ("crons.next_run", "crons.next_run_needs_both_days", "next_run"),
        ("crons.states", "crons.outlives_its_thread", "deleted"),
        ("crons.refused", "crons.bad_timezone_is_accepted", "accepts_bad"),
        ("crons.refused", "crons.refused_patch_is_stored", "refusal_changes"),
        ("crons.pages", "crons.page_loses_a_row", "page"),
        ("crons.pages", "crons.page_repeats_a_row", "page"),
    ],
)
def test_a_planted_breach_is_found(check: str, mutant: str, rule: str, agent_server: EmbeddedServer) -> None:
    """By the check that is there for it, as a breach of the rule that it breaks."""
    assert found(agent_server.url, check, named(mutant)).breach.rule == rule


@pytest.mark.parametrize(
    ("mutant", "place"), [(_RunsWithoutMetadata(), "metadata"), (_RunsAreLate(), "time")]
)
def test_a_run_that_is_not_its_crons_is_found(
    mutant: Mutant, place: str, agent_server: EmbeddedServer
) -> None:
    """What a run shows is compared with the cron that left it."""
    breach = found(agent_server.url, "crons.fires", mutant).breach
    assert (breach.rule, breach.place) == ("fires", place)


def test_an_end_that_is_none_is_found(agent_server: EmbeddedServer) -> None:
    """A cron that goes on after its end."""
    breach = found(agent_server.url, "crons.ends", _EndedGoesOn()).breach
    assert (breach.rule, breach.place) == ("stays_quiet", "ended")


@pytest.mark.parametrize("check", ["crons.stored", "crons.found"])
def test_an_owner_in_the_metadata_is_no_breach(check: str, agent_server: EmbeddedServer) -> None:
    """What a deployment adds to every cron is not what was written, and is let pass."""
    with Proxy(agent_server.url, _Owned()) as proxy:
        result = Session(Options(proxy.url, checks=(check,), seed=7)).run()
    assert [finding.breach for finding in result.findings] == []


@pytest.mark.parametrize("check", FIRING)
def test_what_fires_must_be_allowed(check: str, agent_server: EmbeddedServer) -> None:
    """Otherwise it is skipped, and said so."""
    result = Session(Options(agent_server.url, checks=(check,))).run()
    (run,) = result.checks
    assert run.skipped is not None
    assert "firing" in run.skipped
