"""The outcome of a run: all that the reports are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cronwright_contract.finding import Finding


@dataclass(slots=True)
class Tally:
    """What one operation, or one operation under one check, has seen."""

    sent: int = 0
    accepted: int = 0
    findings: int = 0
    known: int = 0


@dataclass(slots=True)
class CheckRun:
    """One check as it went. `skipped`: why it did not run. `cut`: its time was over before its end.

    `broke`: the traceback of what broke it off, a fault of the check or an answer that it could not read.
    """

    name: str
    title: str
    started: float
    seconds: float = 0.0
    cases: int = 0
    skipped: str | None = None
    cut: bool = False
    broke: str | None = None
    operations: dict[str, Tally] = field(default_factory=dict)


@dataclass(slots=True)
class Known:
    """An entry of the baseline as the run met it: how often, or never."""

    id: str
    reason: str
    seen: int


@dataclass(slots=True)
class Result:
    """One run: against which server, with which options, what it did and what it found.

    `blocked` says why the run could not be made or could not reach what it must; the exit code is then 2
    unless something was found.
    """

    server: str
    version: str | None
    profile: str
    seed: int
    options: Mapping[str, Any]
    started: str
    seconds: float = 0.0
    checks: list[CheckRun] = field(default_factory=list)
    operations: dict[str, Tally] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    vanished: list[Known] = field(default_factory=list)
    left_out: Mapping[str, str] = field(default_factory=dict)
    blocked: Sequence[str] = ()

    @property
    def exit_code(self) -> int:
        """0: nothing found; 1: the server breaks the contract; 2: it could not be run."""
        return 1 if self.findings else 2 if self.blocked else 0
