"""A reader's dialogue: which run it reads, and how it learns that the run is over."""

from __future__ import annotations

from typing import Any

import pytest

from cronwright.thread_stream.errors import EventsLostError, RunNotStartedError
from cronwright.thread_stream.events import Event
from cronwright.thread_stream.follow import Outcome
from cronwright.thread_stream.place import Place, ServerSentEvents
from cronwright.thread_stream.reading import reading
from cronwright.thread_stream.state import ThreadState
from cronwright.thread_stream.talks import output, respond, respond_many

from .golden import golden
from .scripted import ALL, POLICY, THREAD, Scripted, read, steps, stream, value

ONE, TWO = (str(event.run_id) for event in golden("two_runs") if event.begins_run)
TAPE = golden("two_runs")


def interrupts(*ids: str, status: str = "interrupted") -> dict[str, Any]:
    return {"status": status, "interrupts": {"task": [{"id": each, "value": each} for each in ids]}}


def test_a_thread_that_was_there_is_read_from_its_newest_run() -> None:
    """Not from its first, of which the server tells again on each connection (facts T9)."""
    server = Scripted(TAPE, runs={TWO: "success", ONE: "success"})
    assert read(stream(made=False), server) == TAPE[14:]
    assert server.asked == ["runs_list"]


def test_a_thread_without_runs_is_read_from_its_first() -> None:
    """Whoever starts it."""
    assert read(stream(made=False), Scripted(TAPE)) == TAPE[:14]


def test_runs_that_were_started_are_read_one_after_another() -> None:
    """The first until it is over, then the next; when all are over, the last again."""
    thread, server = stream(ONE, TWO), Scripted(TAPE)
    assert read(thread, server) == TAPE[:14]
    assert read(thread, server) == TAPE[14:]
    assert read(thread, server) == TAPE[14:]
    assert server.asked == []


def test_a_run_is_waited_for() -> None:
    """For so many seconds; then it is an error."""
    thread = ThreadState(THREAD, "agent", made=True, start_timeout=1.5)
    thread.enter()
    server = Scripted(TAPE)
    with pytest.raises(RunNotStartedError, match=r"no run was started on this new thread within 1\.5 s"):
        read(thread, server)
    assert server.paused == pytest.approx(1.5)
    assert server.bodies == []


def test_a_quiet_run_is_asked_after_now_and_then() -> None:
    """While it runs, less and less often; when it is over, twice, since its end may be on its way."""
    server = Scripted(TAPE[:5], runs={ONE: "running"})
    reads = 0
    asked_at: list[int] = []

    def on_read() -> None:
        nonlocal reads
        if server.asked.count("runs_get") > len(asked_at):
            asked_at.append(reads - 5)
        reads += 1
        server.runs[ONE] = "running" if reads < 41 else "success"

    server.on_read = on_read
    read(stream(ONE), server)
    assert asked_at == [1, 2, 4, 8, 12, 24, 36]
    assert server.asked.count("runs_get") == 8


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("success", Outcome(ONE, "completed")),
        ("error", Outcome(ONE, "failed")),
        ("timeout", Outcome(ONE, "failed", "the run took longer than it may")),
        (None, Outcome(ONE, "gone", "the run was deleted")),
        ("interrupted", Outcome(ONE, "cancelled", "the run was cancelled")),
    ],
)
def test_a_run_whose_end_no_event_tells(status: str | None, outcome: Outcome) -> None:
    """Its status does, once nothing more comes (facts T12)."""
    server = Scripted(TAPE[:13], runs={} if status is None else {ONE: status})
    thread = stream(ONE)
    assert read(thread, server) == TAPE[:13]
    assert thread.outcome(ONE) == outcome
    assert server.asked.count("runs_get") == 2


def test_an_end_that_comes_late_is_read() -> None:
    """A run that is over by its status may still have events on their way."""
    server = Scripted(TAPE[:13], runs={ONE: "success"})
    server.on_read = lambda: server.send_next(TAPE[13]) if server.asked else None
    assert read(stream(ONE), server) == TAPE[:14]
    assert server.asked.count("runs_get") == 1


