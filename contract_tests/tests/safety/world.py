"""A world of somebody else's: crons, threads with state and runs, assistants and store items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

FAR = "0 0 29 2 *"
META = {"owner": "somebody else", "n": {"deep": [1, 2]}}


@dataclass
class World:
    """What was planted, by kind; `state` is all that can be read of it."""

    url: str
    ids: dict[str, list[str]] = field(default_factory=dict)
    runs: list[tuple[str, str]] = field(default_factory=list)
    namespaces: list[list[str]] = field(default_factory=list)

    def state(self) -> Mapping[str, bytes]:
        """Each answer's bytes by the request that reads it."""
        found: dict[str, bytes] = {}
        with httpx.Client(base_url=self.url, timeout=30, trust_env=False) as http:

            def read(path: str, body: Any = None) -> None:
                answer = http.get(path) if body is None else http.post(path, json=body)
                found[f"{path} {body}"] = str(answer.status_code).encode() + answer.content

            for id in self.ids["cron"]:
                read(f"/runs/crons/{id}")
            for id in self.ids["thread"]:
                for path in ("", "/state", "/history?limit=100", "/runs?limit=100"):
                    read(f"/threads/{id}{path}")
            for id in self.ids["assistant"]:
                read(f"/assistants/{id}")
                read(f"/assistants/{id}/versions", {"limit": 100})
            for namespace in self.namespaces:
                read(f"/store/items?key=k&namespace={quote('.'.join(namespace))}")
            read("/threads/search", {"metadata": META, "limit": 1000, "sort_by": "thread_id"})
            read("/runs/crons/search", {"metadata": META, "limit": 1000, "sort_by": "cron_id"})
            read("/assistants/search", {"metadata": META, "limit": 1000, "sort_by": "assistant_id"})
            for namespace in (["people"], ["cronwright-contract", "somebody"]):
                read("/store/items/search", {"namespace_prefix": namespace, "limit": 1000})
        return found


def plant(url: str) -> World:
    """Make the world, past the suite: as its owner would."""
    world = World(url, {"cron": [], "thread": [], "assistant": [], "run": []})
    with httpx.Client(base_url=url, timeout=30, trust_env=False) as http:

        def make(path: str, body: Any, method: str = "POST") -> Any:
            answer = http.request(method, path, json=body)
            answer.raise_for_status()
            return answer.json() if answer.content else None

        for n in range(3):
            body = {"graph_id": "agent", "metadata": META, "name": f"theirs {n}"}
            assistant = make("/assistants", body)["assistant_id"]
            make(f"/assistants/{assistant}", {"name": f"theirs, changed {n}"}, "PATCH")
            thread = make("/threads", {"metadata": META})["thread_id"]
            run = {"assistant_id": assistant, "input": {"messages": []}, "metadata": META}
            make(f"/threads/{thread}/runs/wait", run)
            waiting = make(f"/threads/{thread}/runs", {**run, "after_seconds": 10**7})["run_id"]
            cron = {"assistant_id": assistant, "schedule": FAR, "metadata": META, "input": {}}
            for path, enabled in ((f"/threads/{thread}/runs/crons", True), ("/runs/crons", n == 1)):
                made = make(path, {**cron, "enabled": enabled})
                world.ids["cron"].append(made["cron_id"])
            world.ids["assistant"].append(assistant)
            world.ids["thread"].append(thread)
            world.ids["run"].append(waiting)
            world.runs.append((thread, waiting))
            # One of them looks like the suite's, and is another run's.
            namespace = ["people", str(n)] if n else ["cronwright-contract", "somebody"]
            make("/store/items", {"namespace": namespace, "key": "k", "value": {"n": n}}, "PUT")
            world.namespaces.append(namespace)
    return world
