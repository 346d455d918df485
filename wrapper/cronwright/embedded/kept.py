"""`KeptProcess`: a process that ends when this one does, however this one ends."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from cronwright.embedded import keeper

# What an owner waits for the keeper: its grace for the server, and room for removing files on a busy machine.
_WAIT_SECONDS = keeper.GRACE_SECONDS + 10


class KeptProcess:
    """A command under a keeper (see keeper.py), in a folder that the keeper removes at the end.

    The command runs in `folder/state` and prints to `log`, a file in `folder`.
    """

    def __init__(self, command: Sequence[str], *, folder: Path, log: Path, env: Mapping[str, str]) -> None:
        order = {
            "command": list(command),
            "folder": str(folder),
            "state": str(folder / "state"),
            "log": str(log),
            "env": dict(env),
        }
        with log.open("ab") as complaints:
            self._keeper = subprocess.Popen(
                [sys.executable, "-I", keeper.__file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                start_new_session=True,
                bufsize=0,
            )
        # By the pipe, not as arguments: those can be read by every user of the machine.
        self._say(json.dumps(order).encode() + b"\n")

    @property
    def running(self) -> bool:
        """Whether it has not ended by itself."""
        return self._keeper.poll() is None

    def end(self, *, keep_log: bool) -> None:
        """End the process and wait until it is gone."""
        if keep_log:
            self._say(keeper.KEEP_LOG)
        assert self._keeper.stdin is not None
        self._keeper.stdin.close()
        try:
            status = self._keeper.wait(_WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            status = -signal.SIGKILL
        if status < 0:
            # The keeper itself was shot, or hangs: end the whole group, whose number is the keeper's.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._keeper.pid, signal.SIGKILL)
            self._keeper.wait()

    def _say(self, words: bytes) -> None:
        assert self._keeper.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has ended: `running` tells
            self._keeper.stdin.write(words)
