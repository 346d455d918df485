"""An argument that cannot work is an error at the caller's line, and nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
import pytest

from cronwright import InvalidArgumentError, NoEffectWarning, SyncClient, get_sync_client

from .every_call import CHECKPOINT, THREAD
from .naming import shown


@pytest.fixture(scope="module")
def client() -> Iterator[SyncClient]:
    """A client whose requests fail the test."""

    def handle(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"sent: {request}")

    with httpx.Client(transport=httpx.MockTransport(handle)) as http_client:
        yield get_sync_client(url="http://server", api_key=None, http_client=http_client)


REFUSED: list[tuple[str, tuple[Any, ...], dict[str, Any], str]] = [
    ("assistants.create", ("",), {}, "graph_id must be a graph's name"),
    ("assistants.create", (5,), {}, "graph_id must be a graph's name"),
    ("assistants.create", ("g",), {"name": 5}, "name must be a str"),
    ("assistants.create", ("g",), {"metadata": [1]}, "metadata"),
    ("assistants.create", ("g",), {"metadata": {"a": object()}}, "metadata"),
    ("assistants.create", ("g",), {"if_exists": "maybe"}, "if_exists"),
    ("assistants.create", ("g",), {"assistant_id": "mine"}, "is not a UUID"),
    ("assistants.update", ("a",), {}, "nothing to update"),
    ("assistants.get", ("../threads",), {}, "assistant_id|id"),
    ("assistants.get", ("",), {}, "must"),
    ("assistants.get_graph", ("a",), {"xray": "deep"}, "xray"),
    ("assistants.search", (), {"sort_by": "size"}, "sort_by"),
    ("assistants.search", (), {"select": ["size"]}, "select"),
    ("assistants.search", (), {"response_format": "rows"}, "response_format"),
    ("assistants.search", (), {"offset": -1}, "offset"),
    ("assistants.set_latest", ("a", 0), {}, "version"),
    ("assistants.set_latest", ("a", "1"), {}, "version"),
    ("threads.create", (), {"thread_id": "mine"}, "is not a UUID"),
    ("threads.create", (), {"ttl": -1}, "ttl"),
    ("threads.create", (), {"ttl": "soon"}, "ttl"),
    ("threads.create", (), {"supersteps": [{"values": {}}]}, "supersteps"),
    ("threads.create", (), {"supersteps": {"updates": []}}, "supersteps"),
    ("threads.update", (THREAD,), {}, "nothing to update"),
    ("threads.search", (), {"ids": "abc"}, "ids must be a list"),
    ("threads.search", (), {"ids": ["abc"]}, r"ids\[0\]"),
    ("threads.search", (), {"status": "asleep"}, "status"),
    ("threads.search", (), {"limit": True}, "limit"),
    ("threads.search", (), {"extract": {"a": 1}}, "extract"),
    ("threads.prune", ("abc",), {}, "thread_ids"),
    ("threads.get_state", (THREAD,), {"checkpoint": CHECKPOINT, "checkpoint_id": "x"}, "checkpoint alone"),
    ("threads.get_state", (THREAD,), {"select": ["value"]}, "select"),
    ("threads.get_history", (THREAD,), {"before": {"checkpoint_ns": ""}}, "before"),
    ("threads.get_history", (THREAD,), {"limit": 0}, "limit"),
    ("threads.update_state", (THREAD, 5), {}, "values"),
    ("threads.join_stream", (THREAD,), {"last_event_id": "a b"}, "last_event_id"),
    ("threads.join_stream", (THREAD,), {"stream_mode": "values"}, "stream_mode"),
    ("threads.stream", (THREAD,), {"assistant_id": "a", "transport": "carrier pigeon"}, "transport"),
    ("threads.stream", (THREAD,), {"assistant_id": "a", "run_start_timeout": 0}, "run_start_timeout"),
    ("runs.create", (THREAD, "a"), {"stream_mode": "valeus"}, "stream_mode"),
    ("runs.create", (THREAD, "a"), {"durability": "async", "checkpoint_during": True}, "durability alone"),
    ("runs.create", (THREAD, "a"), {"checkpoint_during": "yes"}, "checkpoint_during"),
    ("runs.create", (THREAD, "a"), {"on_run_created": "print"}, "on_run_created"),
    ("runs.create", (THREAD, "a"), {"after_seconds": -1}, "after_seconds"),
    ("runs.create", (THREAD, "a"), {"webhook": "/hook"}, "webhook"),
    ("runs.create", (THREAD, "a"), {"interrupt_before": "node"}, "interrupt_before"),
    ("runs.create", (THREAD, "a"), {"interrupt_before": [5]}, "interrupt_before"),
    ("runs.create", (THREAD, "a"), {"command": "resume"}, "command"),
    ("runs.create", (THREAD, "a"), {"checkpoint": "x"}, "checkpoint"),
    ("runs.create", (None, "a"), {"checkpoint_id": "x"}, "thread_id"),
    ("runs.create", (THREAD, "a"), {"input": {"a": object()}}, "input"),
    ("runs.create", (THREAD, "a"), {"input": {"a": float("nan")}}, "input"),
    ("runs.create", (THREAD, ""), {}, "must"),
    ("runs.create_batch", ([],), {}, "payloads"),
    ("runs.create_batch", ({"assistant_id": "a"},), {}, "payloads"),
    ("runs.create_batch", ([5],), {}, r"payloads\[0\]"),
    (
        "runs.create_batch",
        ([{"assistant_id": "a", "inputs": {}}],),
        {},
        r"payloads\[0\]: a run has no inputs",
    ),
    ("runs.wait", (THREAD, "a"), {"raise_error": "no"}, "raise_error"),
    ("runs.stream", (THREAD, "a"), {"version": "v3"}, "version"),
    ("runs.stream", (THREAD, "a"), {"on_disconnect": "wait"}, "on_disconnect"),
    ("runs.join_stream", (THREAD, "r"), {"last_event_id": ""}, "last_event_id"),
    ("runs.cancel", (THREAD, "r"), {"action": "stop"}, "action"),
    ("runs.cancel", (THREAD, "r"), {"wait": "yes"}, "wait"),
    ("runs.list", (THREAD,), {"status": "done"}, "status"),
    ("store.put_item", (["a.b"], "k", {}), {}, "label must be without dots"),
    ("store.put_item", ([], "k", {}), {}, "namespace"),
    ("store.put_item", ("ab", "k", {}), {}, "namespace"),
    ("store.put_item", (["a"], "", {}), {}, "key"),
    ("store.put_item", (["a"], "k", None), {}, "delete_item takes"),
    ("store.put_item", (["a"], "k", [1]), {}, "value"),
    ("store.put_item", (["a"], "k", {}), {"index": "all"}, "index"),
    ("store.put_item", (["a"], "k", {}), {"ttl": -5}, "ttl"),
    ("store.search_items", (["a"],), {"limit": 0}, "limit"),
    ("store.list_namespaces", (), {"max_depth": 0}, "max_depth"),
    ("store.iterate_items", (["a"],), {"page_size": 1}, "page_size"),
    ("a2a.send_message", ("a", {"role": "user"}), {}, "message must be"),
    ("a2a.send_message", ("a", 5), {}, "message"),
    ("mcp.call_tool", ("",), {}, "must"),
    ("metrics", (), {"format": "xml"}, "format"),
    ("ok", (), {"check_db": "yes"}, "check_db"),
]


@pytest.mark.parametrize(("method", "args", "kwargs", "says"), REFUSED, ids=shown)
def test_refused(client: SyncClient, method: str, args: Any, kwargs: dict[str, Any], says: str) -> None:
    """With the name of the argument and what it should be."""
    target: Any = client
    for name in method.split("."):
        target = getattr(target, name)
    with pytest.raises(InvalidArgumentError, match=says):
        target(*args, **kwargs)


@pytest.mark.parametrize("given", [{"multitask_strategy": "reject"}, {"strict_resume": True}], ids=shown)
def test_told_of(client: SyncClient, given: dict[str, Any]) -> None:
    """What has no effect is a warning."""
    with pytest.raises(AssertionError, match="sent"), pytest.warns(NoEffectWarning, match=next(iter(given))):
        client.runs.create(None, "a", input={}, **given)


def test_an_id_may_be_a_uuid(client: SyncClient) -> None:
    """Of the standard library."""
    with pytest.raises(AssertionError, match=f"sent.*{THREAD}"):
        client.threads.get(UUID(THREAD))
