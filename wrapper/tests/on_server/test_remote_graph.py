"""`langgraph.pregel.remote.RemoteGraph`, the real package, works with our clients as with the SDK's."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from langgraph.pregel.remote import RemoteException, RemoteGraph
from langgraph.types import Command

from cronwright import SyncClient, get_client, get_sync_client
from cronwright.embedded import EmbeddedServer

MODES = ["values", "updates", "messages", "custom", "debug", "tasks", "checkpoints"]


@pytest.fixture(scope="module")
def sync_client(busy_server: EmbeddedServer) -> Iterator[SyncClient]:
    """Our client; RemoteGraph asks for one of the SDK."""
    with get_sync_client(url=busy_server.url, api_key=None) as client:
        yield client


@pytest.fixture(scope="module")
def remote(sync_client: SyncClient) -> RemoteGraph:
    """A graph on the server, through the sync client."""
    client: Any = sync_client
    return RemoteGraph("busy", sync_client=client)


@pytest.fixture
def config(sync_client: SyncClient) -> Iterator[Any]:
    """The config of a thread of the test's own."""
    thread_id = sync_client.threads.create().thread_id
    yield {"configurable": {"thread_id": thread_id}}
    sync_client.threads.delete(thread_id)


def _on_async(url: str, body: Any) -> Any:
    async def whole() -> Any:
        async with get_client(url=url, api_key=None) as given:
            client: Any = given
            return await body(RemoteGraph("busy", client=client))

    return asyncio.run(whole())


def test_invoke(remote: RemoteGraph, config: Any) -> None:
    """With and without a thread."""
    said: Any = remote.invoke({"turn": {"say": "good day"}}, config)
    assert [message["content"] for message in said["messages"]] == ["good day"]
    alone: Any = remote.invoke({"turn": {"say": "bye"}})
    assert alone["messages"][0]["content"] == "bye"


def test_ainvoke(busy_server: EmbeddedServer, config: Any) -> None:
    """As invoke."""
    said = _on_async(busy_server.url, lambda remote: remote.ainvoke({"turn": {"say": "good day"}}, config))
    assert [message["content"] for message in said["messages"]] == ["good day"]


def _check_mode(mode: str, chunks: list[Any]) -> None:
    assert chunks
    if mode == "messages":
        assert all(isinstance(chunk, tuple) and len(chunk) == 2 for chunk in chunks)
        assert "".join(message["content"] for message, _ in chunks if isinstance(message["content"], str))
    elif mode == "custom":
        assert chunks == [{"n": 1}, {"n": 2}]
    elif mode == "updates":
        assert [*chunks[0]] == ["model"]
    elif mode == "values":
        assert chunks[-1]["messages"][0]["content"] == "one two"
    else:
        assert all(isinstance(chunk, dict) for chunk in chunks)


SPOKEN = {"turn": {"say": "one two", "custom": [{"n": 1}, {"n": 2}]}}


@pytest.mark.parametrize("mode", MODES)
def test_stream(mode: Any, remote: RemoteGraph, config: Any) -> None:
    """In each mode, alone."""
    _check_mode(mode, list(remote.stream(SPOKEN, config, stream_mode=mode)))


@pytest.mark.parametrize("mode", MODES)
def test_astream(mode: Any, busy_server: EmbeddedServer, config: Any) -> None:
    """In each mode, alone."""

    async def chunks(remote: RemoteGraph) -> list[Any]:
        return [chunk async for chunk in remote.astream(SPOKEN, config, stream_mode=mode)]

    _check_mode(mode, _on_async(busy_server.url, chunks))


def test_stream_modes_at_once_and_subgraphs(remote: RemoteGraph, config: Any) -> None:
    """Each part with its mode, and of a subgraph with its namespace."""
    modes: Any = ["values", "custom"]
    turn = {"child": {"custom": [{"in": "child"}]}, "custom": [{"in": "parent"}]}
    parts: list[Any] = list(remote.stream({"turn": turn}, config, stream_mode=modes, subgraphs=True))
    custom = {data["in"]: ns for ns, mode, data in parts if mode == "custom"}
    assert custom["parent"] == ()
    assert custom["child"][0].startswith("child:")
    assert {mode for _, mode, _ in parts} == {"values", "custom"}


def test_stream_v2(remote: RemoteGraph, config: Any) -> None:
    """Parts as dictionaries; interrupts beside the values."""
    given: Any = {"stream_mode": "values", "version": "v2"}
    parts: list[Any] = list(remote.stream({"turn": {"ask": "sure?"}}, config, **given))
    assert parts[-1]["type"] == "values"
    assert [interrupt.value for part in parts for interrupt in part["interrupts"]] == ["sure?"]


def test_a_failure_is_raised(remote: RemoteGraph, config: Any) -> None:
    """As the package's own error."""
    with pytest.raises(RemoteException, match="it broke"):
        remote.invoke({"turn": {"fail": "it broke"}}, config)


