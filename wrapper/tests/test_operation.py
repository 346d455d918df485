"""One definition, two shells: the same bytes, and a help that reads like a plain method."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from cronwright import (
    Cron,
    InvalidArgumentError,
    RunFailedError,
    SettingIgnoredError,
    get_client,
    get_sync_client,
)
from cronwright.crons import Crons

from .either import SHELLS, Shell, connected
from .faulty import faulty_server, http

EITHER = pytest.mark.parametrize("shell", SHELLS)
CRON = {"cron_id": "c", "enabled": True, "payload": {}, "timezone": None}


def test_help_shows_what_a_caller_gets() -> None:
    """The signature of a bound method has no self, and returns the answer rather than the call."""
    client = get_sync_client()
    signature = inspect.signature(client.crons.create_for_thread)
    assert list(signature.parameters) == [
        "thread_id", "assistant_id", "schedule", "input", "metadata", "config", "context",
        "checkpoint_during", "interrupt_before", "interrupt_after", "webhook", "multitask_strategy",
        "end_time", "enabled", "timezone", "stream_mode", "stream_subgraphs", "stream_resumable",
        "durability", "headers", "params", "timeout", "max_retries", "idempotent",
    ]  # fmt: skip
    assert signature.return_annotation == "Cron"
    assert inspect.signature(client.crons.search).return_annotation == "list[Cron]"
    assert inspect.signature(client.crons.iterate).return_annotation == "Stream[Cron]"
    assert "POST /threads/{thread_id}/runs/crons" in (client.crons.create_for_thread.__doc__ or "")
    assert Crons.create_for_thread.__doc__ == client.crons.create_for_thread.__doc__
    assert Crons.iterate.__doc__ == client.crons.iterate.__doc__


def test_the_async_shell_refuses_at_the_call() -> None:
    """A wrong argument raises when the coroutine is made, not when it is awaited."""
    with pytest.raises(InvalidArgumentError):
        get_client(url="http://127.0.0.1:1").crons.get("..")  # type: ignore[unused-coroutine]


def _wire(shell: Shell) -> list[bytes]:
    """What a shell puts on the wire for a call of every kind."""

    def answerer(number: int, request: bytes) -> bytes:
        line = request.split(b"\r\n", 1)[0]
        if b"/search" in line:
            return http(body=orjson.dumps([CRON] if b'"offset":0' in request else []))
        return http(body=b"3" if b"/count" in line else orjson.dumps(CRON))

    with faulty_server(answerer) as server:
        with connected(shell, server.url, api_key="key", headers={"x-a": "b"}) as client:
            tag = {"x-request-id": "fixed"}
            client.crons.create_for_thread(
                "thread id", "agent", schedule="27 15 * * *", input={"ä": [1, None]}, headers=tag
            )
            client.crons.update(
                "c", end_time=None, metadata={"at": datetime(2030, 1, 1, tzinfo=UTC)}, headers=tag
            )
            client.crons.search(metadata={"a": 1}, limit=5, headers=tag, params={"q": ["1", "2"]})
            client.crons.count(headers=tag)
            client.crons.delete("c", headers=tag)
            assert [cron.cron_id for cron in client.crons.iterate(page_size=2, headers=tag)] == ["c"]
    return [
        request.replace(server.url.removeprefix("http://").encode(), b"host") for request in server.requests
    ]


def test_both_shells_send_the_same_bytes() -> None:
    """The sync and the async client differ in nothing on the wire."""
    sync, asynchronous = _wire("sync"), _wire("async")
    assert len(sync) == 6
    assert sync == asynchronous
    assert all(b"content-type: application/json" in request.lower() for request in sync if b"{" in request)


@EITHER
def test_a_setting_that_the_server_ignored_is_an_error_with_the_cron(shell: Shell) -> None:
    """An old server drops a time zone and answers 200; the error names its version and brings the cron."""

    def old_server(number: int, request: bytes) -> bytes:
        if request.startswith(b"GET /info"):
            return http(body=b'{"version": "0.7.1", "flags": {}}')
        return http(body=orjson.dumps(CRON))

    with faulty_server(old_server) as server, connected(shell, server.url) as client:
        with pytest.raises(SettingIgnoredError) as caught:
            client.crons.create("agent", schedule="@daily", input={}, timezone="Asia/Tokyo", enabled=True)
    error = caught.value
    assert isinstance(error.answer, Cron)
    assert error.answer.cron_id == "c"
    assert error.ignored == {"timezone": ("Asia/Tokyo", None)}
    assert error.server_version == "0.7.1"
    assert "the server (0.7.1) ignored a setting: timezone was sent as 'Asia/Tokyo'" in str(error)
    assert "since 0.7.69" in str(error)


@EITHER
@pytest.mark.parametrize("info", [http("404 No"), http(body=b'{"version": 7}'), http(body=b"<"), None])
def test_an_unknown_version_does_not_hide_the_error(shell: Shell, info: bytes | None) -> None:
    """Where the version cannot be had, the error says so and is raised all the same."""

    def old_server(number: int, request: bytes) -> bytes | None:
        return info if request.startswith(b"GET /info") else http(body=orjson.dumps(CRON))

    with faulty_server(old_server) as server, connected(shell, server.url) as client:
        with pytest.raises(SettingIgnoredError, match="of unknown version") as caught:
            client.crons.create("agent", schedule="@daily", input={}, timezone="Asia/Tokyo")
    assert caught.value.server_version is None


@EITHER
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"__error__": {"error": "ValueError", "message": "no"}}, "ValueError: no"),
        ({"__error__": "odd"}, "odd"),
    ],
)
def test_a_run_that_failed_is_an_error(shell: Shell, answer: Any, said: str) -> None:
    """The server answers 200 for a run that failed; waiting for it raises."""
    with faulty_server(lambda number, request: http(body=orjson.dumps(answer))) as server:
        with connected(shell, server.url) as client, pytest.raises(RunFailedError) as caught:
            client.runs.wait("thread", "agent", input={})
    assert caught.value.message == said
    assert caught.value.body == answer
