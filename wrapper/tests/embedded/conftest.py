"""Stand-ins for the `langgraph` command, for faults that the real one cannot be made to show on demand."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# What a shell starts in the background ignores Ctrl-C, and so would what the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

MakeCommand = Callable[[str], Path]


@pytest.fixture
def command(tmp_path: Path) -> MakeCommand:
    """Makes an executable from Python source; it is called as `langgraph dev ... --port N`."""

    def make(source: str) -> Path:
        file = tmp_path / "bin" / "langgraph"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!{sys.executable} -u\n{source}\n")
        file.chmod(0o755)
        return file

    return make
