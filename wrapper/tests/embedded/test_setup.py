"""`scripts/setup`: what it makes, when it makes it again, and what it says when it cannot."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[3] / "scripts"

# Runs scripts/setup.py with every command it would run written to a file instead, slowly.
SLOW = """
import sys, time
sys.path.insert(0, sys.argv[1])
import setup
def run(*command):
    with open(setup.ROOT / "commands", "a") as file: file.write(" ".join(command) + "\\n")
    (setup.ROOT / ".venv/bin").mkdir(parents=True, exist_ok=True)
    (setup.ROOT / ".venv-server/bin").mkdir(parents=True, exist_ok=True)
    for name in (".venv", ".venv-server"): (setup.ROOT / name / "bin/python").touch()
    time.sleep(0.3)
setup._run = run
setup.main()
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what set-up reads, in a folder of its own."""
    requirements = tmp_path / "scripts" / "requirements"
    requirements.mkdir(parents=True)
    for name in ("setup", "setup.py"):
        shutil.copy(SCRIPTS / name, tmp_path / "scripts")
    for name in ("dev.txt", "server.txt"):
        (requirements / name).write_text("one==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    return tmp_path


class Recorder:
    """Stands where commands are run; what it is told to refuse fails like a command."""

    def __init__(self, module: Any) -> None:
        self.module = module
        self.commands: list[str] = []
        self.refuse = "nothing"

    def __call__(self, *command: str) -> None:
        line = " ".join(command)
        if self.refuse in line:
            raise self.module.StepFailed(f"{line} failed")
        self.commands.append(line)
        if "venv" in command:
            (Path(command[-1]) / "bin").mkdir(parents=True, exist_ok=True)
            (Path(command[-1]) / "bin" / "python").touch()

    def since(self) -> list[str]:
        """The steps since the last time, in a word each."""
        words = {"-m venv": "venv", "--require-hashes": "packages", "--editable": "project"}
        lines, self.commands = self.commands, []
        return [
            f"{words[key]} {env}" for line in lines for key in words if key in line for env in [_env(line)]
        ]


def _env(line: str) -> str:
    return "server" if ".venv-server" in line else "dev"


@pytest.fixture
def program(tree: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    spec = importlib.util.spec_from_file_location("cronwright_setup", tree / "scripts" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "_run", Recorder(module))
    return module


EVERYTHING = ["packages dev", "packages server", "project dev", "venv dev", "venv server"]


def test_makes_both_environments_once(program: Any, tree: Path) -> None:
    """The first call does every step, the second none; the server's command is beside our Python."""
    program.main()
    assert sorted(program._run.since()) == EVERYTHING
    assert (tree / ".venv/bin/langgraph").readlink() == Path("../../.venv-server/bin/langgraph")
    program.main()
    assert program._run.since() == []


@pytest.mark.parametrize(
    ("file", "steps"),
    [
        ("scripts/requirements/dev.txt", ["packages dev"]),
        ("scripts/requirements/server.txt", ["packages server"]),
        ("pyproject.toml", ["project dev"]),
    ],
)
def test_a_changed_file_redoes_its_step(program: Any, tree: Path, file: str, steps: list[str]) -> None:
    """Only what the file is for is done again."""
    program.main()
    program._run.since()
    (tree / file).write_text("two==2\n")
    program.main()
    assert program._run.since() == steps


@pytest.mark.parametrize("file", [".venv/bin/python", ".venv/.stamp.json"])
def test_a_damaged_environment_is_made_anew(program: Any, tree: Path, file: str) -> None:
    """Without its interpreter or its stamp an environment is not trusted."""
    program.main()
    program._run.since()
    (tree / file).unlink()
    program.main()
    assert program._run.since() == ["venv dev", "packages dev", "project dev"]


