"""Which run a stream follows, and what waits for an answer."""

from __future__ import annotations

import pytest

from cronwright.thread_stream.errors import ThreadStreamError
from cronwright.thread_stream.follow import Outcome
from cronwright.thread_stream.state import ThreadState

from .golden import golden


def state(*, made: bool = True) -> ThreadState:
    thread = ThreadState("t", "agent", made=made)
    thread.enter()
    return thread


def done(run_id: str) -> Outcome:
    return Outcome(run_id, "completed")


def test_a_new_thread_waits_for_its_first_run() -> None:
    """There is nothing to follow before; while a command is on its way, there is not yet."""
    thread = state()
    assert thread.waiting
    thread.sending()
    thread.started("a")
    assert thread.waiting
    thread.sent()
    assert not thread.waiting
    assert thread.followed == "a"


def test_runs_are_followed_one_after_another() -> None:
    """The first that is not over; when all are, the last."""
    thread = state()
    for run_id in "ab":
        thread.started(run_id)
    assert thread.followed == "a"
    thread.over(done("a"))
    assert thread.followed == "b"
    thread.over(done("b"))
    assert thread.followed == "b"


def test_a_run_is_over_once() -> None:
    """That an older one is read again changes nothing."""
    thread = state()
    thread.started("a")
    thread.over(done("a"))
    thread.started("b")
    thread.over(Outcome("b", "interrupted"))
    thread.ask("i", "why?")
    thread.over(done("a"))
    assert thread.interrupted
    assert thread.followed == "b"


def test_after_an_answer_the_next_run_is_to_be_found() -> None:
    """Its id is not told (facts T4); until it is known none is followed."""
    thread = state()
    thread.started("a")
    thread.ask("i", "why?")
    thread.over(Outcome("a", "interrupted"))
    assert thread.interrupted
    thread.responded()
    assert (thread.followed, thread.answered, thread.interrupted) == (None, "a", False)
    thread.found("b")
    assert (thread.followed, thread.answered) == ("b", None)


def test_a_thread_that_was_there_is_followed_without_a_start() -> None:
    """Its newest run is to be looked for."""
    thread = state(made=False)
    assert not thread.waiting
    assert thread.followed is None


def test_interrupts_are_learnt_from_events_and_from_the_thread() -> None:
    """The events give the namespace, the thread what they lack (facts T13); what is answered is gone."""
    events = golden("asks")
    thread = state()
    thread.started("a")
    for event in events[:11]:
        thread.observe(event)
    [first] = thread.interrupts
    assert (first["value"], first["namespace"]) == ("first?", [])
    missing = {"id": "2", "value": "second?"}
    assert thread.settle({"task": [{"id": first["interrupt_id"], "value": "first?"}], "other": [missing]})
    assert [each["value"] for each in thread.interrupts] == ["first?", "second?"]
    assert not thread.settle({})
    assert not thread.interrupted


def test_an_answer_has_one_interrupt() -> None:
    """Which one it is for must be clear."""
    thread = state()
    with pytest.raises(ThreadStreamError, match="nothing on this thread waits for an answer"):
        thread.to_answer(None)
    thread.ask("i", 1)
    assert thread.to_answer(None)["interrupt_id"] == "i"
    thread.ask("i", 1)
    thread.ask("k", 2)
    with pytest.raises(
        ThreadStreamError, match=r"2 interrupts wait for an answer: say which, of \['i', 'k'\]"
    ):
        thread.to_answer(None)
    assert thread.to_answer("k")["value"] == 2
    with pytest.raises(ThreadStreamError, match="'x' does not wait for an answer"):
        thread.to_answer("x")


def test_a_stream_is_used_in_its_block() -> None:
    """Before it and after it nothing can be read or sent."""
    thread = ThreadState("t", "agent", made=True)
    with pytest.raises(ThreadStreamError, match="in a `with` block"):
        thread.check_usable()
    thread.enter()
    thread.check_usable()
    thread.closed = True
    with pytest.raises(ThreadStreamError, match="is closed"):
        thread.check_usable()
    with pytest.raises(ThreadStreamError, match="is closed"):
        thread.enter()


def test_an_error_of_the_stream_is_also_what_the_official_sdk_raises() -> None:
    """Code that catches RuntimeError, or TimeoutError for a run that was not started, goes on to work."""
    assert isinstance(ThreadStreamError(), RuntimeError)
    assert isinstance(state().not_started(), TimeoutError)
