"""Crons that must be refused, each kind of fault by itself; what is refused changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from cronwright_contract.check import check
from cronwright_contract.checks.crons_case import Case, case, system_assistant
from cronwright_contract.checks.crons_faults import (
    COMPLETED,
    CREATES,
    FILTERS,
    NOBODY,
    SEARCHES,
    UNKNOWN,
    UPDATES,
)
from cronwright_contract.checks.crons_model import differences
from cronwright_contract.checks.crons_seen import Seen
from cronwright_contract.ground import ABSENT, Ground
from cronwright_contract.hunt import Hunter
from cronwright_contract.wire.exchange import Exchange


@check("crons.refused", "A cron that cannot be is refused, and a refusal changes nothing")
def refused(hunter: Hunter) -> None:
    ground, seen, graph = hunter.ground, Seen(), system_assistant(hunter.ground)

    def creates(kind: str, fault: Mapping[str, Any], *, thread: bool, status: tuple[int, ...]) -> None:
        with case(ground, seen) as own:
            ground.cause = kind
            body = _without_absent({**_body(own), **fault})
            _send_create(own, kind, body, own.thread if thread else None, status)

    def updates(kind: str, fault: Mapping[str, Any], *, beside: bool) -> None:
        with case(ground, seen) as own:
            row = own.create(
                {"input": {}, "schedule": "15 4 29 2 *", "enabled": False, "timezone": "Asia/Tokyo"},
                thread=own.thread,
                assistant=ground.assistant,
                assistant_id=graph,
            )
            good = {"metadata": {"refused": True}, "timezone": "Asia/Kolkata", "input": {"refused": True}}
            body = {**good, **fault} if beside else fault
            ground.cause = kind
            answer = ground.send("crons_update", {"cron_id": row["cron_id"]}, body=body)
            if _is_refused(ground, answer, kind):
                shown = own.good("get", ground.send("crons_get", {"cron_id": row["cron_id"]}))
                _unchanged(ground, row, seen.plain(shown), f"{kind}{' among others' if beside else ''}")

    for kind, fault in CREATES.items():
        for thread in (True, False):
            made = partial(creates, kind, fault, thread=thread, status=(400, 422))
            hunter.once(f"create {'on a thread' if thread else 'alone'}: {kind}", made)
    for kind, fault in COMPLETED.items():
        hunter.once(f"create alone: {kind}", partial(creates, kind, fault, thread=False, status=(400, 422)))
    for kind, fault in UNKNOWN.items():
        hunter.once(f"create: {kind}", partial(creates, kind, fault, thread=True, status=(404,)))
    for kind, fault in UPDATES.items():
        for beside in (False, True):
            words = "update among others" if beside else "update"
            hunter.once(f"{words}: {kind}", partial(updates, kind, fault, beside=beside))
    hunter.once("update: empty", partial(updates, "empty", {}, beside=False))
    for kind, fault in {**SEARCHES, **FILTERS}.items():
        hunter.once(f"search: {kind}", _asking(ground, "crons_search", kind, fault))
    for kind, fault in FILTERS.items():
        hunter.once(f"count: {kind}", _asking(ground, "crons_count", kind, fault))
    for name, body in _ids(ground, seen).items():
        hunter.once(name, body)


def _body(own: Case) -> dict[str, Any]:
    return {
        "assistant_id": own.ground.assistant,
        "schedule": "15 4 29 2 *",
        "enabled": False,
        "input": {},
        "metadata": own.tag,
    }


def _send_create(
    own: Case, kind: str, body: Mapping[str, Any], thread: str | None, status: tuple[int, ...]
) -> None:
    ground, path = own.ground, {} if thread is None else {"thread_id": thread}
    operation = "crons_create" if thread is None else "crons_create_for_thread"
    try:
        refused = _is_refused(ground, ground.send(operation, path, body=body), kind, status)
    finally:
        _take_back(ground)
    if refused:
        left = own.good("count", ground.send("crons_count", body={"metadata": {"case": own.key}}))
        ground.expect(
            left == 0, "refusal_changes", f"{left} crons were made", place=kind, operation=operation
        )


def _take_back(ground: Ground) -> None:
    """Delete at once what should not be there: an odd value in it breaks every search that meets it."""
    last = ground.trail[-1]
    if last.ok and isinstance(last.json, dict) and "cron_id" in last.json:
        with ground.unjudged():
            ground.send("crons_delete", {"cron_id": str(last.json["cron_id"])})


def _is_refused(ground: Ground, answer: Exchange, kind: str, status: tuple[int, ...] = (400, 422)) -> bool:
    """Whether it was refused as it should be; a failure of the server was judged as it came."""
    if answer.status >= 500:
        return True
    rule = "accepts_bad" if answer.ok else "status"
    message = f"status {answer.status}, expected {' or '.join(map(str, status))}"
    return ground.expect(
        answer.status in status, rule, message, place=kind, operation=answer.request.operation
    )


def _unchanged(ground: Ground, row: Mapping[str, Any], shown: Mapping[str, Any], kind: str) -> None:
    for name, message in differences(row, shown):
        ground.expect(False, "refusal_changes", message, place=f"{kind}: {name}", operation="crons_update")


def _asking(ground: Ground, operation: str, kind: str, fault: Mapping[str, Any]) -> Callable[[], None]:
    def ask() -> None:
        ground.cause = kind
        _is_refused(ground, ground.send(operation, body=fault), kind)

    return ask


def _ids(ground: Ground, seen: Seen) -> Mapping[str, Callable[[], None]]:
    """Ids that are none, and ids of nothing."""

    def no_uuid() -> None:
        for operation in ("crons_get", "crons_delete"):
            _is_refused(ground, ground.send(operation, {"cron_id": "nobody"}), "id no UUID")
        answer = ground.send("crons_update", {"cron_id": "nobody"}, body={"metadata": ground.tag})
        _is_refused(ground, answer, "id no UUID")

    def unknown() -> None:
        _is_refused(ground, ground.send("crons_get", {"cron_id": NOBODY}), "id of nothing", (404,))

    def unknown_thread() -> None:
        with case(ground, seen) as own:
            _send_create(own, "thread of nothing", _body(own), ground.new_id("thread"), (404,))

    def unknown_filters() -> None:
        for field in ("thread_id", "assistant_id"):
            found = ground.send("crons_search", body={field: NOBODY})
            ground.expect(found.json == [], "filter", f"{found.json!r} for {field} of nothing"[:300])

    return {
        "an id that is no UUID": no_uuid,
        "an id of nothing": unknown,
        "a thread of nothing": unknown_thread,
        "a filter of nothing": unknown_filters,
    }


def _without_absent(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value is not ABSENT}
