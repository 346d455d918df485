"""Messages put together from their events."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from cronwright.thread_stream.errors import ThreadStreamError
from cronwright.thread_stream.events import Event
from cronwright.thread_stream.messages import AssembledMessage, MessageState
from cronwright.thread_stream.projections import Messages

from .golden import golden, of


def read(events: list[Event], namespace: tuple[str, ...] = ()) -> list[MessageState]:
    """The messages of these events."""
    projection: Messages[MessageState] = Messages(lambda state: state, namespace)
    return [message for event in events for message in projection.feed(event)]


def message(*data: dict[str, Any]) -> MessageState:
    """A message of these events, begun already."""
    state = MessageState((), {"event": "message-start", "id": "m", "role": "ai"})
    for each in data:
        state.feed(each)
    return state


def delta(index: int, /, **fields: Any) -> dict[str, Any]:
    return {"event": "content-block-delta", "index": index, "delta": fields}


def start(index: int, /, **content: Any) -> dict[str, Any]:
    return {"event": "content-block-start", "index": index, "content": content}


def finish(index: int, /, **content: Any) -> dict[str, Any]:
    return {"event": "content-block-finish", "index": index, "content": content}


END = {"event": "message-finish", "usage": {"total_tokens": 3}}


def test_a_real_message() -> None:
    """Its text, reasoning and calls come in pieces, and the whole is what the thread's state has of it."""
    events = golden("turn")
    [said] = read(events)
    assert said.sink.reasoning.pieces == ["hm", " well"]
    assert said.sink.text.pieces == ["hello", " there"]
    assert said.sink.text.whole == "hello there"
    pieces = said.sink.tool_calls.pieces
    assert [(each["id"], each["name"], each["args"]) for each in pieces] == [
        ("c1", "count", '{"upt'),
        ("c1", "count", 'o": 3}'),
        ("c2", "break_down", '{"why":'),
        ("c2", "break_down", ' "bad"}'),
    ]
    stored = of(events, "values")[1].data["messages"][0]
    whole = said.output.whole
    assert {name: whole[name] for name in ("id", "type", "content")} == {
        name: stored[name] for name in ("id", "type", "content")
    }
    assert whole.tool_calls == [
        {"type": "tool_call", **{key: each[key] for key in ("id", "name", "args")}}
        for each in stored["tool_calls"]
    ]
    assert whole.usage_metadata == {"input_tokens": 1, "output_tokens": 2, "total_tokens": 3}
    assert whole.text == "hello there"
    assert said.events.pieces == [event.data for event in of(events, "messages")]


def test_messages_of_a_namespace_are_its_own() -> None:
    """Those of the graph, of each subgraph and of a tool (facts T16) are apart."""
    events = golden("child")
    spaces = {event.namespace for event in events if event.method == "messages"}
    texts = {space: [said.sink.text.whole for said in read(events, space)] for space in spaces}
    assert texts.pop(()) == ["outer"]
    assert sorted(texts.values()) == [["counted to 3"], ["deep"], ["in"]]
    [tool] = read(events, next(space for space in texts if space[-1] == "tools:c1"))
    assert tool.output.whole["tool_call_id"] == "c1"
    assert tool.output.whole.type == "tool"


def test_two_at_once_get_their_whole_texts() -> None:
    """Pieces that could be of either are left to the end of the block, which has all of it (facts T15)."""
    one, two = read(golden("choir"))
    assert [one.sink.text.whole, two.sink.text.whole] == ["a1 a2 a3", "b1 b2 b3"]
    assert one.sink.text.pieces[0] == "a1"
    assert "".join(one.sink.text.pieces) == "a1 a2 a3"
    assert two.sink.text.pieces == ["b1 b2 b3"]
    assert one.done
    assert two.done


def test_a_text_that_the_pieces_did_not_bring() -> None:
    """What is missing at the end of a block comes as one piece; a text of another kind is the whole only."""
    brought = message(
        start(0, type="text", text="a"),
        delta(0, type="text-delta", text="b"),
        finish(0, type="text", text="abcd"),
        END,
    )
    assert brought.sink.text.pieces == ["a", "b", "cd"]
    replaced = message(
        start(0, type="text", text=""),
        delta(0, type="text-delta", text="draft"),
        finish(0, type="text", text="final"),
        END,
    )
    assert replaced.sink.text.pieces == ["draft"]
    assert replaced.sink.text.whole == replaced.output.whole.text == "final"


