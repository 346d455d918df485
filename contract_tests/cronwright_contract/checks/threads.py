"""Threads: what is written is read, found, counted, copied and deleted, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from cronwright_contract.check import check
from cronwright_contract.checks import drawn
from cronwright_contract.checks.compare import (
    Row,
    accepted,
    agree,
    gone,
    good,
    good_row,
    holds,
    judge_taken,
    moment,
)
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter

FAR = 90_000
"""Seconds until a run that is never to start."""
SELECT = (
    "thread_id", "created_at", "updated_at", "state_updated_at", "metadata", "config", "status", "values",
    "interrupts",
)  # fmt: skip
# `interrupts` comes with a state.
ALWAYS = frozenset(SELECT) - {"interrupts"}
SORTS = ("thread_id", "status", "created_at", "updated_at", "state_updated_at")


def make(ground: Ground, metadata: Mapping[str, Any] | None = None, **more: Any) -> Row:
    """A thread of ours as the server answered it; ends the example where that is a known breach."""
    body = {"thread_id": ground.new_id("thread"), "metadata": {**(metadata or {}), **ground.tag}, **more}
    return good_row(ground, ground.send("threads_create", body=body))


def read(ground: Ground, thread_id: str) -> Row:
    """A thread as it is read; ends the example where that is a known breach."""
    return good_row(ground, ground.send("threads_get", {"thread_id": thread_id}))


@check("threads.stored", "A thread reads as it was written, and a change touches what was sent")
def stored(hunter: Hunter) -> None:
    ground = hunter.ground

    def written(metadata: dict[str, Any], change: dict[str, Any], quiet: bool) -> None:
        made = make(ground, metadata)
        thread_id = ground.trail[-1].request.json["thread_id"]
        whole = {**metadata, **ground.tag}
        agree(ground, "stored", {"thread_id": thread_id, "metadata": whole, "status": "idle"}, made)
        once, again = read(ground, thread_id), read(ground, thread_id)
        agree(ground, "stored", made, once)
        agree(ground, "same_read", once, again)
        _change(thread_id, once, change, quiet=quiet)

    def _change(thread_id: str, before: Row, change: dict[str, Any], *, quiet: bool) -> None:
        headers = {"prefer": "return=minimal"} if quiet else {}
        patched = ground.send(
            "threads_update", {"thread_id": thread_id}, body={"metadata": change}, headers=headers
        )
        good(ground, patched)
        after = read(ground, thread_id)
        agree(ground, "stored", {"metadata": {**before["metadata"], **change}}, after)
        agree(ground, "untouched", before, after, but=("metadata", "updated_at"))
        _stamped(ground, before, after)
        message = f"`Prefer: return=minimal` is answered with {patched.status}"
        ground.expect((patched.status == 204) == quiet, "status", message, operation="threads_update")
        if not quiet:
            agree(ground, "stored", after, patched.json, operation="threads_update")

    hunter.each(written, examples=20, metadata=drawn.METADATA, change=drawn.METADATA, quiet=st.booleans())


def _stamped(ground: Ground, before: Row, after: Row) -> None:
    ground.expect(
        moment(after["updated_at"]) > moment(before["updated_at"]),
        "stamped",
        f"updated_at was {before['updated_at']} and is {after['updated_at']} after a change",
        place="updated_at",
    )


@check("threads.refused", "What is taken, unknown or unfit is refused, and changes nothing")
def refused(hunter: Hunter) -> None:
    ground = hunter.ground

    def taken() -> None:
        judge_taken(ground, "thread", make(ground, {"first": True}), {})

    def unknown() -> None:
        thread = {"thread_id": ground.new_id("thread")}
        gone(ground, ground.send("threads_get", thread))
        gone(ground, ground.send("threads_update", thread, body={"metadata": {"a": 1}}))
        gone(ground, ground.send("threads_delete", thread))
        copied = ground.send("threads_copy", thread)
        message = f"a copy of no thread is answered with {copied.status}"
        ground.expect(not copied.ok, "accepts_bad", message)

    def bad_change() -> None:
        made = make(ground, {"a": 1})
        thread = {"thread_id": made["thread_id"]}
        for bad in ({"metadata": 5}, {"metadata": None}, {"metadata": {"b": 1}, "ttl": "soon"}):
            answer = ground.send("threads_update", thread, body=bad)
            message = f"a bad change is answered with {answer.status}"
            ground.expect(answer.status == 422, "accepts_bad", message, place=" ".join(bad))
            now = ground.send("threads_get", thread)
            if accepted(ground, now):
                agree(ground, "refusal_changes", made, now.json, operation="threads_update")

    def unfit() -> None:
        for place, operation, bad in (
            ("status", "threads_search", {"status": "asleep", "metadata": ground.tag}),
            ("status", "threads_count", {"status": "asleep", "metadata": ground.tag}),
            ("limit", "threads_search", {"limit": 0, "metadata": ground.tag}),
            ("metadata", "threads_create", {"metadata": 5, "thread_id": ground.new_id("thread")}),
            ("thread_id", "threads_create", {"thread_id": "no uuid", "metadata": ground.tag}),
        ):
            answer = ground.send(operation, body=bad)
            message = f"a bad {place} is answered with {answer.status}"
            ground.expect(answer.status == 422, "accepts_bad", message, place=place)

    for body in (taken, unknown, bad_change, unfit):
        hunter.once(body.__name__, body)


@check("threads.ttl", "A thread's time to live is answered where it is asked for")
def ttl(hunter: Hunter) -> None:
    ground = hunter.ground

    def kept() -> None:
        made = make(ground, ttl={"ttl": 60, "strategy": "delete"})
        answer = ground.send("threads_get", {"thread_id": made["thread_id"]}, query={"include": "ttl"})
        told = (good_row(ground, answer).get("ttl") or {}).get("ttl_minutes")
        ground.expect(told == 60, "stored", f"ttl of 60 minutes reads as {told}", place="ttl")

    hunter.once("kept", kept)


def fits(row: Row, where: Mapping[str, Any]) -> bool:
    return (
        holds(row["metadata"], where["metadata"])
        and row["status"] == where.get("status", row["status"])
        and row["thread_id"] in where.get("ids", (row["thread_id"],))
    )
