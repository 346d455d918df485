"""A real run whose events the server has kept, and no pauses before a stream is taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from cronwright import StreamPart, get_sync_client
from cronwright.embedded import EmbeddedServer


@dataclass(frozen=True)
class Kept:
    """A run that is over, and all of its events."""

    url: str
    thread_id: str
    run_id: str
    events: list[StreamPart]


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long the pauses are is tested where they are decided."""
    monkeypatch.setattr("cronwright.streaming.follow.backoff", lambda tries, policy: 0.0)


@pytest.fixture(scope="session")
def kept(busy_server: EmbeddedServer) -> Iterator[Kept]:
    """A run of the real server, made resumable; so fast that some of its events have the same id."""
    turn = {"custom": [f"line {number}" for number in range(12)], "say": "hello there"}
    modes: Any = ["custom", "values"]
    with get_sync_client(url=busy_server.url, api_key=None) as client:
        thread_id = client.threads.create().thread_id
        made = client.runs.stream(
            thread_id, "busy", input={"turn": turn}, stream_mode=modes, stream_resumable=True
        )
        events = list(made)
        assert len({event.id for event in events}) < len(events) - 3
        yield Kept(busy_server.url, thread_id, events[0].data["run_id"], events)
        client.threads.delete(thread_id)