def test_a_moved_folder_is_made_anew(program: Any, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripts of an environment hold its path."""
    program.main()
    program._run.since()
    moved = tree.rename(tree.with_name("moved"))
    monkeypatch.setattr(program, "ROOT", moved)
    program.main()
    assert sorted(program._run.since()) == EVERYTHING


def test_a_failed_set_up_starts_over(program: Any) -> None:
    """What was interrupted or failed half-way is made from nothing on the next call."""
    program._run.refuse = "dev.txt"
    with pytest.raises(program.StepFailed):
        program.main()
    program._run.since()
    program._run.refuse = "nothing"
    program.main()
    assert program._run.since() == ["venv dev", "packages dev", "project dev"]


def test_two_at_once_do_the_work_once(tree: Path) -> None:
    """The second waits for the first, says so, and finds nothing left to do."""
    command = [sys.executable, "-c", SLOW, str(tree / "scripts")]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(process.communicate(timeout=60)[0] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert said[0] == "Another set-up of this folder is at work; waiting for it.\n"
    assert len((tree / "commands").read_text().splitlines()) == len(EVERYTHING)


def test_an_environment_is_not_made_anew_by_itself(tree: Path) -> None:
    """Set-up runs on the environment's own Python; what it makes is made by the one that made that."""
    setup = tree / "scripts" / "setup.py"
    setup.write_text(
        setup.read_text().replace('"-m", "venv", "--clear"', '"-c", "import sys; sys.exit(sys.prefix)"')
    )
    subprocess.run([vars(sys)["_base_executable"], "-m", "venv", "--without-pip", tree / ".venv"], check=True)
    by_itself = subprocess.run([tree / "scripts/setup"], capture_output=True, text=True)
    assert f"{sys.base_prefix}\n" in by_itself.stderr
    # Half made: the interpreter is there, what tells where it comes from is not.
    (tree / ".venv/pyvenv.cfg").unlink()
    half_made = subprocess.run([tree / "scripts/setup"], capture_output=True, text=True, env=only(tree))
    assert "Python 3.11 or newer is needed" in half_made.stderr


def test_a_failed_step_shows_what_the_command_printed(tree: Path) -> None:
    """The command's own output is passed on, both streams, without a traceback of ours."""
    setup = tree / "scripts" / "setup.py"
    failing = "print('to stdout'); import sys; sys.exit('to stderr')"
    setup.write_text(setup.read_text().replace('"-m", "venv", "--clear"', f'"-c", {failing!r}'))
    done = subprocess.run([sys.executable, setup], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Set-up failed" in done.stderr
    assert "ended with status 1:\nto stdout\nto stderr\n" in done.stderr
    assert "Traceback" not in done.stderr


def only(tree: Path, **programs: str) -> dict[str, str]:
    """A PATH with the shell's needs and these programs on it."""
    folder = tree / "bin"
    folder.mkdir()
    for name in ("bash", "env", "dirname", "readlink"):
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    for name, source in programs.items():
        (folder / name).write_text(f"#!/usr/bin/env bash\n{source}\n")
        (folder / name).chmod(0o755)
    return {"PATH": str(folder)}


def test_a_machine_without_python_is_told_what_to_install(tree: Path) -> None:
    """A shim that is there and fails counts as no Python."""
    env = only(tree, python3="echo 'no such version' >&2; exit 127")
    done = subprocess.run([tree / "scripts/setup"], capture_output=True, text=True, env=env)
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "sudo apt install python3" in done.stderr
    assert "no such version" not in done.stderr


def test_the_python_that_is_named_is_the_one_that_is_taken(tree: Path) -> None:
    """PYTHON is used or refused by name; no other is tried in its place."""
    env = {**os.environ, "PYTHON": "/nowhere/python3"}
    done = subprocess.run([tree / "scripts/setup"], capture_output=True, text=True, env=env)
    assert done.returncode == 1
    assert "tried /nowhere/python3" in done.stderr


def test_a_python_without_venv_is_told_what_to_install(
    program: Any, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some distributions package ensurepip apart: the package is named."""
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match=r"apt install python3\.\d+-venv"):
        program.main()


@pytest.mark.parametrize("name", ["dev.txt", "server.txt"])
def test_requirements_are_pinned_by_hash_and_name_no_address(name: str) -> None:
    """Every requirement has an exact version and a hash; nothing says where it is downloaded from."""
    text = (SCRIPTS / "requirements" / name).read_text()
    entries = [entry for entry in text.replace("\\\n", "").splitlines() if entry.strip()]
    assert len(entries) > 50
    for entry in entries:
        assert re.fullmatch(r"[\w.\[\],-]+==[\w.!+]+( ; [^#@]+?)?( +--hash=sha256:[0-9a-f]{64})+", entry), (
            entry
        )
    assert "://" not in text
