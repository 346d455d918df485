"""Events, and which of them a subscription is for."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from cronwright import InvalidArgumentError
from cronwright.thread_stream.events import Event
from cronwright.thread_stream.subscription import CHANNELS, Subscription, begins_with, checked, exactly

from .golden import NAMES, golden


@pytest.mark.parametrize("name", NAMES)
def test_an_event_is_the_json_that_came(name: str) -> None:
    """Nothing of it is lost or changed: it is the dict that it was, and can be written as JSON."""
    for event in golden(name):
        assert orjson.loads(orjson.dumps(event)) == event == dict(event)


def test_the_parts_of_an_event() -> None:
    """What the JSON has, by name."""
    event = golden("child")[0]
    assert (event.method, event.channel, event.namespace, event.seq) == ("lifecycle", "lifecycle", (), 1)
    assert event.data == event.fields == {"event": "running", "graph_name": "busy"}
    assert event.timestamp == event["params"]["timestamp"]
    assert event.node is None
    assert event.begins_run
    assert not event.ends_run


@pytest.mark.parametrize("name", NAMES)
def test_what_begins_and_ends_a_run_names_it(name: str) -> None:
    """Each run's events stand between one `running` and one end, which bear its id (facts T11)."""
    open_runs: list[str | None] = []
    ended: list[str | None] = []
    for event in golden(name):
        if event.begins_run:
            open_runs.append(event.run_id)
        if event.ends_run:
            assert event.run_id == open_runs[-1]
            ended.append(event.run_id)
    assert ended == open_runs
    assert None not in ended


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"method": 3, "params": "x"},
        {"method": "values", "params": {"namespace": "a", "data": [1]}},
        {"method": "lifecycle", "params": {"namespace": None, "data": None}, "seq": True, "event_id": 7},
        {"method": "lifecycle", "params": {"data": {"event": 1}}, "seq": "4"},
    ],
)
def test_an_event_of_another_shape_has_no_parts(odd: dict[str, Any]) -> None:
    """No part raises: what is not as it should be is as if it were not there."""
    event = Event(odd)
    assert (event.namespace, event.seq, event.event_id, event.run_id) == ((), None, None, None)
    assert event.node is event.phase is None
    assert not event.begins_run
    assert not event.ends_run
    assert isinstance(event.method, str)
    assert isinstance(event.fields, dict)


def test_a_segment_without_a_task_stands_for_all_of_its_tasks() -> None:
    """As the server has it (facts T21)."""
    assert begins_with(("child:1", "child:2"), ("child",))
    assert begins_with(("child:1", "child:2"), ("child:1", "child"))
    assert begins_with(("child",), ("child",))
    assert not begins_with(("child:1",), ("child:2",))
    assert not begins_with(("children:1",), ("child",))
    assert not begins_with((), ("child",))


def test_the_end_of_the_run_is_always_asked_for() -> None:
    """Whatever is wanted, `lifecycle` and `input` of the root come too, and no more than needed."""
    assert exactly(("messages",)).watched() == Subscription(("messages", "lifecycle", "input"), ((),), 0)
    assert exactly(("tools",), ("a:1",)).watched() == Subscription(
        ("tools", "lifecycle", "input"), ((), ("a:1",)), 0
    )
    assert checked(["custom:x"], [["a"]]).watched().namespaces is None
    assert checked(["lifecycle"]).watched() == Subscription(("lifecycle", "input"))


def test_the_body_of_a_subscription() -> None:
    """What was not given is not sent."""
    assert checked(["values", "custom:x"]).body().to_dict() == {"channels": ["values", "custom:x"]}
    assert exactly(("messages",)).body(7).to_dict() == {
        "channels": ["messages"],
        "namespaces": [[]],
        "depth": 0,
        "since": 7,
    }


def test_a_depth_alone_is_counted_from_the_root() -> None:
    """To the server it is nothing without namespaces (facts T22)."""
    assert checked(["values"], depth=0) == exactly(("values",))
    assert checked(["values"], [], 1) == Subscription(("values",), None, 1)


def test_custom_channels() -> None:
    """`custom` is every custom event, `custom:<name>` those of one extension."""
    events = [event for event in golden("turn") if event.method == "custom"]
    assert [event.data for event in events if checked(["custom:progress"]).matches(event)] == [
        {"name": "progress", "payload": 5}
    ]
    assert [event for event in events if checked(["custom"]).matches(event)] == events
    assert len(events) == 3
    assert not any(checked(["custom:other"]).matches(event) for event in events)


@pytest.mark.parametrize(
    ("channels", "namespaces", "depth", "words"),
    [
        ([], None, None, "at least one name"),
        ("values", None, None, "must be a list"),
        (["nope"], None, None, f"is none of {', '.join(CHANNELS)}"),
        (["custom:"], None, None, "'custom:' is none of"),
        ([3], None, None, "3 is none of"),
        (["values"], "a", None, "namespaces must be a list of lists"),
        (["values"], ["a"], None, "'a' is not a list of str"),
        (["values"], [[1]], None, "[1] is not a list of str"),
        (["values"], None, -1, "depth must be an int of 0 or more, not -1"),
        (["values"], None, True, "depth must be an int of 0 or more, not True"),
        (["values"], None, 1.5, "depth must be an int of 0 or more, not 1.5"),
    ],
)
def test_what_the_server_would_ignore_or_refuse(
    channels: Any, namespaces: Any, depth: Any, words: str
) -> None:
    """A wrong filter is an error before anything is sent."""
    with pytest.raises(InvalidArgumentError) as caught:
        checked(channels, namespaces, depth)
    assert words in str(caught.value)
