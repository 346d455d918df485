"""Build openapi/agent-server.yaml: upstream.json corrected by overlay.yaml, worded by wording.yaml."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from .overlay import OverlayError, apply
from .prose import without_prose
from .pull import METHODS

FOLDER = Path(__file__).parents[1]
CONTRACT = FOLDER / "agent-server.yaml"
HEADER = (
    "# Built by scripts/build. Never edited: corrections go into overlay.yaml, words into wording.yaml.\n"
)
FIRST = ("openapi", "info", "x-source", "security", "tags", "paths", "components")


class BuildError(Exception):
    """The overlays and the document do not give a contract."""


def build(folder: Path = FOLDER) -> str:
    """The text of the contract that the files in folder give."""
    upstream = json.loads((folder / "upstream.json").read_bytes())
    return HEADER + dump(assemble(upstream, load(folder / "overlay.yaml"), load(folder / "wording.yaml")))


def assemble(upstream: Any, overlay: Mapping[str, Any], wording: Mapping[str, Any]) -> dict[str, Any]:
    """The contract: the upstream document with both overlays, and the server's version for its own."""
    corrected = _applied("overlay.yaml", overlay, upstream)
    contract: dict[str, Any] = _applied("wording.yaml", wording, corrected)
    # Words for a field that has gone would bring it back, as an empty schema.
    if without_prose(contract) != without_prose(corrected):
        raise BuildError("wording.yaml changes a fact: it names something that the document does not have")
    contract["info"]["version"] = upstream["x-source"]["version"]
    for method, path, operation in operations(contract):
        if "tags" not in operation:
            raise BuildError(f"{method.upper()} {path} is new: give it a name in overlay.yaml")
        if "responses" not in operation:
            raise BuildError(f"{method.upper()} {path} has gone: take it out of overlay.yaml")
    for error in OpenAPIV31SpecValidator(contract).iter_errors():
        raise BuildError(
            f"not valid OpenAPI 3.1: {error.message.splitlines()[0]} at {list(error.absolute_path)}"
        )
    return contract


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and operation object of each operation."""
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            yield method, path, item[method]


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


def _applied(name: str, overlay: Mapping[str, Any], document: Any) -> Any:
    try:
        return apply(document, overlay)
    except OverlayError as error:
        raise BuildError(f"{name}: {error}") from None


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """The command behind scripts/build; folder is for its tests."""
    parser = argparse.ArgumentParser(prog="scripts/build", description="Build the contract.")
    parser.parse_args(arguments)
    try:
        text = build(folder)
    except BuildError as error:
        print(f"build: {error}", file=sys.stderr)
        return 1
    contract = folder / CONTRACT.name
    contract.write_text(text, encoding="utf-8", newline="\n")
    count = sum(1 for _ in operations(load(contract)))
    print(f"{CONTRACT.name}: {count} operations, {text.count(chr(10))} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
