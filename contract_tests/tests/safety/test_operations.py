"""What each operation does: the table knows every operation of the contract, and no path in two ways."""

from __future__ import annotations

import pytest

from cronwright_contract.document import Contract
from cronwright_contract.operations import OPERATIONS, Effect, find
from cronwright_contract.shipped import contract_path
from cronwright_contract.wire.demands import DEMANDS

CONTRACT = Contract.load(contract_path())


def test_the_table_knows_the_operations_of_the_contract_and_no_others() -> None:
    """Each by its id, its verb and its path."""
    table = {name: (does.method, does.path) for name, does in OPERATIONS.items()}
    assert table == {name: (known.method, known.path) for name, known in CONTRACT.operations.items()}


def test_get_reads_and_nothing_but_reads_gets() -> None:
    for does in OPERATIONS.values():
        assert does.method != "GET" or does.effect is Effect.reads


def test_a_body_that_may_do_harm_is_looked_at() -> None:
    """Of an operation that creates, starts, reaches beyond its path, or does what its body says."""
    looked_at = {Effect.creates, Effect.starts, Effect.whole, Effect.speaks}
    wanted = {name for name, does in OPERATIONS.items() if does.effect in looked_at}
    # Neither has a body that says anything.
    assert wanted - DEMANDS.keys() == {"threads_copy", "mcp_delete"}


def test_what_changes_or_deletes_names_what() -> None:
    for does in OPERATIONS.values():
        if does.effect in (Effect.changes, Effect.deletes):
            assert f"{does.kind}_id" in does.own


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_found_by_its_path(name: str) -> None:
    does = OPERATIONS[name]
    match = find(does.method, does.path.replace("{", "").replace("}", ""))
    assert match is not None
    assert match.does is does
    assert all(value == parameter for parameter, value in match.values.items())
    fitting = [each for each in OPERATIONS.values() if each.pattern.fullmatch(does.path)]
    assert [each for each in fitting if each.method == does.method] == [does]


@pytest.mark.parametrize(
    "path",
    [
        "/threads/",
        "//threads",
        "/Threads",
        "/thr%65ads",
        "/threads;a=b",
        "/threads/..%2f",
        "/threads/%2e%2e",
        "/threads/..",
        "/threads/a%2Fb",
        "/threads/a%5Cb",
        "/threads/a%252Fb",
        "/threads/a%3Fb",
        "/threads/a%00",
        "/threads/%20",
        "/threads/%EF%BC%8E%EF%BC%8E",
        "/threads/a//",
        "threads",
        "",
        "/unknown",
    ],
)
def test_a_path_that_can_be_read_in_two_ways_is_no_operation(path: str) -> None:
    assert find("POST", path) is None
    assert find("DELETE", path) is None
