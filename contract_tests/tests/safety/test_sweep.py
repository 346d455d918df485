"""What is left of a run that ended, was killed, or met a server that does not delete."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from cronwright.embedded import EmbeddedServer
from cronwright_contract import broom
from cronwright_contract.sweep import sweep, sweep_run
from cronwright_contract.wire.guard import Guard
from cronwright_contract.wire.ledger import Ledger
from cronwright_contract.wire.pace import Pace
from cronwright_contract.wire.transport import Transport

from ..small import small_server
from .world import plant

SUITE = {"cronwright_suite": "contract"}
KILLS = 20

CHILD = """
import sys
from pathlib import Path
from cronwright_contract.options import Options
from cronwright_contract.run import Session

class Watcher:
    said = False
    def exchange(self, exchange):
        if not self.said:
            self.said = True
            print("begun", flush=True)
    def begins(self, *_): pass
    sketch = finding = ends = begins

url, ledgers, seed, check = sys.argv[1:]
allow = frozenset({"runs", "firing"})
options = Options(url, seed=int(seed), ledgers=Path(ledgers), checks=(check,), allow=allow)
Session(options, [Watcher()]).run()
print("ended", flush=True)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with EmbeddedServer() as server:
        yield server.url


def tagged(url: str) -> dict[str, list[Any]]:
    """Everything on the server that carries the suite's tag."""
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
        found = {
            kind: http.post(f"{path}/search", json={"metadata": SUITE, "limit": 1000}).json()
            for kind, path in (
                ("crons", "/runs/crons"),
                ("threads", "/threads"),
                ("assistants", "/assistants"),
            )
        }
        body = {"namespace_prefix": ["cronwright-contract"], "limit": 1000}
        return found | {"items": http.post("/store/items/search", json=body).json()["items"]}


def make(url: str, run: str) -> None:
    """One of each kind, tagged, past the suite; and threads that only runs and fired crons leave."""
    tag = {**SUITE, "cronwright_run": run}
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
        run_body = {"assistant_id": "agent", "metadata": tag, "input": {"messages": []}}
        for method, path, body in (
            ("POST", "/threads", {"metadata": tag}),
            ("POST", "/assistants", {"graph_id": "agent", "metadata": tag}),
            ("POST", "/runs", {**run_body, "after_seconds": 10**7}),
            ("POST", "/runs/wait", {**run_body, "on_completion": "keep"}),
            ("POST", "/runs/crons", {**run_body, "schedule": "* * * * * *", "on_run_completed": "keep"}),
            ("POST", "/runs/crons", {**run_body, "schedule": "0 0 29 2 *", "enabled": False}),
            (
                "PUT",
                "/store/items",
                {"namespace": ["cronwright-contract", run, "a"], "key": "k", "value": {}},
            ),
        ):
            http.request(method, path, json=body).raise_for_status()


def nothing(url: str) -> bool:
    return not any(tagged(url).values())


def test_threads_of_runs_and_of_fired_crons_carry_the_tag(server: str) -> None:
    """A sweep finds them by it: no ledger names what a server makes by itself."""
    make(server, "fired")
    end = time.monotonic() + 15
    while len(tagged(server)["threads"]) < 4 and time.monotonic() < end:
        time.sleep(0.5)
    assert len(tagged(server)["threads"]) >= 4
    swept = sweep(server, older_than=timedelta(0))
    assert not swept.left
    assert swept.removed["thread"] >= 4
    assert nothing(server)


def test_older_than_leaves_what_is_younger_and_what_is_not_the_suite_s(server: str) -> None:
    world = plant(server)
    before = world.state()
    make(server, "young")
    assert not sweep(server, older_than=timedelta(hours=1)).removed
    assert len(tagged(server)["crons"]) == 2
    sweep(server, older_than=timedelta(0))
    # One item of the world stands under the suite's first label, as another run's would.
    assert tagged(server).keys() == {"crons", "threads", "assistants", "items"}
    assert not tagged(server)["crons"]
    after = world.state()
    assert {key for key in before if after[key] != before[key]} <= {k for k in before if "somebody" in k}


def test_without_older_than_only_what_a_ledger_names_goes(server: str, tmp_path: Path) -> None:
    make(server, "mine")
    make(server, "another")
    Ledger(tmp_path, "mine", server).close()
    swept = sweep(server, ledgers=tmp_path)
    assert (swept.ledgers, swept.left) == (1, [])
    assert not list(tmp_path.iterdir())
    runs = {
        row["metadata"]["cronwright_run"]
        for rows in tagged(server).values()
        for row in rows
        if "metadata" in row
    }
    assert runs == {"another"}
    sweep(server, older_than=timedelta(0))


def test_what_lost_its_tag_goes_by_its_id(server: str, tmp_path: Path) -> None:
    with httpx.Client(base_url=server, trust_env=False) as http:
        thread = http.post("/threads", json={}).json()["thread_id"]
        ledger = Ledger(tmp_path, "untagged", server)
        ledger.made("thread", thread)
        ledger.close()
        assert sweep(server, ledgers=tmp_path).removed == {"thread": 1}
        assert http.get(f"/threads/{thread}").status_code == 404


