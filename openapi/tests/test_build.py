"""The contract is what its sources give, byte for byte, and valid."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from cronwright_openapi.build import CONTRACT, FOLDER, BuildError, assemble, build, dump, load, main
from cronwright_openapi.pull import UPSTREAM

OVERLAY = load(FOLDER / "overlay.yaml")
WORDING = load(FOLDER / "wording.yaml")


def upstream() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(UPSTREAM.read_bytes())
    return content


def test_the_committed_contract_is_what_the_sources_give() -> None:
    """To the byte, so that a change by hand is found."""
    committed = CONTRACT.read_bytes()
    assert committed == build().encode()
    assert b"\r" not in committed
    assert committed.startswith(b"# Built by scripts/build.")


def test_the_order_of_the_sources_does_not_show() -> None:
    """Neither the order of keys in the document nor that of a second build."""

    def reversed_keys(node: Any) -> Any:
        if isinstance(node, dict):
            return {name: reversed_keys(node[name]) for name in reversed(node)}
        return [reversed_keys(each) for each in node] if isinstance(node, list) else node

    assert dump(assemble(reversed_keys(upstream()), OVERLAY, WORDING)) == dump(
        assemble(upstream(), OVERLAY, WORDING)
    )


def test_the_contract_is_valid_openapi_of_the_servers_version() -> None:
    """Its version is the server's, since the document's own never changes."""
    contract = load(CONTRACT)
    assert list(OpenAPIV31SpecValidator(contract).iter_errors()) == []
    assert contract["openapi"].startswith("3.1.")
    assert contract["info"]["version"] == upstream()["x-source"]["version"]


def test_the_text_reads_back_as_what_was_written() -> None:
    """No anchor, no tag, and no plain word that YAML takes for something else."""
    assert load(CONTRACT) == assemble(upstream(), OVERLAY, WORDING)
    assert "&id" not in CONTRACT.read_text()
    odd = {
        "openapi": "3.1.0",
        "paths": {"x": ["no", "1.0", "2020-01-01", "null", "", "~", "a: b", "é", "😀"]},
    }
    assert yaml.safe_load(dump(odd)) == odd


def test_a_new_operation_wants_a_name() -> None:
    """So that no operation of a new server comes into the client under a made-up one."""
    document = upstream()
    document["paths"]["/new"] = {"get": {"responses": {"200": {}}, "operationId": "new_get"}}
    with pytest.raises(BuildError, match=r"^GET /new is new: give it a name in overlay\.yaml$"):
        assemble(document, OVERLAY, WORDING)


def test_an_operation_that_has_gone_is_told() -> None:
    """Its name alone would make an operation without an answer."""
    document = upstream()
    del document["paths"]["/docs"]
    without_words = json.loads(json.dumps(WORDING).replace('"/docs": {', '"/info": {'))
    with pytest.raises(BuildError, match=r"^GET /docs has gone: take it out of overlay\.yaml$"):
        assemble(document, OVERLAY, without_words)


def test_a_field_that_has_gone_is_told() -> None:
    """With the action that corrected it."""
    document = upstream()
    del document["components"]["schemas"]["Cron"]["properties"]["end_time"]
    with pytest.raises(BuildError, match=r"^overlay\.yaml: action \d+, \S+end_time: selects nothing"):
        assemble(document, OVERLAY, WORDING)


def test_what_is_not_openapi_is_told() -> None:
    """By the place that is wrong."""
    document = upstream()
    document["paths"]["/docs"]["get"]["parameters"] = [{"name": "x", "in": "nowhere", "description": "X."}]
    with pytest.raises(BuildError, match=r"not valid OpenAPI 3\.1: .* at \['paths', '/docs', 'get'"):
        assemble(document, OVERLAY, WORDING)


def test_the_command_writes_the_contract_or_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build that fails leaves the contract as it was, says why, and is told by its status."""
    for name in ("upstream.json", "overlay.yaml", "wording.yaml"):
        shutil.copy(FOLDER / name, tmp_path)
    assert main([], tmp_path) == 0
    assert capsys.readouterr().out.startswith("agent-server.yaml: 64 operations, ")
    assert (tmp_path / "agent-server.yaml").read_bytes() == CONTRACT.read_bytes()

    gone = {"overlay": "1.0.0", "actions": [{"target": "$.gone", "remove": True}]}
    (tmp_path / "wording.yaml").write_text(yaml.safe_dump(gone))
    assert main([], tmp_path) == 1
    assert capsys.readouterr().err == (
        "build: wording.yaml: action 1, $.gone: "
        "selects nothing: the document has changed, or the query is wrong\n"
    )
    assert (tmp_path / "agent-server.yaml").read_bytes() == CONTRACT.read_bytes()
