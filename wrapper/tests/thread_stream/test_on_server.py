"""Thread streams on the real server, sync and async, over server-sent events and over a WebSocket."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import httpx
import pytest

from cronwright import RunFailedError
from cronwright.thread_stream.errors import (
    CommandError,
    RunNotStartedError,
    ThreadStreamError,
    ToolFailedError,
)
from cronwright.thread_stream.subscription import CHANNELS

from .driving import Streams

COUNT = {"id": "c1", "name": "count", "args": '{"upto": 2}'}
BREAK = {"id": "c2", "name": "break_down", "args": '{"why": "bad"}'}


def ai(values: Any) -> list[str]:
    return [each["content"][0]["text"] for each in values["messages"] if each["type"] == "ai"]


def test_one_projection_after_another(on_any: Streams) -> None:
    """Each reads the run from its start, however much others have read; so does a second loop."""
    with on_any.started(think="hm well", say="hello you", calls=[COUNT, BREAK]) as thread:
        for _ in range(2):
            [spoken] = thread.messages
            assert list(spoken.text) == ["hello", " you"]
            assert str(spoken.text) == "hello you"
            assert str(spoken.reasoning) == "hm well"
        [message] = thread.messages
        good, bad = thread.tool_calls
        assert (good.name, good.input, list(good.deltas)) == ("count", {"upto": 2}, ["1", "2"])
        assert good.output["content"] == "counted to 2"
        with pytest.raises(ToolFailedError, match="break_down: bad"):
            _ = bad.output
        assert isinstance(bad.error, ToolFailedError)
        assert (
            message.output["tool_calls"]
            == message.tool_calls.get()
            == [
                {"type": "tool_call", "id": "c1", "name": "count", "args": {"upto": 2}},
                {"type": "tool_call", "id": "c2", "name": "break_down", "args": {"why": "bad"}},
            ]
        )
        assert thread.output["messages"][0]["id"] == message.message_id


def test_a_message_is_given_at_its_start(on_any: Streams) -> None:
    """Its tokens are read as they come: the first of them while the model still speaks."""
    with on_any.started(say=" ".join("a" * 30), pace=0.05) as thread:
        for message in thread.messages:
            assert not message.done
            assert list(islice(message.text, 2)) == ["a", " a"]
            assert not message.done
            assert str(message.text) == " ".join("a" * 30)
            assert message.done


def test_a_message_outlives_its_loop(on: Streams) -> None:
    """What of it was not read is read on when it is asked for, over a connection of its own."""
    with on.started(say="one two three", pace=0.05) as thread:
        message = next(iter(thread.messages))
        assert str(message.text) == "one two three"
        assert next(iter(message))["event"] == "message-start"
        assert message.output["id"] == message.message_id


def test_values_begin_with_what_is_there(on: Streams) -> None:
    """Then they come after each step; a subgraph's are not among them."""
    with on.started(say="hello", child={"say": "in"}) as thread:
        first, *rest = thread.values
        assert first is not None
        assert ai(rest[-1]) == ["hello", "in"]
        assert all("turn" not in each or "say" in (each["turn"] or {"say": 1}) for each in rest)
        assert thread.values.get() == thread.output
        assert ai(thread.output) == ["hello", "in"]


def test_a_second_run_is_read_alone(on: Streams) -> None:
    """On the same stream and on another one, though the server tells of the first again."""
    with on.started(say="first") as thread:
        assert [str(each.text) for each in thread.messages] == ["first"]
        thread.run.start(input={"turn": {"say": "second"}})
        assert [str(each.text) for each in thread.messages] == ["second"]
        thread_id = thread.thread_id
    with on.started(thread_id, say="third") as thread:
        assert [str(each.text) for each in thread.messages] == ["third"]
        assert ai(thread.output) == ["first", "second", "third"]


