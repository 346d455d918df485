"""The generated client: whole or not at all, the same each time, and as its sources give it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_python_client.config import ConfigFile

from cronwright_openapi import check, generate
from cronwright_openapi.build import CONTRACT, build, load
from cronwright_openapi.generate import GenerationFailed
from cronwright_openapi.refusals import Refused

PYPROJECT = """
[project.optional-dependencies]
dev = ["openapi-python-client==0.29.1", "{ruff}"]
"""


@pytest.fixture
def small() -> dict[str, Any]:
    """A contract of one operation, which takes a second."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {
            "/ok": {
                "get": {
                    "tags": ["system"],
                    "operationId": "system_ok",
                    "responses": {"200": {"content": {"application/json": {"schema": {"type": "integer"}}}}},
                }
            }
        },
    }


def tree(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_committed_client_is_what_the_contract_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, in every file, whatever order sets have; twice, so that a run leaves nothing behind."""
    contract = load(CONTRACT)
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        generate.write(contract, tmp_path / seed)
        assert tree(tmp_path / seed) == tree(generate.TARGET)
    assert {"py.typed", "models/cron.py", "api/crons/crons_create_for_thread.py"} <= tree(
        tmp_path / "1"
    ).keys()
    assert not list((tmp_path / "1").glob(".*"))


def test_all_is_well() -> None:
    """What is committed passes: contract, client, pins."""
    assert check.problems() == []


def test_changed_new_and_deleted_files_are_told(tmp_path: Path) -> None:
    """Each with its path; compiled files are nobody's."""
    for name, files in {"a": "same changed gone", "b": "same changed new"}.items():
        for file in files.split():
            path = tmp_path / name / "api" / f"{file}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{file == 'changed' and name}")
    (tmp_path / "a" / "__pycache__").mkdir()
    (tmp_path / "a" / "__pycache__" / "same.pyc").touch()
    assert check.differences(tmp_path / "a", tmp_path / "b") == [
        "changed  api/changed.py",
        "new      api/gone.py",
        "deleted  api/new.py",
    ]


def test_each_kind_of_difference_fails_the_check(tmp_path: Path, small: dict[str, Any]) -> None:
    """A client with an edited, a stray and a missing file, the missing one an operation."""
    contract, client = tmp_path / "contract.yaml", tmp_path / "client"
    contract.write_text(yaml.safe_dump(small))
    generate.write(small, client)
    assert check.problems(contract, client) == []
    (client / "types.py").write_text("edited")
    (client / "api" / "system" / "stray.py").touch()
    (client / "api" / "system" / "system_ok.py").unlink()
    assert check.problems(contract, client) == [
        "operation and module go together, this is alone: system/stray",
        "operation and module go together, this is alone: system/system_ok",
        "new      api/system/stray.py (in client)",
        "deleted  api/system/system_ok.py (in client)",
        "changed  types.py (in client)",
    ]


def test_a_contract_that_its_sources_do_not_give_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """agent-server.yaml is built, never edited."""
    monkeypatch.setattr(check, "build", lambda: build() + "edited: true\n")
    assert check.problems() == ["changed  agent-server.yaml is not what upstream.json and the overlays give"]