def test_events_of_a_started_run_that_the_server_does_not_have() -> None:
    """That nothing comes is then no sign that nothing was; on a thread that was there it is."""
    thread = stream(ONE)
    with pytest.raises(EventsLostError, match=f"does not have the events of run {ONE}"):
        read(thread, Scripted([], runs={ONE: "success"}))
    assert thread.outcome(ONE) == Outcome(ONE, "completed")
    assert read(stream(made=False), Scripted([], runs={ONE: "success"})) == []


def test_an_interrupted_run_is_asked_what_it_waits_for() -> None:
    """When the thread has it: the events do not tell of all (facts T13)."""
    tape = golden("asks")
    run_id = str(tape[0].run_id)
    told = str(tape[9].fields["interrupt_id"])
    busy = {"status": "busy", "interrupts": {}}
    server = Scripted(tape, threads=[busy, busy, interrupts(told, "other")])
    thread = stream(run_id)
    read(thread, server)
    assert [each["interrupt_id"] for each in thread.interrupts] == [told, "other"]
    assert thread.interrupted
    assert server.paused == pytest.approx(0.2)
    assert thread.outcome(run_id) == Outcome(run_id, "interrupted")


def test_a_run_that_stops_and_waits_for_nothing_was_cancelled() -> None:
    """It ends in the same word (facts T12)."""
    tape = [event for event in golden("asks") if event.method != "input.requested"]
    thread = stream(str(tape[0].run_id))
    read(thread, Scripted(tape))
    assert not thread.interrupted
    assert thread.outcome(thread.followed) == Outcome(thread.followed, "cancelled", "the run was cancelled")


def test_after_an_answer_the_next_run_is_read() -> None:
    """The oldest that is newer than the one that was answered: others may start runs too."""
    server = Scripted(TAPE, runs={"later": "pending", TWO: "running", ONE: "interrupted"})
    server.thread = interrupts("i")
    thread = stream(ONE)
    assert value(respond(thread, POLICY, "yes", None, {}), server) == {}
    assert not thread.interrupted
    assert read(thread, server) == TAPE[14:]


def test_an_answer_on_a_thread_of_which_nothing_was_read() -> None:
    """What waits is asked of the thread first."""
    server = Scripted(TAPE, runs={ONE: "interrupted"}, thread=interrupts("i", "k"))
    thread = stream(made=False)
    value(respond_many(thread, POLICY, {"i": 1, "k": 2}), server)
    assert server.asked == ["runs_list", "threads_get", "threads_send_command"]
    server.runs = {TWO: "running", **server.runs}
    assert read(thread, server) == TAPE[14:]


def test_the_output_of_a_thread_that_rests() -> None:
    """It is the values as they are; no stream is opened."""
    server = Scripted(TAPE, values={"a": 1})
    assert value(output(stream(made=False), POLICY), server) == (True, {"a": 1})
    assert server.bodies == []


def test_the_output_waits_for_what_goes_on_from_an_interrupt() -> None:
    """An interrupted run has none."""
    thread, server = stream(ONE), Scripted(TAPE, values={"a": 1})
    assert value(output(thread, POLICY), server) == (False, None)
    thread.over(Outcome(ONE, "interrupted"))
    assert value(output(thread, POLICY), server) == (False, ONE)
    server.runs = {TWO: "running", ONE: "interrupted"}
    assert read(thread, server, beyond=ONE) == TAPE[14:]
    assert value(output(thread, POLICY), server) == (True, {"a": 1})


def test_the_run_beyond_is_waited_for() -> None:
    """Until somebody answers."""
    thread = stream(ONE)
    thread.over(Outcome(ONE, "interrupted"))
    server = Scripted(TAPE, runs={ONE: "interrupted"})
    walk = steps(reading(thread, Place(ALL, ServerSentEvents, beyond=ONE), POLICY), server)

    def on_pause() -> None:
        if server.paused >= 3:
            server.runs = {TWO: "running", ONE: "interrupted"}

    server.on_pause = on_pause
    assert list(walk) == TAPE[14:]
    assert server.paused == pytest.approx(3)


def test_the_runs_end_is_known_to_all_readers() -> None:
    """One reader learns it, and the output needs no other."""
    thread = stream(ONE)
    server = Scripted(TAPE, values={"a": 1})
    assert isinstance(read(thread, server)[-1], Event)
    assert value(output(thread, POLICY), server) == (True, {"a": 1})
    assert len(server.bodies) == 1
