"""Runs on the real server, with both clients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from cronwright import (
    ConflictError,
    DriftError,
    InvalidArgumentError,
    NoEffectWarning,
    NotFoundError,
    RunFailedError,
    SyncClient,
)

from ..either import connected

SAID: Any = {"messages": [{"role": "user", "content": "hello"}]}
ANSWER = "no model: hello"
MODES = (
    "values",
    "updates",
    "messages",
    "messages-tuple",
    "debug",
    "tasks",
    "checkpoints",
    "events",
    "custom",
)


def test_create_get_join_and_delete(client: SyncClient, thread: str) -> None:
    """A run in the background, from its start to its end."""
    told: list[Any] = []
    run = client.runs.create(thread, "agent", input=SAID, metadata={"a": 1}, on_run_created=told.append)
    assert told == [{"run_id": run.run_id, "thread_id": thread}]
    assert run["status"] in ("pending", "running")
    assert run.metadata["a"] == 1
    assert client.runs.join(thread, run.run_id)["messages"][-1]["content"] == ANSWER
    assert client.runs.get(thread, run.run_id).status == "success"
    client.runs.delete(thread, run.run_id)
    with pytest.raises(NotFoundError):
        client.runs.get(thread, run.run_id)


def test_wait(client: SyncClient, thread: str) -> None:
    """With the context and the config of the run, on a thread and without one."""
    context = {"model_name": "parrot"}
    assert (
        client.runs.wait(thread, "agent", input=SAID, context=context)["messages"][-1]["content"]
        == "parrot: hello"
    )
    assert client.runs.wait(None, "agent", input=SAID)["messages"][-1]["content"] == ANSWER
    config: Any = {"configurable": {"model_name": "lory"}, "tags": ["t"], "recursion_limit": 10}
    assert (
        client.runs.wait(None, "agent", input=SAID, config=config)["messages"][-1]["content"] == "lory: hello"
    )


def test_a_run_that_fails(client: SyncClient, thread: str) -> None:
    """Is an error of its own, with the server's words; or the answer as it came."""
    with pytest.raises(RunFailedError, match="it broke"):
        client.runs.wait(thread, "agent", input={"fail": "it broke"})
    answer = client.runs.wait(thread, "agent", input={"fail": "it broke"}, raise_error=False)
    assert answer["__error__"]["message"] == "it broke"
    run = client.runs.create(thread, "agent", input={"fail": "it broke"})
    with pytest.raises(RunFailedError, match="it broke"):
        client.runs.join(thread, run.run_id)
    assert [part.event for part in client.runs.stream(thread, "agent", input={"fail": "it broke"})][
        -1
    ] == "error"


@pytest.mark.parametrize("mode", MODES)
def test_stream_in_each_mode(client: SyncClient, thread: str, mode: Any) -> None:
    """In both versions: v1 gives the event's name and data, v2 its type, namespace, data and interrupts."""
    parts = list(client.runs.stream(thread, "agent", input=SAID, stream_mode=mode))
    assert parts[0].event == "metadata"
    assert parts[0].data["run_id"]
    names = {part.event.partition("/")[0] for part in parts[1:]}
    expected = {"messages-tuple": set(), "messages": {"messages"}, "custom": set()}.get(mode, {mode})
    assert names <= expected | {"messages"}
    if mode in ("values", "updates", "debug", "tasks", "checkpoints", "events"):
        assert names == {mode}
    newer = list(client.runs.stream(thread, "agent", input=SAID, stream_mode=mode, version="v2"))
    assert newer[0]["type"] == "metadata"
    assert {part["type"].partition("/")[0] for part in newer[1:]} == names
    assert all(part.keys() == {"type", "ns", "data", "interrupts"} for part in newer)


def test_stream_without_a_thread(client: SyncClient) -> None:
    """On one of its own, which is gone afterwards."""
    told: list[Any] = []
    modes: Any = ["values", "updates"]
    parts = list(client.runs.stream(None, "agent", input=SAID, stream_mode=modes, on_run_created=told.append))
    assert {part.event for part in parts} == {"metadata", "values", "updates"}
    assert parts[-1].data["messages"][-1]["content"] == ANSWER
    assert told[0]["run_id"] == parts[0].data["run_id"]


