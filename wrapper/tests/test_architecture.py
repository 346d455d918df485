"""The one arrow, and the few doors in it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "agent_server_api": ROOT / "generated",
    "cronwright": ROOT / "wrapper",
    "cronwright_contract": ROOT / "contract_tests",
    "cronwright_openapi": ROOT / "openapi",
}


def imports(package: str, *, for_types: bool = True) -> Iterator[tuple[str, str]]:
    """(module file, imported top-level package) for every import statement, wherever it stands."""
    for file in sorted((PACKAGES[package] / package).rglob("*.py")):
        for node in _nodes(ast.parse(file.read_text(encoding="utf-8")), for_types):
            name = file.relative_to(PACKAGES[package] / package).as_posix()
            if isinstance(node, ast.Import):
                yield from ((name, alias.name.partition(".")[0]) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield name, node.module.partition(".")[0]


def _nodes(tree: ast.AST, for_types: bool) -> Iterator[ast.AST]:
    yield tree
    for child in ast.iter_child_nodes(tree):
        if for_types or not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield from _nodes(child, for_types)


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("agent_server_api", set()),
        ("cronwright", {"agent_server_api"}),
        ("cronwright_contract", {"agent_server_api", "cronwright"}),
        ("cronwright_openapi", {"agent_server_api"}),
    ],
)
def test_the_arrow_points_one_way(package: str, allowed: set[str]) -> None:
    """contract_tests -> wrapper -> generated <- openapi."""
    used = {imported for _, imported in imports(package)} & PACKAGES.keys() - {package}
    assert used <= allowed


def test_httpx_stays_at_the_wire() -> None:
    """Httpx is what requests are made of and sent by, in the modules at the wire alone."""
    doors = {module for module, imported in imports("cronwright", for_types=False) if imported == "httpx"}
    assert doors == {"loopback.py", "spread.py", "transports.py", "wire.py"}


def test_the_generated_modules_own_functions_have_one_door() -> None:
    """The generator's private names are used in one module, so that a new generator changes one."""
    users = {
        file.name
        for file in (PACKAGES["cronwright"] / "cronwright").rglob("*.py")
        if "_get_kwargs" in file.read_text(encoding="utf-8")
    }
    assert users == {"call.py"}


def loaded_by(statement: str) -> set[str]:
    """The modules that a statement loads in a fresh interpreter."""
    code = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_next_to_nothing() -> None:
    """`import cronwright` loads no HTTP library, no model, no time zone."""
    loaded = loaded_by("import cronwright")
    assert {name for name in loaded if name.startswith("cronwright")} == {"cronwright"}
    assert not loaded & {"httpx", "attrs", "orjson", "croniter", "agent_server_api"}


def test_importing_a_client_leaves_the_rest_of_the_api_alone() -> None:
    """A client loads no operation before a resource is used, and then those of that resource alone."""
    loaded = loaded_by("from cronwright import get_sync_client; get_sync_client()")
    assert not [
        name for name in loaded if name.startswith(("agent_server_api.api", "agent_server_api.models"))
    ]
    loaded = loaded_by("from cronwright import get_sync_client; get_sync_client().crons")
    assert "agent_server_api.api.crons.crons_create" in loaded
    assert "agent_server_api.api.store.store_put_item" not in loaded
    assert not loaded & {"croniter", "dateutil", "pydantic", "langgraph"}


def test_every_public_name_can_be_had() -> None:
    """Each name in `__all__` loads, and `dir()` shows it."""
    import cronwright

    for name in cronwright.__all__:
        assert getattr(cronwright, name) is not None
    assert set(cronwright.__all__) <= set(dir(cronwright))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = cronwright.nonsense  # type: ignore[attr-defined]
