"""One run of the suite: reach the server, run the checks, clear away, say what came of it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from pathlib import Path
from traceback import extract_tb, format_exception
from typing import Any, Protocol

from cronwright_contract.answers import Answers
from cronwright_contract.baseline import Baseline, BaselineError, shipped, unseen
from cronwright_contract.broken import Blocked, OutOfTime, Undeclared
from cronwright_contract.check import Check, every_check
from cronwright_contract.document import Contract
from cronwright_contract.finding import Finding
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Effort, Hunter
from cronwright_contract.options import Options, Profile
from cronwright_contract.own import Lacking
from cronwright_contract.reach import Server, reach
from cronwright_contract.reached import left_out, unreached
from cronwright_contract.result import CheckRun, Known, Result, Tally
from cronwright_contract.secret import secret_headers
from cronwright_contract.shipped import contract_path, read
from cronwright_contract.steady import steady_draws
from cronwright_contract.sweep import sweep_run
from cronwright_contract.wire.exchange import Exchange
from cronwright_contract.wire.guard import Guard
from cronwright_contract.wire.ledger import Ledger
from cronwright_contract.wire.pace import Pace
from cronwright_contract.wire.transport import Transport

DEFAULT_BUDGET = {Profile.quick: 110.0, Profile.full: 900.0, Profile.read_only: 60.0}
"""Seconds."""
# What it is to take an answer for another than it is.
_MISREAD = (AttributeError, LookupError, TypeError, ValueError)
_CASES = {Profile.quick: 15_000, Profile.full: 15_000, Profile.read_only: 1_500}
"""What a profile sends at the most, each check once; some more than was measured."""
GENEROUS = 6
"""How many equal shares of the time that is left one check may take."""


def budget_of(options: Options) -> float:
    """How many seconds a run may take: what was given, else the profile's, or what the rate makes of it."""
    usual = DEFAULT_BUDGET[options.profile]
    at_the_rate = _CASES[options.profile] / options.rate if options.rate else 0.0
    return options.budget or max(usual, at_the_rate)


class Watcher(Protocol):
    """Who looks on while a run goes."""

    def begins(self, check: CheckRun, index: int, total: int) -> None: ...
    def exchange(self, exchange: Exchange) -> None: ...
    def sketch(self, finding: Finding) -> None:
        """A finding as it was first met, before it is made small."""

    def finding(self, finding: Finding) -> None: ...
    def ends(self, check: CheckRun) -> None: ...


class Stop(BaseException):
    """The first finding is enough."""


