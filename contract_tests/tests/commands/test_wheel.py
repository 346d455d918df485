"""What is shipped: the suite finds in an installed wheel what it finds in the project's folder."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_every_file_of_the_packages_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    """Code, baselines, templates and type markers; what git does not know is not the wheel's."""
    tracked = subprocess.run(
        [
            "git",
            "ls-files",
            "generated/agent_server_api",
            "wrapper/cronwright",
            "contract_tests/cronwright_contract",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    shipped = set(wheel.namelist())
    assert tracked
    assert [name for name in tracked if name.partition("/")[2] not in shipped] == []


def test_the_contract_is_in_the_wheel_and_nothing_else_of_its_workshop(wheel: zipfile.ZipFile) -> None:
    """The corrected document, beside the suite; no overlay, no template of the generator, no test."""
    contract = wheel.read("cronwright_contract/agent-server.yaml")
    assert contract == (ROOT / "openapi" / "agent-server.yaml").read_bytes()
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert tops == {"agent_server_api", "cronwright", "cronwright_contract", "cronwright-0.1.0.dist-info"}
    assert [name for name in wheel.namelist() if "/tests/" in name or "mutants" in name] == []


def test_the_command_and_its_parts_are_declared(wheel: zipfile.ZipFile) -> None:
    """By entry points; each part has an extra of its own name, which the sentence for pip relies on."""
    (name,) = (name for name in wheel.namelist() if name.endswith("dist-info/entry_points.txt"))
    declared = wheel.read(name).decode()
    assert "cronwright = cronwright.commandline:main" in declared
    assert "[cronwright.commands]\ncontract = cronwright_contract.commands:app" in declared
    assert "[pytest11]\ncronwright_contract = cronwright_contract.pyargs" in declared
    metadata = wheel.read(name.replace("entry_points.txt", "METADATA")).decode()
    for extra in ("cli", "contract", "load", "server"):
        assert f"Provides-Extra: {extra}\n" in metadata