def test_a_thread_is_taken_up_without_a_start(on: Streams) -> None:
    """Its newest run is read, whether it runs or is over."""
    with on.started(say="said before", sleep=0.5) as thread, on(thread.thread_id) as other:
        assert [str(each.text) for each in other.messages] == ["said before"]
        assert ai(other.output) == ["said before"]
    with on(thread.thread_id) as later:
        assert ai(later.output) == ["said before"]
        assert [str(each.text) for each in later.messages] == ["said before"]


def test_runs_that_wait_for_each_other(on: Streams) -> None:
    """Two that were started are read in their order."""
    with on.started(say="one", sleep=0.3) as thread:
        thread.run.start(input={"turn": {"say": "two"}}, multitask_strategy="enqueue")
        if on.transport == "sse":
            assert [str(each.text) for each in thread.messages] == ["one"]
        else:
            # What an earlier run said before the subscription is lost to a WebSocket (facts T24).
            assert ai(thread.output) in (["one"], ["one", "two"])
        assert [str(each.text) for each in thread.messages] == ["two"]


def test_subgraphs(on_any: Streams) -> None:
    """Each with what it says, within the loop and after it, and its own subgraphs."""
    turn = {"say": "in", "calls": [COUNT], "child": {"say": "deep"}}
    with on_any.started(child=turn) as thread:
        found = []
        for subgraph in thread.subgraphs:
            assert (subgraph.graph_name, len(subgraph.path)) == ("child", 1)
            assert [str(each.text) for each in subgraph.messages] == ["in"]
            assert [each.output["content"] for each in subgraph.tool_calls] == ["counted to 2"]
            assert subgraph.status == "completed"
            found.append(subgraph)
        [subgraph] = found
        [inner] = subgraph.subgraphs
        assert inner.path[:-1] == subgraph.path
        assert [str(each.text) for each in inner.messages] == ["deep"]
        assert list(inner.subagents) == []
        assert [str(each.text) for each in subgraph.messages] == ["in"]


def test_subgraphs_end_each_in_its_own_way(on: Streams) -> None:
    """By what they say themselves."""
    with on.started(children=[{"say": "a"}, {"say": "b", "fail": "broken"}]) as thread:
        found = list(thread.subgraphs)
        assert sorted((each.status, each.error) for each in found) == [
            ("completed", None),
            ("failed", "broken"),
        ]


def test_extensions(on: Streams) -> None:
    """What a graph's transformer sends, by its name."""
    with on.started(custom=[{"progress": 1}, {"other": 2}, {"progress": 3}]) as thread:
        assert list(thread.extensions["progress"]) == [
            {"name": "progress", "payload": 1},
            {"name": "progress", "payload": 3},
        ]
        assert list(thread.extensions["other"]) == []


def test_several_projections_over_one_connection(on: Streams) -> None:
    """In the order in which they come; a message can be read within the loop, and nothing else is lost."""
    with on.started(say="hello you", calls=[COUNT], custom=[{"progress": 1}], child={"say": "in"}) as thread:
        got = []
        for name, item in thread.interleave_projections(
            ["values", "messages", "tool_calls", "subgraphs", "progress"]
        ):
            got.append(name)
            if name == "messages":
                assert str(item.text) == "hello you"
            if name == "tool_calls":
                assert item.output["content"] == "counted to 2"
            if name == "subgraphs":
                assert [str(each.text) for each in item.messages] == ["in"]
        assert [name for name in got if name != "values"] == [
            "progress",
            "messages",
            "tool_calls",
            "subgraphs",
        ]
        assert got.count("values") == 5


def test_events_as_they_are(on: Streams) -> None:
    """All of the run, or those of a subscription."""
    with on.started(say="hello", child={"say": "in"}) as thread:
        events = list(thread.events)
        assert events[0]["params"]["data"]["event"] == "running"
        assert events[-1]["params"]["data"]["event"] == "completed"
        wanted: list[tuple[Sequence[str], list[list[str]] | None, int | None]] = [
            (["values"], None, None),
            (["values", "lifecycle"], None, 0),
            (["messages"], [["child"]], None),
            (["messages", "values"], [["child"]], 0),
            (CHANNELS, [[]], 1),
        ]
        for channels, namespaces, depth in wanted:
            got = list(thread.subscribe(channels, namespaces=namespaces, depth=depth))
            assert got
            assert [event["event_id"] for event in got] == [
                event["event_id"]
                for event in events
                if (event["method"] in channels) and _within(event["params"]["namespace"], namespaces, depth)
            ]


