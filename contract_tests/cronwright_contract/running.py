"""A run from its options to its reports, with what Ctrl-C does in between."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

import yaml

from cronwright_contract.console import Screen
from cronwright_contract.finding import Finding
from cronwright_contract.given import Unusable
from cronwright_contract.options import Options
from cronwright_contract.reports import Recorder, conclude
from cronwright_contract.result import CheckRun, Result
from cronwright_contract.run import Session, Watcher
from cronwright_contract.secret import secrets_of
from cronwright_contract.wire.exchange import Exchange

_LEFT = b"\nEnded at once. What the run made may still be there; it goes with: cronwright contract sweep\n"


@dataclass(slots=True)
class Outcome:
    """What came of a run: its result, the reports' files, and the signal that ended it, if one did."""

    result: Result
    files: Sequence[Path] = field(default_factory=list)
    signal: int | None = None

    @property
    def exit_code(self) -> int:
        """The result's; 130 after Ctrl-C, as shells have it: a run cut short says nothing about a server."""
        return self.result.exit_code if self.signal is None else 128 + self.signal


def carry_out(options: Options, screen: Screen, report: Path | None) -> Outcome:
    """Run the suite; whatever ends it, what it made is cleared away and the reports are written.

    Raises `Unusable`.
    """
    writing = Writing(report) if report else None
    session = opened(options, [screen, *([writing] if writing else [])])
    outcome = Outcome(session.result)
    if writing:
        writing.starts(options, session.result)
    screen.starts(options, session.operations)
    with interruptible(screen) as stopped:
        try:
            session.run()
        except KeyboardInterrupt:
            outcome.signal = stopped.signal or signal.SIGINT
        screen.stops()
        if writing:
            outcome.files = writing.concludes(session.result, options.document)
    return outcome


def opened(options: Options, watchers: Sequence[Watcher] = ()) -> Session:
    """A session; raises `Unusable` where its document is none."""
    try:
        return Session(options, watchers)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, yaml.YAMLError) as error:
        if options.document is None:
            raise
        raise Unusable(f"--document {options.document}: no OpenAPI document to judge by: {error}") from None


class Writing:
    """A watcher that writes the reports of a folder while the run goes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def starts(self, options: Options, result: Result) -> None:
        """Open the folder; raises `Unusable`."""
        try:
            self._recorder = Recorder(
                self._folder,
                server=result.server,
                started=datetime.fromisoformat(result.started),
                redact=secrets_of(options),
            )
        except OSError as error:
            raise Unusable(f"--report {self._folder}: {error.strerror or error}") from None

    def concludes(self, result: Result, document: Path | None) -> Sequence[Path]:
        """Write the rest; gives the files."""
        return conclude(self._recorder, result, contract=document)

    def begins(self, check: CheckRun, index: int, total: int) -> None:
        pass

    def exchange(self, exchange: Exchange) -> None:
        self._recorder.exchange(exchange)

    def sketch(self, finding: Finding) -> None:
        pass

    def finding(self, finding: Finding) -> None:
        self._recorder.finding(finding)

    def ends(self, check: CheckRun) -> None:
        pass


class Stopped:
    """Which signal stopped the run, if one did."""

    signal: int | None = None


@contextmanager
def interruptible(screen: Screen) -> Iterator[Stopped]:
    """The first Ctrl-C or SIGTERM ends the run, which then clears away; the second ends the program."""
    stopped = Stopped()
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return

    def stop(number: int, _: FrameType | None) -> None:
        if stopped.signal is not None:
            # Nothing that could wait for a lock; and the cursor, which the bars have hidden.
            os.write(2, b"\x1b[?25h" * os.isatty(2) + _LEFT)
            os._exit(128 + number)
        stopped.signal = number
        screen.line("stopping", "clearing away what this run made; once more ends at once", "yellow")
        raise KeyboardInterrupt

    before: dict[int, Any] = {
        number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
