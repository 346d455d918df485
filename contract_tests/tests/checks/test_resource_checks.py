"""The checks of threads, assistants, state, runs, streams, store and system: silent, and each can find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from cronwright.embedded import EmbeddedServer
from cronwright_contract.finding import Finding
from cronwright_contract.options import Options
from cronwright_contract.run import Session
from mutants import Mutant, Proxy, named
from mutants.message import Answer, Request

CHECKS = tuple(
    f"{resource}.*" for resource in ("threads", "store", "assistants", "state", "runs", "streams", "system")
)


class _AlwaysIdle(Mutant):
    """A thread is idle whatever waits on it."""

    resource = "threads"
    operations: ClassVar[tuple[str, ...]] = ("threads_get",)

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda thread: thread.update(status="idle"))


class _SearchIgnoresValues(Mutant):
    """A search by state finds every thread."""

    resource = "threads"
    operations: ClassVar[tuple[str, ...]] = ("threads_search",)

    def before(self, request: Request) -> None:
        if "values" in request.fields:
            request.drop("values")


class _LosesAnEvent(Mutant):
    """The stream of a thread, or of its protocol, leaves out an event in the middle."""

    resource = "streams"

    def __init__(self, *operations: str) -> None:
        super().__init__()
        self.operations = operations  # type: ignore[misc]

    def events(self, request: Request, events: Iterator[bytes]) -> Iterator[bytes]:
        return (event for index, event in enumerate(events) if index != 2)


class _InfoMoves(Mutant):
    """No two reads of /info are the same."""

    resource = "system"
    operations: ClassVar[tuple[str, ...]] = ("system_info",)
    reads = 0

    def after(self, request: Request, answer: Answer) -> None:
        def move(info: dict[str, Any]) -> None:
            self.reads += 1
            info["host"]["revision_id"] = f"revision {self.reads}"

        answer.edit(move)


class _EdgeLeadsNowhere(Mutant):
    """The graph has lost its last node, and an edge still leads there."""

    resource = "assistants"
    operations: ClassVar[tuple[str, ...]] = ("assistants_get_graph",)

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda drawing: drawing["nodes"].pop())


class _BatchTakesOneThread(Mutant):
    """The runs of a batch say that they are of one thread."""

    resource = "runs"
    operations: ClassVar[tuple[str, ...]] = ("runs_create_batch",)

    def after(self, request: Request, answer: Answer) -> None:
        first = answer.body[0]["thread_id"]
        answer.edit(lambda run: run.update(thread_id=first))


class _LosesNamespaces(Mutant):
    """The store lists no namespace at all."""

    resource = "store"
    operations: ClassVar[tuple[str, ...]] = ("store_list_namespaces",)

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda body: body.update(namespaces=[]))


def found(url: str, check: str, mutant: Mutant) -> Finding:
    """The first finding of a check behind a mutant."""
    with Proxy(url, mutant) as proxy:
        options = Options(
            proxy.url, checks=(check,), allow=frozenset({"runs"}), stop_at_first=True, seed=7, budget=60
        )
        (finding,) = Session(options).run().findings
    assert finding.check == check
    return finding


def test_the_real_server_keeps_them(agent_server: EmbeddedServer) -> None:
    """But for what the baseline names, nothing is found, and nothing was skipped or cut."""
    options = Options(agent_server.url, checks=CHECKS, allow=frozenset({"runs"}), seed=7)
    result = Session(options).run()
    assert [finding.breach for finding in result.findings] == []
    assert {(run.name, run.skipped, run.cut, bool(run.cases)) for run in result.checks} == {
        (run.name, None, False, True) for run in result.checks
    }
    assert not result.blocked


def test_without_leave_nothing_runs(agent_server: EmbeddedServer) -> None:
    """The checks that run the graph are skipped, and say what is missing."""
    result = Session(Options(agent_server.url, checks=("streams.*", "runs.ended"))).run()
    assert {run.skipped for run in result.checks} == {"not allowed: runs"}


@pytest.mark.parametrize(
    ("check", "mutant", "rule"),
    [
        ("threads.stored", "threads.create_ignores_id", "stored"),
        ("threads.stored", "threads.created_at_moves", "untouched"),
        ("threads.refused", "threads.do_nothing_overwrites", "untouched"),
        ("threads.refused", "threads.bad_status_is_accepted", "accepts_bad"),
        ("threads.searched", "threads.search_sort_is_reversed", "sort"),
        ("threads.searched", "threads.search_ignores_status", "filter"),
        ("threads.model", "threads.select_is_ignored", "select"),
        ("threads.model", "threads.count_is_one_too_many", "count"),
        ("threads.pages", "threads.page_repeats_a_row", "page"),
        ("store.stored", "store.value_loses_a_key", "stored"),
        ("store.found", "store.delete_takes_the_namespace", "deleted"),
        ("store.found", "store.put_adds", "stored"),
        ("store.found", "store.search_ignores_prefix", "filter"),
        ("store.model", "store.search_ignores_filter", "filter"),
        ("store.refused", "store.key_is_unchecked", "accepts_bad"),
        ("assistants.stored", "assistants.patch_clears_description", "untouched"),
        ("assistants.refused", "assistants.required_is_unchecked", "accepts_bad"),
        ("assistants.model", "assistants.deleted_is_still_found", "filter"),
        ("assistants.searched", "assistants.search_sort_is_reversed", "sort"),
        ("assistants.searched", "assistants.search_ignores_name", "filter"),
        ("assistants.graph", "assistants.schemas_are_a_list", "body"),
        ("state.kept", "state.history_is_reversed", "sort"),
        ("state.refused", "state.missing_is_empty", "deleted"),
        ("state.copied", "threads.copy_is_the_original", "fresh_id"),
        ("runs.stored", "runs.strategy_is_shown_another", "stored"),
        ("runs.model", "runs.list_ignores_status", "filter"),
        ("runs.listed", "runs.page_repeats_a_row", "page"),
        ("runs.many", "runs.list_shows_anothers", "isolated"),
        ("runs.refused", "runs.unknown_strategy_is_accepted", "accepts_bad"),
        ("runs.ended", "runs.failure_is_success", "stored"),
        ("streams.run", "streams.loses_the_last_event", "stream"),
        ("streams.run", "streams.resumes_from_the_start", "stream"),
        ("streams.alone", "streams.loses_the_last_event", "stream"),
        ("system.answers", "system.metrics_fail", "server_error"),
    ],
)
def test_a_planted_breach_is_found(check: str, mutant: str, rule: str, agent_server: EmbeddedServer) -> None:
    """By the check that is there for it."""
    assert found(agent_server.url, check, named(mutant)).breach.rule == rule


@pytest.mark.parametrize(
    ("check", "mutant", "place"),
    [
        ("runs.thread", _AlwaysIdle(), "status after a run is made"),
        ("state.found", _SearchIgnoresValues(), "values"),
        ("streams.thread", _LosesAnEvent("threads_join_stream"), "run_modes"),
        ("streams.thread", _LosesAnEvent("threads_stream_events"), "channel updates"),
        ("system.answers", _InfoMoves(), ""),
        ("assistants.graph", _EdgeLeadsNowhere(), "edges"),
        ("runs.many", _BatchTakesOneThread(), "thread_id"),
        ("store.model", _LosesNamespaces(), "less"),
    ],
)
def test_a_breach_that_no_mutant_has_is_found(
    check: str, mutant: Mutant, place: str, agent_server: EmbeddedServer
) -> None:
    """What else these checks look at."""
    assert found(agent_server.url, check, mutant).breach.place == place
