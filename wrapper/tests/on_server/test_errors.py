"""The real server's refusals, as errors that say what was called and what came back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from cronwright import (
    APIStatusError,
    BadRequestError,
    ConflictError,
    InternalServerError,
    InvalidArgumentError,
    NotFoundError,
    RunFailedError,
    SyncClient,
    UnprocessableEntityError,
)

from .made import quiet

CRON: dict[str, Any] = {"schedule": "@daily", "input": {}, "enabled": False}
NOBODY = str(uuid4())
CREATE = {"assistant_id": "agent", **CRON}
# operation, resource and method, how many ids, its other arguments, verb, path
BY_ID: list[tuple[str, str, int, dict[str, Any], str, str]] = [
    ("crons_create_for_thread", "crons.create_for_thread", 1, CREATE, "POST", "/threads/{}/runs/crons"),
    ("crons_get", "crons.get", 1, {}, "GET", "/runs/crons/{}"),
    ("crons_update", "crons.update", 1, {"enabled": False}, "PATCH", "/runs/crons/{}"),
    ("crons_delete", "crons.delete", 1, {}, "DELETE", "/runs/crons/{}"),
    ("threads_get", "threads.get", 1, {}, "GET", "/threads/{}"),
    ("threads_delete", "threads.delete", 1, {}, "DELETE", "/threads/{}"),
    ("runs_list", "runs.list", 1, {}, "GET", "/threads/{}/runs"),
    ("runs_get", "runs.get", 2, {}, "GET", "/threads/{}/runs/{}"),
    ("runs_wait", "runs.wait", 1, {"assistant_id": "agent", "input": {}}, "POST", "/threads/{}/runs/wait"),
    ("assistants_get", "assistants.get", 1, {}, "GET", "/assistants/{}"),
]
EACH = pytest.mark.parametrize(
    ("operation", "method", "ids", "others", "verb", "path"), BY_ID, ids=[row[0] for row in BY_ID]
)
# Each is one segment of a path, whatever it looks like.
ODD = ["it's", '"', "100%", "%41", "a%2Fb", "%2e%2e", "a b", " ", "ü\U0001f600", "a?b=c", "a#b", "a;b", "a&b"]
ODD += ["{id}", "...", "~", "x" * 500]
CLIMBING = ["", ".", "..", "../threads", "a/b", "a\\b", "/", "\n", "a\r\nx: y", "\x00"]


def _call(client: SyncClient, method: str, *ids: Any, **others: Any) -> Any:
    resource, _, name = method.partition(".")
    return getattr(getattr(client, resource), name)(*ids, **others)


def _refused(kind: type[APIStatusError], client: SyncClient, method: str, *ids: Any, **others: Any) -> Any:
    with pytest.raises(APIStatusError) as caught:
        _call(client, method, *ids, **others)
    assert type(caught.value) is kind
    return caught.value


@EACH
def test_what_does_not_exist_is_not_found(
    operation: str, method: str, ids: int, others: dict[str, Any], verb: str, path: str, client: SyncClient
) -> None:
    """Every operation with an id: 404, with all that is to be known of the call and of the answer."""
    error = _refused(NotFoundError, client, method, *[NOBODY] * ids, **others)
    assert (error.operation, error.method, error.path) == (operation, verb, path.format(*[NOBODY] * ids))
    assert (error.status, error.status_code) == (404, 404)
    assert error.body == {"detail": error.message}
    assert "ot found" in error.message.replace("Not Found", "not found")
    assert len(error.request_id) == 32
    assert str(error) == (
        f"{operation} ({verb} {error.path}): 404 {error.message} [request {error.request_id}]"
    )


@EACH
def test_an_odd_id_stays_in_its_place(
    operation: str, method: str, ids: int, others: dict[str, Any], verb: str, path: str, client: SyncClient
) -> None:
    """Whatever an id holds, it is the same operation of the server that says it is no UUID."""
    # The one operation that says so by 400, in Python's words.
    wait = operation == "runs_wait"
    kind = BadRequestError if wait else UnprocessableEntityError
    resource = "thread" if "/threads/" in path else method.partition("s.")[0]
    said = "badly formed hexadecimal UUID string" if wait else f"Invalid {resource} ID: must be a UUID"
    for odd in ODD:
        error = _refused(kind, client, method, *[odd] * ids, **others)
        assert (error.operation, error.method, error.message) == (operation, verb, said)
        assert error.path == path.format(*[quote(odd, safe="")] * ids)


@EACH
def test_an_id_that_would_climb_is_not_sent(
    operation: str,
    method: str,
    ids: int,
    others: dict[str, Any],
    verb: str,
    path: str,
    client: SyncClient,
    thread: str,
    raw: httpx.Client,
) -> None:
    """An id that would name another path is an error of its own, and what lies on that path is unharmed."""
    cron = quiet(client, thread)
    for climbing in [*CLIMBING, f"../../threads/{thread}", f"../{cron.cron_id}", None, 7, b"x"]:
        for place in range(ids):
            if climbing is None and operation == "runs_wait":
                continue  # it is a run without a thread
            given: list[Any] = [thread] * ids
            given[place] = climbing
            with pytest.raises(InvalidArgumentError):
                _call(client, method, *given, **others)
    assert raw.get(f"/threads/{thread}").status_code == 200
    assert client.crons.get(cron.cron_id) == cron


def test_an_unknown_assistant(client: SyncClient, thread: str) -> None:
    """An id and a graph's name that the server does not have are each a 404 that shows them."""
    for assistant_id in (NOBODY, "nobody"):
        error = _refused(NotFoundError, client, "crons.create_for_thread", thread, assistant_id, **CRON)
        assert error.message == f"Assistant '{assistant_id}' not found"
    error = _refused(NotFoundError, client, "assistants.search", graph_id="nobody")
    assert error.message.startswith("Graph 'nobody' not found")


