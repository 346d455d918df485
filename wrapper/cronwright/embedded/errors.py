"""What can go wrong with the embedded server, as opposed to with a call to it.

EmbeddedServerError
├── ServerNotInstalled   no `langgraph` command was found
├── ServerNotStarted     it ended, or did not answer before the deadline; `log` is kept
└── ServerDied           it answered once and then ended by itself; `log` is kept
"""

from pathlib import Path

_TAIL_LINES = 25


class EmbeddedServerError(RuntimeError):
    """The embedded server could not be used; the text says what to do."""


class ServerNotInstalled(EmbeddedServerError):
    """No `langgraph` command was found."""


class _WithLog(EmbeddedServerError):
    def __init__(self, what: str, log: Path) -> None:
        super().__init__(f"{what}\nIts log is kept in {log}; the last lines are:\n{tail(log)}")
        self.log = log


class ServerNotStarted(_WithLog):
    """The server ended or stayed silent while it was awaited."""


class ServerDied(_WithLog):
    """The server ended before it was told to."""


def tail(log: Path) -> str:
    """The last lines of a log, indented; says so when there is none."""
    try:
        lines = log.read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    return "\n".join(f"    {line}" for line in lines[-_TAIL_LINES:]) or "    (nothing was logged)"
