"""Runs beside each other: those of a thread, of two, of a batch, and the thread itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cronwright_contract.check import check
from cronwright_contract.checks import threads
from cronwright_contract.checks.compare import (
    Row,
    accepted,
    agree,
    holds,
    is_list,
    is_row,
    same,
)
from cronwright_contract.checks.runs import SELECT, body_of, header, listed, make, path_of, read
from cronwright_contract.hunt import Hunter


@check("runs.listed", "The runs of a thread are listed by status and page, the newest first, by each field")
def in_order(hunter: Hunter) -> None:
    ground = hunter.ground

    def each() -> None:
        own = threads.make(ground)
        made = [None if own is None else make(ground, own["thread_id"]) for _ in range(4)]
        ids = [run["run_id"] for run in made if run is not None][::-1]
        if own is None or len(ids) < 4:
            return
        thread_id = own["thread_id"]
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
            rows = listed(ground, thread_id, **query)
            if rows is not None:
                came = [row["run_id"] for row in rows]
                message = f"{query} gives {len(came)} runs, {len(due)} were due"
                rule = "filter" if place in ("all", "status") else "page"
                if ground.expect(set(came) == set(due), rule, message, place=place):
                    ground.expect(came == due, "sort", "the newest run is not the first", place=place)
        for name in SELECT:
            rows = listed(ground, thread_id, select=name)
            if rows is not None:
                fields = {each for row in rows for each in row}
                ground.expect(fields == {name}, "select", f"select {name} gives {sorted(fields)}")

    hunter.once("each", each)


@check("runs.many", "Runs of two threads, of a batch and without a thread are each for itself")
def many(hunter: Hunter) -> None:
    ground = hunter.ground

    def batch() -> None:
        bodies = [body_of(ground, metadata={"n": n}, input={"n": n}) for n in range(3)]
        answer = ground.send("runs_create_batch", body=bodies)
        if not accepted(ground, answer) or not is_list(answer):
            return
        made: list[Row] = answer.json
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
        if not accepted(ground, answer) or not is_row(answer):
            return
        _judge(sent, answer.json)
        where = header(answer, "content-location")
        if where is not None:
            there = ground.request("GET", where)
            message = f"Content-Location leads to {there.status}"
            at = "runs_create_stateless"
            ground.expect(there.ok, "header", message, place="content-location", operation=at)

    def _judge(sent: Mapping[str, Any], row: Row) -> None:
        ground.expect(holds(row["metadata"], sent["metadata"]), "stored", "other metadata", place="metadata")
        ground.expect(same(row["kwargs"]["input"], sent["input"]), "stored", "other input", place="input")
        now = read(ground, row)
        if now is not None:
            agree(ground, "stored", row, now)

    def apart() -> None:
        own = [threads.make(ground) for _ in range(2)]
        made = [make(ground, thread["thread_id"]) for thread in own if thread is not None]
        for run in made:
            rows = None if run is None else listed(ground, run["thread_id"])
            if run is not None and rows is not None:
                alone = [row["run_id"] for row in rows] == [run["run_id"]]
                ground.expect(alone, "isolated", "a thread lists other runs than its own")

    hunter.once("apart", apart)
    hunter.once("batch", batch)
    hunter.once("alone", alone)


@check("runs.thread", "A thread is busy as long as a run of it is to come, and no longer")
def thread(hunter: Hunter) -> None:
    ground = hunter.ground

    def _status(thread_id: str, wanted: str, after: str) -> None:
        now = threads.read(ground, thread_id)
        if now is not None:
            message = f"after {after} the thread is {now['status']}, not {wanted}"
            ground.expect(now["status"] == wanted, "stored", message, place=f"status after {after}")

    def one_of_two() -> None:
        own = threads.make(ground)
        run = None if own is None else make(ground, own["thread_id"])
        if own is not None and run is not None and make(ground, own["thread_id"]) is not None:
            ground.send("runs_cancel", path_of(run))
            _status(own["thread_id"], "busy", "one of two is cancelled")

    def the_only_one() -> None:
        for after, operation, query in (
            ("a run is cancelled", "runs_cancel", {}),
            ("a run is rolled back", "runs_cancel", {"action": "rollback"}),
            ("a run is deleted", "runs_delete", {}),
        ):
            own = threads.make(ground)
            run = None if own is None else make(ground, own["thread_id"])
            if own is not None and run is not None:
                _status(own["thread_id"], "busy", "a run is made")
                ground.send(operation, path_of(run), query=query)
                _status(own["thread_id"], "idle", after)

    hunter.once("one_of_two", one_of_two)
    hunter.once("the_only_one", the_only_one)
