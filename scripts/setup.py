"""The work of scripts/setup: two environments from hash-pinned requirement files. Standard library only.

.venv         the project with its tools and tests   scripts/requirements/dev.txt
.venv-server  the Agent Server                        scripts/requirements/server.txt

Two, because the server pins jsonschema-rs below the release that the contract suite needs.
"""

import fcntl
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTED = time.monotonic()
_CLEAR = "\r\x1b[K" if sys.stdout.isatty() else ""


class Environment:
    """One virtual environment and the stamp that tells from what it was made."""

    def __init__(self, name: str, requirements: str, *, project: bool) -> None:
        self.name = name
        self.folder = ROOT / name
        self.python = self.folder / "bin" / "python"
        self.requirements = ROOT / "scripts" / "requirements" / requirements
        self.project = project
        self.stamp = self.folder / ".stamp.json"
        # The folder's own path is written into every script of an environment: a moved one must be made anew.
        self.wanted = {
            "made": f"Python {sys.version_info.major}.{sys.version_info.minor} in {self.folder}",
            "packages": _digest(self.requirements),
            "project": _digest(ROOT / "pyproject.toml") if project else "",
        }

    def lacks(self) -> list[str]:
        """The steps that are to be done, in their order."""
        try:
            has = json.loads(self.stamp.read_text())
        except (OSError, ValueError):
            has = {}
        steps = [step for step in self.wanted if has.get(step) != self.wanted[step]]
        return list(self.wanted) if "made" in steps or not self.python.exists() else steps

    def fulfil(self) -> None:
        """Do the steps. The stamp goes first and comes last: what was interrupted is made from nothing."""
        steps = self.lacks()
        self.stamp.unlink(missing_ok=True)
        if "made" in steps:
            with self.step("made"):
                # Not sys.executable: that may be in the very environment which is cleared.
                _run(vars(sys)["_base_executable"], "-m", "venv", "--clear", str(self.folder))
        if "packages" in steps:
            with self.step("packages installed"):
                self.pip("--require-hashes", "-r", str(self.requirements))
        if self.project and "project" in steps:
            with self.step("this project installed, editable"):
                self.pip("--no-build-isolation", "--editable", str(ROOT))
                # Beside the project's Python is where cronwright.embedded looks for the server.
                link = self.folder / "bin" / "langgraph"
                link.unlink(missing_ok=True)
                link.symlink_to(Path("../../.venv-server/bin/langgraph"))
        self.stamp.write_text(json.dumps(self.wanted))

    def pip(self, *arguments: str) -> None:
        _run(str(self.python), "-m", "pip", "install", "--quiet", "--no-input", "--no-deps", *arguments)

    @contextmanager
    def step(self, done: str) -> Iterator[None]:
        before = time.monotonic()
        yield
        _say(f"  {self.name:<13} {done} ({time.monotonic() - before:.0f} s)")


class StepFailed(Exception):
    """A command failed; carries what it printed."""


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _run(*command: str) -> None:
    import subprocess

    # close_fds=False: the command shares the lock of _alone(), so that one which outlives us keeps it.
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, close_fds=False
    )
    if done.returncode:
        raise StepFailed(
            f"{' '.join(command)}\nended with status {done.returncode}:\n{done.stdout}{done.stderr}"
        )


def _say(line: str) -> None:
    # One write, so that the lines of two threads do not mix; over the ticking seconds, where those are.
    sys.stdout.write(f"{_CLEAR}{line}\n")
    sys.stdout.flush()


def _tick() -> None:
    if _CLEAR:
        sys.stdout.write(f"{_CLEAR}  ... {time.monotonic() - STARTED:.0f} s")
        sys.stdout.flush()


def _check_venv() -> None:
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            f"{sys.executable} (Python {version}) cannot make virtual environments: its venv or ensurepip is"
            f" missing.\nDebian, Ubuntu:  sudo apt install python{version}-venv\nor name another Python:"
            "  PYTHON=/path/to/python3.12 ./scripts/setup"
        )


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the set-up of this folder. The lock is on the folder itself: no file to leave behind."""
    folder = os.open(ROOT, os.O_RDONLY)
    os.set_inheritable(folder, True)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another set-up of this folder is at work; waiting for it.")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def main() -> None:
    environments = [
        Environment(".venv", "dev.txt", project=True),
        Environment(".venv-server", "server.txt", project=False),
    ]
    if not any(environment.lacks() for environment in environments):
        return
    _check_venv()
    with _alone():
        due = [environment for environment in environments if environment.lacks()]
        if not due:
            return
        from concurrent.futures import ThreadPoolExecutor, wait

        names = " and ".join(environment.name for environment in due)
        anew = any("made" in environment.lacks() for environment in due)
        _say(f"Making {names} (about a minute, once)" if anew else f"Bringing {names} up to date")
        with ThreadPoolExecutor() as pool:
            outcomes = [pool.submit(environment.fulfil) for environment in due]
            while wait(outcomes, timeout=1).not_done:
                _tick()
        for outcome in outcomes:
            outcome.result()
        _say(f"Ready after {time.monotonic() - STARTED:.0f} s")


if __name__ == "__main__":
    try:
        main()
    except StepFailed as failure:
        sys.exit(f"Set-up failed.\n{failure}")
    except KeyboardInterrupt:
        sys.exit(130)