def test_the_commands(
    tmp_path: Path, small: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """scripts/generate tells what it made, scripts/check whether all is well, both by their status."""
    monkeypatch.setattr(check, "problems", list)
    assert check.main() == 0
    assert "64 operations" in capsys.readouterr().out
    monkeypatch.setattr(check, "problems", lambda: ["changed  a.py"])
    monkeypatch.setattr(sys, "argv", ["generate", "--check"])
    with pytest.raises(SystemExit) as left:
        generate.main()
    assert left.value.code == 1
    assert "changed  a.py" in capsys.readouterr().err

    monkeypatch.setattr(sys, "argv", ["generate"])
    monkeypatch.setattr(generate, "generate", lambda: 64)
    generate.main()
    assert capsys.readouterr().out == f"64 operations generated in {Path('generated', 'agent_server_api')}\n"


def test_a_failure_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No trace for what a person can put right."""

    def fail() -> Any:
        raise GenerationFailed("no")

    monkeypatch.setattr(check, "problems", fail)
    assert check.main() == 1
    assert capsys.readouterr().err.startswith("no\n")
    monkeypatch.setattr(generate, "generate", fail)
    monkeypatch.setattr(sys, "argv", ["generate"])
    with pytest.raises(SystemExit, match=re.escape("no\nNothing was changed.")):
        generate.main()


def test_generating_replaces_the_whole_client(tmp_path: Path, small: dict[str, Any]) -> None:
    """Files that the contract no longer gives are gone; nothing else appears beside it."""
    contract, client = tmp_path / "contract.yaml", tmp_path / "client"
    contract.write_text(yaml.safe_dump(small))
    (client / "api").mkdir(parents=True)
    (client / "api" / "stale.py").touch()
    assert generate.generate(contract, client) == 1
    assert "api/stale.py" not in tree(client)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["client", "contract.yaml"]
    assert generate.generate(contract, tmp_path / "first") == 1


@pytest.mark.parametrize("fault", ["warning", "hook", "refused", "rename"])
def test_a_failure_loses_nothing(
    fault: str, tmp_path: Path, small: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A warning, a failing formatter, a contract that is refused, a full disk: the old client stays."""
    contract, client = tmp_path / "contract.yaml", tmp_path / "client"
    client.mkdir()
    (client / "precious.py").write_text("1")
    answer = small["paths"]["/ok"]["get"]["responses"]["200"]
    if fault == "warning":
        answer["content"]["application/json"]["schema"] = {"$ref": "#/components/schemas/Gone"}
    if fault == "refused":
        small["info"]["title"] = "\u202e"
    if fault == "hook":
        config = tmp_path / "config.yaml"
        config.write_text("post_hooks: [ruff check --no-such-option]")
        monkeypatch.setattr(generate.write, "__kwdefaults__", {"config": config})
    if fault == "rename":
        rename = Path.rename

        def full(self: Path, target: Path) -> Path:
            if self.name == generate.PACKAGE:
                raise OSError("disk full")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", full)
    contract.write_text(yaml.safe_dump(small))
    expected = {"refused": Refused, "rename": OSError}.get(fault, GenerationFailed)
    with pytest.raises(expected):
        generate.generate(contract, client)
    assert tree(client) == {"precious.py": b"1"}


def test_a_warning_of_the_generator_is_an_error(tmp_path: Path, small: dict[str, Any]) -> None:
    """It would leave the operation out, and say so only in passing."""
    answer = small["paths"]["/ok"]["get"]["responses"]["200"]
    answer["content"]["application/json"]["schema"] = {"$ref": "#/components/schemas/Gone"}
    with pytest.raises(GenerationFailed, match="Could not find reference"):
        generate.write(small, tmp_path / "client")


def test_a_lost_operation_is_an_error(
    tmp_path: Path, small: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The generator keeps the last of two operations of one name; the count tells, whatever was refused."""
    again = json.loads(json.dumps(small["paths"]["/ok"]).replace("system_ok", "system_OK"))
    small["paths"]["/ok2"] = again
    monkeypatch.setattr(generate, "check", lambda contract: None)
    with pytest.raises(GenerationFailed, match="operations and modules differ: system/system_OK"):
        generate.write(small, tmp_path / "client")


@pytest.mark.parametrize(
    ("ruff", "reason"),
    [
        ("ruff>=0.17", "ruff is not pinned exactly"),
        ("ruff==0.0.1", "is installed, pyproject.toml pins 0.0.1"),
    ],
)
def test_another_release_of_the_tools_is_refused(ruff: str, reason: str, tmp_path: Path) -> None:
    """Each release writes other code, so the pins are exact and the installed ones are them."""
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text(PYPROJECT.format(ruff=ruff))
    with pytest.raises(GenerationFailed, match=reason):
        generate.check_pins(pyproject)
    generate.check_pins()


def test_the_formatter_is_that_of_the_environment(
    tmp_path: Path, small: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a ruff on PATH the generator would warn and format nothing."""
    monkeypatch.setenv("PATH", os.defpath)
    generate.write(small, tmp_path / "client")
    assert '"""``sync``, with the status' in (tmp_path / "client/api/system/system_ok.py").read_text()


def test_every_setting_of_the_generator_is_one_that_it_knows() -> None:
    """It ignores a misspelt key without a word."""
    assert load(generate.CONFIG).keys() <= ConfigFile.model_fields.keys()


def test_the_hooks_are_isolated(tmp_path: Path, small: dict[str, Any]) -> None:
    """A configuration of ruff around the output changes nothing."""
    generate.write(small, tmp_path / "plain")
    (tmp_path / "ruff.toml").write_text("line-length = 40\n[format]\nquote-style = 'single'\n")
    generate.write(small, tmp_path / "around")
    assert tree(tmp_path / "around") == tree(tmp_path / "plain")


def test_the_scripts_call_the_modules() -> None:
    """The same by hand and in CI: each script names the module that it runs."""
    for name in ("generate", "check"):
        script = (generate.ROOT / "scripts" / name).read_text()
        assert f"-m cronwright_openapi.{name} " in script
    said = subprocess.run(
        [sys.executable, "-m", "cronwright_openapi.generate", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--check" in said.stdout
