"""Which operations a run must reach: a run that reached nothing is not green."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cronwright_contract.operations import NEEDS_RUNS, OPERATIONS, Does, Effect
from cronwright_contract.options import Options, Profile
from cronwright_contract.result import CheckRun, Tally


def left_out(document: Mapping[str, Any], options: Options, tallies: Mapping[str, Tally]) -> dict[str, str]:
    """The operations of a document that were not accepted and need not be, each with the reason."""
    reasons = {
        operation["operationId"]: _reason(operation, options)
        for item in document["paths"].values()
        for operation in item.values()
        if isinstance(operation, Mapping) and "operationId" in operation
    }
    return {id: reason for id, reason in reasons.items() if reason and not tallies.get(id, Tally()).accepted}


def unreached(
    operations: Iterable[str],
    tallies: Mapping[str, Tally],
    excused: Mapping[str, str],
    checks: Iterable[CheckRun],
) -> list[str]:
    """Why a run is not green for want of accepted requests; nothing if each required operation had one."""
    never = [id for id in operations if id not in excused and not tallies.get(id, Tally()).accepted]
    if not never:
        return []
    cut = sum(check.cut for check in checks)
    hint = f"; {cut} of the checks cut, a longer --budget may help" if cut else ""
    told = ", ".join(f"{id} ({tallies.get(id, Tally()).sent} sent)" for id in never)
    return [f"no request was ever accepted by {told}{hint}"]


def _reason(operation: Mapping[str, Any], options: Options) -> str | None:
    does = OPERATIONS.get(operation["operationId"])
    if does is None:
        return "the suite does not know it"
    if not any(status.startswith("2") for status in operation["responses"]):
        return "the contract has no 2xx for it"
    if options.profile is Profile.read_only:
        return _read_only(does)
    if does.id in NEEDS_RUNS and "runs" not in options.allow:
        return "not allowed: runs"
    # The store's own namespace is no one else's.
    if does.effect is Effect.whole and does.kind != "item" and "global" not in options.allow:
        return "not allowed: global"
    return None


def _read_only(does: Does) -> str | None:
    if does.effect is not Effect.reads:
        return "read-only: it writes"
    if "{" in does.path or does.id == "store_get_item":
        return "read-only: it reads one resource, and none was made"
    return None
