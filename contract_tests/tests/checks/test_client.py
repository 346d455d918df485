"""The client against a contract: its own, an older one, and one with a field spelt otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from cronwright.embedded import EmbeddedServer
from cronwright_contract.options import Options
from cronwright_contract.result import Result
from cronwright_contract.run import Session
from cronwright_contract.shipped import DocumentError, contract_path, read

UPSTREAM = Path(__file__).parents[3] / "openapi" / "upstream.json"


def run(server: EmbeddedServer, tmp_path: Path, document: Path | None = None) -> Result:
    return Session(Options(server.url, checks=("client.*",), document=document, ledgers=tmp_path)).run()


@pytest.fixture
def misspelt(tmp_path: Path) -> Path:
    """The contract with `timezone` spelt otherwise wherever a cron is sent."""
    document: Any = yaml.load(contract_path().read_text(), Loader=yaml.CSafeLoader)
    for path, method in (("/runs/crons", "post"), ("/threads/{thread_id}/runs/crons", "post")):
        schema = document["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]
        properties = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["properties"]
        properties["time_zone"] = properties.pop("timezone")
    file = tmp_path / "misspelt.yaml"
    file.write_text(yaml.dump(document))
    return file


def test_the_client_keeps_its_own_contract(agent_server: EmbeddedServer, tmp_path: Path) -> None:
    """Of every method, with every parameter."""
    result = run(agent_server, tmp_path)
    assert (result.findings, list(result.blocked)) == ([], [])


def test_a_field_of_another_spelling_is_found(
    agent_server: EmbeddedServer, tmp_path: Path, misspelt: Path
) -> None:
    """Though the published schemas are open, and only where it is spelt otherwise."""
    result = run(agent_server, tmp_path, misspelt)
    assert {(f.operation, f.breach.place.partition(" ")[2]) for f in result.findings} == {
        ("crons_create", "body timezone"),
        ("crons_create_for_thread", "body timezone"),
    }


def test_a_users_own_document_is_judged_by(agent_server: EmbeddedServer, tmp_path: Path) -> None:
    """The published document, whose operations have other names: what it lacks is told by its name."""
    result = run(agent_server, tmp_path, UPSTREAM)
    told = {f.breach.place for f in result.findings}
    assert "crons.create body multitask_strategy" in told
    assert not any("no such operation" in f.breach.message for f in result.findings)


@pytest.mark.parametrize("text", ["{", "a: [", "[]", "paths: 5"])
def test_a_document_that_cannot_be_used_says_so(tmp_path: Path, text: str) -> None:
    """It is named, with what is wrong."""
    file = tmp_path / "odd.yaml"
    file.write_text(text)
    with pytest.raises(DocumentError, match=r"odd\.yaml"):
        read(file)