def test_interrupt_and_resume(remote: RemoteGraph, config: Any) -> None:
    """The state tells what is asked, and the answer goes on from there."""
    remote.invoke({"turn": {"ask": "sure?"}}, config)
    state = remote.get_state(config)
    assert state.next == ("ask",)
    assert [interrupt.value for interrupt in state.interrupts] == ["sure?"]
    assert [interrupt.value for task in state.tasks for interrupt in task.interrupts] == ["sure?"]
    assert remote.invoke(Command(resume="yes"), config)["answer"] == "yes"
    assert remote.get_state(config).next == ()


def test_interrupt_and_resume_in_async(busy_server: EmbeddedServer, config: Any) -> None:
    """As above."""

    async def body(remote: RemoteGraph) -> tuple[Any, Any, Any]:
        await remote.ainvoke({"turn": {"ask": "sure?"}}, config)
        state = await remote.aget_state(config)
        said = await remote.ainvoke(Command(resume="yes"), config)
        return state, said, await remote.aget_state(config, subgraphs=True)

    state, said, after = _on_async(busy_server.url, body)
    assert [interrupt.value for interrupt in state.interrupts] == ["sure?"]
    assert said["answer"] == "yes"
    assert after.next == ()


def test_states(remote: RemoteGraph, config: Any) -> None:
    """get_state, get_state_history, update_state, and a state of before."""
    remote.invoke({"turn": {"say": "one"}}, config)
    last: Any = remote.get_state(config)
    assert last.values["messages"][0]["content"] == "one"
    assert last.metadata is not None
    assert last.parent_config is not None

    made: Any = remote.update_state(config, {"answer": 42}, as_node="ask")
    assert made["configurable"]["thread_id"] == config["configurable"]["thread_id"]
    assert remote.get_state(made).values["answer"] == 42
    assert remote.get_state(last.config).values.get("answer") is None

    history: list[Any] = list(remote.get_state_history(config))
    assert [state.config["configurable"]["checkpoint_id"] for state in history][:2] == [
        made["configurable"]["checkpoint_id"],
        last.config["configurable"]["checkpoint_id"],
    ]
    assert len(list(remote.get_state_history(config, limit=1))) == 1
    earlier = list(remote.get_state_history(config, before=last.config))
    assert [state.config for state in earlier] == [state.config for state in history[2:]]
    first: list[Any] = list(remote.get_state_history(config, filter={"source": "input"}))
    assert [state.metadata["source"] for state in first] == ["input"]


def test_states_in_async(busy_server: EmbeddedServer, config: Any) -> None:
    """The same calls."""

    async def body(remote: RemoteGraph) -> tuple[Any, list[Any]]:
        await remote.ainvoke({"turn": {"say": "one"}}, config)
        made = await remote.aupdate_state(config, {"answer": 42}, as_node="ask")
        return await remote.aget_state(made), [state async for state in remote.aget_state_history(config)]

    state, history = _on_async(busy_server.url, body)
    assert state.values["answer"] == 42
    assert history[0] == state


def test_graph(remote: RemoteGraph, busy_server: EmbeddedServer) -> None:
    """Nodes and edges; with xray the nodes of its subgraphs."""
    graph = remote.get_graph()
    assert {"model", "tools", "ask", "child"} <= set(graph.nodes)
    assert ("model", "tools") in {(edge.source, edge.target) for edge in graph.edges}
    other = _on_async(busy_server.url, lambda remote: remote.aget_graph(xray=True))
    assert set(other.nodes) >= {"model", "ask"}


def test_a_thread_that_is_not_there_is_made(remote: RemoteGraph, sync_client: SyncClient) -> None:
    """RemoteGraph asks for if_not_exists="create"."""
    thread_id = str(uuid4())
    remote.invoke({"turn": {"say": "hi"}}, {"configurable": {"thread_id": thread_id}})
    values: Any = sync_client.threads.get(thread_id).values
    assert values["messages"][0]["content"] == "hi"
    sync_client.threads.delete(thread_id)


def test_stream_events_v3(remote: RemoteGraph, config: Any) -> None:
    """The package's own run stream over our thread stream."""
    with remote.stream_events({"turn": {"say": "one two"}}, config, version="v3") as run:
        assert run.output["messages"][0]["content"][0]["text"] == "one two"


def test_astream_events_v3(busy_server: EmbeddedServer, config: Any) -> None:
    """The same."""

    async def body(remote: RemoteGraph) -> Any:
        told = {"turn": {"say": "one two"}}
        async with await remote.astream_events(told, config, version="v3") as run:
            return await run.output()

    assert _on_async(busy_server.url, body)["messages"][0]["content"][0]["text"] == "one two"


def test_a_child_graph_in_a_local_one(remote: RemoteGraph) -> None:
    """As a node of a graph that runs here, with the parent's namespace before its own."""
    from langgraph.graph import END, START, StateGraph
    from typing_extensions import TypedDict

    class State(TypedDict, total=False):
        turn: dict[str, Any]
        messages: list[Any]

    builder = StateGraph(State)
    builder.add_node("far", remote)
    builder.add_edge(START, "far")
    builder.add_edge("far", END)
    graph = builder.compile()
    parts: list[Any] = list(graph.stream({"turn": {"say": "far away"}}, stream_mode="values", subgraphs=True))
    assert any(ns and ns[0].startswith("far:") for ns, _ in parts)
    assert parts[-1][1]["messages"][0]["content"] == "far away"
