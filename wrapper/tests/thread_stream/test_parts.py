"""The parts of a thread's stream, each by itself: blocks, what grows, subgraphs, extensions."""

from __future__ import annotations

from typing import Any

import pytest

from cronwright.errors import InvalidArgumentError
from cronwright.thread_stream.blocks import Block, BlockSink
from cronwright.thread_stream.events import Event
from cronwright.thread_stream.growing import Growing
from cronwright.thread_stream.projected import Extensions
from cronwright.thread_stream.subgraphs import SubgraphState


def test_a_block_of_an_unknown_kind_is_what_it_began_with() -> None:
    """Its pieces are not guessed at, and its end without a whole changes nothing."""
    image = {"type": "image", "url": "x"}
    sink = BlockSink()
    block = Block(image, sink)
    deltas: list[Any] = [
        None,
        [],
        {"type": "image-delta", "bytes": "AA"},
        {"type": "block-delta", "fields": 7},
    ]
    for delta in deltas:
        block.grow({"delta": delta})
    block.finish({})
    assert block.whole == image
    assert block.done
    assert (sink.text.pieces, sink.reasoning.pieces, sink.tool_calls.pieces) == ([], [], [])


def test_a_block_ends_once() -> None:
    """What is told after that, is of another block."""
    block = Block({"type": "text", "text": "one"}, BlockSink())
    whole = {"type": "text", "text": "one two"}
    assert block.may_finish(whole)
    assert not block.may_finish({"type": "text", "text": "another"})
    assert not block.may_finish({"type": "reasoning", "reasoning": "one two"})
    block.finish(whole)
    assert not block.may_finish(whole)
    block.finish({"type": "text", "text": "three"})
    assert block.whole == whole


def test_a_call_ends_by_its_own_id() -> None:
    """Two calls under way are not mixed up."""
    block = Block({"type": "tool_call_chunk", "id": "a", "args": "{"}, BlockSink())
    assert block.may_finish({"type": "tool_call", "id": "a", "args": {}})
    assert not block.may_finish({"type": "tool_call", "id": "b", "args": {}})
    assert not block.may_finish({"type": "text", "text": ""})


@pytest.mark.parametrize(
    ("fields", "pieces"),
    [
        ({"args": '{"a": 1}'}, ['{"a"', ": 1}"]),  # goes on
        ({"args": "other"}, ['{"a"']),  # is another text: there is no piece of it
        ({"args": None}, ['{"a"']),
        ({"name": "look"}, ['{"a"']),
    ],
)
def test_the_arguments_of_a_call_that_are_told_whole(fields: dict[str, Any], pieces: list[str]) -> None:
    """What is new of them is a piece, if they go on from what came."""
    sink = BlockSink()
    block = Block({"type": "tool_call_chunk", "id": "a", "args": '{"a"'}, sink)
    block.grow({"delta": {"type": "block-delta", "fields": fields}})
    assert [piece["args"] for piece in sink.tool_calls.pieces] == pieces


def test_what_has_grown_stays() -> None:
    """The first end counts, be it a whole or an error."""
    whole, failed = Growing[str](), Growing[str]()
    whole.finish("all")
    whole.finish("more")
    whole.fail(ValueError())
    assert whole.result() == "all"
    failed.fail(KeyError("why"))
    failed.fail(ValueError())
    failed.finish("all")
    with pytest.raises(KeyError, match="why"):
        failed.result()


@pytest.mark.parametrize(
    ("result", "status", "error"),
    [
        ({"id": "t", "result": {}, "interrupts": [{"id": "1"}]}, "interrupted", None),
        ({"id": "t", "result": {}, "error": "it broke"}, "failed", "it broke"),
        ({"id": "t", "result": {}}, "completed", None),
        ({"id": "other", "result": {}}, "started", None),
        ({"id": "t", "input": {}}, "started", None),
    ],
)
def test_a_subgraph_ends_with_its_task(result: dict[str, Any], status: str, error: str | None) -> None:
    """On a server that sends the tasks of the parent."""
    state = SubgraphState(("outer:s", "inner:t"), {}, "run")
    state.feed(Event(method="tasks", params={"namespace": ["outer:s"], "data": result}))
    assert (state.status, state.error) == (status, error)
    state.end("completed")
    assert state.status == ("completed" if status == "started" else status)


def test_an_extension_has_a_name() -> None:
    """One for each name, made once."""
    extensions = Extensions(lambda name: [name])
    assert extensions["one"] is extensions["one"]
    assert extensions["two"] == ["two"]
    for name in ("", None, 7):
        with pytest.raises(InvalidArgumentError, match="is none"):
            extensions[name]  # type: ignore[index]
