"""What the benchmarks share: turns and medians, tables, the clients side by side, a server."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import langgraph_sdk

from cronwright import AsyncClient, SyncClient
from cronwright.settings import settings
from cronwright.shells import Awaiting, Blocking
from cronwright.transports import async_pool, sync_pool
from cronwright.wire import AsyncWire, SyncWire

Work = Callable[[], object]
Clock = Callable[[], float]

KEY = "key"
THREAD = "7d1c9a3e-0000-4b6b-9f0e-3a5b8e2c4d71"
JSON = {"content-type": "application/json"}


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, its ratio to the first of its kind, and what is wanted of it."""

    name: str
    figure: str
    ratio: str = ""
    wanted: str = ""


@dataclass(frozen=True)
class Table:
    """The figures of one question."""

    title: str
    how: str
    rows: list[Row]

    def text(self) -> str:
        """The table as Markdown."""
        lines = [["", "figure", "ratio", "wanted"]]
        lines += [[row.name, row.figure, row.ratio, row.wanted] for row in self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(4)]
        rule = ["-" * width for width in widths]
        cells = [lines[0], rule, *lines[1:]]
        drawn = [" | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in cells]
        return "\n".join([f"## {self.title}", "", self.how, "", *(f"| {line} |" for line in drawn), ""])


def in_turn(works: Mapping[str, Work], *, rounds: int, repeat: int = 1, clock: Clock) -> dict[str, float]:
    """Seconds that each takes: the median of rounds that measure all of them in turn.

    A noisy neighbour then hits all alike, and ratios hold where times do not.
    """
    times: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for name, work in works.items():
            begin = clock()
            for _ in range(repeat):
                work()
            times[name].append((clock() - begin) / repeat)
    return {name: statistics.median(each) for name, each in times.items()}


def in_microseconds(found: Mapping[str, float], wanted: Mapping[str, str]) -> list[Row]:
    """A row for each, with its ratio to the first."""
    base = next(iter(found.values()))
    return [
        Row(name, f"{seconds * 1e6:,.0f} µs", f"{seconds / base:.2f}", wanted.get(name, ""))
        for name, seconds in found.items()
    ]


@contextmanager
def canned_server() -> Iterator[str]:
    """The URL of a server in a process of its own that answers at once, with the same bytes each time."""
    program = [sys.executable, str(Path(__file__).parent / "bench_server.py")]
    process = subprocess.Popen(program, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.terminate()
        process.wait(10)


def ours(url: str, transport: httpx.BaseTransport | None = None) -> SyncClient:
    """Our client, over its own connections or over a transport in their place."""
    made = settings(url, KEY)
    return SyncClient(made, lambda: Blocking(SyncWire(made, sync_pool(made, transport=transport))))


def ours_async(url: str, transport: httpx.AsyncBaseTransport | None = None) -> AsyncClient:
    """Our async client, over its own connections or over a transport in their place."""
    made = settings(url, KEY)
    return AsyncClient(made, lambda: Awaiting(AsyncWire(made, async_pool(made, transport=transport))))


def bare(url: str, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """Httpx alone."""
    return httpx.Client(base_url=url, transport=transport, headers={"x-api-key": KEY}, trust_env=False)


def official(url: str, transport: httpx.BaseTransport | None = None) -> Any:
    """The official SDK's client."""
    client = langgraph_sdk.get_sync_client(url=url, api_key=KEY)
    if transport is not None:
        client.http.client = httpx.Client(
            base_url=url, transport=transport, headers=client.http.client.headers, trust_env=False
        )
    return client


def without_environment() -> None:
    """Forget keys and proxies, which would travel or be in the way."""
    for name in list(os.environ):
        if name.upper().endswith(("_API_KEY", "_PROXY")):
            del os.environ[name]


processor_time, wall_time = time.process_time, time.perf_counter


def fixed(number: int) -> dict[str, Any]:
    """A cron as the server shows it: about 880 bytes, every field that the contract knows."""
    cron_id = f"1efc3b6a-{number:04x}-6d4e-8a51-0242ac12{number:04x}"
    return {
        "cron_id": cron_id,
        "assistant_id": "fe096781-5601-53d2-b2f6-0d3403f7e9ca",
        "thread_id": f"7d1c9a3e-{number:04x}-4b6b-9f0e-3a5b8e2c4d71",
        "on_run_completed": None,
        "end_time": "2030-01-01T00:00:00+00:00",
        "schedule": "27 15 * * *",
        "timezone": "America/New_York",
        "created_at": "2026-01-02T03:04:05.678901+00:00",
        "updated_at": "2026-01-02T03:04:05.678901+00:00",
        "user_id": "",
        "payload": {
            "input": {"messages": [{"role": "user", "content": "hello! " * 12}]},
            "config": {"configurable": {"cron_id": cron_id}},
            "assistant_id": "fe096781-5601-53d2-b2f6-0d3403f7e9ca",
            "schedule": "27 15 * * *",
            "stream_mode": ["values", "updates"],
            "durability": "async",
            "interrupt_before": ["node_to_stop_before_1"],
            "webhook": "https://example.com/hook",
        },
        "next_run_date": "2026-01-03T20:27:00+00:00",
        "metadata": {"name": "my_run", "team": "reports"},
        "enabled": True,
    }
