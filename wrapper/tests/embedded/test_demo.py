"""`scripts/demo`, run as a newcomer runs it: what it shows, what it returns, what it leaves."""

import importlib.util
import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[3] / "scripts"

ROW = re.compile(
    r"^ *(?P<predicted>[\d-]{10} [\d:]{8}) +(?P<created>[\d:.]{12}) +(?P<delay>[\d.]+) s +(?P<status>\w+) *$",
    re.MULTILINE,
)


@contextmanager
def demo(folder: Path, command: Path = SCRIPTS / "demo") -> Iterator["subprocess.Popen[str]"]:
    """The demo in a process group of its own, as a terminal starts it, run from a folder elsewhere."""
    with subprocess.Popen(
        [command],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        yield process


def nothing_is_left(folder: Path, output: str) -> bool:
    url = re.search(r"http://127\.0\.0\.1:(\d+)", output)
    assert url is not None
    processes = subprocess.check_output(["ps", "-A", "-o", "args"], text=True)
    with socket.socket() as client:
        listening = client.connect_ex(("127.0.0.1", int(url[1]))) == 0
    return not listening and f"--port {url[1]}" not in processes and not any(folder.glob("cronwright-*"))


def test_shows_a_cron_fire_at_the_predicted_seconds(tmp_path: Path) -> None:
    """Three fires, each within a step of its time; started through a link, from another folder."""
    link = tmp_path / "a link"
    link.symlink_to(SCRIPTS / "demo")
    with demo(tmp_path, link) as process:
        output, errors = process.communicate(timeout=180)
    assert (process.returncode, errors) == (0, "")
    rows = [row.groupdict() for row in ROW.finditer(output)]
    assert [row["status"] for row in rows] == ["success"] * 3
    times = [datetime.fromisoformat(row["predicted"]) for row in rows]
    assert [(later - sooner).seconds for sooner, later in pairwise(times)] == [5, 5]
    assert all(0 <= float(row["delay"]) < 5 for row in rows)
    # No terminal: no control sequence, and each step on one line of its own.
    assert "\x1b" not in output
    names = re.findall(r"^([a-z]+) {2,}\S", output, re.MULTILINE)
    assert names == [
        *("server", "thread", "cron", "warning", "predicted", "fired", "fired", "fired"),
        *("removed", "removed", "stopped"),
    ]
    assert nothing_is_left(tmp_path, output)


@pytest.mark.parametrize("moment", ["server", "predicted"])
def test_ctrl_c_leaves_nothing(tmp_path: Path, moment: str) -> None:
    """Ctrl-C, which the terminal sends to the whole process group, ends it with 130 and stops the server."""
    output = ""
    with demo(tmp_path) as process:
        assert process.stdout is not None
        while not output.rpartition("\n")[0].rpartition("\n")[2].startswith(moment):
            line = process.stdout.readline()
            assert line, process.communicate()
            output += line
        os.killpg(process.pid, signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "everything was removed" in errors
    assert "Traceback" not in errors
    assert rest.endswith("stopped    server\n")
    assert nothing_is_left(tmp_path, output)


def test_ctrl_c_while_the_server_starts_leaves_nothing(tmp_path: Path) -> None:
    """Before the server answers there is nothing to delete, but a process to stop."""
    with demo(tmp_path) as process:
        assert process.stdout is not None
        while not any(tmp_path.glob("cronwright-*/server.log")):
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert not any(tmp_path.glob("cronwright-*"))


@pytest.fixture
def program() -> Any:
    """scripts/demo.py as a module."""
    spec = importlib.util.spec_from_file_location("demo", SCRIPTS / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_cron_that_does_not_fire_is_a_failure(program: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """With a server that looks once a minute nothing fires in time: 1, the reason, the server's log."""
    assert program.main(fires=1, patience_seconds=1, tick_seconds=60) == 1
    shown = capsys.readouterr()
    assert "0 of 1 fires came within 1 s" in shown.err
    assert "Starting cron scheduler" in shown.err
    assert shown.out.endswith("removed    cron\nremoved    thread\nstopped    server\n")


def test_a_machine_without_the_server_is_told(
    program: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing server is status 1 and says what to install."""
    monkeypatch.setenv("CRONWRIGHT_LANGGRAPH", "/nowhere/langgraph")
    assert program.main() == 1
    assert "cronwright[server]" in capsys.readouterr().err
