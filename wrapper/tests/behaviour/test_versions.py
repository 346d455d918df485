"""A server that is too old for a call: the error says so, with both versions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest

from cronwright import NotFoundError, ServerTooOldError, SettingIgnoredError

from ..either import SHELLS, Shell, connected
from ..faulty import Faulty, faulty_server, http

EITHER = pytest.mark.parametrize("shell", SHELLS)
CRON: dict[str, Any] = {
    "cron_id": "c",
    "assistant_id": "a",
    "thread_id": None,
    "schedule": "0 9 * * *",
    "created_at": "2026-01-01T00:00:00Z",
    "updated_at": "2026-01-01T00:00:00Z",
    "user_id": None,
    "payload": {},
    "metadata": {},
    "next_run_date": "2026-01-01T00:00:00Z",
    "end_time": None,
}


@contextmanager
def _server(version: str | None) -> Iterator[Faulty]:
    """One of this version: it has no crons_get, and does not know the setting `timezone`."""

    def answer(number: int, request: bytes) -> bytes:
        if request.startswith(b"GET /info"):
            return http(body=orjson.dumps({"version": version})) if version else http("404 Not Found")
        if request.startswith(b"GET"):
            return http("404 Not Found", b'{"detail":"Not Found"}')
        return http(body=orjson.dumps(CRON))

    with faulty_server(answer) as server:
        yield server


@EITHER
def test_an_operation_that_the_server_does_not_have(shell: Shell) -> None:
    """404 from an older server is ServerTooOldError; from a newer one the cron is not there."""
    with _server("0.7.44") as server, connected(shell, server.url, api_key=None) as client:
        with pytest.raises(ServerTooOldError, match=r"since 0\.10; this server is 0\.7\.44") as caught:
            client.crons.get("c")
        assert (caught.value.needed, caught.value.server_version) == ("0.10", "0.7.44")
    for version in ("0.10.0", "0.16.7", None):
        with _server(version) as server, connected(shell, server.url, api_key=None) as client:
            with pytest.raises(NotFoundError) as found:
                client.crons.get("c")
            assert not isinstance(found.value, ServerTooOldError)


@EITHER
def test_the_version_is_asked_for_once(shell: Shell) -> None:
    """A client remembers it."""
    with _server("0.7.44") as server, connected(shell, server.url, api_key=None) as client:
        for _ in range(3):
            with pytest.raises(ServerTooOldError):
                client.crons.get("c")
        assert sum(request.startswith(b"GET /info") for request in server.requests) == 1


@EITHER
def test_a_setting_that_the_server_does_not_know(shell: Shell) -> None:
    """It would fire at other hours than meant: the error says since when there is one."""
    with _server("0.7.44") as server, connected(shell, server.url, api_key=None) as client:
        with pytest.raises(
            SettingIgnoredError, match=r"\(0\.7\.44\).*takes timezone since 0\.7\.69"
        ) as caught:
            client.crons.create("agent", schedule="0 9 * * *", input={}, timezone=ZoneInfo("Europe/Berlin"))
        assert "timezone" in caught.value.ignored
