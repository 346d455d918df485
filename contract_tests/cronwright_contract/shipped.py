"""The contract that the suite judges by, unless it is given another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml


def contract_path() -> Path:
    """Where the contract lies: in the installed package, or in the project that it is developed in."""
    installed = Path(str(files("cronwright_contract"))) / "agent-server.yaml"
    return installed if installed.is_file() else Path(__file__).parents[2] / "openapi" / "agent-server.yaml"


class DocumentError(ValueError):
    """A document that cannot be used."""


@cache
def read(path: Path) -> Mapping[str, Any]:
    """An OpenAPI document from a YAML or JSON file; raises `DocumentError`.

    The operations of another document than ours get our names for them, by which the checks ask for them.
    """
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DocumentError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("paths"), dict):
        raise DocumentError(f"{path.name} is no OpenAPI document: it has no paths")
    if path != contract_path():
        _name(document)
    return document


def _name(document: dict[str, Any]) -> None:
    ours = read(contract_path())["paths"]
    # The server publishes this path with a slash that it only redirects from.
    if "/mcp/" in document["paths"]:
        document["paths"].setdefault("/mcp", document["paths"].pop("/mcp/"))
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict) and "responses" in operation:
                known = ours.get(path, {}).get(method, {}).get("operationId")
                operation["operationId"] = known or f"{method}_{path}"
