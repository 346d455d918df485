"""`cronwright contract sweep`: 0 when nothing is left, 2 with the reason when something is."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from cronwright.embedded import EmbeddedServer

from ..small import small_server
from .conftest import Run

COMMAND = Path(sys.executable).with_name("cronwright")
TAG = {"cronwright_suite": "contract"}


def tagged(url: str) -> int:
    found = 0
    for resource in ("threads", "runs/crons"):
        found += len(httpx.post(f"{url}/{resource}/search", json={"metadata": TAG, "limit": 1000}).json())
    return found


def test_after_a_killed_run_nothing_is_left(contract: Run, fresh_server: EmbeddedServer) -> None:
    """By the ledger of this machine, without a word about how old it is."""
    process = subprocess.Popen(
        [COMMAND, "contract", "run", "--base-url", fresh_server.url, "--check", "operations.*"],
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not tagged(fresh_server.url) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert tagged(fresh_server.url)
    done = contract("sweep", "--base-url", fresh_server.url)
    assert done.exit_code == 0, done.output
    assert "removed" in done.output
    assert tagged(fresh_server.url) == 0
    assert "0 ledgers gone through" in contract("sweep", "--base-url", fresh_server.url).output


def test_what_is_younger_stays(contract: Run, fresh_server: EmbeddedServer) -> None:
    """Without a ledger, by the tag and the age; and what has no tag is nobody's to sweep."""
    mine = httpx.post(f"{fresh_server.url}/threads", json={"metadata": TAG}).json()["thread_id"]
    other = httpx.post(f"{fresh_server.url}/threads", json={}).json()["thread_id"]
    assert contract("sweep", "--base-url", fresh_server.url, "--older-than", "1h").exit_code == 0
    assert tagged(fresh_server.url) == 1
    time.sleep(1.1)
    done = contract("sweep", "--base-url", fresh_server.url, "--older-than", "1s")
    assert done.exit_code == 0, done.output
    assert httpx.get(f"{fresh_server.url}/threads/{mine}").status_code == 404
    assert httpx.delete(f"{fresh_server.url}/threads/{other}").is_success


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--older-than", "soon"), "--older-than soon"),
        (("--header", "x-api-key: s3cret"), "LANGGRAPH_API_KEY"),
        (("--older-than", "1h"), "the server does not answer"),
    ],
)
def test_2_where_it_could_not_be_done(contract: Run, arguments: tuple[str, ...], says: str) -> None:
    """Nobody listens there."""
    done = contract("sweep", "--base-url", "http://127.0.0.1:9", *arguments)
    assert done.exit_code == 2, done.output
    assert says in " ".join(done.output.split())
    assert "s3cret" not in done.output


def test_2_where_the_key_is_refused(contract: Run) -> None:
    """What cannot be listed cannot be said to be gone."""
    with small_server(lambda *_: (401, {"detail": "no"})) as small:
        done = contract("sweep", "--base-url", small.url, "--older-than", "1h")
    assert done.exit_code == 2, done.output
    assert "401" in done.output


def test_it_needs_a_server(contract: Run) -> None:
    """There is none that it could take for granted."""
    done = contract("sweep")
    assert done.exit_code == 2
    assert "--base-url" in done.output
