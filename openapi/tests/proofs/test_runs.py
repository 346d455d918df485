"""What the published document gets wrong about runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .judge import OURS, PUBLISHED, Server, declares_anew

AGENT = {"assistant_id": "agent", "input": {}}
LATER = AGENT | {"after_seconds": 300}  # never runs: it goes with its thread
CREATE = (
    "/runs",
    "/runs/stream",
    "/runs/wait",
    "/threads/{}/runs",
    "/threads/{}/runs/stream",
    "/threads/{}/runs/wait",
)


@pytest.fixture
def tidy(server: Server) -> Iterator[list[str]]:
    """Threads that go with the test."""
    threads: list[str] = []
    yield threads
    for thread in threads:
        server.http.delete(f"/threads/{thread}")


def test_an_untraced_run_has_no_session(server: Server, thread: str) -> None:
    """`langsmith_session_name` is null, which the document allows in words that mean nothing in 3.1."""
    run = server.call("POST", f"/threads/{thread}/runs", LATER)
    assert run.json["langsmith_session_name"] is None
    run.corrects("langsmith_session_name: null is not of type")
    assert "nullable" not in OURS.schema("Run")["properties"]["langsmith_session_name"]
    assert run.json.keys() == OURS.schema("Run")["properties"].keys() == set(OURS.schema("Run")["required"])


def test_stateless_runs_answer_runs(server: Server, tidy: list[str]) -> None:
    """One, or as many as were asked for; the document says nothing of the answer."""
    one = server.call("POST", "/runs", LATER).json
    batch = server.call("POST", "/runs/batch", [LATER, LATER]).json
    tidy += [run["thread_id"] for run in (one, *batch)]
    assert len(batch) == 2
    for path, said in (("/runs", one), ("/runs/batch", batch)):
        schemas = [document.media("POST", path, 200) for document in (PUBLISHED, OURS)]
        run = {"$ref": "#/components/schemas/Run"}
        assert schemas == [{}, {"type": "array", "items": run} if isinstance(said, list) else run]


def test_a_run_is_durable_as_it_goes_unless_told(server: Server, thread: str) -> None:
    """Absent `checkpoint_during` is as true, where the document's default is false."""
    path = f"/threads/{thread}/runs"
    for body, durability in ((LATER, "async"), (LATER | {"checkpoint_during": False}, "exit")):
        assert server.call("POST", path, body).json["kwargs"]["durability"] == durability
    for component in ("RunCreateStateful", "RunCreateStateless"):
        assert PUBLISHED.schema(component)["properties"]["checkpoint_during"]["default"] is False
        assert OURS.schema(component)["properties"]["checkpoint_during"].keys() >= {"type", "deprecated"}
        assert "default" not in OURS.schema(component)["properties"]["checkpoint_during"]


def test_a_run_takes_a_tracing_project(server: Server, thread: str, tidy: list[str]) -> None:
    """On a thread and without one, it reaches the run's configuration (table 1.1)."""
    traced = LATER | {"langsmith_tracer": {"project_name": "proof"}}
    runs = [server.call("POST", path, traced).json for path in (f"/threads/{thread}/runs", "/runs")]
    tidy.append(runs[1]["thread_id"])
    for run in runs:
        assert run["kwargs"]["config"]["configurable"]["__langsmith_project__"] == "proof"
    declares_anew("RunCreateStateful", "langsmith_tracer")
    declares_anew("RunCreateStateless", "langsmith_tracer")
    assert OURS.accepts("LangSmithTracer", traced["langsmith_tracer"])


def test_a_run_can_start_from_a_checkpoint_id(server: Server, thread: str, nobody: str) -> None:
    """It reaches the run's configuration, and has to be a UUID (table 1.1)."""
    path = f"/threads/{thread}/runs"
    run = server.call("POST", path, LATER | {"checkpoint_id": nobody}).json
    assert run["kwargs"]["config"]["configurable"]["checkpoint_id"] == nobody
    assert server.call("POST", path, LATER | {"checkpoint_id": "no id"}).status == 422
    declares_anew("RunCreateStateful", "checkpoint_id")


def test_a_stateless_run_takes_breakpoints(server: Server, tidy: list[str]) -> None:
    """They are used as those of a run on a thread are (table 1.1)."""
    stops = {"interrupt_before": ["prepare"], "interrupt_after": "*"}
    run = server.call("POST", "/runs", LATER | stops).json
    tidy.append(run["thread_id"])
    assert {name: run["kwargs"][name] for name in stops} == stops
    for name in stops:
        declares_anew("RunCreateStateless", name)


@pytest.mark.parametrize("path", CREATE)
def test_configurable_with_context_answers_400(server: Server, thread: str, path: str) -> None:
    """The two say the same, so both together are refused, with an undeclared status; in a batch as well."""
    both = AGENT | {"config": {"configurable": {"a": 1}}, "context": {"b": 2}}
    answers = [server.call("POST", path.format(thread), both)]
    if path == "/runs":
        answers.append(server.call("POST", "/runs/batch", [both]))
        answers.append(server.call("POST", "/runs", AGENT | {"command": {"resume": 1}}))
    for answer in answers:
        assert answer.status == 400
        answer.corrects("status 400 is not declared")


def test_a_limit_that_is_no_number_answers_400(server: Server, thread: str) -> None:
    """Bad values of other parameters answer 422, as declared."""
    answer = server.call("GET", f"/threads/{thread}/runs", params={"limit": "many"})
    assert answer.status == 400
    answer.corrects("status 400 is not declared")
    assert server.call("GET", f"/threads/{thread}/runs", params={"select": "nothing"}).status == 422


def test_a_run_that_is_waited_for_tells_where_it_is(server: Server, thread: str) -> None:
    """Location is where to wait on, Content-Location the run itself."""
    run = server.call("POST", f"/threads/{thread}/runs", AGENT).json["run_id"]
    here = f"/threads/{thread}/runs"
    for method, path, body in (
        ("POST", "/runs/wait", AGENT),
        ("POST", "/runs/stream", AGENT),
        ("POST", f"{here}/wait", AGENT),
        ("POST", f"{here}/stream", AGENT),
        ("GET", f"{here}/{run}/join", None),
        ("GET", f"{here}/{run}/stream", None),
    ):
        headers = server.call(method, path, body).response.headers
        assert headers["Location"].startswith(headers["Content-Location"].removesuffix(f"/{run}"))
        assert headers["Location"].rsplit("/", 1)[1] in ("join", "stream")
        for document, declared in ((PUBLISHED, False), (OURS, True)):
            answer = document.operation(method, path)["responses"]["200"]
            assert ("Location" in answer.get("headers", {})) is declared


def test_a_cancellation_answers_202_unless_it_waits(server: Server, thread: str) -> None:
    """Waiting, it answers 200 and what the run has come to."""
    here = f"/threads/{thread}/runs"
    slow = {"assistant_id": "agent", "input": {"sleep": 30}}
    answers = []
    for waiting in ("false", "true"):
        run = server.call("POST", here, slow).json["run_id"]
        answers.append(server.call("POST", f"{here}/{run}/cancel", params={"wait": waiting}))
    at_once, waited = answers
    assert (at_once.status, at_once.response.content) == (202, b"")
    at_once.corrects("status 202 is not declared")
    assert (waited.status, waited.json) == (200, {})
    assert waited.response.headers["Location"].endswith("/join")
