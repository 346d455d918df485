"""Names: every operation has a short one, and giving names to schemas changes no fact."""

from __future__ import annotations

import json
import re
from typing import Any

from cronwright_openapi.build import CONTRACT, FOLDER, load
from cronwright_openapi.overlay import apply
from cronwright_openapi.pull import METHODS, UPSTREAM

PROOF = "openapi/tests/test_names.py::test_naming_changes_no_fact"
PROOF_OF_ITEMS = "openapi/tests/test_names.py::test_an_array_without_items_is_one_of_anything"
TAGS = ["assistants", "threads", "runs", "crons", "store", "a2a", "mcp", "system"]


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [item[verb] for item in document["paths"].values() for verb in sorted(METHODS & item.keys())]


def test_every_operation_has_a_short_unique_name() -> None:
    """Each id is `<tag>_<what it does>`, no two are the same, and no published operation is lost."""
    contract = load(CONTRACT)
    named = operations(contract)
    names = [operation["operationId"] for operation in named]
    assert len(set(names)) == len(names) == len(operations(json.loads(UPSTREAM.read_bytes()))) == 64
    for operation in named:
        (tag,) = operation["tags"]
        assert re.fullmatch(rf"{tag}(_[a-z]+)+", operation["operationId"])
    assert [tag["name"] for tag in contract["tags"]] == TAGS
    assert {operation["tags"][0] for operation in named} == set(TAGS)
    assert contract["info"]["title"] == "Agent Server"


def test_naming_changes_no_fact() -> None:
    """With every reference replaced by what it stands for, the named document is the published one."""
    upstream = json.loads(UPSTREAM.read_bytes())
    overlay = load(FOLDER / "overlay.yaml")
    naming = [action for action in overlay["actions"] if action["x-proof"] == PROOF]
    named = apply(upstream, overlay | {"actions": naming})
    assert len(naming) > 20
    assert spelled_out(named, named["paths"]) == spelled_out(upstream, upstream["paths"])
    for name in upstream["components"]["schemas"]:
        reference = {"$ref": f"#/components/schemas/{name}"}
        assert spelled_out(named, reference) == spelled_out(upstream, reference), name


def test_an_array_without_items_is_one_of_anything() -> None:
    """The published document has such arrays; ours say it, and say it nowhere else."""
    upstream = json.loads(UPSTREAM.read_bytes())
    overlay = load(FOLDER / "overlay.yaml")
    itemising = [action for action in overlay["actions"] if action["x-proof"] == PROOF_OF_ITEMS]
    itemised = apply(upstream, overlay | {"actions": itemising})
    assert itemised != upstream
    assert itemised == with_items(upstream)
    assert with_items(load(CONTRACT)) == load(CONTRACT)


def spelled_out(document: dict[str, Any], part: Any) -> Any:
    """A part of the document with every reference replaced by what it leads to, but where that is itself."""

    def spell(node: Any, above: tuple[str, ...] = ()) -> Any:
        if isinstance(node, list):
            # The order of alternatives says nothing, and one that gets a name is taken out and appended.
            return sorted(
                (spell(each, above) for each in node), key=lambda each: json.dumps(each, sort_keys=True)
            )
        if not isinstance(node, dict):
            return node
        members = {name: spell(value, above) for name, value in node.items() if name != "$ref"}
        reference = node.get("$ref")
        if not isinstance(reference, str) or reference in above:
            return members if reference is None else members | {"$ref": reference}
        target: Any = document
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]
        return spell(target, (*above, reference)) | members

    return spell(part)


def with_items(node: Any) -> Any:
    """The same with items where an array has none."""
    if isinstance(node, list):
        return [with_items(each) for each in node]
    if not isinstance(node, dict):
        return node
    kinds = node.get("type")
    bare = "array" in (kinds if isinstance(kinds, list) else [kinds]) and "items" not in node
    return {name: with_items(value) for name, value in node.items()} | ({"items": {}} if bare else {})