def test_an_interrupt_and_its_answer(client: SyncClient, thread: str) -> None:
    """By a command; version 2 has the interrupts beside the values."""
    parts = list(client.runs.stream(thread, "agent", input={"interrupt": "sure?"}, version="v2"))
    assert [one["value"] for part in parts for one in part["interrupts"]] == ["sure?"]
    state = client.threads.get_state(thread)
    assert state.next == ["prepare"]
    assert client.threads.get(thread).status == "interrupted"
    client.runs.wait(thread, "agent", command={"resume": "yes"})
    assert client.threads.get(thread).status == "idle"


def test_interrupt_before_a_node(client: SyncClient, thread: str) -> None:
    """And go on without an input."""
    client.runs.wait(thread, "agent", input=SAID, interrupt_before=["answer"])
    assert client.threads.get_state(thread).next == ["answer"]
    said = client.runs.wait(thread, "agent", input=None)
    assert said["messages"][-1]["content"] == ANSWER


def test_from_a_checkpoint(client: SyncClient, thread: str) -> None:
    """The run forks the thread there."""
    client.runs.wait(thread, "agent", input=SAID)
    first: Any = client.threads.get_history(thread)[0].checkpoint
    client.runs.wait(thread, "agent", input=SAID)
    assert len(client.threads.get_state(thread)["values"]["messages"]) == 4
    client.runs.wait(thread, "agent", input=SAID, checkpoint=first)
    assert len(client.threads.get_state(thread)["values"]["messages"]) == 4
    client.runs.wait(thread, "agent", input=SAID, checkpoint_id=first["checkpoint_id"], durability="exit")
    assert len(client.threads.get_state(thread)["values"]["messages"]) == 4


def test_join_stream(client: SyncClient, thread: str) -> None:
    """From any event on, as long as the server keeps them."""
    run = client.runs.create(thread, "agent", input=SAID, stream_mode="values", stream_resumable=True)
    parts = list(client.runs.join_stream(thread, run.run_id, last_event_id="-1"))
    assert parts[-1].data["messages"][-1]["content"] == ANSWER
    rest = list(client.runs.join_stream(thread, run.run_id, last_event_id=parts[0].id))
    assert rest == parts[1:]


def test_list_and_iterate(client: SyncClient, thread: str) -> None:
    """The newest first; by status; with chosen fields."""
    ids = [
        client.runs.create(thread, "agent", input=SAID, multitask_strategy="enqueue").run_id for _ in range(3)
    ]
    client.runs.join(thread, ids[-1])
    assert [run.run_id for run in client.runs.list(thread)] == ids[::-1]
    assert [run.run_id for run in client.runs.list(thread, limit=1, offset=1)] == [ids[1]]
    assert [run.run_id for run in client.runs.list(thread, status="error")] == []
    assert [run.run_id for run in client.runs.iterate(thread, page_size=2)] == ids[::-1]
    some = client.runs.list(thread, select=["run_id"], limit=1)[0]
    with pytest.raises(DriftError):
        _ = some.status
    with pytest.raises(InvalidArgumentError, match="limit"):
        client.runs.list(thread, limit=0)


def test_a_busy_thread(client: SyncClient, thread: str) -> None:
    """Refuses another run under "reject"; a cancelled one is interrupted, or as if it had not been."""
    first = client.runs.create(thread, "agent", input={"sleep": 30.0})
    with pytest.raises(ConflictError):
        client.runs.create(thread, "agent", input=SAID, multitask_strategy="reject")
    client.runs.cancel(thread, first.run_id, wait=True)
    assert client.runs.get(thread, first.run_id).status == "interrupted"
    second = client.runs.create(thread, "agent", input={"sleep": 30.0})
    # One that has not begun is interrupted by either action.
    while client.runs.get(thread, second.run_id).status == "pending":
        pass
    client.runs.cancel(thread, second.run_id, wait=True, action="rollback")
    with pytest.raises(NotFoundError):
        client.runs.get(thread, second.run_id)