def test_what_the_server_alone_can_judge(client: SyncClient, thread: str) -> None:
    """A webhook's host is looked up by the server: the 422 carries its words."""
    for host in ("localhost", "127.0.0.1", "169.254.169.254"):
        error = _refused(
            UnprocessableEntityError,
            client,
            "crons.create_for_thread",
            thread,
            "agent",
            webhook=f"http://{host}/x?token=secret",
            **CRON,
        )
        assert error.message.lower().startswith("webhook")
        assert "secret" not in str(error)


def test_a_bad_request(client: SyncClient, monkeypatch: pytest.MonkeyPatch, thread: str) -> None:
    """What the wrapper would not send is a 400 of the server's: the same words reach the caller."""
    monkeypatch.setattr("cronwright.crons.schedule_of", lambda schedule, *_: schedule)
    given = {**CRON, "schedule": "0 0 31 2 *"}
    error = _refused(BadRequestError, client, "crons.create_for_thread", thread, "agent", **given)
    assert error.message == "failed to find next date"


def test_a_conflict(client: SyncClient, thread: str) -> None:
    """A thread that exists already is a conflict, unless the caller says that it may."""
    error = _refused(ConflictError, client, "threads.create", thread_id=thread, if_exists="raise")
    assert thread in error.message
    assert client.threads.create(thread_id=thread, if_exists="do_nothing").thread_id == thread


def test_a_run_that_fails(client: SyncClient, thread: str) -> None:
    """The server answers 200 to a run that failed; here it is an error with the graph's own words."""
    with pytest.raises(RunFailedError, match="RuntimeError: out of paper") as caught:
        client.runs.wait(thread, "agent", input={"fail": "out of paper"})
    error = caught.value
    assert (error.operation, error.status) == ("runs_wait", 200)
    assert error.body == {"__error__": {"error": "RuntimeError", "message": "out of paper"}}
    assert client.threads.get(thread).status == "error"


def test_the_call_after_a_500_succeeds(client: SyncClient, thread: str) -> None:
    """The server drops the connection of a 500 without a word, and the next call does not notice."""
    quiet(client, thread)
    quiet(client, thread, end_time=datetime(2031, 1, 1, tzinfo=UTC))
    for turn in range(20):
        # The server compares an end time with none (facts D9).
        error = _refused(InternalServerError, client, "crons.search", thread_id=thread, sort_by="end_time")
        assert (error.status, error.message, error.body) == (
            500,
            "Internal Server Error",
            "Internal Server Error",
        )
        if turn % 2:
            assert client.crons.count(thread_id=thread) == 2
        else:
            client.crons.delete(quiet(client, thread).cron_id)
    assert len(client.crons.search(thread_id=thread)) == 2
