"""Load by Locust: the wrapper's own requests, at once, each answer judged, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from cronwright.embedded import EmbeddedServer
from cronwright.embedded.server import free_port
from cronwright_contract.load import LOCUSTFILE

from ..small import agent_like, small_server


def locust(folder: Path, url: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    outside = {k: v for k, v in os.environ.items() if not k.startswith(("LANG", "LOCUST"))}
    return subprocess.run(
        [
            *(sys.executable, "-m", "locust", "-f", str(LOCUSTFILE), "--host", url, "--headless"),
            *("--users", "4", "--spawn-rate", "4", "--exit-code-on-error", "1", "--only-summary", "--json"),
            *arguments,
        ],
        cwd=folder,
        env={**outside, "XDG_STATE_HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def statistics(done: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    """What Locust counted, by operation."""
    rows = orjson.loads(done.stdout[done.stdout.index("[\n") :])
    return {f"{row['method']} {row['name']}": row for row in rows}


def test_a_bounded_smoke_run(fresh_server: EmbeddedServer, tmp_path: Path) -> None:
    """Five seconds, four users, the real server: every operation without a failure, and clean after it."""
    done = locust(tmp_path, fresh_server.url, "--run-time", "5s")
    assert done.returncode == 0, done.stderr
    counted = statistics(done)
    assert {name.split()[1] for name in counted} >= {
        *("crons_create", "crons_get", "crons_update", "crons_delete", "crons_search", "crons_count"),
        *("threads_create", "threads_get", "threads_delete", "crons_create_for_thread"),
    }
    assert sum(row["num_failures"] for row in counted.values()) == 0
    for resource in ("threads", "runs/crons"):
        left = httpx.post(
            f"{fresh_server.url}/{resource}/search", json={"metadata": {"cronwright_suite": "contract"}}
        )
        assert left.json() == []
    assert list(tmp_path.rglob("*.jsonl")) == [], "the ledger goes when nothing is left"


def test_users_are_at_it_at_once(tmp_path: Path) -> None:
    """Locust's greenlets must not wait for each other's answers: httpx below the wrapper is cooperative."""
    with small_server(agent_like(), seconds=0.3) as small:
        locust(tmp_path, small.url, "--run-time", "4s")
    assert small.most_at_once >= 3


def test_a_breach_is_a_failure_by_its_rule(tmp_path: Path) -> None:
    """Exit 1; the text is the rule and its place, with nothing that varies, so that Locust can count it."""

    def breaking(method: str, path: str, headers: dict[str, str]) -> tuple[int, Any]:
        if path in ("/runs/crons", "/threads"):
            return 418, {"detail": os.urandom(4).hex()}
        return agent_like()(method, path, headers)

    with small_server(breaking) as small:
        done = locust(tmp_path, small.url, "--run-time", "3s")
    assert done.returncode == 1, done.stderr
    assert "status: The status is one that the contract declares for the operation. 418" in done.stderr
    assert statistics(done)["POST crons_create"]["num_failures"] > 1


def test_the_rate_is_bounded(tmp_path: Path) -> None:
    """`--contract-rate` holds for all users of a worker together."""
    with small_server(agent_like()) as small:
        locust(tmp_path, small.url, "--run-time", "5s", "--contract-rate", "5/s")
    # In the seconds of the run, with what reaching the server and clearing away take.
    assert 10 <= len(small.asked) <= 60


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1:9", "http://127.0.0.1:9 does not answer"),
        ("nonsense", "no http:// or https:// URL"),
    ],
)
def test_2_where_it_could_not_be_run(tmp_path: Path, url: str, says: str) -> None:
    """With the reason, and without users that wait for nothing."""
    done = locust(tmp_path, url, "--run-time", "20s")
    assert done.returncode == 2, done.stderr
    assert says in done.stderr


def test_2_where_the_server_asks_for_more_patience_than_there_is(tmp_path: Path) -> None:
    """429 with an hour in `Retry-After`: the load stops, and says so."""

    def tired(method: str, path: str, headers: dict[str, str]) -> tuple[int, Any]:
        return (429, None) if path in ("/threads", "/runs/crons") else agent_like()(method, path, headers)

    with small_server(tired) as small:
        done = locust(tmp_path, small.url, "--run-time", "20s")
    assert done.returncode == 2, done.stderr
    assert "429 and asks to wait 3600 s" in done.stderr


def test_the_key_is_sent_and_shown_to_nobody(tmp_path: Path) -> None:
    """It comes from the environment of each worker."""
    key = "lsv2_pt_5ecret5ecret5ecret"
    with small_server(agent_like()) as small:
        done = locust(tmp_path, small.url, "--run-time", "2s", LANGGRAPH_API_KEY=key)
    assert {headers.get("x-api-key") for _, _, headers in small.asked} == {key}
    assert key not in done.stdout + done.stderr


def test_on_workers_of_a_cluster(fresh_server: EmbeddedServer, tmp_path: Path) -> None:
    """A master and two workers: each clears away its own, and failures are counted on the master."""
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "locust", "-f", str(LOCUSTFILE)]
    port = str(free_port())
    workers = [
        subprocess.Popen(
            [*command, "--worker", "--master-port", port], env=environment, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    try:
        master = subprocess.run(
            [
                *(
                    *command,
                    "--master",
                    "--master-bind-port",
                    port,
                    "--expect-workers",
                    "2",
                    "--headless",
                    "--users",
                    "4",
                ),
                *("--spawn-rate", "4", "--run-time", "6s", "--host", fresh_server.url, "--only-summary"),
                *("--exit-code-on-error", "1", "--json"),
            ],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert master.returncode == 0, master.stderr
        assert statistics(master)["POST crons_create"]["num_requests"] > 0
        for worker in workers:
            said = worker.communicate(timeout=30)[1]
            assert worker.returncode == 0, said
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()
    left = httpx.post(
        f"{fresh_server.url}/threads/search", json={"metadata": {"cronwright_suite": "contract"}}
    )
    assert left.json() == []
    assert list(tmp_path.rglob("*.jsonl")) == []
