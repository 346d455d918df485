"""Keeps a server for exactly as long as its owner lives. A program: one line of JSON on stdin, then silence.

The owner holds the other end of stdin. The kernel closes it however the owner ends: normally, by an error,
by SIGTERM, by SIGKILL. So end of file is the one signal to stop, and there is no other path to forget.
(PR_SET_PDEATHSIG would do the like on Linux alone; this works on macOS as well.)

The keeper leads a session of its own, so that Ctrl-C in the terminal reaches the owner only; the server is
in the same process group, so that one number ends both.
"""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from typing import Any

_POLL_SECONDS = 0.2
GRACE_SECONDS = 3.0  # the server takes 0.2 s
KEEP_LOG = b"keep"


def keep(order: dict[str, Any]) -> None:
    """Run `order["command"]` until stdin ends; then stop it and remove `order["folder"]`.

    The log stays when the server ended by itself or when the owner sent KEEP_LOG.
    """
    # A handler, not SIG_IGN: that would be inherited by the server, which then could not be asked to stop.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    try:
        keep_log = _run(order)
    finally:
        shutil.rmtree(order["state"], ignore_errors=True)
    if not keep_log:
        shutil.rmtree(order["folder"], ignore_errors=True)


def _run(order: dict[str, Any]) -> bool:
    """Run the command to its end or until stdin ends; whether its log is to be kept."""
    with open(order["log"], "ab") as log:
        server = subprocess.Popen(
            order["command"],
            cwd=order["state"],
            env=order["env"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    said = b""
    while server.poll() is None:
        if select.select([0], [], [], _POLL_SECONDS)[0]:
            heard = os.read(0, 64)
            said += heard
            if not heard:
                _stop(server)
                return KEEP_LOG in said
    return True


def _stop(server: "subprocess.Popen[bytes]") -> None:
    os.killpg(0, signal.SIGTERM)
    try:
        server.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    line = b""
    while not line.endswith(b"\n"):  # unbuffered: select() must see what has not been read
        piece = os.read(0, 1)
        if not piece:
            sys.exit()
        line += piece
    keep(json.loads(line))
