"""Threads against a model: a state machine of what can happen to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from cronwright_contract.check import check
from cronwright_contract.checks import drawn
from cronwright_contract.checks.compare import Query, Row, agree, gone, good, good_row, judge_page
from cronwright_contract.checks.threads import ALWAYS, FAR, SELECT, SORTS, fits, make, read
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter


class Threads(RuleBasedStateMachine):
    """Threads of one example against a model: rows as they were last read, by their ids."""

    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        # A mark of its own, so that a search sees this example's threads alone.
        self.mark = {"example": self.ground.new_id("thread"), **self.ground.tag}
        self.rows: dict[str, Row] = {}
        self.deleted: list[str] = []

    def _one(self, number: int) -> str:
        return list(self.rows)[number % len(self.rows)]

    @rule(metadata=drawn.FEW)
    def create(self, metadata: dict[str, Any]) -> None:
        made = make(self.ground, {**metadata, **self.mark})
        thread_id = made["thread_id"]
        self.ground.expect(thread_id not in self.rows, "fresh_id", "a new thread has the id of another")
        self.rows[thread_id] = made

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 9), metadata=drawn.FEW)
    def change(self, number: int, metadata: dict[str, Any]) -> None:
        thread_id = self._one(number)
        body = {"metadata": metadata}
        now = good_row(self.ground, self.ground.send("threads_update", {"thread_id": thread_id}, body=body))
        before = self.rows[thread_id]
        wanted = {**before, "metadata": {**before["metadata"], **metadata}}
        agree(self.ground, "untouched", wanted, now, but=("updated_at",))
        self.rows[thread_id] = now

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 9))
    def occupy(self, number: int) -> None:
        """A run that waits makes the thread busy."""
        thread_id = self._one(number)
        body = {"assistant_id": self.ground.assistant, "after_seconds": FAR, "metadata": self.ground.tag}
        started = self.ground.send("runs_create", {"thread_id": thread_id}, body={**body, "input": {}})
        good(self.ground, started)
        now = read(self.ground, thread_id)
        agree(self.ground, "stored", {"status": "busy"}, now)
        self.rows[thread_id] = now

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 9))
    def delete(self, number: int) -> None:
        thread_id = self._one(number)
        good(self.ground, self.ground.send("threads_delete", {"thread_id": thread_id}))
        del self.rows[thread_id]
        self.deleted.append(thread_id)
        if gone(self.ground, self.ground.send("threads_get", {"thread_id": thread_id})):
            gone(self.ground, self.ground.send("threads_delete", {"thread_id": thread_id}), "twice")

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 9))
    def get(self, number: int) -> None:
        thread_id = self._one(number)
        agree(self.ground, "isolated", self.rows[thread_id], read(self.ground, thread_id))

    @precondition(lambda self: self.deleted)
    @rule()
    def get_deleted(self) -> None:
        gone(self.ground, self.ground.send("threads_get", {"thread_id": self.deleted[-1]}))

    @precondition(lambda self: self.rows or self.deleted)
    @rule(
        metadata=drawn.FEW,
        status=st.sampled_from([None, None, "idle", "busy"]),
        some=st.none() | st.sets(st.integers(0, 5), min_size=1, max_size=3),
        page=drawn.pages(SORTS, SELECT),
    )
    def search(
        self, metadata: dict[str, Any], status: str | None, some: set[int] | None, page: dict[str, Any]
    ) -> None:
        where: dict[str, Any] = {"metadata": {**metadata, **self.mark}}
        if status is not None:
            where["status"] = status
        if some is not None:
            every = [*self.rows, *self.deleted]
            where["ids"] = sorted({every[number % len(every)] for number in some})
        query = Query(where, fields=ALWAYS, **page)
        answer = self.ground.send("threads_search", body=query.body)
        judge_page(self.ground, query, answer, self._fitting(where), "thread_id")

    @rule(metadata=drawn.FEW, status=st.sampled_from([None, "idle", "busy"]))
    def count(self, metadata: dict[str, Any], status: str | None) -> None:
        where: dict[str, Any] = {"metadata": {**metadata, **self.mark}}
        if status is not None:
            where["status"] = status
        count = good(self.ground, self.ground.send("threads_count", body=where))
        due = len(self._fitting(where))
        self.ground.expect(count == due, "count", f"count is {count}, {due} threads fit")

    def _fitting(self, where: Mapping[str, Any]) -> list[Row]:
        return [row for row in self.rows.values() if fits(row, where)]


@check("threads.model", "Threads are found, sorted, paged, counted and deleted as a model says")
def model(hunter: Hunter) -> None:
    hunter.machine(Threads, examples=10, steps=25)
