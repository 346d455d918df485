"""Build openapi/agent-server.yaml, the contract: upstream.json, corrected by overlay.yaml, worded by wording.yaml."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from .overlay import OverlayError, apply
from .prose import without_prose

FOLDER = Path(__file__).parents[1]
CONTRACT = FOLDER / "agent-server.yaml"
HEADER = "# Built by scripts/build from upstream.json. Never edited: corrections go into overlay.yaml, words into wording.yaml.\n"
FIRST = ("openapi", "info", "x-source", "security", "tags", "paths", "components")


class BuildError(Exception):
    """The overlays and the document do not give a contract."""


def build(folder: Path = FOLDER) -> str:
    """The text of the contract that the files in folder give."""
    upstream = json.loads((folder / "upstream.json").read_bytes())
    corrected = _applied(folder, "overlay.yaml", upstream)
    contract = _applied(folder, "wording.yaml", corrected)
    # Words for a field that has gone would bring it back as an empty schema: the facts must come through unchanged.
    if without_prose(contract) != without_prose(corrected):
        raise BuildError("wording.yaml changes a fact: it names something that the document does not have")
    contract["info"]["version"] = upstream["x-source"]["version"]
    for error in OpenAPIV31SpecValidator(contract).iter_errors():
        raise BuildError(f"not valid OpenAPI 3.1: {error.message} at {list(error.absolute_path)}")
    return HEADER + dump(contract)


def load(path: Path) -> Any:
    """A YAML file, its anchors expanded."""
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def dump(contract: Mapping[str, Any]) -> str:
    """YAML in one stable order: the head of the document first, then everything by name."""
    head = {word: contract[word] for word in FIRST if word in contract}
    rest = {word: contract[word] for word in sorted(contract.keys() - head.keys())}
    parts = [{word: value} for word, value in (head | rest).items()]
    return "".join(yaml.dump(part, Dumper=_Plain, width=110, allow_unicode=True) for part in parts)


class _Plain(yaml.SafeDumper):
    def ignore_aliases(
        self, data: Any
    ) -> bool:  # an anchor in the contract would say that two things are one
        return True


def _applied(folder: Path, name: str, document: Any) -> Any:
    try:
        return apply(document, load(folder / name))
    except OverlayError as error:
        raise BuildError(f"{name}: {error}") from None


def main(arguments: Sequence[str] | None = None) -> int:
    """The command behind scripts/build."""
    parser = argparse.ArgumentParser(prog="scripts/build", description="Build the contract.")
    parser.parse_args(arguments)
    try:
        text = build()
    except BuildError as error:
        print(f"build: {error}", file=sys.stderr)
        return 1
    CONTRACT.write_text(text, encoding="utf-8", newline="\n")
    print(f"{CONTRACT.name}: {text.count(chr(10))} lines, {text.count('operationId:')} operations")
    return 0


if __name__ == "__main__":
    sys.exit(main())
