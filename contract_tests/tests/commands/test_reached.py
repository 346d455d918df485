"""A run that reached nothing is not green: each operation was accepted, or has a reason not to be."""

from __future__ import annotations

import pytest

from cronwright_contract.operations import OPERATIONS
from cronwright_contract.options import Options, Profile
from cronwright_contract.reached import left_out, unreached
from cronwright_contract.result import CheckRun, Tally
from cronwright_contract.shipped import contract_path, read

DOCUMENT = read(contract_path())
EVERYTHING = frozenset({"firing", "runs", "global"})


def excused(options: Options, **accepted: int) -> dict[str, str]:
    return left_out(DOCUMENT, options, {id: Tally(number, number) for id, number in accepted.items()})


def test_where_all_is_allowed_only_what_has_no_2xx_is_left_out() -> None:
    """62 of the 64 operations must be accepted at least once on an embedded server."""
    assert excused(Options("", allow=EVERYTHING)) == {
        "mcp_delete": "the contract has no 2xx for it",
        "mcp_get": "the contract has no 2xx for it",
    }


@pytest.mark.parametrize(
    ("allow", "operation", "reason"),
    [
        (frozenset(), "runs_wait", "not allowed: runs"),
        (frozenset(), "threads_prune", "not allowed: global"),
        (frozenset(), "runs_cancel_many", "not allowed: global"),
        (frozenset({"runs"}), "runs_wait", None),
        (frozenset({"global"}), "threads_prune", None),
        (frozenset(), "crons_create", None),
        (frozenset(), "store_delete_item", None),
    ],
)
def test_what_is_not_allowed_need_not_be_reached(
    allow: frozenset[str], operation: str, reason: str | None
) -> None:
    """Each with what would allow it; the suite's own part of the store needs nothing."""
    assert excused(Options("", allow=allow)).get(operation) == reason


def test_a_read_only_run_must_reach_what_can_be_read_without_making_anything() -> None:
    """Searches, counts and the server's own; on an empty server there is no cron to get."""
    reasons = excused(Options("", profile=Profile.read_only))
    required = OPERATIONS.keys() - reasons.keys()
    assert {"crons_search", "crons_count", "threads_search", "system_info"} <= required
    assert reasons["crons_get"] == "read-only: it reads one resource, and none was made"
    assert reasons["crons_create"] == "read-only: it writes"


def test_what_was_accepted_is_not_left_out() -> None:
    """The server took it although it need not be reached."""
    assert "runs_wait" not in excused(Options(""), runs_wait=1)


def test_an_operation_that_was_never_accepted_is_a_reason() -> None:
    """It says how often it was tried, so that a refusal is told from a request that was never made."""
    tallies = {"crons_create": Tally(40, 0), "crons_get": Tally(3, 2)}
    (reason,) = unreached(["crons_create", "crons_get", "crons_delete"], tallies, {}, [])
    assert "crons_create (40 sent)" in reason
    assert "crons_delete (0 sent)" in reason
    assert "crons_get" not in reason


def test_nothing_is_said_where_each_was_accepted_or_excused() -> None:
    """Then the run is as green as its findings are."""
    assert unreached(["a", "b"], {"a": Tally(1, 1)}, {"b": "not allowed: runs"}, []) == []


def test_a_budget_that_cut_checks_is_said() -> None:
    """The likeliest reason, and the way out."""
    cut = CheckRun("crons.stored", "", 0.0, cut=True)
    (reason,) = unreached(["a"], {}, {}, [cut])
    assert "--budget" in reason
    assert "1 of the checks cut" in reason


def test_an_operation_that_the_suite_does_not_know_is_said_so() -> None:
    """A user's own document may have more than ours."""
    document = {"paths": {"/x": {"get": {"operationId": "x_get", "responses": {"200": {}}}}}}
    assert left_out(document, Options(""), {}) == {"x_get": "the suite does not know it"}
