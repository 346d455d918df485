"""Assistants that are searched, and the graphs that they draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cronwright_contract.check import check
from cronwright_contract.checks.assistants import SELECT, SORTS, change_of, fits, make
from cronwright_contract.checks.compare import (
    Query,
    accepted,
    agree,
    gone,
    good,
    is_row,
    judge_page,
    judge_searches,
)
from cronwright_contract.hunt import Hunter


@check("assistants.searched", "Assistants are found by each filter, sorted by each field, and shown by each")
def searched(hunter: Hunter) -> None:
    ground = hunter.ground

    def each() -> None:
        mark = {"example": ground.new_id("assistant"), **ground.tag}
        names = ("beta", "alpha", "gamma", "alphabet")
        made = [
            make(ground, {"name": name, "metadata": {**mark, "group": {"n": n % 2, "m": n}}})
            for n, name in enumerate(names)
        ]
        rows = {row["assistant_id"]: row for row in made}
        for assistant_id in list(rows)[2::-2]:  # changed in another order than made
            rows[assistant_id] = change_of(ground, rows[assistant_id], {"description": "changed"})
        for where in (
            {"metadata": {**mark, "group": {"n": 0}}},
            {"metadata": mark, "name": "ALPHA"},
            {"metadata": mark, "graph_id": ground.assistant},
        ):
            fitting = [row for row in rows.values() if fits(row, where)]
            query = Query(where)
            answer = ground.send("assistants_search", body=query.body)
            judge_page(ground, query, answer, fitting, "assistant_id")
            _count(where, len(fitting))
        judge_searches(
            ground,
            "assistants_search",
            {"metadata": mark},
            list(rows.values()),
            "assistant_id",
            sorts=SORTS,
            fields=SELECT,
            always=SELECT,
        )
        # One goes, and the others stay.
        gone_id = next(iter(rows))
        good(ground, ground.send("assistants_delete", {"assistant_id": gone_id}))
        gone(ground, ground.send("assistants_get", {"assistant_id": gone_id}))
        del rows[gone_id]
        query = Query({"metadata": mark})
        answer = ground.send("assistants_search", body=query.body)
        judge_page(ground, query, answer, list(rows.values()), "assistant_id")
        _count(query.where, len(rows))

    def _count(where: Mapping[str, Any], due: int) -> None:
        count = ground.send("assistants_count", body=where)
        if accepted(ground, count):
            ground.expect(count.json == due, "count", f"count is {count.json}, {due} assistants fit")

    hunter.once("each", each)


@check(
    "assistants.graph", "An assistant's graph and schemas are there, hang together and read the same twice"
)
def graph(hunter: Hunter) -> None:
    ground = hunter.ground

    def drawing() -> None:
        path = {"assistant_id": make(ground, {})["assistant_id"]}
        for operation in ("get_graph", "get_schemas", "get_subgraphs"):
            first = ground.send(f"assistants_{operation}", path)
            second = ground.send(f"assistants_{operation}", path)
            if accepted(ground, first) and accepted(ground, second):
                ground.expect(first.json == second.json, "same_read", "two reads differ")
        _hangs_together(path)

    def _hangs_together(path: Mapping[str, str]) -> None:
        answer = ground.send("assistants_get_graph", path)
        if accepted(ground, answer) and is_row(answer):
            nodes = {node.get("id") for node in answer.json.get("nodes", ())}
            ends = {edge.get(end) for edge in answer.json.get("edges", ()) for end in ("source", "target")}
            ground.expect(bool(nodes), "stored", "the graph has no nodes", place="nodes")
            ground.expect(ends <= nodes, "stored", "an edge leads to no node of the graph", place="edges")
        schemas = good(ground, ground.send("assistants_get_schemas", path))
        agree(ground, "stored", {"graph_id": ground.assistant}, schemas)

    hunter.once("drawing", drawing)
