"""What the other projections make of the events of a run."""

from __future__ import annotations

from typing import Any

import pytest

from cronwright import InvalidArgumentError
from cronwright.thread_stream.errors import ThreadStreamError, ToolFailedError
from cronwright.thread_stream.events import Event
from cronwright.thread_stream.follow import Outcome
from cronwright.thread_stream.interleaving import Makers, checked_names, interleaved, wanted
from cronwright.thread_stream.place import Snapshot
from cronwright.thread_stream.projections import (
    Data,
    Extension,
    OneSubgraph,
    Projection,
    Subgraphs,
    ToolCalls,
)
from cronwright.thread_stream.subgraphs import SubgraphState
from cronwright.thread_stream.subscription import Subscription, exactly
from cronwright.thread_stream.tools import ToolCallState

from .golden import golden, of


def fed(projection: Projection, events: list[Event]) -> list[Any]:
    """The items of these events."""
    return [item for event in events for item in projection.feed(event)]


def same(state: Any) -> Any:
    return state


def subgraphs(scope: tuple[str, ...] = ()) -> Subgraphs[SubgraphState]:
    return Subgraphs(same, lambda: "run", scope)


def test_values_are_the_threads_own() -> None:
    """Those of subgraphs are not among them; what the thread had before comes first."""
    events = golden("child")
    projection = Data("values")
    assert list(projection.feed(Snapshot({"messages": []}))) == [{"messages": []}]
    assert fed(projection, events) == [event.data for event in of(events, "values")]
    assert len(of(events, "values")) < sum(event.method == "values" for event in events)


def test_an_extension_is_known_by_its_name() -> None:
    """Its items have name and payload."""
    assert fed(Extension("progress"), golden("turn")) == [{"name": "progress", "payload": 5}]
    assert fed(Extension("other"), golden("turn")) == []


def test_tool_calls() -> None:
    """Each is given at its start; its pieces, its output or its error come after."""
    events = golden("turn")
    projection: ToolCalls[ToolCallState] = ToolCalls(same)
    started = next(index for index, event in enumerate(events) if event.method == "tools")
    calls = fed(projection, events[: started + 2])
    assert [(call.tool_call_id, call.name, call.input, call.done) for call in calls] == [
        ("c1", "count", {"upto": 3}, False),
        ("c2", "break_down", {"why": "bad"}, False),
    ]
    assert fed(projection, events[started + 2 :]) == []
    good, bad = calls
    assert good.deltas.pieces == ["1", "2", "3"]
    assert good.output.result()["content"] == "counted to 3"
    with pytest.raises(ToolFailedError, match="break_down: bad"):
        bad.output.result()
    assert bad.deltas.done


def test_a_tool_that_does_not_end() -> None:
    """It raises when the run is over, and its pieces end."""
    events = golden("turn")
    projection: ToolCalls[ToolCallState] = ToolCalls(same)
    call = fed(projection, [event for event in events if event.fields.get("event") == "tool-started"])[0]
    projection.end(None, None)
    with pytest.raises(ThreadStreamError, match="the run was over before this was"):
        call.output.result()
    assert call.deltas.done
    assert call.deltas.error is None


def test_subgraphs_of_a_level() -> None:
    """Those directly below: each once, with its graph and its task; a subgraph's own by its namespace."""
    events = golden("child")
    [outer] = fed(subgraphs(), events)
    [inner] = fed(subgraphs(outer.path), events)
    assert inner.path[:-1] == outer.path
    assert outer.graph_name == inner.graph_name == "child"
    assert outer.path == (f"child:{outer.trigger_call_id}",)
    assert (outer.status, inner.status, outer.run_id) == ("completed", "completed", "run")
    assert fed(subgraphs(inner.path), events) == []


def test_subgraphs_at_once() -> None:
    """Two of the same node are two."""
    found = fed(subgraphs(), golden("children"))
    assert len({each.path for each in found}) == 2
    assert {each.status for each in found} == {"completed"}


def test_a_subgraph_that_fails() -> None:
    """By its own word, before the run ends."""
    events = golden("failed_child")
    [found] = fed(subgraphs(), events[:-1])
    assert (found.status, found.error) == ("failed", "broken")


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ("completed", "completed"),
        ("failed", "failed"),
        ("interrupted", "interrupted"),
        ("cancelled", "interrupted"),
        ("gone", "failed"),
    ],
)
def test_a_subgraph_ends_with_its_run(ending: Any, status: str) -> None:
    """Where its own end was not told."""
    events = golden("children")
    projection = subgraphs()
    found = fed(projection, events[: len(events) // 2])
    assert {each.status for each in found} == {"started"}
    projection.end(Outcome("run", ending, "why"), None)
    assert {each.status for each in found} == {status}
    assert {each.error for each in found} == {"why" if ending == "failed" else None}


def test_a_server_that_sends_tasks() -> None:
    """A task in the subgraph begins it, and the result of the task that runs it ends it (facts T18)."""

    def task(namespace: list[str], **data: Any) -> Event:
        return Event({"method": "tasks", "params": {"namespace": namespace, "data": data}})

    projection = subgraphs()
    [found] = fed(projection, [task([], id="7", name="child"), task(["child:7"], id="8", name="model")])
    assert (found.path, found.graph_name, found.trigger_call_id) == (("child:7",), "child", "7")
    fed(projection, [task(["child:7"], id="8", result=[]), task([], id="9", result=[])])
    assert found.status == "started"
    fed(projection, [task([], id="7", result=[], error="no")])
    assert (found.status, found.error) == ("failed", "no")


def test_reading_one_subgraph_ends_with_it() -> None:
    """What comes after its end is not waited for."""
    events = golden("child")
    [outer] = fed(subgraphs(), [event for event in events if event.phase == "started"])
    projection = OneSubgraph(outer, Data("values", outer.path))
    overs = []
    for event in events:
        list(projection.feed(event))
        overs.append(projection.over)
    end = next(
        index
        for index, event in enumerate(events)
        if event.namespace == outer.path and event.phase == "completed"
    )
    assert overs == [False] * end + [True] * (len(events) - end)
    assert outer.status == "completed"


def test_several_over_one_connection() -> None:
    """Items come in the order of their events, each with the name of its projection."""
    names = checked_names(["values", "messages", "tool_calls", "subgraphs", "progress", "updates"])
    makers = Makers(same, same, same, lambda: None)
    got = [(name, item) for name, item in fed(interleaved(names, makers), golden("turn"))]
    assert [name for name, _ in got] == [
        "values",
        "progress",
        "messages",
        "updates",
        "values",
        "tool_calls",
        "tool_calls",
        "updates",
        "values",
        "updates",
        "values",
    ]
    assert [name for name, _ in fed(interleaved(("subgraphs",), makers), golden("child"))] == ["subgraphs"]


def test_one_subscription_for_several() -> None:
    """As narrow as they allow: an extension may send from anywhere, subgraphs are one level down."""
    assert wanted(["values", "tool_calls"]) == exactly(("values", "tools"))
    assert wanted(["subgraphs"]) == Subscription(("lifecycle", "tasks"), ((),), 1)
    assert wanted(["messages", "x"]) == Subscription(("messages", "custom:x"))


@pytest.mark.parametrize("channels", ["values", [], ["tools"], ["lifecycle"], ["input"], [""], [3]])
def test_names_that_are_no_projection(channels: Any) -> None:
    """A channel's name that no extension can have is an error, with the name that is meant."""
    with pytest.raises(InvalidArgumentError) as caught:
        checked_names(channels)
    if channels == ["tools"]:
        assert "do you mean 'tool_calls'?" in str(caught.value)
