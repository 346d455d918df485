"""Assistants on the real server, with both clients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from cronwright import Assistant, ConflictError, DriftError, InvalidArgumentError, NotFoundError, SyncClient


@pytest.fixture
def made(client: SyncClient) -> Iterator[Assistant]:
    """An assistant of the test's own."""
    one = client.assistants.create(
        "agent", {"tags": ["a"]}, metadata={"mark": str(uuid4())}, name="first", description="a test's own"
    )
    yield one
    client.assistants.delete(one.assistant_id)


def test_create(client: SyncClient, made: Assistant) -> None:
    """With each of its parameters, and again."""
    assert (made.graph_id, made.name, made.description, made.version) == ("agent", "first", "a test's own", 1)
    assert made["config"]["tags"] == ["a"]
    with pytest.raises(ConflictError):
        client.assistants.create("agent", assistant_id=made.assistant_id)
    again = client.assistants.create("agent", assistant_id=made.assistant_id, if_exists="do_nothing")
    assert again == made
    assert client.assistants.get(made.assistant_id) == made


def test_a_context_is_what_a_run_of_it_gets(client: SyncClient, thread: str) -> None:
    """The graph says the model's name of its context."""
    assistant = client.assistants.create("agent", context={"model_name": "parrot"})
    told: Any = {"messages": [{"role": "user", "content": "hi"}]}
    said = client.runs.wait(thread, assistant.assistant_id, input=told)
    assert said["messages"][-1]["content"] == "parrot: hi"
    client.assistants.delete(assistant.assistant_id, delete_threads=False)


def test_versions(client: SyncClient, made: Assistant) -> None:
    """Each update makes one; an earlier one can be made the latest again."""
    client.assistants.update(made.assistant_id, name="second", metadata={"n": 2})
    third = client.assistants.update(made.assistant_id, context={"model_name": "x"}, description="third")
    assert third.version == 3
    assert third["context"] == {"model_name": "x"}
    versions = client.assistants.get_versions(made.assistant_id)
    assert [version.version for version in versions] == [3, 2, 1]
    assert client.assistants.get_versions(made.assistant_id, limit=1, offset=1) == versions[1:2]
    assert list(client.assistants.iterate_versions(made.assistant_id, page_size=2)) == versions
    assert client.assistants.set_latest(made.assistant_id, 1).name == "first"
    assert client.assistants.get(made.assistant_id).version == 1
    with pytest.raises(NotFoundError):
        client.assistants.set_latest(made.assistant_id, 9)


def test_search_count_and_iterate(client: SyncClient) -> None:
    """By metadata, graph and name; sorted, paged, and with chosen fields."""
    mark = {"mark": str(uuid4())}
    ids = [
        client.assistants.create("agent", metadata=mark, name=f"number {n}").assistant_id for n in range(5)
    ]
    order: Any = {"sort_by": "created_at", "sort_order": "asc"}
    found = client.assistants.search(metadata=mark, **order)
    assert [row.assistant_id for row in found] == ids
    page = client.assistants.search(metadata=mark, **order, limit=2, response_format="object")
    assert [row.assistant_id for row in page["assistants"]] == ids[:2]
    assert page.next == "2"
    assert client.assistants.search(metadata=mark, **order, limit=2, offset=4) == found[4:]
    assert [row.name for row in client.assistants.search(metadata=mark, name="number 3")] == ["number 3"]
    with pytest.raises(NotFoundError, match="'other' not found"):
        client.assistants.search(metadata=mark, graph_id="other")
    assert client.assistants.count(metadata=mark, graph_id="agent") == 5
    assert client.assistants.count(metadata=mark, name="number 3") == 1
    assert sorted(
        row.assistant_id for row in client.assistants.iterate(metadata=mark, page_size=2)
    ) == sorted(ids)
    some = client.assistants.search(metadata=mark, select=["name"], limit=1)[0]
    with pytest.raises(DriftError):
        _ = some.graph_id
    with pytest.raises(InvalidArgumentError, match="limit"):
        client.assistants.search(limit=0)
    for assistant_id in ids:
        client.assistants.delete(assistant_id)


def test_its_graph(client: SyncClient, assistant: str) -> None:
    """Nodes and edges, schemas, and subgraphs, of which this one has none."""
    graph = client.assistants.get_graph(assistant, xray=True)
    assert {node["id"] for node in graph["nodes"]} == {"__start__", "prepare", "answer", "__end__"}
    assert {(edge["source"], edge["target"]) for edge in graph["edges"]} >= {("prepare", "answer")}
    schemas = client.assistants.get_schemas(assistant)
    assert schemas.graph_id == "agent"
    assert "messages" in schemas["input_schema"]["properties"]
    assert client.assistants.get_subgraphs(assistant) == {}
    assert client.assistants.get_subgraphs(assistant, recurse=True) == {}


def test_an_unknown_assistant(client: SyncClient) -> None:
    """Is a NotFoundError, whatever is asked of it."""
    unknown = str(uuid4())
    calls: list[Callable[[], object]] = [
        lambda: client.assistants.get(unknown),
        lambda: client.assistants.get_graph(unknown),
        lambda: client.assistants.get_schemas(unknown),
        lambda: client.assistants.get_subgraphs(unknown),
        lambda: client.assistants.get_versions(unknown),
        lambda: client.assistants.set_latest(unknown, 1),
        lambda: client.assistants.update(unknown, name="x"),
        lambda: client.assistants.delete(unknown),
    ]
    for call in calls:
        with pytest.raises(NotFoundError):
            call()
