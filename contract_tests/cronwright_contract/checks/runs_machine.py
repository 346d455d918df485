"""Runs against a model: a state machine of what can happen to them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from cronwright_contract.check import check
from cronwright_contract.checks import threads
from cronwright_contract.checks.compare import accepted, agree, gone, good_row
from cronwright_contract.checks.runs import SELECT, body_of, listed, make, path_of, read
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter


class Runs(RuleBasedStateMachine):
    """The runs of two threads against a model: rows as they were last read, the newest last."""

    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[dict[str, Any]]] = {}

    @initialize(count=st.integers(1, 3))
    def begin(self, count: int) -> None:
        for _ in range(2):
            thread_id = threads.make(self.ground)["thread_id"]
            self.rows[thread_id] = [dict(make(self.ground, thread_id)) for _ in range(count)]

    def _thread(self, first: bool) -> str:
        return list(self.rows)[0 if first else -1]

    def _run(self, first: bool, number: int) -> dict[str, Any] | None:
        rows = self.rows[self._thread(first)]
        return rows[number % len(rows)] if rows else None

    @rule(
        first=st.booleans(), strategy=st.sampled_from(["enqueue"] * 3 + ["reject", "interrupt", "rollback"])
    )
    def create(self, first: bool, strategy: str) -> None:
        thread_id = self._thread(first)
        rows = self.rows[thread_id]
        waiting = [row for row in rows if row["status"] == "pending"]
        body = body_of(self.ground, multitask_strategy=strategy, metadata={"n": len(rows)})
        answer = self.ground.send("runs_create", {"thread_id": thread_id}, body=body)
        if strategy == "reject" and waiting:
            message = f"a run on a busy thread under `reject` is answered with {answer.status}"
            self.ground.expect(answer.status == 409, "accepts_bad", message, place="reject")
            return
        made = good_row(self.ground, answer)
        others = {row["run_id"] for each in self.rows.values() for row in each}
        fresh = made["run_id"] not in others
        self.ground.expect(fresh, "fresh_id", "a new run has the id of another")
        if strategy == "interrupt":
            for row in waiting:
                row["status"] = "interrupted"
        elif strategy == "rollback":
            rows[:] = [row for row in rows if row not in waiting]
        rows.append(dict(made))

    @rule(first=st.booleans(), number=st.integers(0, 5), rollback=st.booleans())
    def cancel(self, first: bool, number: int, rollback: bool) -> None:
        if (row := self._run(first, number)) is None:
            return
        query = {"action": "rollback"} if rollback else {}
        answer = self.ground.send("runs_cancel", path_of(row), query=query)
        if row["status"] != "pending":
            message = f"to cancel a run that has ended is answered with {answer.status}"
            self.ground.expect(answer.status == 404, "accepts_bad", message, place="ended")
        elif accepted(self.ground, answer):
            if rollback:
                self.rows[row["thread_id"]].remove(row)
                gone(self.ground, self.ground.send("runs_get", path_of(row)), "rolled back")
            else:
                row["status"] = "interrupted"
                self._get(row)

    @rule(first=st.booleans(), number=st.integers(0, 5))
    def delete(self, first: bool, number: int) -> None:
        if (row := self._run(first, number)) is None:
            return
        if accepted(self.ground, self.ground.send("runs_delete", path_of(row))):
            self.rows[row["thread_id"]].remove(row)
            gone(self.ground, self.ground.send("runs_get", path_of(row)))

    @rule(first=st.booleans(), number=st.integers(0, 5))
    def get(self, first: bool, number: int) -> None:
        if (row := self._run(first, number)) is not None:
            self._get(row)
            other = self._thread(not first)
            if other != row["thread_id"]:
                path = {"thread_id": other, "run_id": row["run_id"]}
                there = self.ground.send("runs_get", path)
                message = "a run is read on a thread that is not its own"
                self.ground.expect(there.status == 404, "isolated", message)

    def _get(self, row: dict[str, Any]) -> None:
        agree(self.ground, "isolated", row, read(self.ground, row), but=("updated_at",))

    @rule(
        first=st.booleans(),
        status=st.sampled_from([None, None, "pending", "interrupted", "success"]),
        limit=st.sampled_from([1000, 1000, 1, 2]),
        offset=st.sampled_from([0, 0, 1, 2]),
        select=st.none() | st.lists(st.sampled_from(SELECT), min_size=1, max_size=3, unique=True),
    )
    def show(
        self, first: bool, status: str | None, limit: int, offset: int, select: list[str] | None
    ) -> None:
        thread_id = self._thread(first)
        query: dict[str, Any] = {"limit": limit, "offset": offset}
        if status is not None:
            query["status"] = status
        if select is not None:
            query["select"] = select
        found = listed(self.ground, thread_id, **query)
        fitting = [row for row in self.rows[thread_id][::-1] if status in (None, row["status"])]
        due = fitting[offset : offset + limit]
        expect = self.ground.expect
        place = "status" if status else "all"
        if not expect(len(found) <= limit, "page", f"{len(found)} runs, limit {limit}", place="limit"):
            return
        if not expect(
            len(found) == len(due),
            "page" if offset or limit < len(fitting) else "filter",
            f"{len(found)} runs, {len(due)} of {len(fitting)} were due",
            place=place,
        ):
            return
        for row, wanted in zip(found, due, strict=True):
            names = set(SELECT if select is None else select)
            if expect(row.keys() == names, "select", f"the fields are {sorted(row)}") and "run_id" in row:
                rule = "sort" if row["run_id"] in {each["run_id"] for each in fitting} else "filter"
                ours = row["run_id"] == wanted["run_id"]
                if not expect(ours, rule, "another run than was due", place=place):
                    return
                told = {name: wanted[name] for name in names - {"updated_at"}}
                agree(self.ground, "same_read", told, row)


@check("runs.model", "Runs are listed, cancelled and deleted, and make room for each other, as a model says")
def model(hunter: Hunter) -> None:
    hunter.machine(Runs, examples=10, steps=25)
