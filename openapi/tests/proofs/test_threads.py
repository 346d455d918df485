"""What the published document gets wrong about threads."""

from __future__ import annotations

from .judge import OURS, PUBLISHED, Server, declares_anew, refuses_anew, takes_anew

NEW_STATE_NULLS = ("checkpoint", "created_at", "metadata", "parent_checkpoint")


def wait(server: Server, thread: str, **task: object) -> object:
    """Run the graph on the thread to its end."""
    return server.call("POST", f"/threads/{thread}/runs/wait", {"assistant_id": "agent", "input": task}).json


def test_a_new_thread_has_no_values(server: Server, thread: str) -> None:
    """`values` is null until a run has left a state, and absent from the answer that a copy gives."""
    answer = server.call("GET", f"/threads/{thread}")
    assert answer.json["values"] is None
    answer.corrects("values: null is not of type")
    copy = server.call("POST", f"/threads/{thread}/copy").json
    assert "values" not in copy
    server.http.delete(f"/threads/{copy['thread_id']}")


def test_every_answer_has_every_field(server: Server, thread: str) -> None:
    """Creating, reading, changing, copying and searching answer all that the contract requires."""
    required = set(OURS.schema("Thread")["required"])
    assert required - set(PUBLISHED.schema("Thread")["required"]) == {"config", "state_updated_at"}
    path = f"/threads/{thread}"
    copy = server.call("POST", f"{path}/copy").json
    answers = [
        server.call("POST", "/threads", {"thread_id": thread, "if_exists": "do_nothing"}).json,
        server.call("GET", path).json,
        server.call("PATCH", path, {"metadata": {"a": 1}}).json,
        server.call("POST", "/threads/search", {"ids": [thread]}).json[0],
        copy,
    ]
    for answer in answers:
        assert answer.keys() >= required
    server.http.delete(f"/threads/{copy['thread_id']}")


def test_a_failed_thread_tells_the_error(server: Server, thread: str) -> None:
    """Its class and message, in a field that the document does not declare."""
    wait(server, thread, fail="as planned")
    answer = server.call("GET", f"/threads/{thread}").json
    assert answer["status"] == "error"
    assert answer["error"] == {"error": "RuntimeError", "message": "as planned"}
    declares_anew("Thread", "error")


def test_an_interrupt_holds_any_value(server: Server, thread: str) -> None:
    """A graph may ask with a plain text, in the state and by task on the thread."""
    wait(server, thread, messages=[], interrupt="go on?")
    state = server.call("GET", f"/threads/{thread}/state")
    assert state.json["interrupts"][0]["value"] == "go on?"
    state.corrects("interrupts/0/value")
    ((task, interrupts),) = server.call("GET", f"/threads/{thread}").json["interrupts"].items()
    assert (task, interrupts) == (state.json["tasks"][0]["id"], state.json["interrupts"])
    wrong = {"task": [{"id": 1, "value": "go on?"}]}
    thread_json = server.call("GET", f"/threads/{thread}").json
    assert PUBLISHED.accepts("Thread", thread_json | {"interrupts": wrong})
    assert not OURS.accepts("Thread", thread_json | {"interrupts": wrong})
    assert "value" in OURS.schema("Interrupt")["properties"]


def test_a_new_thread_has_an_empty_state(server: Server, thread: str) -> None:
    """Four fields are null before the first checkpoint; two more are not declared."""
    answer = server.call("GET", f"/threads/{thread}/state")
    for field in NEW_STATE_NULLS:
        assert answer.json[field] is None
        answer.corrects(f"{field}: null is not of type")
    for field in NEW_STATE_NULLS:
        assert not OURS.accepts("ThreadState", answer.json | {field: 1})
    wait(server, thread, messages=[])
    later = server.call("GET", f"/threads/{thread}/state").json
    for field, holder in (("checkpoint_id", "checkpoint"), ("parent_checkpoint_id", "parent_checkpoint")):
        assert answer.json[field] is None
        assert later[field] == later[holder]["checkpoint_id"]
        declares_anew("ThreadState", field)


