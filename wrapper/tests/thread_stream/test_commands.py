"""The commands as they are sent."""

from __future__ import annotations

import math
from typing import Any

import orjson
import pytest

from cronwright import InvalidArgumentError
from cronwright.call import Call
from cronwright.thread_stream.commands import input_respond, input_respond_many, run_start
from cronwright.thread_stream.state import InterruptPayload, ThreadState

THREAD = "5f7d6a0e-0e7a-4d9e-8f0a-1a2b3c4d5e6f"
ASKED: InterruptPayload = {"interrupt_id": "i", "value": "why?", "namespace": ["child:1"]}

WRONG: Any = "nope"


def thread() -> ThreadState:
    return ThreadState(THREAD, "agent", made=True)


def sent(call: Call[Any]) -> dict[str, Any]:
    assert (call.operation.method, call.path) == ("POST", f"/threads/{THREAD}/commands")
    assert call.content is not None
    body: dict[str, Any] = orjson.loads(call.content)
    return body


def test_a_start_sends_what_was_given() -> None:
    """And nothing else."""
    assert sent(run_start(thread())) == {
        "id": 1,
        "method": "run.start",
        "params": {"assistant_id": "agent"},
    }
    given = run_start(thread(), {"a": 1}, {"tags": ["x"]}, {"m": 1}, {"project_name": "p"}, "reject")
    assert sent(given)["params"] == {
        "assistant_id": "agent",
        "input": {"a": 1},
        "config": {"tags": ["x"]},
        "metadata": {"m": 1},
        "langsmith_tracer": {"project_name": "p"},
        "multitaskStrategy": "reject",
    }


@pytest.mark.parametrize("value", ["yes", 3, True, [1], {"a": None}])
def test_any_json_may_be_an_input_or_an_answer(value: Any) -> None:
    """The input of an interrupted thread is the answer that it waits for (facts T3)."""
    assert sent(run_start(thread(), value))["params"]["input"] == value
    assert sent(input_respond(thread(), ASKED, value))["params"]["response"] == value


def test_an_answer() -> None:
    """It names what it is for; None is an answer too."""
    assert sent(input_respond(thread(), ASKED, None))["params"] == {
        "interrupt_id": "i",
        "namespace": ["child:1"],
        "response": None,
    }
    given = input_respond(thread(), ASKED, 1, {"u": 1}, ["node"], {"tags": []}, {"m": 2})
    assert sent(given)["params"] == {
        "interrupt_id": "i",
        "namespace": ["child:1"],
        "response": 1,
        "update": {"u": 1},
        "goto": ["node"],
        "config": {"tags": []},
        "metadata": {"m": 2},
    }


def test_several_answers_at_once() -> None:
    """One command for all of them (facts T5)."""
    other: InterruptPayload = {"interrupt_id": "k", "value": None, "namespace": []}
    assert sent(input_respond_many(thread(), [(ASKED, "a"), (other, "b")]))["params"] == {
        "responses": [
            {"interrupt_id": "i", "namespace": ["child:1"], "response": "a"},
            {"interrupt_id": "k", "namespace": [], "response": "b"},
        ]
    }


def test_commands_have_numbers_of_their_own() -> None:
    """By which an answer is known."""
    one = thread()
    assert [sent(run_start(one))["id"] for _ in range(3)] == [1, 2, 3]


def test_a_command_is_never_sent_twice() -> None:
    """It may have started a run."""
    assert not run_start(thread()).repeatable
    assert not input_respond(thread(), ASKED, 1).repeatable


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: run_start(thread(), math.nan), "input"),
        (lambda: run_start(thread(), {}, WRONG), "config must be a mapping"),
        (
            lambda: run_start(thread(), {}, None, None, None, WRONG),
            "multitask_strategy 'nope' is not one of",
        ),
        (lambda: input_respond(thread(), ASKED, object()), "response"),
        (lambda: input_respond(thread(), ASKED, 1, WRONG), "update must be a mapping"),
        (lambda: input_respond(thread(), ASKED, 1, None, {1, object()}), "goto"),
    ],
)
def test_what_cannot_be_sent(make: Any, words: str) -> None:
    """It is an error before anything is sent, that names the argument."""
    with pytest.raises(InvalidArgumentError) as caught:
        make()
    assert words in str(caught.value)
