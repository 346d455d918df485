"""What a stream gives to its reader: each event as the official SDK gives it, in either of its versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, TypedDict

import orjson

from .decoder import RawEvent

StreamVersion = Literal["v1", "v2"]


class StreamPart(NamedTuple):
    """One event of a stream: its name (`values`, `updates|<namespace>`, `error`...), its JSON, its id.

    `id` is None where the run was not made with `stream_resumable=True`; with it, `last_event_id=id` goes
    on after this event.
    """

    event: str
    data: Any
    id: str | None = None


class StreamPartV2(TypedDict):
    """One event of a stream, its name and namespace apart, and its interrupts taken out of its values."""

    type: str
    ns: list[str]
    data: Any
    interrupts: list[dict[str, Any]]


def part(raw: RawEvent) -> StreamPart:
    """An event by version 1; ValueError where its data is no JSON."""
    return StreamPart(raw.event, orjson.loads(raw.data) if raw.data.strip() else None, raw.id)


def part_v2(raw: RawEvent) -> StreamPartV2 | None:
    """An event by version 2, which leaves out the one that says that there are no more."""
    if raw.event == "end":
        return None
    kind, *namespace = raw.event.split("|")
    data = orjson.loads(raw.data) if raw.data.strip() else None
    interrupts: list[dict[str, Any]] = []
    if kind == "values" and isinstance(data, dict):
        interrupts = data.pop("__interrupt__", [])
    return {"type": kind, "ns": namespace, "data": data, "interrupts": interrupts}


Reader = Callable[[RawEvent], Any]
"""What an event becomes for the reader; None leaves it out."""
