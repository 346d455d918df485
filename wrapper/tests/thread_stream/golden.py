"""Events of real runs, as `record.py` recorded them."""

from __future__ import annotations

from pathlib import Path

import orjson

from cronwright.thread_stream.events import Event

HERE = Path(__file__).parent / "golden"
NAMES = sorted(file.stem for file in HERE.glob("*.jsonl"))


def golden(name: str) -> list[Event]:
    """The events of a recording, in their order."""
    return [Event(orjson.loads(line)) for line in (HERE / f"{name}.jsonl").read_bytes().splitlines()]


def of(events: list[Event], method: str, namespace: tuple[str, ...] = ()) -> list[Event]:
    """Those of one method and namespace."""
    return [event for event in events if event.method == method and event.namespace == namespace]
