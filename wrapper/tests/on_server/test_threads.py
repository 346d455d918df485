"""Threads and their states on the real server, with both clients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from cronwright import (
    ConflictError,
    DriftError,
    InvalidArgumentError,
    NotFoundError,
    SyncClient,
    UnprocessableEntityError,
)

SAID = {"messages": [{"role": "user", "content": "hello"}]}


def test_create(client: SyncClient, thread: str) -> None:
    """With each of its parameters, and again."""
    thread_id = str(uuid4())
    made = client.threads.create(
        thread_id=thread_id, metadata={"a": 1}, graph_id="agent", ttl={"strategy": "delete", "ttl": 60}
    )
    assert made.thread_id == thread_id
    assert made["metadata"] == {"a": 1, "graph_id": "agent"}
    assert made.status == "idle"
    with pytest.raises(ConflictError):
        client.threads.create(thread_id=thread_id)
    assert client.threads.create(thread_id=thread_id, if_exists="do_nothing").created_at == made.created_at
    assert client.threads.get(thread_id, include=["ttl"]).thread_id == thread_id
    client.threads.delete(thread_id)
    with pytest.raises(NotFoundError):
        client.threads.get(thread_id)


def test_supersteps_make_the_first_states(client: SyncClient) -> None:
    """As if its nodes had run."""
    steps: Any = [
        {"updates": [{"values": SAID, "as_node": "__input__"}]},
        {"updates": [{"values": SAID, "as_node": "answer"}]},
    ]
    made = client.threads.create(graph_id="agent", supersteps=steps)
    assert [state["metadata"]["step"] for state in client.threads.get_history(made.thread_id)] == [0, -1]
    client.threads.delete(made.thread_id)


def test_update(client: SyncClient, thread: str) -> None:
    """Metadata is merged; return_minimal saves the answer."""
    client.threads.update(thread, metadata={"a": 1, "b": 1})
    changed: Any = client.threads.update(thread, metadata={"b": 2}, ttl=60)
    assert changed.metadata == {"a": 1, "b": 2}
    assert client.threads.update(thread, metadata={"c": 3}, return_minimal=True) is None
    assert client.threads.get(thread).metadata == {"a": 1, "b": 2, "c": 3}


def test_search_count_and_iterate(client: SyncClient) -> None:
    """By metadata, values, status and ids; sorted, paged, and with chosen fields."""
    mark = {"mark": str(uuid4())}
    ids = [client.threads.create(metadata={**mark, "n": n}).thread_id for n in range(5)]
    found = client.threads.search(metadata=mark, sort_by="created_at", sort_order="asc")
    assert [row.thread_id for row in found] == ids
    rest = client.threads.search(metadata=mark, sort_by="created_at", sort_order="asc", limit=2, offset=3)
    assert [row.thread_id for row in rest] == ids[3:]
    assert {row.thread_id for row in client.threads.search(ids=ids[:2])} == set(ids[:2])
    assert client.threads.search(metadata=mark, status="busy") == []
    assert client.threads.count(metadata=mark, status="idle") == 5
    some = client.threads.search(metadata=mark, select=["thread_id"], limit=1)[0]
    assert some.thread_id in ids
    with pytest.raises(DriftError):
        _ = some.status
    walked = [row.thread_id for row in client.threads.iterate(metadata=mark, page_size=2)]
    assert sorted(walked) == sorted(ids)
    for limit in (0, 1001, -1):
        with pytest.raises(InvalidArgumentError, match="limit"):
            client.threads.search(limit=limit)
    extracted = client.threads.search(metadata=mark, limit=1, extract={"number": "metadata.n"})
    assert extracted[0]["extracted"]["number"] in range(5)
    for thread_id in ids:
        client.threads.delete(thread_id)


def test_copy(client: SyncClient, thread: str) -> None:
    """With its states."""
    client.runs.wait(thread, "agent", input=SAID)
    copied = client.threads.copy(thread)
    assert copied.thread_id != thread
    assert client.threads.get_state(copied.thread_id).values == client.threads.get_state(thread).values
    client.threads.delete(copied.thread_id)


def test_prune(client: SyncClient, thread: str, other: str) -> None:
    """Whole threads; all but the newest state not in the in-memory server, which says so."""
    with pytest.raises(UnprocessableEntityError, match="keep_latest"):
        client.threads.prune([thread], strategy="keep_latest")
    assert client.threads.prune([thread, other], strategy="delete")["pruned_count"] == 2
    for thread_id in (thread, other):
        with pytest.raises(NotFoundError):
            client.threads.get(thread_id)


def test_states(client: SyncClient, thread: str) -> None:
    """Of now and before, by checkpoint and by its id; changed as if by a node."""
    client.runs.wait(thread, "agent", input=SAID)
    now = client.threads.get_state(thread)
    assert now["values"]["messages"][-1]["content"] == "no model: hello"
    assert now.next == []
    changed = client.threads.update_state(thread, SAID, as_node="answer")
    after = client.threads.get_state(thread)
    assert changed["checkpoint"]["checkpoint_id"] == after["checkpoint"]["checkpoint_id"]
    assert len(after["values"]["messages"]) == len(now["values"]["messages"]) + 1
    before: Any = now.checkpoint
    assert client.threads.get_state(thread, before).values == now.values
    assert client.threads.get_state(thread, checkpoint_id=before["checkpoint_id"]).values == now.values
    assert client.threads.get_state(thread, subgraphs=True).values == after.values

    history = client.threads.get_history(thread)
    assert [state.checkpoint for state in history][:2] == [after.checkpoint, now.checkpoint]
    assert client.threads.get_history(thread, limit=1) == history[:1]
    assert client.threads.get_history(thread, before=before["checkpoint_id"]) == history[2:]
    assert client.threads.get_history(thread, before=before) == history[2:]
    assert [
        state["metadata"]["source"]
        for state in client.threads.get_history(thread, metadata={"source": "input"})
    ] == ["input"]
    assert list(client.threads.iterate_history(thread, page_size=2)) == history

    again = client.threads.update_state(thread, None, checkpoint=before)
    assert again["checkpoint"]["checkpoint_id"] != before["checkpoint_id"]


def test_a_thread_without_a_state(client: SyncClient, thread: str) -> None:
    """Has no values, and nothing comes next."""
    state = client.threads.get_state(thread)
    assert not state["values"]
    assert state.next == []
    assert client.threads.get_history(thread) == []


def test_storage(client: SyncClient, thread: str) -> None:
    """What a thread takes in the store, by channel."""
    client.runs.wait(thread, "agent", input=SAID)
    assert client.threads.get_storage(thread).total_bytes > 0


def test_an_unknown_thread(client: SyncClient) -> None:
    """Is a NotFoundError, whatever is asked of it."""
    unknown = str(uuid4())
    calls: list[Callable[[], object]] = [
        lambda: client.threads.get(unknown),
        lambda: client.threads.delete(unknown),
        lambda: client.threads.update(unknown, metadata={}),
        lambda: client.threads.get_state(unknown),
        lambda: client.threads.update_state(unknown, {}),
        lambda: client.threads.get_history(unknown),
        lambda: client.runs.list(unknown),
        lambda: client.runs.create(unknown, "agent"),
    ]
    for call in calls:
        with pytest.raises(NotFoundError):
            call()

    # As the server has it.
    with pytest.raises(ConflictError):
        client.threads.copy(unknown)


def test_the_stream_of_a_thread(client: SyncClient, thread: str) -> None:
    """Tells of each run on it, from before the first."""
    run = client.runs.create(thread, "agent", input=SAID, stream_resumable=True)
    names = []
    for part in client.threads.join_stream(thread, last_event_id="-", stream_mode=["run_modes"]):
        names.append(part.event)
        if part.event == "values" and len(part.data["messages"]) == 2:
            break
    assert names[0] == "metadata"
    client.runs.join(thread, run.run_id)
