"""The command `cronwright`: parts by entry points, and one sentence where an extra is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import cronwright
from cronwright import commandline


def command(*arguments: str, without: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a fresh interpreter, in which a package is not installed."""
    hidden = f"sys.modules[{without!r}] = None; " if without else ""
    code = f"import sys; {hidden}from cronwright.commandline import main; sys.argv[0] = 'cronwright'; main()"
    outside = {name: value for name, value in os.environ.items() if not name.startswith("LANG")}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=outside
    )


def test_it_is_installed_under_its_name() -> None:
    """`cronwright --version`, and without arguments the help, which names the parts."""
    done = subprocess.run(
        [Path(sys.executable).with_name("cronwright"), "--version"], capture_output=True, text=True
    )
    assert done.stdout == f"cronwright {cronwright.__version__}\n"
    done = command()
    assert "contract" in done.stdout
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "without", "extra"),
    [
        (("--help",), "typer", "cli"),
        (("contract", "run"), "typer", "contract"),
        (("contract", "run"), "hypothesis", "contract"),
        (("contract", "checks"), "schemathesis", "contract"),
    ],
)
def test_a_missing_extra_is_one_sentence(arguments: tuple[str, ...], without: str, extra: str) -> None:
    """It names what is missing and the line for pip; exit 2, no traceback."""
    done = command(*arguments, without=without)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert without in done.stderr
    assert f'pip install "cronwright[{extra}]"' in done.stderr


def test_the_help_needs_no_more_than_the_extra_cli() -> None:
    """A part loads what it is made of when it is used."""
    done = command("contract", "run", "--help", without="hypothesis")
    assert done.returncode == 0, done.stderr
    assert "--base-url" in done.stdout


@pytest.mark.parametrize("error", ["RuntimeError('oh')", "ModuleNotFoundError('oh', name='cronwright.x')"])
def test_a_fault_of_our_own_is_no_verdict(
    error: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """1 is what `contract run` says of a server, so a traceback must not end with it."""
    import typer

    app = typer.Typer()

    @app.command()
    def breaks() -> None:
        raise eval(error)

    class Part(EntryPoint):
        def load(self) -> typer.Typer:
            return app

    part = Part("broken", "somewhere:app", commandline.GROUP)
    monkeypatch.setattr(commandline, "entry_points", lambda **_: [part])
    monkeypatch.setattr(sys, "argv", ["cronwright", "broken", "breaks"])
    with pytest.raises(SystemExit) as ended:
        commandline.main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "oh" in said
