"""Whether all that is derived is what its sources give: contract by overlays, client by contract."""

from __future__ import annotations

import filecmp
import sys
import tempfile
from pathlib import Path

from .build import CONTRACT, BuildError, build, load
from .generate import PACKAGE, TARGET, GenerationFailed, check_pins, modules, operations, write
from .refusals import Refused

_OURS = ("__pycache__",)


def differences(committed: Path, fresh: Path) -> list[str]:
    """Every file that is in one tree only, or differs, as `deleted|changed|new path`."""
    here, there = _files(committed), _files(fresh)
    changed = [
        path for path in here & there if not filecmp.cmp(committed / path, fresh / path, shallow=False)
    ]
    said = [("deleted", path) for path in there - here]
    said += [("changed", path) for path in changed]
    said += [("new", path) for path in here - there]
    return [f"{word:8} {path.as_posix()}" for word, path in sorted(said, key=lambda each: each[1])]


def problems(contract_file: Path = CONTRACT, target: Path = TARGET) -> list[str]:
    """What is not as its sources give it, each on a line; empty when all is well."""
    check_pins()
    found = []
    if contract_file == CONTRACT and contract_file.read_text(encoding="utf-8") != build():
        found.append(f"changed  {contract_file.name} is not what upstream.json and the overlays give")
    contract = load(contract_file)
    alone = sorted(operations(contract) ^ modules(target))
    found += [f"operation and module go together, this is alone: {name}" for name in alone]
    with tempfile.TemporaryDirectory() as scratch:
        write(contract, fresh := Path(scratch, PACKAGE))
        found += [f"{line} (in {target.name})" for line in differences(target, fresh)]
    return found


def _files(tree: Path) -> set[Path]:
    return {
        path.relative_to(tree)
        for path in tree.rglob("*")
        if path.is_file() and not any(part in _OURS for part in path.parts)
    }


def main() -> int:
    """The command behind scripts/check."""
    try:
        found = problems()
    except (BuildError, GenerationFailed, OSError, Refused) as problem:
        found = [str(problem)]
    if found:
        print("\n".join(found), "", "Run scripts/build and scripts/generate.", sep="\n", file=sys.stderr)
        return 1
    print(f"{CONTRACT.name} and the client of its {len(modules(TARGET))} operations are as they should be")
    return 0


if __name__ == "__main__":
    sys.exit(main())