def test_a_waiting_task_has_nulls(server: Server, thread: str) -> None:
    """A task that waits has neither error, nor checkpoint, nor state, nor result."""
    wait(server, thread, messages=[], interrupt={"go": "on"})
    answer = server.call("GET", f"/threads/{thread}/state")
    (task,) = answer.json["tasks"]
    for field in ("error", "checkpoint", "state"):
        assert task[field] is None
        answer.corrects(f"tasks/0/{field}: null is not of type")
    assert task["result"] is None
    assert task["path"] == ["__pregel_pull", "prepare"]
    assert task.keys() == OURS.schema("ThreadTask")["properties"].keys()


def test_a_state_can_be_updated_from_a_checkpoint_id(server: Server, thread: str) -> None:
    """The new checkpoint descends from the one that was named."""
    wait(server, thread, messages=[])
    first = server.call("GET", f"/threads/{thread}/state").json["checkpoint_id"]
    server.call("POST", f"/threads/{thread}/state", {"values": {"messages": []}})
    server.call("POST", f"/threads/{thread}/state", {"values": {"messages": []}, "checkpoint_id": first})
    assert server.call("GET", f"/threads/{thread}/state").json["parent_checkpoint_id"] == first
    declares_anew("ThreadStateUpdate", "checkpoint_id")


def test_an_update_answers_its_checkpoint(server: Server, thread: str) -> None:
    """Once as a checkpoint and twice in older forms."""
    wait(server, thread, messages=[])
    answer = server.call("POST", f"/threads/{thread}/state", {"values": {"messages": []}}).json
    assert answer["checkpoint"] == answer["configurable"]
    assert answer["checkpoint_id"] == answer["checkpoint"]["checkpoint_id"]
    assert "type" not in OURS.schema("ThreadStateUpdateResponse")["properties"]["checkpoint"]
    declares_anew("ThreadStateUpdateResponse", "checkpoint_id")
    declares_anew("ThreadStateUpdateResponse", "configurable")


def test_an_update_by_an_unknown_node_answers_400(server: Server, thread: str) -> None:
    """When a thread is made with supersteps, and when its state is updated."""
    wait(server, thread, messages=[])
    update = {"values": {"messages": []}, "as_node": "nobody"}
    made = {"metadata": {"graph_id": "agent", "proof": thread}, "supersteps": [{"updates": [update]}]}
    for answer in (
        server.call("POST", "/threads", made),
        server.call("POST", f"/threads/{thread}/state", update),
    ):
        assert answer.status == 400
        answer.corrects("status 400 is not declared")
    for left in server.http.post("/threads/search", json={"metadata": {"proof": thread}}).json():
        server.http.delete(f"/threads/{left['thread_id']}")


def test_supersteps_without_a_graph_answer_201_with_an_error(server: Server) -> None:
    """The thread is there all the same, without the state."""
    mark = {"proof": "supersteps without a graph"}
    update = {"values": {"messages": []}, "as_node": "answer"}
    answer = server.call("POST", "/threads", {"metadata": mark, "supersteps": [{"updates": [update]}]})
    assert answer.status == 201
    answer.corrects("status 201 is not declared")
    (left,) = server.http.post("/threads/search", json={"metadata": mark}).json()
    assert server.http.delete(f"/threads/{left['thread_id']}").status_code == 204


def test_an_id_that_is_no_uuid_answers_400_in_search_and_copy(server: Server) -> None:
    """Everywhere else it answers 422."""
    for answer in (
        server.call("POST", "/threads/search", {"ids": ["nobody"]}),
        server.call("POST", "/threads/nobody/copy"),
    ):
        assert answer.status == 400
        answer.corrects("status 400 is not declared")
    assert server.call("GET", "/threads/nobody").status == 422


