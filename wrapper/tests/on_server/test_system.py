"""Health, information and metrics; A2A and MCP; on the real server, with both clients."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from cronwright import JSONRPCError, NotFoundError, SyncClient


def test_ok(client: SyncClient) -> None:
    """Says that it is well."""
    assert client.ok()["ok"] is True
    assert client.ok(check_db=True).ok is True


def test_info(client: SyncClient) -> None:
    """Has the version that a call may be too new for."""
    info = client.info()
    assert info.version.count(".") >= 2
    assert info["langgraph_py_version"]


def test_metrics(client: SyncClient) -> None:
    """As the text of Prometheus, and as JSON."""
    text = client.metrics()
    assert isinstance(text, str)
    assert "# HELP" in text
    assert client.metrics(format="json")


def _message(text: str) -> dict[str, Any]:
    return {"role": "user", "messageId": str(uuid4()), "parts": [{"kind": "text", "text": text}]}


def test_a2a(client: SyncClient, assistant: str) -> None:
    """A message is answered by a task, which can be asked for."""
    answer: Any = client.a2a.send_message(assistant, _message("hello"))
    assert answer["kind"] == "task"
    assert answer["status"]["state"] == "completed"
    assert "hello" in answer["artifacts"][0]["parts"][0]["text"]
    context = answer["contextId"]
    again: Any = client.a2a.get_task(assistant, answer["id"], context_id=context, history_length=1)
    assert again["id"] == answer["id"]
    with pytest.raises(JSONRPCError):
        client.a2a.cancel_task(assistant, answer["id"], context_id=context)
    with pytest.raises(JSONRPCError):
        client.a2a.get_task(assistant, str(uuid4()), context_id=context)
    client.threads.delete(context)


def test_a2a_streams(client: SyncClient, assistant: str) -> None:
    """The same as it comes."""
    events: list[Any] = list(client.a2a.stream_message(assistant, _message("hello")))
    assert len(events) > 1
    assert {event["kind"] for event in events} & {"status-update", "task", "artifact-update"}
    client.threads.delete(next(event["contextId"] for event in events if "contextId" in event))


def test_a2a_of_an_unknown_assistant(client: SyncClient) -> None:
    """Is not found."""
    with pytest.raises((NotFoundError, JSONRPCError)):
        client.a2a.send_message(str(uuid4()), _message("hello"))


def test_mcp(client: SyncClient) -> None:
    """The graph is a tool."""
    tools: Any = client.mcp.list_tools()
    assert "agent" in {tool["name"] for tool in tools["tools"]}
    told = {"messages": [{"role": "user", "content": "hello"}]}
    called: Any = client.mcp.call_tool("agent", told)
    assert "no model: hello" in called["content"][0]["text"]
    assert not called.get("isError")
    client.mcp.notify("notifications/initialized")
    with pytest.raises(JSONRPCError):
        client.mcp.request("no/such")
