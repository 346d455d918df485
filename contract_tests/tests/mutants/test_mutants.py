"""Every mutant is a breach that a request made by hand can see, and a real server does not show it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import mutants
from cronwright_contract.rules import RULES
from mutants import Kind, Mutant, Proxy, every, routes

from .demonstrations.api import Api, Demonstrations
from .demonstrations.assistants import ASSISTANTS
from .demonstrations.crons_form import FORM
from .demonstrations.crons_refusals import REFUSALS
from .demonstrations.crons_searches import SEARCHES
from .demonstrations.crons_time import TIMES
from .demonstrations.crons_writes import WRITES
from .demonstrations.runs import RUNS
from .demonstrations.state import STATE
from .demonstrations.store import STORE
from .demonstrations.streams import STREAMS
from .demonstrations.system import SYSTEM
from .demonstrations.threads import THREADS

CRONS: Demonstrations = {**FORM, **REFUSALS, **WRITES, **SEARCHES, **TIMES}
SHOWS: Demonstrations = {**CRONS, **THREADS, **STATE, **ASSISTANTS, **RUNS, **STREAMS, **STORE, **SYSTEM}
EACH = pytest.mark.parametrize("mutant", every(), ids=lambda mutant: mutant.name())


@pytest.fixture
def tidy(upstream: str) -> Iterator[None]:
    """No cron is left: one that a mutant enabled, with an end, would stop the scheduler for all others."""
    yield
    with Api(upstream) as api:
        for cron in api.searching(limit=1000).json():
            api.delete(cron)


@pytest.fixture(scope="module")
def unchanged(upstream: str) -> Iterator[Api]:
    """The real server behind a proxy without a mutant."""
    with Proxy(upstream) as proxy, Api(proxy.url) as api:
        yield api


@EACH
@pytest.mark.usefixtures("tidy")
def test_it_is_seen(upstream: str, mutant: type[Mutant]) -> None:
    """With the mutant a few requests made by hand see the breach."""
    with Proxy(upstream, mutant()) as proxy, Api(proxy.url) as api:
        assert SHOWS[mutant](api)


@EACH
@pytest.mark.usefixtures("tidy")
def test_the_real_server_has_it_not(unchanged: Api, mutant: type[Mutant]) -> None:
    """Without it the same requests see nothing."""
    unchanged.renew()
    assert not SHOWS[mutant](unchanged)


@EACH
def test_it_says_what_it_is(mutant: type[Mutant]) -> None:
    """One sentence, operations that the contract has, a rule that the suite knows."""
    said = mutant.__doc__ or ""
    assert said.endswith(".")
    assert "\n" not in said
    assert set(mutant.operations) <= routes.operation_ids()
    assert (mutant.rule is None) == ("Control" in mutant.__name__)
    assert mutant.rule is None or mutant.rule in RULES


def test_each_kind_of_fault_is_planted_once() -> None:
    """All ten kinds of the rest-faults benchmark."""
    assert sorted(mutant.kind for mutant in every() if mutant.kind is not None) == sorted(Kind)


def test_the_readme_names_them() -> None:
    """The table of the ten kinds names the mutants that are of that kind."""
    readme = (Path(mutants.__file__).parent / "README.md").read_text(encoding="utf-8")
    for mutant in every():
        if mutant.kind is not None:
            assert re.search(rf"^\| {mutant.kind} \|.*`{mutant.name()}` \|$", readme, re.MULTILINE), mutant
