"""`EmbeddedServer`: the real Agent Server as a context manager."""

import contextlib
import json
import os
import shutil
import socket
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cronwright.embedded.errors import ServerDied, ServerNotStarted
from cronwright.embedded.executable import find_langgraph
from cronwright.embedded.kept import KeptProcess

_GRAPH = Path(__file__).with_name("graph.py")
# As many jobs at once as the command's help promises: one run that sleeps would hold up all others.
_OPTIONS = ("dev", "--no-browser", "--no-reload", "--n-jobs-per-worker", "10", "--host", "127.0.0.1")
_PORTS_TO_TRY = 5
_POLL_SECONDS = 0.1

# The server sees these of our environment and no more: no key, no endpoint and no LANG* setting of the user's
# can change what it does or make it call home.
_PASSED_ON = ("HOME", "LANG", "LC_ALL", "LC_CTYPE", "PATH", "TMPDIR")
_QUIET = {
    "LANGGRAPH_CLI_NO_ANALYTICS": "1",
    "LANGGRAPH_NO_VERSION_CHECK": "true",
    "LANGSMITH_TRACING": "false",
    "LOG_COLOR": "false",
}


class EmbeddedServer:
    """The real Agent Server (`langgraph dev`) on a free loopback port, with a small graph named `agent`.

    State lives in a temporary folder and goes with the server. Nothing leaves the machine: tracing, analytics
    and version checks are off. However the process that started it ends (Ctrl-C, SIGTERM, SIGKILL), the
    server ends too.

        with EmbeddedServer() as server:
            client = get_sync_client(url=server.url)

    `tick_seconds` is how often the server looks for crons that are due (whole seconds). `deadline_seconds`
    bounds the start. `settings` are merged into its langgraph.json, `env` into its environment. Needs a POSIX
    system.

    Raises `ServerNotInstalled`, `ServerNotStarted`, and `ServerDied` on leaving when it ended on its own.
    """

    def __init__(
        self,
        *,
        executable: str | os.PathLike[str] | None = None,
        tick_seconds: int = 1,
        deadline_seconds: float = 120.0,
        settings: Mapping[str, Any] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._executable = executable
        self._deadline_seconds = deadline_seconds
        self._settings = {"dependencies": ["."], "graphs": {"agent": "./graph.py:graph"}, **(settings or {})}
        self._env = {**_QUIET, "CRON_SCHEDULER_SLEEP_TIME": str(tick_seconds), **(env or {})}
        self._process: KeptProcess | None = None
        self._folder: Path | None = None
        self._url = self._version = ""

    @property
    def url(self) -> str:
        """The base address, without a slash at its end."""
        return self._url

    @property
    def version(self) -> str:
        """The server's own version (langgraph-api), as `GET /info` gives it."""
        return self._version

    @property
    def log(self) -> Path:
        """What the server printed; removed with the server unless that failed."""
        assert self._folder is not None, "the server was not started"
        return self._folder / "server.log"

    @property
    def running(self) -> bool:
        """Whether the server's process lives."""
        return self._process is not None and self._process.running

    def __repr__(self) -> str:
        return f"<EmbeddedServer {self._url if self.running else 'not running'}>"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.stop()
        except ServerDied as died:
            # The caller's own error goes first, but this may be its cause.
            if error is None:
                raise
            error.add_note(str(died))

    def start(self) -> None:
        """Start the server and return when it answers."""
        command = find_langgraph(self._executable)
        deadline = time.monotonic() + self._deadline_seconds
        self._folder = Path(tempfile.mkdtemp(prefix="cronwright-"))
        try:
            for _ in range(_PORTS_TO_TRY):
                if self._start_on(command, free_port(), deadline):
                    return
                self._end(keep_log=True)
            raise ServerNotStarted(f"{_PORTS_TO_TRY} ports, each free a moment before, were taken.", self.log)
        except BaseException as error:
            self._end(keep_log=isinstance(error, ServerNotStarted))
            raise

    def stop(self) -> None:
        """Stop the server and remove its folder; nothing happens when it is stopped already."""
        if self._process is None:
            return
        died = not self.running
        self._end(keep_log=died)
        if died:
            raise ServerDied("The embedded server ended before it was told to.", self.log)

    def _start_on(self, command: Path, port: int, deadline: float) -> bool:
        """Start on this port; False when another program took the port in between."""
        token = uuid.uuid4().hex
        self._url = f"http://127.0.0.1:{port}"
        self._launch(command, port, token)
        while time.monotonic() < deadline:
            ended = not self.running
            if "already in use" in self.log.read_text("utf-8", "replace"):
                return False
            if ended:
                raise ServerNotStarted("The embedded server ended while it was starting.", self.log)
            with contextlib.suppress(OSError, ValueError):
                if _get(self._url + "/ok") and (info := _get(self._url + "/info")):
                    self._version = str(info["version"])
                    return bool(info.get("host", {}).get("host_revision_id", token) == token)
            time.sleep(_POLL_SECONDS)
        raise ServerNotStarted(
            f"The embedded server did not answer within {self._deadline_seconds:g} s.", self.log
        )

    def _launch(self, command: Path, port: int, token: str) -> None:
        state = self.log.with_name("state")
        state.mkdir(exist_ok=True)
        shutil.copy(_GRAPH, state)
        (state / "langgraph.json").write_text(json.dumps(self._settings))
        self.log.write_bytes(b"")
        self._process = KeptProcess(
            [str(command), *_OPTIONS, "--port", str(port)],
            folder=self.log.parent,
            log=self.log,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ}
            # The server repeats its revision in /info: proof that it is ours that answers. When its port is
            # taken it moves to another by itself, and what answers on this one may be somebody else's server.
            | {"LANGSMITH_HOST_REVISION_ID": token, **self._env},
        )

    def _end(self, *, keep_log: bool = False) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end(keep_log=keep_log)
        folder = self.log.parent
        shutil.rmtree(folder / "state" if keep_log else folder, ignore_errors=True)


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _get(url: str) -> dict[str, Any]:
    # No proxy: the address is our own, and a proxy of the user's could not reach it.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=2) as answer:
        body: dict[str, Any] = json.load(answer)
        return body
