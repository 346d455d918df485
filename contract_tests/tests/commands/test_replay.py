"""`cronwright contract replay`: 0 gone, 1 still there, 2 could not be repeated; the file is untrusted."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path
from typing import Any

import orjson
import pytest

from cronwright.embedded import EmbeddedServer

from ..small import agent_like, small_server
from .conftest import Run


def written(folder: Path, **changed: Any) -> Path:
    """A finding's file that is right in all but what is changed; None takes a field away."""
    replay = {"property": "info", "seed": 1, "profile": "quick"} | changed.pop("replay", {})
    finding = {
        "id": "0123456789",
        "check": "system.answers",
        "operation": "system_info",
        "rule": "same_read",
        "place": "",
        "message": "two reads of /info differ",
        "replay": {name: value for name, value in replay.items() if value is not None},
    } | changed
    path = folder / "finding.json"
    path.write_bytes(orjson.dumps({name: value for name, value in finding.items() if value is not None}))
    return path


def choices(packed: bytes) -> dict[str, Any]:
    return {"check": "crons.stored", "replay": {"choices": base64.b64encode(packed).decode()}}


def test_1_while_it_is_there_and_0_when_it_is_gone(contract: Run, tmp_path: Path) -> None:
    """The finding is the same one, by its path and by its id; nothing else is sent than its own case."""
    reads = 0

    def forgetful(method: str, path: str, headers: dict[str, str]) -> tuple[int, Any]:
        nonlocal reads
        reads += 1
        status, value = agent_like()(method, path, headers)
        return status, {**value, "flags": {"n": reads}} if path == "/info" and not mended else value

    mended = False
    with small_server(forgetful) as small:
        ran = contract(
            *("run", "--base-url", small.url, "--check", "system.answers", "--seed", "1"),
            *("--report", str(tmp_path), "--json"),
        )
        result = orjson.loads(ran.stdout)
        (id,) = (finding["id"] for finding in result["findings"] if finding["rule"] == "same_read")
        still = contract("replay", str(tmp_path / "findings" / f"{id}.json"), "--base-url", small.url)
        assert still.exit_code == 1, still.output
        assert "it is still there" in still.output
        mended = True
        small.asked.clear()
        gone = contract("replay", id, "--report", str(tmp_path), "--base-url", small.url)
        assert gone.exit_code == 0, gone.output
        assert "gone" in gone.output
        assert "these requests show something else" in gone.output
        assert {path for _, path, _ in small.asked} <= {
            "/info",
            "/assistants/search",
            "/store/items/search",
        } | {f"/{resource}/search" for resource in ("threads", "runs/crons")}


def test_what_the_baseline_knows_is_still_there(
    contract: Run, agent_server: EmbeddedServer, tmp_path: Path
) -> None:
    """A baseline excuses a finding of a run; whether it is there is another question."""
    none = tmp_path / "none.yaml"
    none.write_text("deviations: []\n")
    common = ("--base-url", agent_server.url)
    contract(
        *("run", *common, "--check", "operations.system", "--seed", "1"),
        *("--report", str(tmp_path), "--baseline", str(none)),
    )
    found = next((tmp_path / "findings").iterdir())
    done = contract("replay", str(found), *common)
    assert done.exit_code == 1, done.output


def test_0_from_a_file_of_a_finding_that_the_real_server_does_not_show(
    contract: Run, agent_server: EmbeddedServer, tmp_path: Path
) -> None:
    """The control of the refusals below: this file is a right one."""
    done = contract("replay", str(written(tmp_path)), "--base-url", agent_server.url)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"check": "no.such"}, "no check 'no.such'"),
        ({"check": "../../x\x1b[31m"}, "no check"),
        ({"id": "../../../etc/passwd"}, "no finding"),
        ({"id": None}, "no finding"),
        ({"place": 1}, "no finding"),
        ({"replay": {"seed": -1}}, "no finding"),
        ({"replay": {"seed": None}}, "no finding"),
        ({"replay": {"profile": "huge"}}, "no finding"),
        ({"replay": {"property": ["info"]}}, "no finding"),
        ({"replay": {"property": "renamed"}}, "its check has changed"),
        ({"replay": {"choices": "not base64!"}}, "damaged"),
        (choices(b"\1not zlib"), "damaged"),
        (choices(b"\2future"), "not of a kind"),
        (choices(b"\1" + zlib.compress(bytes(64 << 20))), "too many"),
    ],
)
def test_2_from_a_file_that_cannot_be_repeated(
    contract: Run, tmp_path: Path, changed: dict[str, Any], says: str
) -> None:
    """One sentence with the reason, no traceback, and no escape sequence."""
    with small_server(agent_like()) as small:
        done = contract("replay", str(written(tmp_path, **changed)), "--base-url", small.url)
    assert done.exit_code == 2, done.output
    assert says in done.output
    assert "Traceback" not in done.output
    assert "\x1b" not in done.output


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_2_from_what_is_no_finding(contract: Run, tmp_path: Path, content: bytes) -> None:
    """Before a server is reached or started."""
    path = tmp_path / "finding.json"
    path.write_bytes(content)
    done = contract("replay", str(path))
    assert done.exit_code == 2, done.output
    assert "no finding of this suite" in done.output


def test_2_from_an_id_without_its_reports(contract: Run, tmp_path: Path) -> None:
    """And where the reports have no such finding."""
    assert "--report" in contract("replay", "0123456789").output
    done = contract("replay", "0123456789", "--report", str(tmp_path))
    assert done.exit_code == 2
    assert "is not there" in done.output


def test_2_where_its_check_needs_what_is_not_allowed(contract: Run, tmp_path: Path) -> None:
    """The profile of the run goes with the finding: a read-only one writes nothing now either."""
    changed = {"check": "threads.stored", "replay": {"profile": "read-only"}}
    with small_server(agent_like()) as small:
        done = contract("replay", str(written(tmp_path, **changed)), "--base-url", small.url)
    assert done.exit_code == 2, done.output
    assert "not allowed: writes" in done.output
