"""Events a second of a run's stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
from bench_answers import EVENTS, STREAM
from bench_tools import THREAD, Row, Table, bare, canned_server, in_turn, official, ours, processor_time

CHUNK = 65_536
URL = "http://localhost:8123"
PATH = f"/threads/{THREAD}/runs/stream"
WANTED = "at least 3 times the SDK's"


class _Body(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(STREAM), CHUNK):
            yield STREAM[start : start + CHUNK]


def _streams(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=_Body())


def _works(url: str, transport: httpx.BaseTransport | None) -> dict[str, Callable[[], object]]:
    plain, own, sdk = bare(url, transport), ours(url, transport), official(url, transport)

    def bytes_alone() -> None:
        with plain.stream("POST", PATH, content=b"{}") as response:
            assert sum(len(chunk) for chunk in response.iter_raw()) == len(STREAM)

    def theirs() -> None:
        assert sum(1 for _ in sdk.runs.stream(THREAD, "agent", input={}, stream_mode="messages")) >= EVENTS

    def mine() -> None:
        assert sum(1 for _ in own.runs.stream(THREAD, "agent", input={}, stream_mode="messages")) >= EVENTS

    return {"langgraph_sdk": theirs, "cronwright": mine, "bare httpx, the bytes alone": bytes_alone}


def _rows(found: dict[str, float], place: str) -> list[Row]:
    base = found["langgraph_sdk"]
    return [
        Row(
            f"{name}, {place}",
            f"{EVENTS / seconds:,.0f} a second",
            f"{base / seconds:.2f}",
            WANTED if name == "cronwright" else "",
        )
        for name, seconds in found.items()
    ]


def streams() -> Table:
    """Tokens of a model, from `runs.stream`."""
    mock = in_turn(_works(URL, httpx.MockTransport(_streams)), rounds=9, clock=processor_time)
    with canned_server() as url:
        socket = in_turn(_works(url, None), rounds=9, clock=processor_time)
    how = (
        f"`runs.stream` of {EVENTS:,} tokens, {len(STREAM) / 1e6:.1f} MB; processor time, ratios to the SDK."
    )
    return Table("Stream events", how, _rows(mock, "mock transport") + _rows(socket, "loopback"))