def test_a_message_without_the_ends_of_its_blocks() -> None:
    """Its blocks are what came of them; arguments that are no JSON make an invalid call."""
    said = message(
        delta(0, type="text-delta", text="so"),
        start(1, type="tool_call_chunk", id="1", name="add", args='{"a"', index=1),
        delta(1, type="tool-call-delta", args=": 2}"),
        start(2, type="tool_call_chunk", id="2", name="add", args="{", index=2),
        start(3, type="server_tool_call_chunk", id="3", name="search", args="{}"),
        END,
    )
    whole = said.output.whole
    assert whole.tool_calls == [{"name": "add", "args": {"a": 2}, "id": "1", "type": "tool_call"}]
    assert [each["args"] for each in whole.invalid_tool_calls] == ["{"]
    assert [each["type"] for each in whole.content] == [
        "text",
        "tool_call",
        "invalid_tool_call",
        "server_tool_call",
    ]


def test_a_block_that_is_replaced_piece_by_piece() -> None:
    """Older models send a call's arguments as they stand so far."""
    said = message(
        start(0, type="tool_call_chunk", id="1", name="add", args=""),
        delta(0, type="block-delta", fields={"type": "tool_call_chunk", "args": '{"a"', "id": None}),
        delta(0, type="block-delta", fields={"type": "tool_call_chunk", "args": '{"a": 2}'}),
        END,
    )
    assert [each["args"] for each in said.sink.tool_calls.pieces] == ['{"a"', ": 2}"]
    assert said.output.whole.tool_calls[0]["args"] == {"a": 2}


def test_kinds_that_are_not_known() -> None:
    """A delta that this client does not know is left to the block's end; a block passes as it is."""
    picture = {"type": "image", "base64": "AAAA", "mime_type": "image/png"}
    said = message(start(0, type="image"), delta(0, type="data-delta", data="AA"), finish(0, **picture), END)
    assert said.output.whole.content == [{**picture, "index": 0}]
    assert said.sink.text.whole == ""


def test_blocks_come_in_the_order_of_their_numbers() -> None:
    """Ten comes after two, however they arrive."""
    said = message(*(finish(index, type="text", text=str(index)) for index in (10, 2, 0)), END)
    assert said.output.whole.text == "0210"


def test_a_reasoning_without_words_stays_without() -> None:
    """Models refuse an empty one when it comes back to them."""
    said = message(start(0, type="reasoning"), finish(0, type="reasoning", extras={"signature": "s"}), END)
    assert said.output.whole.content == [{"type": "reasoning", "extras": {"signature": "s"}, "index": 0}]


def test_a_message_that_fails() -> None:
    """What of it is asked for raises what the server says."""
    said = message(delta(0, type="text-delta", text="so"), {"event": "error", "message": "no tokens left"})
    assert said.done
    for part in said.parts:
        with pytest.raises(ThreadStreamError, match="no tokens left"):
            part.result()


def test_a_run_that_ends_before_its_message() -> None:
    """The message raises; one that was whole stays so."""
    events = golden("two_runs")
    projection: Messages[MessageState] = Messages(lambda state: state)
    taken = [said for event in events[:18] for said in projection.feed(event)]
    projection.end(None, ThreadStreamError("the run failed: broken"))
    whole, broken = taken
    assert whole.output.result().text == "one"
    with pytest.raises(ThreadStreamError, match="the run failed: broken"):
        broken.output.result()


def test_a_whole_message_can_be_sent_back() -> None:
    """It is a dict as the thread's state has it, with its parts as attributes."""
    [said] = read(golden("turn"))
    whole: AssembledMessage = said.output.whole
    assert orjson.loads(orjson.dumps(whole)) == dict(whole)
    assert (whole.id, whole.type) == (whole["id"], whole["type"])
    assert whole.response_metadata == {"output_version": "v1"}
    assert whole.additional_kwargs == {}
