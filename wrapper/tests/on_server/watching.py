"""One waiting period for many crons: they are made together, watched together, and then stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx

from cronwright import Cron, Run, SyncClient

ENDED = ("success", "error", "timeout", "interrupted")


@dataclass
class Watched:
    """A cron, until when it was enabled, and its runs, the oldest first; without a thread, its mark."""

    cron: Cron
    mark: str
    until: datetime | None = None
    runs: list[Run] = field(default_factory=list)


class Watch:
    """Crons that fire; each has a thread of its own, or a new one for each run."""

    def __init__(self, client: SyncClient, raw: httpx.Client, stack: ExitStack) -> None:
        self.client = client
        self.crons: dict[str, Watched] = {}
        self._raw = raw
        self._stack = stack

    def on_thread(self, name: str, **fields: Any) -> None:
        """Make a cron on a new thread through the client."""
        self._add(name, self.client.crons.create_for_thread(self._thread(), "agent", **fields))

    def raw_on_thread(self, name: str, **body: Any) -> None:
        """Make one that the client refuses to make."""
        path = f"/threads/{self._thread()}/runs/crons"
        answer = self._raw.post(path, json={"assistant_id": "agent", **body}).raise_for_status()
        self._add(name, Cron.from_dict(answer.json()))

    def without_thread(self, name: str, **fields: Any) -> None:
        """Make one whose runs have threads of their own, which bear its mark."""
        mark = uuid4().hex
        cron = self.client.crons.create("agent", metadata={"mark": mark}, **fields)
        self._stack.callback(self._drop, cron.cron_id, mark)
        self._add(name, cron, mark)

    def has_fired(self, name: str) -> bool:
        """Whether it has made a run."""
        return any(self.client.runs.list(thread_id) for thread_id in self.threads(self.crons[name]))

    def disable(self, name: str) -> None:
        """Stop one, by the client."""
        watched = self.crons[name]
        watched.cron = self.client.crons.update(watched.cron.cron_id, enabled=False)
        watched.until = datetime.now(UTC)

    def end(self) -> None:
        """Stop all, let the runs that they started end, and read them."""
        for name, watched in self.crons.items():
            if watched.until is None:
                self.disable(name)
        until(lambda: all(self._ended(watched) for watched in self.crons.values()))

    def _ended(self, watched: Watched) -> bool:
        runs = [
            run for thread_id in self.threads(watched) for run in self.client.runs.list(thread_id, limit=1000)
        ]
        watched.runs = sorted(runs, key=lambda run: run.created_at)
        return all(run.status in ENDED for run in runs)

    def threads(self, watched: Watched) -> list[str]:
        """The ids of the threads that its runs are on."""
        if watched.cron.thread_id is not None:
            return [watched.cron.thread_id]
        found = self._raw.post("/threads/search", json={"metadata": {"mark": watched.mark}, "limit": 1000})
        return [thread["thread_id"] for thread in found.raise_for_status().json()]

    def _thread(self) -> str:
        thread_id: str = self._raw.post("/threads", json={}).raise_for_status().json()["thread_id"]
        self._stack.callback(self._raw.delete, f"/threads/{thread_id}")
        return thread_id

    def _drop(self, cron_id: str, mark: str) -> None:
        self._raw.delete(f"/runs/crons/{cron_id}")
        found = self._raw.post("/threads/search", json={"metadata": {"mark": mark}, "limit": 1000})
        for thread in found.json():
            self._raw.delete(f"/threads/{thread['thread_id']}")

    def _add(self, name: str, cron: Cron, mark: str = "") -> None:
        self.crons[name] = Watched(cron, mark)


@contextmanager
def watch(client: SyncClient, raw: httpx.Client) -> Iterator[Watch]:
    """A watch whose threads are deleted in the end, their runs and crons with them."""
    with ExitStack() as stack:
        yield Watch(client, raw, stack)


def until(fact: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for a fact to come true."""
    deadline = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < deadline, f"not within {seconds:g} s"
        time.sleep(0.2)
