"""README is true: its call is the wrapper's, and what it names exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import orjson
import pytest

import cronwright

from .faulty import faulty_server, http

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CRON = {"cron_id": "c", "next_run_date": "2030-01-01T20:27:00+00:00"}


def test_the_call_in_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The Python block is run as it stands, against a server that repeats what it was sent."""
    block = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0]

    def answerer(number: int, request: bytes) -> bytes:
        if request.startswith(b"POST /threads "):
            return http(body=b'{"thread_id": "01a20502-7137-755c-9304-413fb1b818f7"}')
        sent: dict[str, Any] = orjson.loads(request.partition(b"\r\n\r\n")[2])
        return http(body=orjson.dumps({**sent, **CRON, "payload": sent}))

    names: dict[str, Any] = {}
    with faulty_server(answerer) as server:
        exec(block.replace("http://localhost:8123", server.url), names)
        names["client"].close()
    sent = orjson.loads(server.requests[-1].partition(b"\r\n\r\n")[2])
    assert sent["end_time"] == "2030-01-01T00:00:00+00:00"
    assert sent["timezone"] == "America/New_York"
    assert len(sent) == 16
    assert capsys.readouterr().out == "2030-01-01 20:27:00+00:00\n2030-01-01T20:27:00+00:00\n"


def test_what_the_readme_names_exists() -> None:
    """Each script, each method and each file that README and ARCHITECTURE speak of is there."""
    text = README + (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for script in set(re.findall(r"\bscripts/(\w+)\b", text)):
        assert (ROOT / "scripts" / script).exists(), script
    client = cronwright.get_sync_client()
    for resource, method in re.findall(r"`(\w+)\.(\w+)\([^`]*\)`", README):
        if hasattr(client, resource):
            assert callable(getattr(getattr(client, resource), method)), method


def test_the_two_commands_stand_on_the_first_screen() -> None:
    """What it is, the two commands and the call are in the first 40 lines."""
    first = "\n".join(README.splitlines()[:40])
    for needed in ("./scripts/demo", "./scripts/test", "create_for_thread("):
        assert needed in first