def test_an_unknown_thread_answers_404(server: Server, nobody: str) -> None:
    """For its states and its history, where the document has no 404."""
    thread = f"/threads/{nobody}"
    for answer in (
        server.call("GET", f"{thread}/state"),
        server.call("POST", f"{thread}/state", {"values": {}}),
        server.call("GET", f"{thread}/state/{nobody}"),
        server.call("POST", f"{thread}/state/checkpoint", {"checkpoint": {}}),
        server.call("GET", f"{thread}/history"),
        server.call("POST", f"{thread}/history", {}),
    ):
        assert answer.status == 404
        answer.corrects("status 404 is not declared")


def test_a_busy_thread_answers_409(server: Server, thread: str) -> None:
    """Its state cannot be changed under a run."""
    server.call("POST", f"/threads/{thread}/runs", {"assistant_id": "agent", "input": {"sleep": 30}})
    answer = server.call("POST", f"/threads/{thread}/state", {"values": {}})
    assert answer.status == 409
    answer.corrects("status 409 is not declared")


def test_history_answers_one_state_unless_told(server: Server, thread: str) -> None:
    """The document says ten."""
    wait(server, thread, messages=[])
    path = f"/threads/{thread}/history"
    assert len(server.call("GET", path).json) == 1 < len(server.call("GET", path, params={"limit": 10}).json)
    for document, default in ((PUBLISHED, 10), (OURS, 1)):
        (limit,) = [p for p in document.operation("GET", path)["parameters"] if p["name"] == "limit"]
        assert limit["schema"]["default"] == default


def test_before_is_read_in_configurable(server: Server, thread: str) -> None:
    """A checkpoint by itself, as the document has it, is a 500; a GET takes its id."""
    wait(server, thread, messages=[])
    path = f"/threads/{thread}/history"
    states = server.call("POST", path, {"limit": 10}).json
    place = {"checkpoint_id": states[0]["checkpoint"]["checkpoint_id"]}
    assert server.http.post(path, json={"before": place}).status_code == 500
    refuses_anew("ThreadStateSearch", {"before": place})
    found = server.call("POST", path, {"limit": 10, "before": {"configurable": place}})
    assert found.json == states[1:] != []
    by_id = server.call("GET", path, params={"limit": 10, "before": place["checkpoint_id"]})
    assert by_id.json == found.json


def test_a_change_may_answer_nothing(server: Server, thread: str) -> None:
    """With the header Prefer: return=minimal it answers 204 (table 1.1)."""
    path = f"/threads/{thread}"
    answer = server.call("PATCH", path, {"metadata": {"a": 1}}, headers={"Prefer": "return=minimal"})
    assert answer.status == 204
    answer.corrects("status 204 is not declared")
    assert server.call("PATCH", path, {}).json["metadata"] == {"a": 1}
    for document, declared in ((PUBLISHED, False), (OURS, True)):
        names = [p["name"] for p in document.operation("PATCH", path)["parameters"]]
        assert ("Prefer" in names) is declared
    assert OURS.accepts("Preference", "return=minimal")


def test_a_refused_command_names_its_id(server: Server, thread: str) -> None:
    """The id of a command has to be a number, and one that is not comes back as it was."""
    answer = server.call("POST", f"/threads/{thread}/commands", {"id": "one", "method": "agent.getTree"})
    assert (answer.status, answer.json["id"]) == (400, "one")
    answer.corrects("id: ")
    takes_anew("ProtocolError", answer.json)
    assert "id" in OURS.schema("ProtocolError")["properties"]


def test_a_command_that_is_no_json_gets_the_plain_error(server: Server, thread: str) -> None:
    """The protocol's own error needs a command to answer to."""
    answer = server.call("POST", f"/threads/{thread}/commands", content=b"{")
    assert (answer.status, answer.json) == (400, {"detail": "Invalid JSON body"})
    answer.corrects("is a required property")
    forms = [{"$ref": f"#/components/schemas/{name}"} for name in ("ProtocolError", "ErrorResponse")]
    assert OURS.media("POST", f"/threads/{thread}/commands", 400) == {"anyOf": forms}
