"""What happens when the server does not start: a clear error, the log kept, no process left."""

import http.server
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest

from cronwright.embedded import EmbeddedServer, ServerNotInstalled, ServerNotStarted
from cronwright.embedded import server as module
from cronwright.embedded.executable import VARIABLE, find_langgraph

MakeCommand = Callable[[str], Path]

# A quiet server: it moves to a port of its own when the one it was given is taken, and does not say so.
QUIET = """
import http.server, json, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
        token = os.environ["LANGSMITH_HOST_REVISION_ID"]
        self.wfile.write(json.dumps({"version": "9", "host": {"host_revision_id": token}}).encode())
try:
    server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[-1])), Handler)
except OSError:
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
server.serve_forever()
"""


class Somebody(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"version": "1", "host": {"host_revision_id": "another"}}).encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else's Agent Server answers."""
    with http.server.HTTPServer(("127.0.0.1", 0), Somebody) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        yield other.server_port
        other.shutdown()
        thread.join()


def failing_to_start(server: EmbeddedServer) -> ServerNotStarted:
    with pytest.raises(ServerNotStarted) as caught:
        server.start()
    assert not server.running
    log = caught.value.log
    assert [entry.name for entry in log.parent.iterdir()] == ["server.log"]
    assert str(log) in str(caught.value)
    log.unlink()
    log.parent.rmdir()
    return caught.value


def test_a_server_that_ends_shows_the_end_of_its_log(command: MakeCommand) -> None:
    """The last lines of the log are in the error, the first ones of a long log are not."""
    failed = failing_to_start(
        EmbeddedServer(executable=command("for n in range(90): print('line', n)\nexit(3)"))
    )
    assert "ended while it was starting" in str(failed)
    assert "    line 89" in str(failed)
    assert "line 9\n" not in str(failed)


def test_a_server_that_prints_nothing_is_told_too(command: MakeCommand) -> None:
    """An empty log is said to be empty."""
    assert "(nothing was logged)" in str(failing_to_start(EmbeddedServer(executable=command("exit(3)"))))


def test_a_log_that_is_gone_does_not_hide_the_error(tmp_path: Path) -> None:
    """A temporary folder may be cleaned by others; the error is still the one about the server."""
    assert "(nothing was logged)" in str(ServerNotStarted("It did not start.", tmp_path / "server.log"))


def test_a_command_that_cannot_run_is_told(tmp_path: Path) -> None:
    """A command whose interpreter is gone ends in the same error, with the reason in the log."""
    broken = tmp_path / "langgraph"
    broken.write_text("#!/nowhere/python\n")
    broken.chmod(0o755)
    assert "FileNotFoundError" in str(failing_to_start(EmbeddedServer(executable=broken)))


def test_a_keeper_that_cannot_run_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even when the process that keeps the server is stillborn, the error is the same one."""
    command = find_langgraph()
    monkeypatch.setattr("sys.executable", "false")
    failing_to_start(EmbeddedServer(executable=command))


@pytest.mark.parametrize("manners", ["", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"])
def test_a_server_that_stays_silent_is_given_up(command: MakeCommand, manners: str) -> None:
    """The deadline is kept and named, and the process is ended, even one that does not heed SIGTERM."""
    pid_file = command("").with_name("pid")
    source = (
        f"import os, time\n{manners}\nopen({str(pid_file)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    )
    failed = failing_to_start(EmbeddedServer(executable=command(source), deadline_seconds=1.5))
    assert "did not answer within 1.5 s" in str(failed)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text()), 0)


def test_no_secret_of_ours_reaches_the_server(command: MakeCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys and settings in our environment are not passed on; what the caller passes is."""
    monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2-secret")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    printing = command("import os\nfor pair in sorted(os.environ.items()): print(*pair)\nexit(1)")
    said = str(failing_to_start(EmbeddedServer(executable=printing, tick_seconds=7, env={"MINE": "given"})))
    assert "secret" not in said
    assert "LANGSMITH_TRACING false" in said
    assert "CRON_SCHEDULER_SLEEP_TIME 7" in said
    assert "MINE given" in said


def ports(monkeypatch: pytest.MonkeyPatch, *first: int) -> None:
    offered = iter(first)
    really = module.free_port
    monkeypatch.setattr(module, "free_port", lambda: next(offered, None) or really())


def test_the_next_port_is_tried_when_one_is_taken(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real server, given a taken port, is ended and started on another."""
    ports(monkeypatch, taken)
    with EmbeddedServer() as server:
        assert not server.url.endswith(f":{taken}")
        assert server.version != "1"


def test_a_port_is_known_to_be_taken_though_nothing_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that listens and stays silent is found by what the server logs."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        ports(monkeypatch, port)
        with EmbeddedServer() as server:
            assert not server.url.endswith(f":{port}")


def test_somebody_elses_server_is_not_taken_for_ours(
    taken: int, command: MakeCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that moved away without a word is known by what it repeats in /info."""
    ports(monkeypatch, taken)
    with EmbeddedServer(executable=command(QUIET)) as server:
        assert not server.url.endswith(f":{taken}")
        assert server.version == "9"


def test_taken_ports_are_not_tried_for_ever(
    taken: int, command: MakeCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After five ports it is an error that says so."""
    ports(monkeypatch, *[taken] * 6)
    assert "5 ports" in str(failing_to_start(EmbeddedServer(executable=command(QUIET))))


def test_an_interrupted_start_leaves_nothing(command: MakeCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while it is awaited removes the process and the folder."""
    server = EmbeddedServer(executable=command("import time; time.sleep(60)"))
    with mock.patch.object(module, "_get", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        server.start()
    assert not server.running
    assert not server.log.parent.exists()


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which no `langgraph` is to be found; the folder is where this Python pretends to live."""
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("sys.executable", str(tmp_path / "venv" / "python"))
    return tmp_path


def put(file: Path) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


def test_the_command_is_looked_for_in_this_order(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The argument, the variable, beside this Python, PATH."""
    on_path = put(bare / "path" / "langgraph")
    assert find_langgraph() == on_path
    beside = put(bare / "venv" / "langgraph")
    assert find_langgraph() == beside
    named = put(bare / "named" / "mine")
    monkeypatch.setenv(VARIABLE, str(named))
    assert find_langgraph() == named
    given = put(bare / "given" / "yours")
    assert find_langgraph(given) == given


def test_a_machine_without_the_command_is_told_how_to_get_it(bare: Path) -> None:
    """The error names the extra, and why it takes an environment of its own."""
    with pytest.raises(ServerNotInstalled, match=r'pip install "cronwright\[server\]"') as caught:
        EmbeddedServer().start()
    assert "jsonschema-rs" in str(caught.value)
    assert VARIABLE in str(caught.value)


def test_a_command_that_was_named_is_not_replaced_by_another(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A named command that is not there is an error that says who named it, whatever else is installed."""
    put(bare / "path" / "langgraph")
    with pytest.raises(ServerNotInstalled, match="the argument names '/nowhere/langgraph'"):
        find_langgraph("/nowhere/langgraph")
    monkeypatch.setenv(VARIABLE, "/nowhere/langgraph")
    with pytest.raises(ServerNotInstalled, match=rf"\${VARIABLE} names"):
        find_langgraph()
