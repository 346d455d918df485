"""A baseline excuses exactly what it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cronwright_contract.baseline import Baseline, BaselineError, shipped, shown, unseen
from cronwright_contract.check import every_check
from cronwright_contract.document import Contract
from cronwright_contract.finding import Breach, Finding
from cronwright_contract.rules import RULES
from cronwright_contract.shipped import contract_path, read
from cronwright_contract.wire.exchange import Answer, Exchange, Request

ENTRY = """
deviations:
- id: one
  operations: [crons_create]
  rule: server_error
  place: "500*"
  request: {properties: {body: {not: {required: [schedule]}}}}
  reason: It fails where the schedule is missing.
  proof: operations.crons
"""


def found(body: bytes = b"{}", *, status: int = 500, operation: str = "crons_create") -> Finding:
    request = Request(operation, "POST", "/runs/crons", content=body)
    exchange = Exchange(1, 0.0, request, Answer(status, {}, b"Internal Server Error", 0.0))
    breach = Breach("server_error", f"{status} somewhere", "the server failed")
    return Finding("operations.crons", operation, breach, (exchange,), 0.0)


def load(tmp_path: Path, text: str) -> Baseline:
    file = tmp_path / "baseline.yaml"
    file.write_text(text)
    return Baseline.load(file)


def test_it_covers_what_it_describes_and_counts_it(tmp_path: Path) -> None:
    """Operation, rule, place and request all fit."""
    baseline = load(tmp_path, ENTRY)
    assert unseen(baseline.entries) == baseline.entries
    assert baseline.known(found())
    assert baseline.entries[0].seen == 1
    assert unseen(baseline.entries) == []


@pytest.mark.parametrize(
    "other",
    [
        found(b'{"schedule": "@daily"}'),
        found(operation="crons_update"),
        found(status=503),
        replace(found(), breach=Breach("status", "500 somewhere", "")),
    ],
    ids=["another request", "another operation", "another place", "another rule"],
)
def test_one_known_failure_hides_no_other(tmp_path: Path, other: Finding) -> None:
    """The same operation failing for another reason is a finding."""
    assert not load(tmp_path, ENTRY).known(other)


def test_a_request_as_the_schemas_see_it() -> None:
    """Path, query with repeated parameters as lists, headers, and the body only where there is one."""
    request = Request("x", "GET", "/a", (("a", "1"), ("b", "2"), ("a", "3"), ("a", "4")), {"h": "v"})
    assert shown(request) == {"path": "/a", "query": {"a": ["1", "3", "4"], "b": "2"}, "headers": {"h": "v"}}
    assert shown(replace(request, content=b"null"))["body"] is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("deviations: 5", "5 is not of type"),
        ("- a", "is not of type"),
        (ENTRY.replace("  proof: operations.crons\n", ""), '"proof" is a required property'),
        (ENTRY + ENTRY.partition("deviations:\n")[2], "one stands there twice"),
        (ENTRY.replace("{properties: {body:", "{type: nonsense, properties: {body:"), "no JSON Schema"),
        ("a: [", "while parsing"),
    ],
)
def test_a_baseline_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    """The file and the entry are named."""
    with pytest.raises(BaselineError, match=r"baseline\.yaml: ") as raised:
        load(tmp_path, text)
    assert said in str(raised.value)


def test_a_baseline_that_is_not_there_says_so(tmp_path: Path) -> None:
    """As any other error of it."""
    with pytest.raises(BaselineError, match=r"none\.yaml"):
        Baseline.load(tmp_path / "none.yaml")


def test_what_is_shipped_names_what_there_is() -> None:
    """Each entry of the shipped baseline names operations, a rule and a proof that exist."""
    path = shipped("0.16.7")
    assert path is not None
    assert shipped("0.0.1") is None
    contract = Contract(read(contract_path()))
    checks = {check.name for check in every_check()}
    for entry in Baseline.load(path).entries:
        assert entry.rule in RULES, entry.id
        assert entry.proof in checks, entry.id
        for pattern in entry.operations:
            assert any(Path(name).match(pattern) for name in contract.operations), (entry.id, pattern)
