"""Runs beside each other: those of a thread, of two, of a batch, and the thread itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from cronwright_contract.check import check
from cronwright_contract.checks import threads
from cronwright_contract.checks.compare import Row, accepted, agree, good_row, good_rows, holds, same
from cronwright_contract.checks.runs import SELECT, body_of, header, listed, make, path_of, read
from cronwright_contract.hunt import Hunter


@check("runs.listed", "The runs of a thread are listed by status and page, the newest first, by each field")
def in_order(hunter: Hunter) -> None:
    ground = hunter.ground

    def each() -> None:
        thread_id = threads.make(ground)["thread_id"]
        ids = [make(ground, thread_id)["run_id"] for _ in range(4)][::-1]
        accepted(ground, ground.send("runs_cancel", {"thread_id": thread_id, "run_id": ids[1]}))
        for place, query, due in (
            ("all", {}, ids),
            ("limit", {"limit": 2}, ids[:2]),
            ("offset", {"limit": 2, "offset": 1}, ids[1:3]),
            ("offset", {"limit": 10, "offset": 3}, ids[3:]),
            ("status", {"status": "interrupted"}, ids[1:2]),
            ("status", {"status": "pending"}, [ids[0], *ids[2:]]),
            ("status", {"status": "success"}, []),
        ):
            with ground.part():
                came = [row.get("run_id") for row in listed(ground, thread_id, **query)]
                message = f"{query} gives {len(came)} runs, {len(due)} were due"
                rule = "filter" if place in ("all", "status") else "page"
                if ground.expect(set(came) == set(due), rule, message, place=place):
                    ground.expect(came == due, "sort", "the newest run is not the first", place=place)
        for name in SELECT:
            with ground.part():
                fields = {each for row in listed(ground, thread_id, select=name) for each in row}
                ground.expect(fields == {name}, "select", f"select {name} gives {sorted(fields)}")

    hunter.once("each", each)


@check("runs.many", "Runs of two threads, of a batch and without a thread are each for itself")
def many(hunter: Hunter) -> None:
    ground = hunter.ground

    def batch() -> None:
        bodies = [body_of(ground, metadata={"n": n}, input={"n": n}) for n in range(3)]
        made = good_rows(ground, ground.send("runs_create_batch", body=bodies))
        if not ground.expect(len(made) == 3, "stored", f"{len(made)} runs of a batch of 3", place="count"):
            return
        for name in ("run_id", "thread_id"):
            fresh = len({row[name] for row in made}) == 3
            ground.expect(fresh, "fresh_id", f"two runs of a batch share a {name}", place=name)
        for sent, row in zip(bodies, made, strict=True):
            _judge(sent, row)

    def alone() -> None:
        sent = body_of(ground, metadata={"n": 1}, input={"a": [1]})
        answer = ground.send("runs_create_stateless", body=sent)
        _judge(sent, good_row(ground, answer))
        where = header(answer, "content-location")
        if where is not None:
            there = ground.request("GET", where)
            message = f"Content-Location leads to {there.status}"
            at = "runs_create_stateless"
            ground.expect(there.ok, "header", message, place="content-location", operation=at)

    def _judge(sent: Mapping[str, Any], row: Row) -> None:
        ground.expect(holds(row["metadata"], sent["metadata"]), "stored", "other metadata", place="metadata")
        ground.expect(same(row["kwargs"]["input"], sent["input"]), "stored", "other input", place="input")
        with ground.part():
            agree(ground, "stored", row, read(ground, row))

    def apart() -> None:
        own = [threads.make(ground) for _ in range(2)]
        for run in [make(ground, thread["thread_id"]) for thread in own]:
            ids = [row.get("run_id") for row in listed(ground, run["thread_id"])]
            ground.expect(ids == [run["run_id"]], "isolated", "a thread lists other runs than its own")

    hunter.once("apart", apart)
    hunter.once("batch", batch)
    hunter.once("alone", alone)


@check("runs.thread", "A thread is busy as long as a run of it is to come, and no longer")
def thread(hunter: Hunter) -> None:
    ground = hunter.ground

    def _status(thread_id: str, wanted: str, after: str) -> None:
        now = threads.read(ground, thread_id)["status"]
        message = f"after {after} the thread is {now}, not {wanted}"
        ground.expect(now == wanted, "stored", message, place=f"status after {after}")

    def one_of_two() -> None:
        thread_id = threads.make(ground)["thread_id"]
        run, _ = make(ground, thread_id), make(ground, thread_id)
        ground.send("runs_cancel", path_of(run))
        _status(thread_id, "busy", "one of two is cancelled")

    def the_only_one(after: str, operation: str, query: Mapping[str, str]) -> None:
        thread_id = threads.make(ground)["thread_id"]
        run = make(ground, thread_id)
        _status(thread_id, "busy", "a run is made")
        ground.send(operation, path_of(run), query=query)
        _status(thread_id, "idle", after)

    hunter.once("one_of_two", one_of_two)
    for after, operation, query in (
        ("a run is cancelled", "runs_cancel", {}),
        ("a run is rolled back", "runs_cancel", {"action": "rollback"}),
        ("a run is deleted", "runs_delete", {}),
    ):
        hunter.once(after, partial(the_only_one, after, operation, query))
