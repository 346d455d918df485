"""Assistants against a model: a state machine of what can happen to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from cronwright_contract.check import check
from cronwright_contract.checks import drawn
from cronwright_contract.checks.assistants import SELECT, SORTS, change_of, fits, make, read
from cronwright_contract.checks.compare import Query, Row, agree, gone, good, good_rows, judge_page
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter


class Assistants(RuleBasedStateMachine):
    """Assistants of one example against a model: rows as they were last answered, by their ids."""

    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        # A mark of its own, so that a search sees this example's assistants alone.
        self.mark = {"example": self.ground.new_id("assistant"), **self.ground.tag}
        self.rows: dict[str, Row] = {}
        self.newest: dict[str, int] = {}
        self.deleted: list[str] = []

    def _one(self, number: int) -> str:
        return list(self.rows)[number % len(self.rows)]

    @rule(metadata=drawn.FEW, name=st.sampled_from(["alpha", "alphabet", "beta"]))
    def create(self, metadata: dict[str, Any], name: str) -> None:
        made = make(self.ground, {"name": name, "metadata": {**metadata, **self.mark}})
        self.rows[made["assistant_id"]] = made
        self.newest[made["assistant_id"]] = 1

    @precondition(lambda self: self.rows)
    @rule(
        number=st.integers(0, 9),
        change=st.fixed_dictionaries(
            {}, optional={"metadata": drawn.FEW, "name": st.sampled_from(["beta", "gamma"])}
        ),
    )
    def change(self, number: int, change: dict[str, Any]) -> None:
        assistant_id = self._one(number)
        now = change_of(self.ground, self.rows[assistant_id], change)
        self.newest[assistant_id] += 1
        agree(self.ground, "stored", {"version": self.newest[assistant_id]}, now)
        self.rows[assistant_id] = now

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 9), version=st.integers(1, 3))
    def go_back(self, number: int, version: int) -> None:
        assistant_id = self._one(number)
        path = {"assistant_id": assistant_id}
        answer = self.ground.send("assistants_set_latest", path, body={"version": version})
        if version > self.newest[assistant_id]:
            gone(self.ground, answer, "version")
        else:
            now = good(self.ground, answer)
            agree(self.ground, "stored", {"version": version}, now)
            self.rows[assistant_id] = now

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 9), limit=st.integers(1, 3), offset=st.integers(0, 2))
    def page_versions(self, number: int, limit: int, offset: int) -> None:
        assistant_id = self._one(number)
        every = list(range(self.newest[assistant_id], 0, -1))
        if page := every[offset : offset + limit]:
            path, body = {"assistant_id": assistant_id}, {"limit": limit, "offset": offset}
            listed = self.ground.send("assistants_get_versions", path, body=body)
            numbers = [row["version"] for row in good_rows(self.ground, listed)]
            message = f"versions {numbers}, expected {page}"
            self.ground.expect(numbers == page, "page", message, place="versions")

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 9))
    def delete(self, number: int) -> None:
        assistant_id = self._one(number)
        path = {"assistant_id": assistant_id}
        good(self.ground, self.ground.send("assistants_delete", path))
        del self.rows[assistant_id]
        self.deleted.append(assistant_id)
        if gone(self.ground, self.ground.send("assistants_get", path)):
            gone(self.ground, self.ground.send("assistants_delete", path), "twice")
            gone(self.ground, self.ground.send("assistants_get_versions", path, body={}), "versions")

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 9))
    def get(self, number: int) -> None:
        assistant_id = self._one(number)
        agree(self.ground, "isolated", self.rows[assistant_id], read(self.ground, assistant_id))

    @precondition(lambda self: self.rows or self.deleted)
    @rule(
        metadata=drawn.FEW,
        name=st.sampled_from([None, None, "alph", "BETA", "a", "q"]),
        by_graph=st.booleans(),
        page=drawn.pages(SORTS, SELECT),
    )
    def search(
        self, metadata: dict[str, Any], name: str | None, by_graph: bool, page: dict[str, Any]
    ) -> None:
        where = self._where(metadata, name, by_graph)
        query = Query(where, fields=SELECT, **page)
        answer = self.ground.send("assistants_search", body=query.body)
        judge_page(self.ground, query, answer, self._fitting(where), "assistant_id")

    @rule(metadata=drawn.FEW, name=st.sampled_from([None, "alph", "BETA"]), by_graph=st.booleans())
    def count(self, metadata: dict[str, Any], name: str | None, by_graph: bool) -> None:
        where = self._where(metadata, name, by_graph)
        count = good(self.ground, self.ground.send("assistants_count", body=where))
        due = len(self._fitting(where))
        self.ground.expect(count == due, "count", f"count is {count}, {due} assistants fit")

    def _where(self, metadata: dict[str, Any], name: str | None, by_graph: bool) -> dict[str, Any]:
        told = {"name": name, "graph_id": self.ground.assistant if by_graph else None}
        return {
            "metadata": {**metadata, **self.mark},
            **{field: value for field, value in told.items() if value is not None},
        }

    def _fitting(self, where: Mapping[str, Any]) -> list[Row]:
        return [row for row in self.rows.values() if fits(row, where)]


@check("assistants.model", "Assistants are found, sorted, paged, counted and deleted as a model says")
def model(hunter: Hunter) -> None:
    hunter.machine(Assistants, examples=10, steps=25)
