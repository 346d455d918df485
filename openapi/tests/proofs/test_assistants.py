"""What the published document gets wrong about assistants."""

from __future__ import annotations

from .judge import OURS, PUBLISHED, Server, refuses_anew

BOTH = {"config": {"configurable": {"a": 1}}, "context": {"b": 2}}


def test_every_answer_has_every_field(server: Server, assistant: str) -> None:
    """Reading, changing and searching answer every declared field, and no other."""
    declared = OURS.schema("Assistant")
    assert sorted(declared["required"]) == sorted(declared["properties"])
    answers = [
        server.call("GET", f"/assistants/{assistant}").json,
        server.call("PATCH", f"/assistants/{assistant}", {"name": "other"}).json,
        server.call("POST", "/assistants/search", {"name": "other"}).json[0],
    ]
    for answer in answers:
        assert sorted(answer) == sorted(declared["properties"])


def test_configurable_with_context_answers_400(server: Server, assistant: str) -> None:
    """The two say the same, so both together are refused, with an undeclared status."""
    for method, path in (("POST", "/assistants"), ("PATCH", f"/assistants/{assistant}")):
        answer = server.call(method, path, {"graph_id": "agent", **BOTH})
        assert answer.status == 400
        answer.corrects("status 400 is not declared")


def test_an_id_that_is_no_uuid_answers_422(server: Server) -> None:
    """The name of a graph is no id of an assistant here."""
    answer = server.call("GET", "/assistants/agent")
    assert answer.status == 422
    answer.corrects("status 422 is not declared")


def test_an_unknown_assistant_answers_404(server: Server, nobody: str) -> None:
    """Also for its versions and its subgraphs, where the document has no 404."""
    for answer in (
        server.call("POST", f"/assistants/{nobody}/versions", {}),
        server.call("GET", f"/assistants/{nobody}/subgraphs/inner"),
    ):
        assert answer.status == 404
        answer.corrects("status 404 is not declared")


def test_the_latest_version_is_set_by_the_body(server: Server, assistant: str) -> None:
    """The document has the version in the query, where the server does not see it (table 1.1)."""
    path = f"/assistants/{assistant}/latest"
    server.call("PATCH", f"/assistants/{assistant}", {"name": "second"})
    assert server.call("POST", path, params={"version": 1}).status == 422
    assert server.call("POST", path, {"version": 1}).json["name"] == "proof"
    assert server.call("POST", path, {}).status == 404
    refuses_anew("AssistantVersionChange", {})
    published, ours = PUBLISHED.operation("POST", path), OURS.operation("POST", path)
    assert [p["name"] for p in published["parameters"]] == ["assistant_id", "version"]
    assert [p["name"] for p in ours["parameters"]] == ["assistant_id"]
    assert ("requestBody" in published, "requestBody" in ours) == (False, True)


def test_versions_are_asked_for_with_a_body(server: Server, assistant: str) -> None:
    """The document has no body; without one the server answers 422 (table 1.1)."""
    path = f"/assistants/{assistant}/versions"
    assert server.call("POST", path).status == 422
    assert len(server.call("POST", path, {"limit": 1}).json) == 1
    assert ("requestBody" in PUBLISHED.operation("POST", path)) is False
    assert OURS.operation("POST", path)["requestBody"]["required"] is True


def test_a_version_was_never_updated(server: Server, assistant: str) -> None:
    """A version has all that an assistant has, but `updated_at`."""
    answer = server.call("POST", f"/assistants/{assistant}/versions", {})
    declared = OURS.schema("AssistantVersion")["properties"]
    assert sorted(answer.json[0]) == sorted(declared)
    assert OURS.schema("Assistant")["properties"].keys() - declared.keys() == {"updated_at"}
    answer.corrects('"updated_at" is a required property')


def test_schemas_that_a_graph_cannot_give_are_null(guarded: Server) -> None:
    """A state that JSON Schema cannot say has no input and output schema; a graph may have no context."""
    key = {"x-api-key": "mine"}
    (odd,) = guarded.call("POST", "/assistants/search", {"graph_id": "odd"}, headers=key).json
    schemas = guarded.call("GET", f"/assistants/{odd['assistant_id']}/schemas", headers=key)
    inner = guarded.call("GET", f"/assistants/{odd['assistant_id']}/subgraphs/inner", headers=key)
    for answer, said in ((schemas, schemas.json), (inner, inner.json["inner"])):
        assert (said["input_schema"], said["output_schema"], said["context_schema"]) == (None, None, None)
        answer.corrects("input_schema: null is not of type")
