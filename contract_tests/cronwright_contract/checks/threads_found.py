"""Threads that are searched: by each filter, in each order, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from cronwright_contract.check import check
from cronwright_contract.checks.compare import (
    Query,
    accepted,
    gone,
    good,
    good_rows,
    judge_page,
    judge_searches,
    next_offset,
)
from cronwright_contract.checks.threads import ALWAYS, FAR, SELECT, SORTS, fits, make, read
from cronwright_contract.hunt import Hunter


@check("threads.searched", "Threads are found by each filter, sorted by each field, and shown by each")
def searched(hunter: Hunter) -> None:
    ground = hunter.ground

    def each() -> None:
        mark = {"example": ground.new_id("thread"), **ground.tag}
        ids = [make(ground, {**mark, "group": {"n": n % 2, "m": n}})["thread_id"] for n in range(6)]
        # Changed in another order than made, and two of them busy.
        for thread_id in (ids[2], ids[0]):
            ground.send("threads_update", {"thread_id": thread_id}, body={"metadata": {"late": True}})
        run = {"assistant_id": ground.assistant, "after_seconds": FAR, "input": {}, "metadata": ground.tag}
        for thread_id in (ids[4], ids[1]):
            ground.send("runs_create", {"thread_id": thread_id}, body=run)
        rows = [read(ground, thread_id) for thread_id in ids]
        for where in (
            {"metadata": {**mark, "group": {"n": 0}}},
            {"metadata": mark, "status": "busy"},
            {"metadata": mark, "ids": ids[1:3]},
        ):
            fitting = [row for row in rows if fits(row, where)]
            query = Query(where)
            answer = ground.send("threads_search", body=query.body)
            judge_page(ground, query, answer, fitting, "thread_id")
            if "ids" not in where:
                _count(where, len(fitting))
        judge_searches(
            ground,
            "threads_search",
            {"metadata": mark},
            rows,
            "thread_id",
            sorts=SORTS,
            fields=SELECT,
            always=ALWAYS,
        )

        # One goes, and the others stay.
        good(ground, ground.send("threads_delete", {"thread_id": ids[3]}))
        gone(ground, ground.send("threads_get", {"thread_id": ids[3]}))
        query = Query({"metadata": mark})
        answer = ground.send("threads_search", body=query.body)
        left = [row for row in rows if row["thread_id"] != ids[3]]
        judge_page(ground, query, answer, left, "thread_id")
        _count(query.where, len(left))

    def _count(where: Mapping[str, Any], due: int) -> None:
        answer = ground.send("threads_count", body=where)
        if accepted(ground, answer):
            ground.expect(answer.json == due, "count", f"count is {answer.json}, {due} threads fit")

    hunter.once("each", each)


@check("threads.pages", "Pages of threads lose none and repeat none, the newest first")
def pages(hunter: Hunter) -> None:
    ground = hunter.ground

    def walked(count: int, limit: int, meanwhile: bool) -> None:
        assume(count > limit)
        mark = {"example": ground.new_id("thread"), **ground.tag}
        ids = [make(ground, {**mark, "n": n})["thread_id"] for n in range(count)]
        # In the order of their making, a thread that joins meanwhile comes last.
        order = {"sort_by": "created_at", "sort_order": "asc"} if meanwhile else {}
        found: list[str] = []
        offset: int | None = 0
        # A server whose next page is the same one again must not keep us for ever.
        for _ in range(3 * count):
            body = {"metadata": mark, "limit": limit, "offset": offset, **order}
            page = ground.send("threads_search", body=body)
            found += [row["thread_id"] for row in good_rows(ground, page) if row.get("thread_id") in ids]
            offset = next_offset(page)
            if offset is None:
                break
            if meanwhile and offset <= count:
                make(ground, mark)
        message = f"{count} threads, page by page of {limit}: "
        ground.expect(len(set(found)) == len(found), "page", f"{message}some come twice", place="twice")
        ground.expect(set(found) == set(ids), "page", f"{message}{len(set(found))} come", place="lost")
        ids = ids if meanwhile else ids[::-1]
        ground.expect(found == ids, "sort", "not in order", place="oldest" if meanwhile else "newest")

    def changed() -> None:
        mark = {"example": ground.new_id("thread"), **ground.tag}
        first, second = (make(ground, {**mark, "n": n})["thread_id"] for n in range(2))
        ground.send("threads_update", {"thread_id": first}, body={"metadata": {"n": 9}})
        rows = good_rows(ground, ground.send("threads_search", body={"metadata": mark}))
        found = [row.get("thread_id") for row in rows]
        message = "without `sort_by`, a thread that was changed comes before a newer one"
        ground.expect(found == [second, first], "sort", message, place="newest first, changed")

    hunter.each(walked, examples=6, count=st.integers(2, 5), limit=st.integers(1, 3), meanwhile=st.booleans())
    hunter.once("changed", changed)
