"""What a call costs beside bare httpx that sends bytes made by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import orjson
from bench_answers import ONE, THOUSAND
from bench_tools import (
    JSON,
    KEY,
    THREAD,
    Table,
    bare,
    canned_server,
    in_microseconds,
    in_turn,
    official,
    ours,
    processor_time,
    wall_time,
)

from cronwright import get_sync_client

URL = "http://localhost:8123"
PATH = f"/threads/{THREAD}/runs/crons"
ARGUMENTS: dict[str, Any] = {
    "schedule": "27 15 * * *",
    "timezone": "America/New_York",
    "input": {"messages": [{"role": "user", "content": "hi"}]},
    "metadata": {"team": "reports"},
    "durability": "async",
}
BODY = orjson.dumps({"assistant_id": "agent", **ARGUMENTS})


def _same(body: bytes) -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: httpx.Response(200, headers=JSON, content=body))


def on_a_mock() -> Table:
    """crons.create_for_thread, with nothing behind it."""
    plain = bare(URL, _same(ONE))
    handed = get_sync_client(api_key=KEY, http_client=httpx.Client(transport=_same(ONE)))
    own, sdk = ours(URL, _same(ONE)), official(URL, _same(ONE))
    found = in_turn(
        {
            "bare httpx": lambda: plain.post(PATH, content=BODY, headers=JSON).content,
            "cronwright": lambda: own.crons.create_for_thread(THREAD, "agent", **ARGUMENTS),
            "cronwright, http_client handed in": lambda: handed.crons.create_for_thread(
                THREAD, "agent", **ARGUMENTS
            ),
            "langgraph_sdk": lambda: sdk.crons.create_for_thread(THREAD, "agent", **ARGUMENTS),
        },
        rounds=40,
        repeat=200,
        clock=processor_time,
    )
    how = (
        "`crons.create_for_thread` on httpx.MockTransport, which answers one cron; processor time of a call."
    )
    return Table("A call, on a mock transport", how, in_microseconds(found, {"cronwright": "at most 1.1"}))


def on_loopback() -> Table:
    """The same over a socket, sync and async."""
    with canned_server() as url, asyncio.Runner() as runner:
        plain, own, sdk = bare(url), ours(url), official(url)
        found = in_turn(
            {
                "bare httpx": lambda: plain.post(PATH, content=BODY, headers=JSON).content,
                "cronwright": lambda: own.crons.create_for_thread(THREAD, "agent", **ARGUMENTS),
                "langgraph_sdk": lambda: sdk.crons.create_for_thread(THREAD, "agent", **ARGUMENTS),
            },
            rounds=40,
            repeat=50,
            clock=wall_time,
        )
        rows = in_microseconds(found, {"cronwright": "at most 1.1"})
        rows += in_microseconds(_awaited(url, runner), {"cronwright, async": "at most 1.1"})
        plain.close()
        own.close()
        sdk.close()
    how = "The same over a socket on this machine, to a server that answers at once; time of a call."
    return Table("A call, on a loopback server", how, rows)


def _awaited(url: str, runner: asyncio.Runner) -> dict[str, float]:
    import langgraph_sdk

    from cronwright import get_client

    plain = httpx.AsyncClient(base_url=url, headers={"x-api-key": KEY}, trust_env=False)
    own, sdk = get_client(url=url, api_key=KEY), langgraph_sdk.get_client(url=url, api_key=KEY)

    def times(call: Callable[[], Any], count: int) -> Callable[[], None]:
        async def run() -> None:
            for _ in range(count):
                await call()

        return lambda: runner.run(run())

    count = 50
    found = in_turn(
        {
            "bare httpx, async": times(lambda: plain.post(PATH, content=BODY, headers=JSON), count),
            "cronwright, async": times(
                lambda: own.crons.create_for_thread(THREAD, "agent", **ARGUMENTS), count
            ),
            "langgraph_sdk, async": times(
                lambda: sdk.crons.create_for_thread(THREAD, "agent", **ARGUMENTS), count
            ),
        },
        rounds=40,
        clock=wall_time,
    )
    runner.run(plain.aclose())
    runner.run(own.aclose())
    runner.run(sdk.aclose())
    return {name: seconds / count for name, seconds in found.items()}


def searched() -> Table:
    """crons.search that answers 1,000."""
    transport = _same(THOUSAND)
    plain, own, sdk = bare(URL, transport), ours(URL, transport), official(URL, transport)

    found = in_turn(
        {
            "orjson.loads of the bytes": lambda: orjson.loads(THOUSAND),
            "bare httpx and orjson.loads": lambda: orjson.loads(
                plain.post("/runs/crons/search", content=b'{"limit":1000}', headers=JSON).content
            ),
            "cronwright": lambda: own.crons.search(limit=1000),
            "langgraph_sdk, which gives dicts": lambda: sdk.crons.search(limit=1000),
        },
        rounds=60,
        clock=processor_time,
    )
    size = f"{len(THOUSAND) / 1000:.0f} kB of JSON"
    how = f"`crons.search(limit=1000)` on a mock transport: {size}; processor time."
    return Table(
        "A search that finds 1,000 crons", how, in_microseconds(found, {"cronwright": "at most 1.5"})
    )