class Session:
    """A run under way. `run` never raises for what the server does; the result says it all."""

    def __init__(self, options: Options, watchers: Sequence[Watcher] = ()) -> None:
        self._options = options
        self._watchers = watchers
        self._document = read(options.document or contract_path())
        self._contract, self._answers = _judges(options.document or contract_path())
        self._baseline = Baseline()
        self._found: dict[tuple[str, ...], Finding] = {}
        self._now: CheckRun | None = None
        self._breached = False
        self._sought: str | None = None
        self._repeated = False
        self.result = Result(
            server=options.url,
            version=None,
            profile=options.profile.value,
            seed=options.seed,
            options=_shown(options),
            started=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def run(self) -> Result:
        """Run every check that is asked for and allowed; clears away what it made, however it ends."""
        with suppress(Stop, Blocked), self.opened():
            for check in self.plan:
                self.step(check)
            self.go_on()
        return self.result

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Reach the server; at the end clear away, and conclude. For those who take the steps themselves.

        Raises `Blocked`, which the result tells as well.
        """
        self._begun = time.monotonic()
        self._end = self._begun + budget_of(self._options)
        try:
            with self._ground() as self._on:
                if self._sought is None and not self.plan:
                    skipped = ", ".join(f"{check.name} is {check.skipped}" for check in self.result.checks)
                    raise Blocked(f"no check was run: {skipped or 'none has a name like that'}")
                yield
        except Blocked as blocked:
            self._block(str(blocked))
            raise
        except KeyboardInterrupt:
            self._block("stopped by hand before its end")
            raise
        finally:
            self.result.seconds = time.monotonic() - self._begun
            self._conclude()

    @property
    def operations(self) -> list[str]:
        """The ids of the contract's operations."""
        return list(self._contract.operations)

    @cached_property
    def plan(self) -> list[Check]:
        """The checks that are asked for and allowed, in their order; the result names those left out."""
        wanted = [check for check in every_check() if _asked_for(check, self._options.checks)]
        return [check for check in wanted if self._may(check)]

    def step(self, check: Check) -> CheckRun:
        """Run one check of the plan; to be called while the session is open."""
        index, total = self.plan.index(check), len(self.plan)
        # Most checks need little of an equal share; the few that need more may take what is left over.
        share = (self._end - time.monotonic()) / (total - index) * GENEROUS
        deadline = min(self._end, time.monotonic() + share)
        return self._run_check(check, Effort(self._options.seed), deadline, None, index, total)

    def go_on(self) -> None:
        """With the profile `full`: all checks again and again, deeper, until the budget is used."""
        turn, total = 1, len(self.plan)
        while self._options.profile is Profile.full and total and time.monotonic() < self._end:
            for index, check in enumerate(self.plan):
                if time.monotonic() < self._end:
                    effort = Effort(self._options.seed + 1000 * turn, scale=2.0, shrink_seconds=20.0)
                    self._run_check(check, effort, self._end, None, index, total)
            turn += 1

    def replay(self, check: Check, how: Mapping[str, Any], id: str) -> Result:
        """Run one property of one check on the one example that a finding names.

        Whatever the baseline says of it, the finding of that id is in the result if it is still there.
        """
        self._sought = id
        with suppress(Stop, Blocked), self.opened():
            if self._may(check):
                effort = Effort(self._options.seed, shrink_seconds=0)
                self._run_check(check, effort, None, how)
                if not (self._repeated or self.result.findings or self.result.blocked):
                    raise Blocked("this release does not make that example: its check has changed")
            else:
                raise Blocked(f"the check {check.name} is {self.result.checks[-1].skipped}")
        return self.result

    @contextmanager
    def _ground(self) -> Iterator[Ground]:
        options = self._options
        run = uuid.uuid4().hex[:12]
        ledger = Ledger(options.ledgers, run, options.url)
        tag = {"cronwright_suite": "contract", "cronwright_run": run}
        guard = Guard(ledger, tag, options.allow, read_only=options.profile is Profile.read_only)
        pace = Pace(options.rate)
        transport = Transport(
            route=self._route,
            warden=guard,
            pacer=pace,
            url=options.url,
            secret_headers=secret_headers(options),
        )
        ground = Ground(
            options,
            self._document,
            self._contract,
            self._answers,
            transport,
            run,
            guard.new_id,
            is_excused=self._is_excused,
            is_found=lambda finding: finding.key in self._found,
        )

        def disarm(cron_id: str) -> None:
            with ground.unjudged():
                ground.send("crons_delete", {"cron_id": cron_id})

        guard.disarm = disarm
        pace.probe = transport.is_well
        try:
            server: Server = reach(ground)
            self.result.version = server.version
            ground.assistant = server.assistant
            path = options.baseline or shipped(server.version)
            try:
                self._baseline = Baseline.load(path) if path else Baseline()
            except BaselineError as error:
                raise Blocked(f"the baseline cannot be used: {error}") from None
            # What it took to reach the server is no part of the run.
            transport.observers.insert(0, self._count)
            try:
                yield ground
            finally:
                transport.observers.remove(self._count)
                ground.deadline = None
                with ground.unjudged():
                    self._block(*sweep_run(transport, guard, ledger, options.url))
        finally:
            ground.close()
            ledger.close()

    def _run_check(
        self,
        check: Check,
        effort: Effort,
        deadline: float | None,
        replay: Mapping[str, Any] | None,
        index: int = 0,
        total: int = 1,
    ) -> CheckRun:
        ground, begun = self._on, time.monotonic()
        run = CheckRun(check.name, check.title, started=begun - ground.started)
        self.result.checks.append(run)
        self._now, ground.check, ground.deadline, self._breached = run, check.name, deadline, False
        for watcher in self._watchers:
            watcher.begins(run, index, total)
        if self._options.stop_at_first:
            effort = replace(effort, shrink_seconds=0.0)
        hunter = Hunter(ground, effort, report=self._report, sketch=self._sketch, replay=replay)
        try:
            with steady_draws():
                check.work(hunter)
            self._repeated = hunter.repeated
        except OutOfTime:
            run.cut = True
        except Undeclared as undeclared:
            run.skipped = f"the document has no {undeclared}"
        except Lacking as lacking:
            self._block(f"the check {check.name} could not go on: {lacking}")
        except Exception as error:
            # What is found so far stands, and the next check can run. Where the answers break the contract, a
            # check that trips over one is not at fault.
            if not (self._breached and isinstance(error, _MISREAD)):
                run.broke = "".join(format_exception(error))
            where = extract_tb(error.__traceback__)[-1]
            self._block(
                f"the check {check.name} broke off: {type(error).__name__}: {error} "
                f"({Path(where.filename).name}:{where.lineno})"
            )
        finally:
            run.seconds = time.monotonic() - begun
            for watcher in self._watchers:
                watcher.ends(run)
        return run

    def _block(self, *reasons: str) -> None:
        self.result.blocked = [*self.result.blocked, *reasons]

    def _may(self, check: Check) -> bool:
        allowed = set(self._options.allow)
        if self._options.profile is not Profile.read_only:
            allowed.add("writes")
        if self._options.profile is Profile.full:
            allowed.add("full")
        missing = sorted(check.needs - allowed)
        if missing:
            full = "only the profile full has the time for it"
            skipped = full if missing == ["full"] else "not allowed: " + ", ".join(missing)
            self.result.checks.append(CheckRun(check.name, check.title, 0.0, skipped=skipped))
        return not missing

    def _route(self, method: str, path: str) -> str | None:
        operation = self._contract.find(method, path)
        return None if operation is None else operation.id

    def _is_excused(self, finding: Finding) -> bool:
        excused = finding.id != self._sought and self._baseline.known(finding)
        if excused:
            for tally in self._tallies(finding.operation):
                tally.known += 1
        return excused

    def _report(self, finding: Finding) -> None:
        self._breached = True
        if finding.key in self._found:
            return
        self._found[finding.key] = finding
        self.result.findings.append(finding)
        for tally in self._tallies(finding.operation):
            tally.findings += 1
        for watcher in self._watchers:
            watcher.finding(finding)
        if self._options.stop_at_first:
            raise Stop

    def _sketch(self, finding: Finding) -> None:
        for watcher in self._watchers:
            watcher.sketch(finding)

    def _count(self, exchange: Exchange) -> None:
        for tally in self._tallies(exchange.request.operation or "unknown"):
            tally.sent += 1
            tally.accepted += exchange.ok
        if self._now is not None:
            self._now.cases += 1
        for watcher in self._watchers:
            watcher.exchange(exchange)

    def _tallies(self, operation: str) -> Iterator[Tally]:
        yield self.result.operations.setdefault(operation, Tally())
        if self._now is not None:
            yield self._now.operations.setdefault(operation, Tally())

    def _conclude(self) -> None:
        result, entries = self.result, self._baseline.entries
        result.known = [Known(entry.id, entry.reason, entry.seen) for entry in entries if entry.seen]
        result.left_out = left_out(self._document, self._options, result.operations)
        if self._options.checks or not self._whole:
            # What a part of the suite did not reach or meet says nothing.
            return
        self._block(*unreached(self._contract.operations, result.operations, result.left_out, result.checks))
        sent = [name for name, tally in result.operations.items() if tally.sent]
        # What a check that did not run would have met has not vanished.
        if not any(c.cut or c.broke or (c.skipped or "").startswith("not allowed") for c in result.checks):
            result.vanished = [
                Known(entry.id, entry.reason, 0)
                for entry in unseen(entries)
                if any(fnmatchcase(name, pattern) for pattern in entry.operations for name in sent)
            ]

    @property
    def _whole(self) -> bool:
        """Whether every check of the plan was run."""
        ran = {check.name for check in self.result.checks}
        return self._sought is None and "plan" in vars(self) and {check.name for check in self.plan} <= ran


@lru_cache(maxsize=2)
def _judges(path: Path) -> tuple[Contract, Answers]:
    """The judges by a document: the same for every run by it."""
    return Contract(read(path)), Answers(read(path))


def _asked_for(check: Check, patterns: Sequence[str]) -> bool:
    return not patterns or any(fnmatchcase(check.name, pattern) for pattern in patterns)


def _shown(options: Options) -> dict[str, Any]:
    return {
        "assistant": options.assistant,
        "budget": options.budget,
        "rate": options.rate,
        "allow": sorted(options.allow),
        "checks": list(options.checks),
        "headers": sorted(options.headers),
    }
