"""A thousand calls at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import langgraph_sdk
from bench_tools import JSON, KEY, Row, Table, canned_server, in_turn, wall_time

from cronwright import get_client

CALLS = 1000


def together() -> Table:
    """crons.count, each answered after 50 ms."""
    with canned_server() as url, asyncio.Runner() as runner:
        # As many connections as ours has: with its default of 100 it would wait for those.
        limits = httpx.Limits(max_connections=CALLS, max_keepalive_connections=100)
        plain = httpx.AsyncClient(base_url=url, limits=limits, timeout=60, trust_env=False)
        own = get_client(url=url, api_key=KEY)
        sdk = langgraph_sdk.get_client(url=url, api_key=KEY, timeout=60)
        found = in_turn(
            {
                "bare httpx": _at_once(
                    runner, lambda: plain.post("/runs/crons/count", content=b"{}", headers=JSON)
                ),
                "cronwright": _at_once(runner, lambda: own.crons.count()),
                "langgraph_sdk": _at_once(runner, lambda: sdk.crons.count()),
            },
            rounds=5,
            clock=wall_time,
        )
        for client in (plain, own, sdk):
            runner.run(client.aclose())
    base = found["bare httpx"]
    rows = [Row(name, f"{seconds:.2f} s", f"{seconds / base:.2f}") for name, seconds in found.items()]
    how = (
        f"{CALLS:,} calls of `crons.count` at once, each answered after 50 ms, none failing; the median of 5."
    )
    return Table("A thousand calls at once", how, rows)


def _at_once(runner: asyncio.Runner, call: Callable[[], Awaitable[Any]]) -> Callable[[], None]:
    async def run() -> None:
        await asyncio.gather(*(call() for _ in range(CALLS)))

    return lambda: runner.run(run())
