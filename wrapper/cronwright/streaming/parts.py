"""What a stream gives to its reader: each event as the official SDK gives it, in either of its versions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from typing import Any, Literal, NamedTuple, TypedDict

from orjson import loads

from .decoder import Columns

StreamVersion = Literal["v1", "v2"]


# A NamedTuple made by its own class takes twice as long.
_new = tuple.__new__


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


def parts(events: Columns) -> list[StreamPart]:
    """Events by version 1; ValueError where the data of one is no JSON."""
    names, datas, ids = events
    try:
        return [*map(_new, repeat(StreamPart), zip(names, map(loads, datas), ids, strict=True))]
    except ValueError:
        return [*map(StreamPart, names, _values(datas), ids)]


def parts_v2(events: Columns) -> list[StreamPartV2]:
    """Events by version 2, which leaves out the one that says that there are no more."""
    names, datas, _ = events
    return [_part_v2(*each) for each in zip(names, _values(datas), strict=True) if each[0] != "end"]


def _part_v2(name: str, data: Any) -> StreamPartV2:
    kind, *namespace = name.split("|")
    interrupts: list[dict[str, Any]] = []
    if kind == "values" and isinstance(data, dict):
        interrupts = data.pop("__interrupt__", [])
    return {"type": kind, "ns": namespace, "data": data, "interrupts": interrupts}


def _values(datas: list[bytes]) -> list[Any]:
    return [loads(data) if data else None for data in datas]


Reader = Callable[[Columns], list[Any]]
"""What events become for the reader."""