def test_after_sigkill_at_any_moment_a_sweep_leaves_nothing(server: str, tmp_path: Path) -> None:
    """At 20 drawn moments of runs that may start runs and crons; and the world of others stays as it is."""
    world = plant(server)
    before = world.state()
    dice = random.Random(0)
    made = 0
    for seed in range(KILLS):
        check = dice.choice(["crons*", "threads*", "assistants*", "store*", "state*", "operations*", "*"])
        command = [sys.executable, "-c", CHILD, server, str(tmp_path), str(seed), check]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"begun\n"
            time.sleep(dice.uniform(0, 1.5))
            child.kill()
            child.wait()
        made += bool(list(tmp_path.iterdir()))
        swept = sweep(server, ledgers=tmp_path)
        assert not swept.left, (seed, check)
        left = [row for rows in tagged(server).values() for row in rows]
        # One of the world's items stands under the suite's first label.
        assert all(row.get("namespace") in world.namespaces for row in left), (seed, check, left)
        assert not list(tmp_path.iterdir())
    # Else the runs were over before they were killed.
    assert made >= KILLS // 2
    assert world.state() == before


def test_a_server_that_deletes_nothing_ends_the_sweep(tmp_path: Path) -> None:
    row = {"metadata": {**SUITE, "cronwright_run": "run"}, "created_at": datetime.now(UTC).isoformat()}

    def answer(method: str, path: str, headers: dict[str, str]) -> tuple[int, Any]:
        crons = [{**row, "cron_id": f"00000000-0000-4000-8000-{n:012}"} for n in range(3)]
        if path.endswith("/search"):
            return 200, crons if "crons" in path else []
        return (200, None) if method == "DELETE" else (200, crons[0])

    with small_server(answer) as small:
        Ledger(tmp_path, "run", small.url).close()
        swept = sweep(small.url, ledgers=tmp_path)
    assert len(swept.left) == 3
    assert "yet it is there" in swept.left[0]
    assert len(small.asked) < 100
    # For another time.
    assert list(tmp_path.iterdir())


def test_a_search_that_mixes_up_metadata_deletes_nothing_of_others(tmp_path: Path) -> None:
    """A row of a search is believed only if the thing itself, when asked for, carries the tag too."""

    def answer(method: str, path: str, headers: dict[str, str]) -> tuple[int, Any]:
        id = {"cron_id": "00000000-0000-4000-8000-000000000001"}
        if path == "/runs/crons/search":
            return 200, [{**id, "metadata": {**SUITE, "cronwright_run": "run"}}]
        return (200, []) if method == "POST" else (200, {**id, "metadata": {"owner": "somebody else"}})

    with small_server(answer) as small:
        Ledger(tmp_path, "run", small.url).close()
        sweep(small.url, ledgers=tmp_path)
    assert not [asked for asked in small.asked if asked[0] == "DELETE"]


def test_every_page_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And of a server without a store, or without crons, there is nothing to sweep."""
    monkeypatch.setattr(broom, "PAGE", 10)
    row = {"metadata": {**SUITE, "cronwright_run": "run"}}
    left = {f"00000000-0000-4000-8000-{n:012}" for n in range(15)}

    def answer(method: str, path: str, headers: dict[str, str]) -> tuple[int, Any]:
        if method == "DELETE":
            left.discard(path.rpartition("/")[2])
            return 204, None
        if path != "/threads/search":
            return (404, None) if path.endswith("/search") else (200, row)
        pages.append(path)
        rows = [{**row, "thread_id": id} for id in sorted(left)]
        return 200, rows[:10] if len(pages) % 2 else rows[10:]

    pages: list[str] = []
    with small_server(answer) as small:
        Ledger(tmp_path, "run", small.url).close()
        swept = sweep(small.url, ledgers=tmp_path)
    assert not left
    assert (swept.left, swept.removed["thread"]) == ([], 15)


def test_a_server_out_of_reach_keeps_its_ledger(tmp_path: Path) -> None:
    url = "http://127.0.0.1:9"
    Ledger(tmp_path, "one", url).close()
    Ledger(tmp_path, "two", url).close()
    swept = sweep(url, ledgers=tmp_path)
    assert "does not answer" in swept.left[-1]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_run_clears_away_what_lost_its_tag(server: str, tmp_path: Path) -> None:
    """By its own ledger, from which each is struck out as it goes."""
    ledger = Ledger(tmp_path, "lost", server)
    guard = Guard(ledger, {**SUITE, "cronwright_run": "lost"}, frozenset(), read_only=False)
    transport = Transport(route=lambda method, path: None, warden=guard, pacer=Pace(None), url=server)
    lost = [httpx.post(f"{server}/threads", json={}).json()["thread_id"] for _ in range(3)]
    for thread in lost:
        ledger.made("thread", thread)
    guard.adopt(lost)
    assert sweep_run(transport, guard, ledger, server) == []
    assert {httpx.get(f"{server}/threads/{thread}").status_code for thread in lost} == {404}
    assert list(tmp_path.iterdir()) == []
    ledger.close()
    transport.close()
