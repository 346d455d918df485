"""Every action says why it is there and what proves it, and every proof is one that an action names."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from cronwright_openapi.build import FOLDER, load

ROOT = FOLDER.parent
PROOFS = "openapi/tests/proofs"
ACTIONS: dict[str, list[dict[str, Any]]] = {
    name: load(FOLDER / name)["actions"] for name in ("overlay.yaml", "wording.yaml")
}


def names_in(file: Path) -> set[str]:
    """The names of a file's test functions."""
    nodes = ast.parse(file.read_text()).body
    return {
        node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize("name", ACTIONS)
def test_every_action_has_a_reason_and_a_proof_that_exists(name: str) -> None:
    """A correction without a test may be wrong tomorrow, and nobody would know."""
    for action in ACTIONS[name]:
        assert action["description"].endswith("."), action["target"]
        file, _, test = action["x-proof"].partition("::")
        assert test in names_in(ROOT / file), action["x-proof"]


def test_every_proof_is_of_an_action() -> None:
    """A proof that no action names proves a correction that is not made."""
    named = {action["x-proof"] for action in ACTIONS["overlay.yaml"]}
    there = {
        f"{PROOFS}/{file.name}::{test}"
        for file in (ROOT / PROOFS).glob("test_*.py")
        for test in names_in(file)
    }
    assert there
    assert there - named == set()


def test_a_reason_is_no_repetition_of_the_target() -> None:
    """ "As above" stands below something."""
    before: dict[str, Any] = {}
    for action in ACTIONS["overlay.yaml"]:
        if action["description"].startswith("As above"):
            assert action["x-proof"] == before["x-proof"], action["target"]
        before = action
