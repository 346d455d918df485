"""`generated/agent_server_api` from `openapi/agent-server.yaml`, whole or not at all.

The client is written to a temporary folder beside its place, and takes it only when everything went
well: generator and formatter are the pinned ones, no warning, every operation has its module.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .build import CONTRACT, load
from .dialect import translate
from .refusals import Refused, check

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "openapi" / "templates"
CONFIG = ROOT / "openapi" / "generator.yaml"
PACKAGE = "agent_server_api"
TARGET = ROOT / "generated" / PACKAGE

# A different release of either writes different code.
PINNED = ("openapi-python-client", "ruff")
_VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class GenerationFailed(Exception):
    """Nothing was replaced; the message says why."""


def operations(contract: Mapping[str, Any]) -> set[str]:
    """The modules that the contract asks for, as `tag/operation_id`."""
    return {
        f"{item[verb]['tags'][0]}/{item[verb]['operationId']}"
        for item in contract["paths"].values()
        for verb in _VERBS
        if verb in item
    }


def modules(package: Path) -> set[str]:
    """The operations that a generated package has, as `tag/operation_id`."""
    found = (package / "api").glob("*/*.py")
    return {f"{path.parent.name}/{path.stem}" for path in found if path.stem != "__init__"}


def check_pins(pyproject: Path = ROOT / "pyproject.toml") -> None:
    """The installed generator and formatter are exactly those that the project names."""
    extras = tomllib.loads(pyproject.read_text())["project"]["optional-dependencies"]
    pins = dict(line.split("==") for line in extras["dev"] if "==" in line)
    for name in PINNED:
        if name not in pins:
            raise GenerationFailed(f"{name} is not pinned exactly in {pyproject.name}")
        if version(name) != pins[name]:
            raise GenerationFailed(f"{name} {version(name)} is installed, {pyproject.name} pins {pins[name]}")


def write(contract: Mapping[str, Any], package: Path, *, config: Path = CONFIG) -> None:
    """Generate the package that stands for this contract, in a folder that does not exist yet."""
    check(contract)
    with tempfile.TemporaryDirectory() as scratch:
        document = Path(scratch, "document.json")
        document.write_text(json.dumps(translate(contract)))
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
        command += ["--path", str(document), "--output-path", str(package), "--fail-on-warning"]
        command += ["--config", str(config), "--custom-template-path", str(TEMPLATES)]
        # The hooks find their ruff by PATH: the one of this environment, whatever the caller's PATH.
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        done = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True)
    if done.returncode != 0:
        raise GenerationFailed(f"the generator failed:\n{done.stdout}{done.stderr}")
    shutil.rmtree(package / ".ruff_cache", ignore_errors=True)
    (package / "py.typed").touch()
    if modules(package) != operations(contract):
        missing = sorted(modules(package) ^ operations(contract))
        raise GenerationFailed(f"operations and modules differ: {', '.join(missing)}")


def replace(fresh: Path, target: Path) -> None:
    """Put a folder in the place of another; the old one is gone only when the new one stands."""
    old = fresh.with_name(f"{fresh.name}.old")
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def generate(contract_file: Path = CONTRACT, target: Path = TARGET) -> int:
    """Regenerate the client; gives the number of operations."""
    check_pins()
    contract = load(contract_file)
    # Beside the target, since a rename is atomic within one file system only.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".generating-") as scratch:
        fresh = Path(scratch, PACKAGE)
        write(contract, fresh)
        replace(fresh, target)
    return len(operations(contract))


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/generate", description="Generate the low-level client.")
    parser.add_argument("--check", action="store_true", help="compare with the committed client instead")
    if parser.parse_args().check:
        from .check import main as check_main

        sys.exit(check_main())
    try:
        print(f"{generate()} operations generated in {TARGET.relative_to(ROOT)}")
    except (GenerationFailed, OSError, Refused) as problem:
        sys.exit(f"{problem}\nNothing was changed.")


if __name__ == "__main__":
    main()
