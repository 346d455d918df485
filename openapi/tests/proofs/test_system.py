"""Keys, what the server says of itself, and the two foreign protocols."""

from __future__ import annotations

from typing import Any

import pytest

from .judge import OURS, PUBLISHED, Server

OPEN = ("/info", "/ok", "/metrics", "/docs")
GUARDED: tuple[tuple[str, str, dict[str, Any] | None], ...] = (
    ("POST", "/assistants/search", {}),
    ("GET", "/threads/nobody", None),
    ("GET", "/threads/nobody/runs", None),
    ("POST", "/runs/crons/count", {}),
    ("POST", "/store/namespaces", {}),
    ("POST", "/a2a/nobody", {}),
    ("GET", "/mcp", None),
)
ACCEPT = "application/json, text/event-stream"


def message(**fields: Any) -> dict[str, Any]:
    """An agent-to-agent request."""
    said = {"role": "user", "parts": [{"kind": "text", "text": "hello"}], "messageId": "1"}
    return {"jsonrpc": "2.0", "id": "1", "method": "message/send", "params": {"message": said}, **fields}


def test_a_key_is_asked_for_where_the_deployment_says_so(guarded: Server, server: Server) -> None:
    """Then a call without a key answers 401; elsewhere none is needed."""
    assert OURS.content["security"] == [{"ApiKey": []}, {}]
    scheme = OURS.content["components"]["securitySchemes"]["ApiKey"]
    for method, path, body in GUARDED:
        answer = guarded.call(method, path, body)
        assert answer.status == 401
        answer.corrects("is not declared")
        key = {scheme["name"]: "mine"}
        assert guarded.call(method, path, body, headers=key).status != 401
        assert server.call(method, path, body).status != 401


def test_what_a_key_may_not_do_is_forbidden(guarded: Server) -> None:
    """A key that is known and may not do this answers 403."""
    for method, path, body in (
        ("POST", "/assistants/search", {}),
        ("POST", "/threads", {}),
        ("POST", "/runs/crons/search", {}),
        ("POST", "/runs", {"assistant_id": "agent"}),
        ("POST", "/store/namespaces", {}),
    ):
        answer = guarded.call(method, path, body, headers={"x-api-key": "guest"})
        assert answer.status == 403
        answer.corrects("status 403 is not declared")


@pytest.mark.parametrize("path", OPEN)
def test_system_operations_need_no_key(guarded: Server, path: str) -> None:
    """Not even where all others do."""
    assert guarded.call("GET", path).status == 200
    assert OURS.operation("GET", path)["security"] == []


def test_an_agent_request_may_have_a_number_for_id(server: Server) -> None:
    """The id comes back as it was; null where there was nothing to read."""
    (assistant, *_) = server.call("POST", "/assistants/search", {"graph_id": "agent"}).json
    path = f"/a2a/{assistant['assistant_id']}"
    numbered = server.call("POST", path, message(id=7))
    assert numbered.json["id"] == 7
    numbered.corrects("id: 7 is not of type")
    unread = server.call("POST", path, content=b"{")
    assert unread.json["id"] is None
    unread.corrects("id: null is not of type")
    assert OURS.accepts("A2aRequest", message(id=7))
    assert not OURS.accepts("A2aRequest", message(id=None))
    assert not OURS.accepts("A2aResponse", unread.json | {"id": []})


def test_a_task_may_be_asked_for(server: Server) -> None:
    """A request for a task, or for its end, fits both forms of params."""
    (assistant, *_) = server.call("POST", "/assistants/search", {"graph_id": "agent"}).json
    path = f"/a2a/{assistant['assistant_id']}"
    made = server.call("POST", path, message()).json["result"]
    params = {"id": made["id"], "contextId": made["contextId"]}
    asked = message(method="tasks/get", params=params)
    assert server.call("POST", path, asked).json["result"]["id"] == made["id"]
    assert OURS.accepts("A2aRequest", asked)
    body = PUBLISHED.operation("POST", path)["requestBody"]["content"]["application/json"]["schema"]
    assert len(body["properties"]["params"]["oneOf"]) == 3


def test_a_protocol_that_cannot_be_read_tells_why(server: Server) -> None:
    """The document has these answers without a body."""
    unread = server.call("POST", "/mcp", content=b"{", headers={"Accept": ACCEPT})
    assert (unread.status, unread.json) == (400, {"error": "Invalid JSON"})
    unwanted = server.call("POST", "/a2a/nobody", message(), headers={"Accept": "text/html"})
    assert unwanted.status == 400
    unwanted.corrects("a body, or none, against the declaration")


def test_mcp_is_spoken_without_a_slash(server: Server) -> None:
    """The published path answers nothing but a redirect to the real one."""
    hello = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": ACCEPT}
    for method, body, status in (("POST", hello, 200), ("GET", None, 405), ("DELETE", None, 404)):
        redirect = server.http.request(method, "/mcp/", json=body, headers=headers)
        assert (redirect.status_code, redirect.next_request is not None) == (307, True)
        assert str(redirect.next_request and redirect.next_request.url.path) == "/mcp"
        assert PUBLISHED.faults(method, "/mcp/", redirect) == ["status 307 is not declared"]
        assert server.call(method, "/mcp", body, headers=headers).status == status
    assert "/mcp/" not in OURS.content["paths"]
    note = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert server.call("POST", "/mcp", note, headers=headers).status == 202


def test_the_server_tells_its_version_flags_and_host(server: Server) -> None:
    """There is no `metadata`, which the document requires; the host is not declared."""
    answer = server.call("GET", "/info")
    answer.corrects('"metadata" is a required property')
    assert answer.json["version"] == OURS.content["info"]["version"]
    for said, component in (
        (answer.json, "ServerInfo"),
        (answer.json["flags"], "ServerFlags"),
        (answer.json["host"], "ServerHost"),
    ):
        assert said.keys() == OURS.schema(component)["properties"].keys()


def test_health_names_the_services(server: Server) -> None:
    """In a field that the document does not declare."""
    assert server.call("GET", "/ok", params={"check_db": 1}).json.keys() == {"ok", "services"}
    assert "services" not in str(PUBLISHED.operation("GET", "/ok"))
    assert OURS.schema("ServerHealth")["required"] == ["ok", "services"]


def test_a_depth_that_is_no_number_answers_400(server: Server) -> None:
    """The document has no status for it."""
    answer = server.call("GET", "/ok", params={"check_db": "deep"})
    assert answer.status == 400
    answer.corrects("status 400 is not declared")
