"""Ctrl-C and SIGTERM: the run stops, clears away and writes its reports; the second time it ends at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import orjson
import pytest

from cronwright.embedded import EmbeddedServer

from ..small import agent_like, small_server

COMMAND = Path(sys.executable).with_name("cronwright")
TAG = {"cronwright_suite": "contract"}


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [COMMAND, "contract", "run", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        # A program that is started in the background of a script ignores SIGINT; this one must not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(process: subprocess.Popen[str], word: str) -> str:
    """What it says up to the line that begins with a word."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith(word):
            return said
    raise AssertionError(f"it ended before {word!r}:\n{said}")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_time_it_clears_away_and_writes(
    fresh_server: EmbeddedServer, tmp_path: Path, number: signal.Signals
) -> None:
    """130 after Ctrl-C, 143 after SIGTERM: neither is a verdict about the server."""
    with running("--base-url", fresh_server.url, "--seed", "1", "--report", str(tmp_path)) as process:
        until(process, "run")
        found = httpx.post(f"{fresh_server.url}/threads/search", json={"metadata": TAG})
        deadline = time.monotonic() + 60
        while not found.json() and time.monotonic() < deadline:
            found = httpx.post(f"{fresh_server.url}/threads/search", json={"metadata": TAG})
        assert found.json(), "nothing was made to clear away"
        process.send_signal(number)
        said = process.communicate(timeout=60)[0]
    assert process.returncode == 128 + number, said
    assert "clearing away" in said
    assert "stopped by hand" in said
    for resource in ("threads", "runs/crons", "assistants"):
        left = httpx.post(f"{fresh_server.url}/{resource}/search", json={"metadata": TAG})
        assert left.json() == [], resource
    assert (tmp_path / "junit.xml").is_file()
    last = (tmp_path / "run.ndjson").read_bytes().splitlines()[-1]
    assert "stopped by hand before its end" in orjson.loads(last)["blocked"]


def test_a_run_leaves_no_file_where_it_is_run(fresh_server: EmbeddedServer, tmp_path: Path) -> None:
    """Unless reports are asked for: no cache, no ledger, no table of hypothesis."""
    here = tmp_path / "here"
    here.mkdir()
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "XDG_STATE_HOME": str(tmp_path)}
    del environment["HYPOTHESIS_STORAGE_DIRECTORY"]
    subprocess.run(
        [COMMAND, "contract", "run", "--base-url", fresh_server.url, "--check", "crons.stored"],
        cwd=here,
        env=environment,
        check=True,
        capture_output=True,
    )
    assert list(here.iterdir()) == []
    assert list(tmp_path.rglob("*.jsonl")) == []


def test_the_second_time_it_ends_at_once() -> None:
    """While a slow server is cleared away; it says how to do that later."""
    with (
        small_server(agent_like(), seconds=0.5) as small,
        running("--base-url", small.url, "--seed", "1") as process,
    ):
        until(process, "run")
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        until(process, "stopping")
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[0]
        assert time.monotonic() - begun < 2
    assert process.returncode == 130, said
    assert "cronwright contract sweep" in said
