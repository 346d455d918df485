"""A server without a network: it does a dialogue's steps from a tape of events."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from cronwright import APIConnectionError, CronwrightError
from cronwright.call import Call
from cronwright.dialogue import CLOSE, READ, Answer, Dialogue, Flow, Open, Pause, Policy
from cronwright.thread_stream.events import Event
from cronwright.thread_stream.place import Place, ServerSentEvents, Snapshot
from cronwright.thread_stream.reading import reading
from cronwright.thread_stream.state import ThreadState
from cronwright.thread_stream.subscription import CHANNELS, Subscription

THREAD = "5f7d6a0e-0e7a-4d9e-8f0a-1a2b3c4d5e6f"
ALL = Subscription(CHANNELS)
BEAT = b": heartbeat\r\n\r\n"
POLICY = Policy(dice=lambda: 0.0)


@dataclass(frozen=True)
class Line:
    """One connection: so many events of the tape, then it breaks, ends, or beats for as long as one reads."""

    events: int | None = None
    then: str = "beat"
    status: int = 200
    tape: list[Event] | None = None
    kind: str = "text/event-stream; charset=utf-8"
    says: bytes | None = None


@dataclass
class Scripted:
    """What the server has, and what it was asked; the last line is for all further connections."""

    tape: list[Event] = field(default_factory=list)
    lines: list[Line] = field(default_factory=lambda: [Line()])
    runs: dict[str, str] = field(default_factory=dict)
    thread: dict[str, Any] = field(default_factory=lambda: {"status": "idle", "interrupts": {}})
    threads: list[dict[str, Any]] = field(default_factory=list)
    values: Any = None
    asked: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    paused: float = 0
    on_read: Callable[[], object] = lambda: None
    on_pause: Callable[[], object] = lambda: None
    _chunks: Iterator[bytes] = field(default_factory=lambda: iter(()))

    def do(self, step: Any) -> Any:
        """Do a step and give what it is told."""
        if isinstance(step, Pause):
            self.paused += step.seconds
            self.on_pause()
            return None
        if isinstance(step, Open):
            return self._open(step.call)
        if step is READ:
            self.on_read()
            return next(self._chunks)
        if step is CLOSE:
            self._chunks = iter((b"",))
            return None
        return self._answer(step)

    def send_next(self, event: Event) -> None:
        """Have this event come next, and then the end of the connection."""
        self._chunks = iter((sent_as(event), b""))

    def _open(self, call: Call[Any]) -> Answer:
        assert call.content is not None
        body = orjson.loads(call.content)
        line = self.lines[min(len(self.bodies), len(self.lines) - 1)]
        self.bodies.append(body)
        if line.then == "refuse":
            raise broken(call, "refused")
        tape = self.tape if line.tape is None else line.tape
        sent = [event for event in tape if (event.seq or 0) > body.get("since", 0)][: line.events]
        self._chunks = self._read(call, line, sent)
        return Answer(line.status, {"content-type": line.kind}, b'{"detail":"no"}', "id")

    def _read(self, call: Call[Any], line: Line, sent: list[Event]) -> Iterator[bytes]:
        for event in sent:
            yield sent_as(event)
        if line.says is not None:
            yield line.says
        if line.then == "break":
            raise broken(call, "reset")
        while line.then == "beat":
            yield BEAT
        while True:
            yield b""

    def _answer(self, call: Call[Any]) -> Answer:
        self.asked.append(call.operation.id)
        found: Any = {"values": self.values, "next": [], "tasks": []}
        if call.operation.id == "runs_list":
            found = [{"run_id": run_id, "status": status} for run_id, status in self.runs.items()]
        elif call.operation.id == "runs_get":
            run_id = call.path.rpartition("/")[2]
            if run_id not in self.runs:
                return Answer(404, {}, b'{"detail":"gone"}', "id")
            found = {"run_id": run_id, "status": self.runs[run_id]}
        elif call.operation.id == "threads_send_command":
            found = {"type": "success", "id": 1, "result": {}}
        elif call.operation.id == "threads_get":
            found = self.threads.pop(0) if self.threads else self.thread
        return Answer(200, {}, orjson.dumps(found), "id")


def sent_as(event: Event) -> bytes:
    """An event as the server sends it."""
    return b"event: x\r\ndata: " + orjson.dumps(event) + b"\r\n\r\n"


def broken(call: Call[Any], why: str) -> APIConnectionError:
    """A connection that broke."""
    return APIConnectionError(why, operation=call.operation, path=call.path, request_id=None)


def steps(dialogue: Flow | Dialogue[Any], server: Scripted) -> Generator[Any, None, Any]:
    """The items of a dialogue, as a shell walks it; its value is returned."""
    try:
        step = next(dialogue)
        while True:
            if isinstance(step, list):
                yield from step
                step = next(dialogue)
                continue
            try:
                told = server.do(step)
            except CronwrightError as error:
                step = dialogue.throw(error)
            else:
                step = dialogue.send(told)
    except StopIteration as done:
        return done.value


def value(dialogue: Dialogue[Any], server: Scripted) -> Any:
    """What a dialogue ends with."""
    walk = steps(dialogue, server)
    while True:
        try:
            next(walk)
        except StopIteration as done:
            return done.value


def stream(*started: str, made: bool = True) -> ThreadState:
    """A thread on which these runs were started."""
    thread = ThreadState(THREAD, "agent", made=made)
    thread.enter()
    for run_id in started:
        thread.started(run_id)
    return thread


def read(
    thread: ThreadState,
    server: Scripted,
    policy: Policy = POLICY,
    wanted: Subscription = ALL,
    **place: Any,
) -> list[Event | Snapshot]:
    """All that a reader of everything reads."""
    return list(steps(reading(thread, Place(wanted, ServerSentEvents, **place), policy), server))
