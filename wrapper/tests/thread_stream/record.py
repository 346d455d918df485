"""Records the events of real runs into `golden/`, one JSON line each: run by hand, in the development's
environment, when the server's protocol changes. `python wrapper/tests/thread_stream/record.py`
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from cronwright.embedded import EmbeddedServer
from cronwright.thread_stream.subscription import CHANNELS

HERE = Path(__file__).parent
GRAPHS = {"busy": f"{HERE.parent / 'graphs' / 'busy.py'}:graph"}
CALLS = [
    {"id": "c1", "name": "count", "args": '{"upto": 3}'},
    {"id": "c2", "name": "break_down", "args": '{"why": "bad"}'},
]
TURNS: dict[str, list[dict[str, Any]]] = {
    "turn": [
        {"think": "hm well", "say": "hello there", "calls": CALLS, "custom": [{"a": 1}, {"progress": 5}]}
    ],
    "child": [{"say": "outer", "child": {"say": "in", "calls": CALLS[:1], "child": {"say": "deep"}}}],
    "children": [{"children": [{"say": "a b", "pace": 0.01}, {"say": "c d", "pace": 0.01}]}],
    "choir": [{"choir": [{"say": "a1 a2 a3", "pace": 0.02}, {"say": "b1 b2 b3", "pace": 0.03}]}],
    "failed_child": [{"child": {"say": "b", "fail": "broken"}}],
    "asks": [{"asks": ["first?", "second?"]}],
    "two_runs": [{"say": "one"}, {"say": "two"}],
}


def events(client: httpx.Client, thread_id: str, runs: int) -> Iterator[dict[str, Any]]:
    """Every event of the thread's first runs, up to a beat after the last."""
    body = {"channels": CHANNELS}
    with client.stream("POST", f"/threads/{thread_id}/stream/events", json=body) as answer:
        for line in answer.iter_lines():
            if line.startswith(":") and not runs:
                return
            if line.startswith("data: "):
                event = json.loads(line.removeprefix("data: "))
                ends = event["method"] == "lifecycle" and not event["params"]["namespace"]
                runs -= ends and event["params"]["data"]["event"] != "running"
                yield event


def main() -> None:
    """Run each, one after another."""
    with (
        EmbeddedServer(settings={"graphs": GRAPHS}) as server,
        httpx.Client(base_url=server.url, timeout=30) as client,
    ):
        for name, turns in TURNS.items():
            thread_id = client.post("/threads", json={}).json()["thread_id"]
            for number, turn in enumerate(turns):
                params = {"assistant_id": "busy", "input": {"turn": turn}}
                command = {"id": number, "method": "run.start", "params": params}
                client.post(f"/threads/{thread_id}/commands", json=command).raise_for_status()
            lines = [json.dumps(event) for event in events(client, thread_id, len(turns))]
            (HERE / "golden" / f"{name}.jsonl").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
