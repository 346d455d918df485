"""The suite under pytest: an item for each check, with the options of `cronwright contract run`.

    pytest --pyargs cronwright_contract --base-url https://staging.example.com

In a project of one's own, in its conftest and in one test module:

    pytest_plugins = ["cronwright_contract.plugin"]
    from cronwright_contract.test_contract import test_contract

There the fixture `contract_base_url` may be overridden with the URL of a server that the project starts.
"""

from __future__ import annotations

from argparse import ArgumentError
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from cronwright_contract.broken import Blocked
from cronwright_contract.check import Check, every_check
from cronwright_contract.given import Given, Unusable, drawn_seed
from cronwright_contract.options import Options, Profile
from cronwright_contract.reports.redact import Redactor
from cronwright_contract.reports.visible import visible
from cronwright_contract.result import Result
from cronwright_contract.run import Session
from cronwright_contract.running import Writing, opened
from cronwright_contract.secret import secrets_of
from cronwright_contract.told import counted, told

COULD_NOT_RUN = 2

_LIST: dict[str, Any] = {"action": "append", "default": []}
_FLAG: dict[str, Any] = {"action": "store_true"}
_OPTIONS: dict[str, dict[str, Any]] = {
    "base-url": {"metavar": "URL", "help": "the server; without it, an embedded one is started"},
    "assistant": {"metavar": "GRAPH", "help": "the graph to use"},
    "profile": {"choices": [profile.value for profile in Profile], "default": Profile.quick.value},
    "seed": {"type": int, "metavar": "N", "help": "the same seed gives the same cases"},
    "budget": {"metavar": "SECONDS", "help": "how long it may take; also 15m, 1h"},
    "rate": {"metavar": "N/s", "help": "no more requests per second than this"},
    "baseline": {"type": Path, "metavar": "FILE", "help": "known deviations, with reasons"},
    "document": {"type": Path, "metavar": "FILE", "help": "judge by this OpenAPI document"},
    "report": {"type": Path, "metavar": "DIR", "help": "write the reports into this folder"},
    "header": {**_LIST, "metavar": "'NAME: VALUE'", "help": "send this header too; ${VARIABLE} for secrets"},
    "check": {**_LIST, "metavar": "PATTERN", "help": "only checks of this name"},
    "allow-firing": {**_FLAG, "help": "allow crons that fire"},
    "allow-runs": {**_FLAG, "help": "allow runs that start the graph"},
    "allow-global": {**_FLAG, "help": "allow what reaches beyond the run's own"},
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Each option by its name and by `--contract-NAME`; a name that another plugin has stays that one's."""
    group = parser.getgroup("cronwright contract")
    for name, how in _OPTIONS.items():
        long, dest = f"--contract-{name}", f"contract_{name.replace('-', '_')}"
        # It may be loaded after us, and would then fail.
        theirs = name == "base-url" and find_spec("pytest_base_url") is not None
        with suppress(ValueError, ArgumentError):
            group.addoption(*([] if theirs else [f"--{name}"]), long, dest=dest, **how)
            continue
        group.addoption(long, dest=dest, **how)


@dataclass(slots=True)
class State:
    """What one pytest session has of the suite."""

    given: Given
    report: Path | None
    result: Result | None = None
    files: list[Path] = field(default_factory=list)


_STATE = pytest.StashKey[State]()


def pytest_configure(config: pytest.Config) -> None:
    option = config.option
    allowed = [name for name in ("firing", "runs", "global") if getattr(option, f"contract_allow_{name}")]
    given = Given(
        base_url=option.contract_base_url or getattr(option, "base_url", None),
        assistant=option.contract_assistant,
        profile=Profile(option.contract_profile),
        seed=drawn_seed() if option.contract_seed is None else option.contract_seed,
        budget=option.contract_budget,
        rate=option.contract_rate,
        baseline=option.contract_baseline,
        document=option.contract_document,
        headers=option.contract_header,
        checks=option.contract_check,
        allow=frozenset(allowed),
    )
    config.stash[_STATE] = State(given, option.contract_report)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """An item for each check; with the profile `full` one more, for the time that is then left."""
    if "contract_check" not in metafunc.fixturenames:
        return
    given = metafunc.config.stash[_STATE].given
    checks: list[Check | None] = [check for check in every_check() if given.wants(check.name)]
    if not checks:
        raise pytest.UsageError(f"no check has a name like {', '.join(given.checks)}")
    if given.profile is Profile.full:
        checks.append(None)
    ids = ["again" if check is None else check.name for check in checks]
    metafunc.parametrize("contract_check", checks, ids=ids)


def pytest_report_collectionfinish(config: pytest.Config, items: list[pytest.Item]) -> list[str]:
    if not any(map(_ours, items)):
        return []
    given = config.stash[_STATE].given
    return [f"cronwright contract: {given.profile.value}, seed {given.seed}"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    state = config.stash[_STATE]
    if state.result is None:
        return
    result, line = state.result, terminalreporter.write_line
    terminalreporter.section("cronwright contract")
    cases = sum(tally.sent for tally in result.operations.values())
    accepted = sum(bool(tally.accepted) for tally in result.operations.values())
    line(
        f"{counted(len(result.findings), 'finding')} in {counted(cases, 'case')}, {accepted} operations "
        f"reached, {result.seconds:.0f} s, seed {result.seed}, {result.server}"
    )
    for known in result.known:
        line(visible(f"known: {known.id}, {known.seen} times: {known.reason}"))
    for vanished in result.vanished:
        line(visible(f"vanished: {vanished.id}; if it is mended, strike it from the baseline"))
    for name, reason in result.left_out.items():
        line(visible(f"left out: {name}: {reason}"))
    for reason in result.blocked:
        line(visible(f"failed: {reason}"), red=True)
    for file in state.files:
        if file.suffix != ".json":
            line(f"written: {file}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """The run's own exit code where pytest ran nothing but the suite."""
    result = session.config.stash[_STATE].result
    ended = session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    if result is not None and ended and all(map(_ours, session.items)):
        session.exitstatus = result.exit_code


@pytest.fixture(scope="session")
def contract_base_url(pytestconfig: pytest.Config) -> str | None:
    """The server under test, None for an embedded one; a project overrides it to name its own."""
    return pytestconfig.stash[_STATE].given.base_url


@pytest.fixture(scope="session")
def contract_suite(request: pytest.FixtureRequest, contract_base_url: str | None) -> Iterator[Suite]:
    """The run under way; cleared away and concluded at the end."""
    suite = Suite(request.session, request.config.stash[_STATE])
    suite.opens(contract_base_url)
    yield suite
    suite.closes()


class Suite:
    """One run of the suite, its checks taken one by one as pytest comes to them."""

    def __init__(self, pytest_session: pytest.Session, state: State) -> None:
        self._pytest = pytest_session
        self._state = state
        self._stack = ExitStack()
        self._writing: Writing | None = None
        self._over: str | None = None
        self._options: Options
        self._session: Session

    def opens(self, base_url: str | None) -> None:
        """Reach the server, or start one."""
        given = replace(self._state.given, base_url=base_url)
        try:
            self._options = self._stack.enter_context(given.options())
            self._writing = Writing(self._state.report) if self._state.report else None
            self._session = opened(self._options, [self._writing] if self._writing else [])
            if self._writing:
                self._writing.starts(self._options, self._session.result)
            self._stack.enter_context(self._session.opened())
        except (Unusable, Blocked) as reason:
            self._stack.close()
            self._give_up(str(reason))
        self._state.result = self._session.result

    def verify(self, check: Check | None) -> None:
        """Run one check, or what is left of the profile `full`; its findings are one failure."""
        if self._over is not None:
            pytest.skip(self._over)
        result = self._session.result
        if check is not None and check not in self._session.plan:
            skipped = {run.name: run.skipped for run in result.checks}
            pytest.skip(skipped.get(check.name) or "left out")
        found, ran = len(result.findings), len(result.checks)
        try:
            if check is None:
                self._session.go_on()
            else:
                self._session.step(check)
        except Blocked as blocked:
            self._over = str(blocked)
            result.blocked = [*result.blocked, self._over]
        failures = [
            "\n".join(told(finding.id, self._redactor.clean(finding), self._options.url))
            for finding in result.findings[found:]
        ]
        failures += [self._redactor.text(run.broke) for run in result.checks[ran:] if run.broke]
        if failures:
            pytest.fail("\n\n".join(failures), pytrace=False)
        if self._over is not None:
            self._give_up(self._over)

    def closes(self) -> None:
        """Clear away, and write the reports; what could not be done is an error."""
        try:
            self._stack.close()
        except (Unusable, Blocked) as reason:
            result = self._session.result
            result.blocked = [*result.blocked, str(reason)]
        result = self._session.result
        if self._writing:
            self._state.files = list(self._writing.concludes(result, self._options.document))
        self._state.result = self._redactor.clean(result)
        # What was said already need not be an error at the end as well.
        if result.blocked and not result.findings and self._over is None:
            pytest.fail("\n".join(self._state.result.blocked), pytrace=False)

    @cached_property
    def _redactor(self) -> Redactor:
        return Redactor(secrets_of(self._options))

    def _give_up(self, reason: str) -> None:
        """It cannot be run: ends pytest where it runs nothing but the suite, else fails the item."""
        if all(map(_ours, self._pytest.items)):
            pytest.exit(visible(reason), returncode=COULD_NOT_RUN)
        pytest.fail(visible(reason), pytrace=False)


def _ours(item: pytest.Item) -> bool:
    return "contract_suite" in getattr(item, "fixturenames", ())