def test_cancel_many(client: SyncClient, thread: str) -> None:
    """Those that are named; what cannot be meant is refused before it is sent."""
    runs = [
        client.runs.create(thread, "agent", input={"sleep": 30.0}, multitask_strategy="enqueue")
        for _ in range(2)
    ]
    client.runs.cancel_many(thread_id=thread, run_ids=[run.run_id for run in runs])
    for run in runs:
        assert client.runs.get(thread, run.run_id).status in ("interrupted", "pending", "running")
    given: list[dict[str, Any]] = [
        {},
        {"thread_id": thread},
        {"run_ids": ["x"]},
        {"thread_id": thread, "status": "all", "run_ids": ["x"]},
    ]
    for each in given:
        with pytest.raises(InvalidArgumentError):
            client.runs.cancel_many(**each)


def test_create_batch(client: SyncClient) -> None:
    """Several at once; one that is wrong is named before any is sent."""
    payload = {"assistant_id": "agent", "input": SAID, "on_completion": "keep"}
    made = client.runs.create_batch([payload] * 3)
    assert len({run.run_id for run in made}) == 3
    for run in made:
        client.runs.join(run.thread_id, run.run_id)
        client.threads.delete(run.thread_id)
    with pytest.raises(InvalidArgumentError, match=r"payloads\[1\]"):
        client.runs.create_batch([{"assistant_id": "agent"}, {"input": SAID}])
    with pytest.raises(InvalidArgumentError, match="thread_id"):
        client.runs.create_batch([{"assistant_id": "agent", "thread_id": str(uuid4())}])


def test_what_is_not_there(client: SyncClient, thread: str) -> None:
    """Is a NotFoundError, also where the server says it with status 200."""
    unknown = str(uuid4())
    calls: list[Callable[[], object]] = [
        lambda: client.runs.create(thread, unknown),
        lambda: client.runs.create(None, unknown),
        lambda: client.runs.wait(thread, unknown),
        lambda: list(client.runs.stream(thread, unknown)),
        lambda: client.runs.get(thread, unknown),
        lambda: client.runs.join(thread, unknown),
        lambda: client.runs.cancel(thread, unknown),
        lambda: client.runs.delete(thread, unknown),
    ]
    for call in calls:
        with pytest.raises(NotFoundError):
            call()


def test_a_thread_that_is_made_for_the_run(client: SyncClient) -> None:
    """if_not_exists="create"."""
    unknown = str(uuid4())
    client.runs.wait(unknown, "agent", input=SAID, if_not_exists="create")
    assert client.threads.get(unknown)["values"]["messages"][-1]["content"] == ANSWER
    client.threads.delete(unknown)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"multitask_strategy": "reject"}, "multitask_strategy"),
        ({"strict_resume": True}, "strict_resume"),
    ],
)
def test_what_has_no_effect_without_a_thread(client: SyncClient, given: dict[str, Any], named: str) -> None:
    """Is told by a warning at the caller's line."""
    with pytest.warns(NoEffectWarning, match=named):
        client.runs.wait(None, "agent", input=SAID, **given)


def test_after_some_seconds(client: SyncClient, thread: str) -> None:
    """A run that is put off is pending until then."""
    run = client.runs.create(thread, "agent", input=SAID, after_seconds=600)
    assert client.runs.get(thread, run.run_id).status == "pending"
    client.runs.cancel(thread, run.run_id)


@pytest.mark.parametrize("shell", ["sync", "async"])
def test_durability_by_its_old_name(shell: Any, agent_server: Any, thread: str) -> None:
    """checkpoint_during is deprecated, and means what durability says."""
    with connected(shell, agent_server.url, api_key=None) as client:
        with pytest.warns(DeprecationWarning, match="durability"):
            client.runs.wait(thread, "agent", input=SAID, checkpoint_during=False)
        assert len(client.threads.get_history(thread)) == 1
