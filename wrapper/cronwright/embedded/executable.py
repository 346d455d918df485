"""Where the `langgraph` command is."""

import os
import shutil
import sys
from pathlib import Path

from cronwright.embedded.errors import ServerNotInstalled

VARIABLE = "CRONWRIGHT_LANGGRAPH"

_HELP = f"""\
The Agent Server's command `langgraph` was not found. Install it into an environment of its own:

    python -m venv .venv-server
    .venv-server/bin/pip install "cronwright[server]"
    export {VARIABLE}="$PWD/.venv-server/bin/langgraph"

Why one of its own: the server pins jsonschema-rs below 0.45 and the contract suite needs 0.46.2 or later,
so the extras `server` and `contract` cannot be installed together."""


def find_langgraph(given: str | os.PathLike[str] | None = None) -> Path:
    """The command given, else the one $CRONWRIGHT_LANGGRAPH names, else beside this Python, else on PATH.

    Raises `ServerNotInstalled`. A command that was named and is not there is an error: another one, perhaps
    of another version, is never taken in its place.
    """
    for named, source in ((given, "the argument"), (os.environ.get(VARIABLE), f"${VARIABLE}")):
        if named:
            found = shutil.which(named)
            if found is None:
                raise ServerNotInstalled(
                    f"{source} names {os.fspath(named)!r}, which is not a command.\n\n{_HELP}"
                )
            return Path(found).absolute()
    # Not resolve(): in a virtual environment that leads out of it, to the interpreter it was made from.
    beside = Path(sys.executable).parent / "langgraph"
    found = shutil.which(beside) or shutil.which("langgraph")
    if found is None:
        raise ServerNotInstalled(_HELP)
    return Path(found).absolute()
