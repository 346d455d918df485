"""Answers are typed: each attribute reads on real ones, and each field that the server sends is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import httpx
import pytest

from agent_server_api.types import UNSET, Field, Model, to_json
from cronwright import Assistant, Cron, DriftError, Run, SyncClient, Thread

from .made import quiet

HELLO = {"messages": [{"role": "user", "content": "hello!"}]}
NEW_YEAR = datetime.fromisoformat("2031-01-01T00:00:00+00:00")


def _declared(kind: type[Model]) -> dict[str, Field[Any]]:
    return {name: field for name, field in vars(kind).items() if isinstance(field, Field)}


def _check(kind: type[Model], answers: list[Any]) -> None:
    """Read all that is declared, and find all that was sent among what is declared, at every depth."""
    declared = _declared(kind)
    wire = {field.name for field in declared.values()}
    for answer in answers:
        assert type(answer) is kind
        for name, field in declared.items():
            value = getattr(answer, name)
            if field.name not in answer:
                assert value is UNSET
            elif isinstance(value, datetime):
                assert value.utcoffset() is not None
            else:
                assert to_json(value) == answer[field.name]
            for model in _models(value):
                _check(type(model), [model])
        new = sorted(set(answer) - wire)
        assert not new, f"{kind.__name__}: the server sends {new}, undeclared"


def _models(value: Any) -> Iterator[Model]:
    if isinstance(value, Model):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _models(item)


def test_crons(client: SyncClient, thread: str, raw: httpx.Client) -> None:
    """With everything and with next to nothing, made, updated, read and found, with a thread and without."""
    bare = quiet(client, thread)
    full = quiet(
        client,
        thread,
        end_time=NEW_YEAR,
        timezone="Asia/Tokyo",
        metadata={"a": 1},
        config={"tags": ["t"]},
        webhook="https://10.0.0.1/",
    )
    alone = client.crons.create("agent", schedule="@daily", input={}, enabled=False)
    crons = [bare, full, alone, client.crons.get(full.cron_id)]
    crons += [client.crons.update(bare.cron_id, enabled=False), *client.crons.search(limit=1000)]
    crons += list(client.crons.iterate(thread_id=thread))
    client.crons.delete(alone.cron_id)
    _check(Cron, crons)
    assert {cron.thread_id for cron in (bare, alone)} == {thread, None}
    assert (full.end_time, bare.end_time) == (NEW_YEAR, None)


def test_threads(client: SyncClient, raw: httpx.Client) -> None:
    """New, used, failed and interrupted, as created and as read."""
    new = client.threads.create(metadata={"a": 1})
    thread = new.thread_id
    states = [new, client.threads.get(thread)]
    client.runs.wait(thread, "agent", input=HELLO)
    states.append(client.threads.get(thread))
    client.runs.wait(thread, "agent", input={"interrupt": "go on?", **HELLO})
    states.append(client.threads.get(thread))
    raw.post(f"/threads/{thread}/runs/wait", json={"assistant_id": "agent", "input": {"fail": "x"}})
    states.append(client.threads.get(thread))
    client.threads.delete(thread)
    assert [state.status for state in states] == ["idle", "idle", "idle", "interrupted", "error"]
    assert new.metadata == {"a": 1}
    _check(Thread, states)


def test_runs(client: SyncClient, thread: str, raw: httpx.Client) -> None:
    """Succeeded, failed and interrupted, listed and got; `select` leaves the rest out."""
    values = client.runs.wait(thread, "agent", input=HELLO, context={"model_name": "openai"})
    assert [message["content"] for message in values["messages"]] == ["hello!", "openai: hello!"]
    client.runs.wait(thread, "agent", input=HELLO, interrupt_before=["answer"], metadata={"m": 1})
    raw.post(f"/threads/{thread}/runs/wait", json={"assistant_id": "agent", "input": {"fail": "x"}})
    runs = client.runs.list(thread)
    assert [run.status for run in runs] == ["error", "success", "success"]
    assert [run.run_id for run in client.runs.list(thread, status="error")] == [runs[0].run_id]
    assert [run.run_id for run in client.runs.list(thread, limit=1, offset=1)] == [runs[1].run_id]
    _check(Run, [*runs, *(client.runs.get(thread, run.run_id) for run in runs)])
    assert runs[1].metadata["m"] == 1
    assert [run.to_dict() for run in client.runs.list(thread, select=["status"])] == [
        {"status": run.status} for run in runs
    ]


def test_assistants(client: SyncClient, assistant: str) -> None:
    """The server's own assistant of its graph, found in each way."""
    got = client.assistants.get(assistant)
    assert (got.assistant_id, got.graph_id) == (assistant, "agent")
    searches: list[Callable[[], list[Assistant]]] = [
        lambda: client.assistants.search(graph_id="agent"),
        lambda: client.assistants.search(name="AGE"),
        lambda: client.assistants.search(metadata={"created_by": "system"}, sort_by="name", sort_order="asc"),
        lambda: client.assistants.search(limit=1000),
    ]
    for search in searches:
        assert search() == [got]
    assert client.assistants.search(name="nobody") == client.assistants.search(offset=5) == []
    assert [one.to_dict() for one in client.assistants.search(select=["name"])] == [{"name": "agent"}]
    _check(Assistant, [got])


def test_the_check_finds_what_it_is_for(client: SyncClient, thread: str) -> None:
    """A field that nobody declared, one of another type and one that is gone are each found."""
    cron = quiet(client, thread).to_dict()
    _check(Cron, [Cron.from_dict(cron)])
    with pytest.raises(AssertionError, match=r"Cron: the server sends \['brand_new'\], undeclared"):
        _check(Cron, [Cron.from_dict({**cron, "brand_new": 1})])
    with pytest.raises(DriftError, match=r"Cron\.created_at"):
        _check(Cron, [Cron.from_dict({**cron, "created_at": "soon"})])
    with pytest.raises(DriftError, match=r"Cron\.timezone"):
        _check(Cron, [Cron.from_dict({key: cron[key] for key in cron if key != "timezone"})])
