"""Runs that wait for an answer, on the real server."""

from __future__ import annotations

import pytest

from cronwright.thread_stream.errors import ThreadStreamError

from .driving import Streams


def test_a_loop_ends_where_the_run_waits(on_any: Streams) -> None:
    """What it waits for is known then; after the answer the next loop goes on_any."""
    with on_any.started(ask="really?") as thread:
        assert not thread.interrupted
        before = list(thread.values)
        assert thread.interrupted
        [asked] = thread.interrupts
        assert (asked["value"], asked["namespace"]) == ("really?", [])
        assert thread.run.respond("yes") == {}
        assert (thread.interrupted, thread.interrupts) == (False, [])
        after = list(thread.values)
        assert before[-1].get("answer") is None
        assert after[-1]["answer"] == "yes"
        assert not thread.interrupted
        assert thread.output["answer"] == "yes"


def test_several_at_once(on: Streams) -> None:
    """All of them are known though the run's last word comes before (facts T13); each can be answered."""
    with on.started(asks=["one?", "two?"]) as thread:
        list(thread.messages)
        assert [each["value"] for each in thread.interrupts] == ["one?", "two?"]
        with pytest.raises(ThreadStreamError, match="2 interrupts wait for an answer"):
            thread.run.respond("which?")
        thread.run.respond(1, interrupt_id=thread.interrupts[0]["interrupt_id"])
        list(thread.messages)
        assert [each["value"] for each in thread.interrupts] == ["two?"]
        with pytest.raises(ThreadStreamError, match="'nope' does not wait"):
            thread.run.respond(2, interrupt_id="nope")
        thread.run.respond(2)
        assert thread.output["answer"] is None


def test_several_answered_at_once(on: Streams) -> None:
    """By their ids, in one command."""
    with on.started(asks=["one?", "two?"]) as thread:
        list(thread.values)
        thread.run.respond_all({each["interrupt_id"]: each["value"] for each in thread.interrupts})
        list(thread.values)
        assert not thread.interrupted
        assert thread.output["answer"] is None


def test_an_interrupt_of_a_subgraph(on: Streams) -> None:
    """It is answered as any other."""
    with on.started(child={"ask": "deep?"}) as thread:
        found = list(thread.subgraphs)
        assert [each.status for each in found] == ["interrupted"]
        assert [each["value"] for each in thread.interrupts] == ["deep?"]
        thread.run.respond("yes")
        assert [each.status for each in list(thread.subgraphs)] == ["completed"]


def test_where_a_subgraph_waits(on: Streams) -> None:
    """Its namespace is known where the events of all are read."""
    with on.started(child={"ask": "deep?"}) as thread:
        list(thread.events)
        [asked] = thread.interrupts
        assert [each.split(":")[0] for each in asked["namespace"]] == ["child"]
        thread.run.respond("yes")
        assert thread.output is not None


def test_an_answer_of_another_stream(on: Streams) -> None:
    """A thread that waits can be taken up and answered without reading it first."""
    with on.started(ask="really?") as thread:
        list(thread.values)
        with on(thread.thread_id) as other:
            other.run.respond("yes")
            assert list(other.values)[-1]["answer"] == "yes"
            assert other.output["answer"] == "yes"


def test_an_answer_before_anything_is_read(on: Streams) -> None:
    """What waits is asked of the thread, once the run has come so far."""
    with on.started(ask="really?") as thread:
        thread.run.respond("yes")
        assert thread.output["answer"] == "yes"


def test_nothing_waits(on: Streams) -> None:
    """An answer to nothing is an error before it is sent."""
    with on.started(say="so") as thread:
        assert thread.output is not None
        with pytest.raises(ThreadStreamError, match="nothing on this thread waits for an answer"):
            thread.run.respond("yes")


def test_a_change_of_the_state_with_the_answer(on: Streams) -> None:
    """Both in one step."""
    with on.started(ask="really?") as thread:
        list(thread.values)
        thread.run.respond("yes", update={"messages": [{"role": "user", "content": "noted"}]})
        messages = thread.output["messages"]
        assert [each["content"] for each in messages] == ["noted"]


def test_an_input_answers_too(on: Streams) -> None:
    """A run that is started on a thread that waits goes on with its input (facts T3)."""
    with on.started(ask="really?") as thread:
        list(thread.values)
        thread.run.start(input="yes")
        assert not thread.interrupted
        assert thread.output["answer"] == "yes"
