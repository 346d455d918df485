"""An embedded server lives exactly as long as its owner, and leaves nothing behind."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cronwright.embedded import EmbeddedServer, ServerDied, keeper, kept

OWNER = """
import json, signal, time
from cronwright.embedded import EmbeddedServer
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # which nohup has ignored
with EmbeddedServer() as server:
    print(json.dumps([server.url, str(server.log), server._process._keeper.pid]), flush=True)
    time.sleep(60)
"""


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def group_of(server: EmbeddedServer) -> int:
    """The process group of the keeper and the server, which the keeper leads."""
    assert server._process is not None
    return server._process._keeper.pid


def port_answers(url: str) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", int(url.rpartition(":")[2]))) == 0


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def soon(fact: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not fact() and time.monotonic() < deadline:
        time.sleep(0.05)
    return fact()


def nothing_is_left(url: str, log: Path, group: int) -> bool:
    return not group_lives(group) and not port_answers(url) and not log.parent.exists()


def test_answers_while_it_is_open() -> None:
    """It is the real server, of its own version, with our settings and environment and without tracing."""
    graphs = {"agent": "./graph.py:graph", "second": "./graph.py:graph"}
    with EmbeddedServer(settings={"graphs": graphs}, env={"LOG_JSON": "true"}) as server:
        info = get(server.url + "/info")
        assert info["version"] == server.version
        assert re.fullmatch(r"\d+\.\d+\.\d+.*", server.version)
        assert info["flags"]["langsmith"] is False
        assert get(server.url + "/openapi.json")["components"]["schemas"]["AssistantCreate"]["properties"][
            "graph_id"
        ]["enum"] == ["agent", "second"]
        assert json.loads(server.log.read_text().splitlines()[-1])["api_variant"] == "local_dev"
        assert server.running
        assert repr(server) == f"<EmbeddedServer {server.url}>"
        url, log, group = server.url, server.log, group_of(server)
    assert nothing_is_left(url, log, group)
    assert repr(server) == "<EmbeddedServer not running>"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_ends_it(error: type[BaseException]) -> None:
    """An error that leaves the block ends the server and passes on as it is."""
    server = EmbeddedServer()
    group = 0
    with pytest.raises(error) as caught, server:
        group = group_of(server)
        raise error
    assert nothing_is_left(server.url, server.log, group)
    assert not hasattr(caught.value, "__notes__")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_signal_to_its_owner_ends_it(number: signal.Signals) -> None:
    """However the owning process is ended, SIGKILL included, no process, port or folder is left."""
    with subprocess.Popen(
        [sys.executable, "-c", OWNER], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as owner:
        assert owner.stdout is not None
        url, log, group = json.loads(owner.stdout.readline())
        assert port_answers(url)
        owner.send_signal(number)
        owner.wait(30)
    assert owner.returncode in (-number, 130 if number == signal.SIGINT else -number)
    assert soon(lambda: nothing_is_left(url, Path(log), group))


def test_stopping_ends_it_though_its_keeper_was_killed() -> None:
    """The keeper is no single point of failure: without it the owner ends the process group."""
    server = EmbeddedServer()
    server.start()
    group, url = group_of(server), server.url
    os.kill(group, signal.SIGKILL)
    assert soon(lambda: not server.running)
    assert port_answers(url)
    with pytest.raises(ServerDied):
        server.stop()
    assert soon(lambda: not group_lives(group) and not port_answers(url))
    assert server.log.exists()
    shutil.rmtree(server.log.parent)


def test_stopping_ends_it_though_its_keeper_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A keeper that does not answer is not waited for for ever."""
    monkeypatch.setattr(kept, "_WAIT_SECONDS", 0.5)
    with EmbeddedServer() as server:
        group = group_of(server)
        os.kill(group, signal.SIGSTOP)
    assert soon(lambda: nothing_is_left(server.url, server.log, group))


def test_a_keeper_without_an_order_ends() -> None:
    """An owner that is killed before it said what to keep leaves no keeper behind."""
    assert (
        subprocess.run([sys.executable, keeper.__file__], stdin=subprocess.DEVNULL, timeout=20).returncode
        == 0
    )


def test_a_server_that_ends_by_itself_is_told_on_leaving() -> None:
    """Leaving the block raises, shows the log's end, and keeps the log."""
    with pytest.raises(ServerDied, match="Application started up") as caught, EmbeddedServer() as server:
        os.killpg(group_of(server), signal.SIGTERM)
        assert soon(lambda: not server.running)
    folder = caught.value.log.parent
    assert [entry.name for entry in folder.iterdir()] == ["server.log"]
    shutil.rmtree(folder)


def test_a_server_that_ends_by_itself_is_told_beside_the_callers_error() -> None:
    """The caller's own error stays the one that is raised; the server's end is a note on it."""
    with pytest.raises(ConnectionError) as caught, EmbeddedServer() as server:
        os.killpg(group_of(server), signal.SIGTERM)
        assert soon(lambda: not server.running)
        raise ConnectionError
    assert "ended before it was told to" in caught.value.__notes__[0]
    shutil.rmtree(server.log.parent)


def test_stopping_twice_is_stopping_once() -> None:
    """`stop` may be called on a server that was stopped or never started."""
    server = EmbeddedServer()
    server.stop()
    server.start()
    server.stop()
    server.stop()
    assert not server.running


def test_importing_it_loads_neither_httpx_nor_the_server() -> None:
    """The embedded server is started with the standard library alone."""
    code = "import sys, cronwright.embedded; print({'httpx', 'langgraph', 'pytest'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"
