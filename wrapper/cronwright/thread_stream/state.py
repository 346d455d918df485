"""What a thread stream knows: its runs, how they ended, what waits for an answer."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, TypedDict

from .errors import RunNotStartedError, ThreadStreamError
from .events import Event
from .follow import Outcome, Outcomes

DEFAULT_START_TIMEOUT = 30.0


class InterruptPayload(TypedDict):
    """What waits for an answer: its id, what the graph asks, and in which subgraph."""

    interrupt_id: str
    value: Any
    namespace: list[str]


class ThreadState:
    """Which run is followed, and what is known of the thread; every reader of the stream adds to it.

    Followed is the first run that the stream started and that is not over; else the one that answers an
    interrupt; else the last one. On a thread that was there before, that is its newest run.
    """

    def __init__(
        self, thread_id: str, assistant_id: str, *, made: bool, start_timeout: float | None = None
    ) -> None:
        self.thread_id = thread_id
        self.assistant_id = assistant_id
        self.made = made
        """Whether the id was made here, so that the first `run.start` makes the thread."""
        self.start_timeout = DEFAULT_START_TIMEOUT if start_timeout is None else start_timeout
        self.entered = self.closed = False
        self.interrupted = False
        self.interrupts: list[InterruptPayload] = []
        self.settled = False
        """Whether `interrupts` is what the thread itself says."""
        self.answered: str | None = None
        """The run whose interrupt was answered, until the run is known that goes on from it."""
        self.last: str | None = None
        """The run that was followed last, whether it is over or not."""
        self._started: list[str] = []
        self._own: set[str] = set()
        self._sending = 0
        self._outcomes = Outcomes()
        self._ids = itertools.count(1)

    # What is sent

    def command_id(self) -> int:
        """The number of the next command."""
        return next(self._ids)

    def sending(self) -> None:
        """A command that starts a run is on its way: what is read waits for its answer."""
        self._sending += 1

    def sent(self) -> None:
        """The command was answered, or failed."""
        self._sending -= 1

    def started(self, run_id: str) -> None:
        """A run was started, with which an interrupted thread goes on (facts T3)."""
        self._nothing_waits()
        self._started.append(run_id)
        self._own.add(run_id)

    def responded(self) -> None:
        """An interrupt was answered: a run begins whose id is not told (facts T4)."""
        self.answered = self.last
        self._nothing_waits()

    # What is read

    @property
    def waiting(self) -> bool:
        """Whether there is nothing to be followed yet."""
        return self.busy or self.unstarted

    @property
    def busy(self) -> bool:
        """Whether a command is on its way that starts a run."""
        return self._sending > 0

    @property
    def unstarted(self) -> bool:
        """Whether the thread is new and no run was started."""
        return self.made and self.followed is None and self.answered is None

    @property
    def followed(self) -> str | None:
        """The run to read, as far as it is known."""
        if self._started:
            return self._started[0]
        return None if self.answered is not None else self.last

    @property
    def started_any(self) -> bool:
        """Whether a run was started or went on through this stream."""
        return bool(self._own) or self.answered is not None

    def started_here(self, run_id: str | None) -> bool:
        """Whether this stream started a run."""
        return run_id in self._own

    def found(self, run_id: str) -> None:
        """A run is the one to be followed that is not of this stream's starting."""
        self.answered, self.last = None, run_id

    def over(self, outcome: Outcome) -> None:
        """A run is over; that it is read again changes nothing."""
        if self._outcomes.get(outcome.run_id) is not None:
            return
        self._outcomes.add(outcome)
        if outcome.run_id in self._started:
            self._started.remove(outcome.run_id)
        if outcome.run_id is not None and self.answered is None:
            self.last = outcome.run_id
        if outcome.ending != "interrupted":
            self._nothing_waits()

    def outcome(self, run_id: str | None) -> Outcome | None:
        """How a run ended, if that is known."""
        return self._outcomes.get(run_id)

    def observe(self, event: Event) -> None:
        """Learn of what waits for an answer."""
        if event.method == "input.requested" and self.answered is None:
            fields = event.fields
            self.ask(str(fields.get("interrupt_id")), fields.get("payload"), event.namespace)

    def ask(self, interrupt_id: str, value: Any, namespace: tuple[str, ...] = ()) -> None:
        """Something waits for an answer."""
        self.interrupted = True
        if not any(each["interrupt_id"] == interrupt_id for each in self.interrupts):
            asked: InterruptPayload = {
                "interrupt_id": interrupt_id,
                "value": value,
                "namespace": list(namespace),
            }
            self.interrupts = [*self.interrupts, asked]

    def settle(self, interrupts: Mapping[str, Any]) -> bool:
        """Take over what the thread says that it waits for: lists of {id, value} by task; whether any."""
        listed = [one for several in interrupts.values() if isinstance(several, list) for one in several]
        asked = {str(one["id"]): one.get("value") for one in listed if isinstance(one, dict) and "id" in one}
        known = self.interrupts
        self.interrupts = [each for each in known if each["interrupt_id"] in asked]
        for interrupt_id, value in asked.items():
            self.ask(interrupt_id, value)
        self.interrupted, self.settled = bool(self.interrupts), True
        return self.interrupted

    def _nothing_waits(self) -> None:
        self.interrupted, self.interrupts, self.settled = False, [], False

    # What cannot be

    def enter(self) -> None:
        """The `with` block begins; raises ThreadStreamError where it was left before."""
        if self.closed:
            raise ThreadStreamError("this thread stream is closed; open another one")
        self.entered = True

    def check_usable(self) -> None:
        """Raise ThreadStreamError where the stream was not entered, or is closed."""
        if self.closed:
            raise ThreadStreamError("this thread stream is closed; open another one")
        if not self.entered:
            raise ThreadStreamError("a thread stream is used in a `with` block (`async with`)")

    def not_started(self) -> RunNotStartedError:
        """The error for a run that was waited for in vain."""
        return RunNotStartedError(
            f"nothing to read: no run was started on this new thread within {self.start_timeout:g} s; "
            f"call run.start first"
        )

    def to_answer(self, interrupt_id: str | None) -> InterruptPayload:
        """What an answer is for; raises ThreadStreamError where that is not clear."""
        ids = [each["interrupt_id"] for each in self.interrupts]
        if interrupt_id is not None:
            if interrupt_id in ids:
                return self.interrupts[ids.index(interrupt_id)]
            raise ThreadStreamError(f"interrupt {interrupt_id!r} does not wait for an answer; {ids} do")
        if not ids:
            raise ThreadStreamError("nothing on this thread waits for an answer")
        if len(ids) > 1:
            raise ThreadStreamError(f"{len(ids)} interrupts wait for an answer: say which, of {ids}")
        return self.interrupts[0]