def _within(namespace: list[str], prefixes: list[list[str]] | None, depth: int | None) -> bool:
    if prefixes is None:
        return depth is None or len(namespace) <= depth
    return any(
        [each.split(":")[0] for each in namespace[: len(prefix)]] == prefix
        and (depth is None or len(namespace) - len(prefix) <= depth)
        for prefix in prefixes
    )


def test_a_run_that_fails(on: Streams) -> None:
    """Loops end with it; its output is the error."""
    with on.started(say="so", fail="broken") as thread:
        assert [str(each.text) for each in thread.messages] == ["so"]
        with pytest.raises(RunFailedError, match="broken") as caught:
            _ = thread.output
        assert caught.value.body["status"] == "failed"


def test_a_run_that_is_cancelled(on: Streams, raw: httpx.Client) -> None:
    """It ends in the word of an interrupt, and waits for nothing (facts T12)."""
    with on.started(say="so", sleep=60) as thread:
        for event in thread.events:
            if event["method"] == "updates" and "tools" in event["params"]["data"]:
                run_id = raw.get(f"/threads/{thread.thread_id}/runs").json()[0]["run_id"]
                raw.post(f"/threads/{thread.thread_id}/runs/{run_id}/cancel").raise_for_status()
        assert not thread.interrupted
        with pytest.raises(RunFailedError, match="the run was cancelled"):
            _ = thread.output


def test_a_run_that_is_deleted(on: Streams, raw: httpx.Client) -> None:
    """Nothing tells of its end; it is asked for, and is gone."""
    with on.started(say="so", sleep=60) as thread:
        run_id = raw.get(f"/threads/{thread.thread_id}/runs").json()[0]["run_id"]
        raw.post(f"/threads/{thread.thread_id}/runs/{run_id}/cancel", params={"action": "rollback"})
        with pytest.raises(RunFailedError, match="the run was deleted"):
            _ = thread.output


def test_nothing_to_read(on_any: Streams) -> None:
    """A new thread without a run: after `run_start_timeout` a loop is an error, and there is no output."""
    with on_any(run_start_timeout=0.2) as thread:
        with pytest.raises(RunNotStartedError, match=r"within 0\.2 s"):
            list(thread.messages)
        with pytest.raises(ThreadStreamError, match="no run was started"):
            _ = thread.output


def test_a_command_that_the_server_refuses(on: Streams) -> None:
    """It is an error with the server's code, though the status is 200 (facts T1)."""
    with on(assistant_id="nobody") as thread:
        with pytest.raises(CommandError, match="Invalid assistant: 'nobody'") as caught:
            thread.run.start(input={})
        assert (caught.value.code, caught.value.status) == ("unknown_error", 200)
        assert isinstance(caught.value, RuntimeError)


def test_the_assistants_graph(on: Streams) -> None:
    """With its subgraphs if they are asked for."""
    with on() as thread:
        plain = thread.agent.get_tree()
        assert {"nodes", "edges"} <= set(plain)
        assert len(plain["nodes"]) < len(thread.agent.get_tree(xray=True)["nodes"])


def test_a_stream_is_used_in_its_block(on_any: Streams) -> None:
    """Before it and after it, nothing is sent."""
    stream = on_any()
    with pytest.raises(ThreadStreamError, match="`with` block"):
        stream.run.start(input={})
    with pytest.raises(ThreadStreamError, match="`with` block"):
        list(stream.messages)
    with stream as thread:
        pass
    with pytest.raises(ThreadStreamError, match="is closed"):
        list(thread.values)
    with pytest.raises(ThreadStreamError, match="is closed"), stream:
        pass
