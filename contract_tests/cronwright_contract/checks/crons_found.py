"""Searches and counts of crons: what fits, in the order asked for, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, get_args

from hypothesis import strategies as st

from agent_server_api.models import CronSelect, CronSortBy
from cronwright_contract.check import check
from cronwright_contract.checks.crons_case import Case, case, system_assistant
from cronwright_contract.checks.crons_drawn import LEAP_DAYS
from cronwright_contract.checks.crons_model import differences, fits, sort_key
from cronwright_contract.checks.crons_seen import Seen
from cronwright_contract.hunt import Hunter
from cronwright_contract.strategies import END

SORTS: tuple[str, ...] = get_args(CronSortBy)
SELECTS: tuple[str, ...] = get_args(CronSelect)

_PLACE = st.sampled_from(["own", "own", "other", None])
_GROUP = st.integers(0, 1)
CRON = st.fixed_dictionaries(
    {
        "thread": _PLACE,
        "own_assistant": st.booleans(),
        "enabled": st.sampled_from([False, True, False]),
        "schedule": LEAP_DAYS,
        "group": _GROUP,
        "end_time": st.none() | END,
    }
)
QUERY = st.fixed_dictionaries(
    {"limit": st.integers(1, 7)},
    optional={
        "thread": st.sampled_from(["own", "other"]),
        "own_assistant": st.booleans(),
        "enabled": st.booleans(),
        "group": _GROUP,
        "sort_by": st.sampled_from(SORTS),
        "sort_order": st.sampled_from(["asc", "desc"]),
        "offset": st.integers(0, 4),
        "select": st.lists(st.sampled_from(SELECTS), min_size=1, max_size=4, unique=True),
    },
)


@check("crons.found", "A search gives the crons that fit, in order and in pages; a count agrees")
def found(hunter: Hunter) -> None:
    ground, seen, graph = hunter.ground, Seen(), system_assistant(hunter.ground)

    def finds(
        crons: list[dict[str, Any]], touched: list[int], order: str, queries: list[dict[str, Any]]
    ) -> None:
        with case(ground, seen) as own:
            made = _population(own, crons, graph)
            for index in touched:
                cron = list(own.rows.values())[index % len(crons)]
                own.update(cron, {"metadata": {"touched": index}})
            own.all_there()
            for sort_by in SORTS:
                _search(own, made.query({"limit": 4, "sort_by": sort_by, "sort_order": order}))
            for query in [{"limit": 1}, *queries]:
                asked = made.query(query)
                _search(own, asked)
                _count(own, asked)
                _walk(own, asked)

    def sorted_by_an_end_that_some_have_not() -> None:
        with case(ground, seen) as own:
            far = datetime.now(UTC) + timedelta(days=4000)
            for end in ({"end_time": far}, {}):
                given = {"input": {}, "schedule": "0 0 29 2 *", "enabled": False, **end}
                own.create(given, thread=own.thread, assistant=ground.assistant, assistant_id=graph)
            _search(own, {"thread_id": own.thread, "limit": 2, "sort_by": "end_time"})

    hunter.each(
        finds,
        examples=25,
        crons=st.lists(CRON, min_size=2, max_size=6),
        touched=st.lists(st.integers(0, 5), max_size=3),
        order=st.sampled_from(["asc", "desc"]),
        queries=st.lists(QUERY, min_size=3, max_size=8),
    )

    def the_newest_ten() -> None:
        with case(ground, seen) as own:
            for _ in range(12):
                given = {"input": {}, "schedule": "0 0 29 2 *", "enabled": False}
                own.create(given, thread=own.thread, assistant=ground.assistant, assistant_id=graph)
            _search(own, {"thread_id": own.thread})

    hunter.once("the newest ten", the_newest_ten)
    hunter.once("sorted by an end that some have not", sorted_by_an_end_that_some_have_not)


class _Population:
    def __init__(self, own: Case, graph: str) -> None:
        self.own = own
        self.threads = {"own": own.thread, "other": own.new_thread()}
        self.assistants = {True: own.new_assistant(), False: graph}

    def query(self, drawn: Mapping[str, Any]) -> dict[str, Any]:
        """A search as it is sent; it finds nothing of anyone else's."""
        kept = ("enabled", "limit", "offset", "sort_by", "sort_order", "select")
        query = {name: drawn[name] for name in kept if name in drawn}
        if "own_assistant" in drawn:
            query["assistant_id"] = self.assistants[drawn["own_assistant"]]
        if "group" in drawn:
            query["metadata"] = {"deep": {"group": drawn["group"]}, "case": self.own.key}
        if "thread" in drawn:
            query["thread_id"] = self.threads[drawn["thread"]]
        elif "group" not in drawn:
            query["metadata"] = {"case": self.own.key}
        return query


def _population(own: Case, crons: list[dict[str, Any]], graph: str) -> _Population:
    made = _Population(own, graph)
    for number, cron in enumerate(crons):
        arguments = {
            "input": {},
            "schedule": cron["schedule"],
            "enabled": cron["enabled"],
            "metadata": {"deep": {"group": cron["group"], "number": number}},
        }
        # An enabled cron with an end stops the in-memory scheduler (docs/server-facts.md, D28).
        if cron["end_time"] is not None and not cron["enabled"]:
            arguments["end_time"] = cron["end_time"]
        assistant = made.assistants[cron["own_assistant"]]
        thread = made.threads[cron["thread"]] if cron["thread"] else None
        own.create(arguments, thread=thread, assistant=assistant, assistant_id=assistant)
    return made


def _search(own: Case, query: dict[str, Any]) -> None:
    ground = own.ground
    exchange = ground.send("crons_search", body=query)
    if not exchange.ok:
        return
    rows, limit, offset = exchange.json, query.get("limit", 10), query.get("offset", 0)
    fitting = [row for row in own.rows.values() if fits(row, query)]
    wanted = max(0, min(limit, len(fitting) - offset))
    ground.expect(len(rows) <= limit, "page", f"{len(rows)} rows with a limit of {limit}", place="limit")
    ground.expect(len(rows) == wanted, "filter", f"{len(rows)} rows, {wanted} fit", place="number")
    if "select" in query:
        for row in rows:
            names = set(query["select"])
            ground.expect(row.keys() == names, "select", f"{sorted(row)} for {sorted(names)}")
    _rows(own, query, rows, fitting)
    _order(own, query, rows, fitting)
    _next(own, exchange.answer.headers if exchange.answer else {}, offset, len(rows), len(fitting))


def _rows(
    own: Case, query: dict[str, Any], rows: list[dict[str, Any]], fitting: list[dict[str, Any]]
) -> None:
    if not all("cron_id" in row for row in rows):  # not selected, or a breach that the contract's judge tells
        return
    shown = [row["cron_id"] for row in rows]
    own.ground.expect(len(set(shown)) == len(shown), "page", "a search gives a row twice", place="twice")
    for row in rows:
        known = next((cron for cron in fitting if cron["cron_id"] == row["cron_id"]), None)
        if known is None:
            own.ground.expect(False, "filter", f"{row!r} does not fit {query!r}"[:500], place="strange")
            continue
        for name, message in differences(known, own.seen.plain(row), query.get("select", known)):
            own.ground.expect(False, "stored", message, place=name)


def _order(
    own: Case, query: dict[str, Any], rows: list[dict[str, Any]], fitting: list[dict[str, Any]]
) -> None:
    field = query.get("sort_by", "created_at")
    down = "sort_by" not in query or query.get("sort_order", "desc") == "desc"
    if field not in query.get("select", [field]):
        return
    keys = [sort_key(row, field) for row in rows]
    told = [key for key in keys if key is not None]
    sorted_so = all((left >= right) if down else (left <= right) for left, right in pairwise(told))
    own.ground.expect(sorted_so, "sort", f"by {field}, {'down' if down else 'up'}: {keys}", place=field)
    whole = [sort_key(row, field) for row in fitting]
    if None not in whole:  # where crons without a value stand is the server's own affair
        right = sorted(whole, reverse=down)[query.get("offset", 0) :][: query.get("limit", 10)]
        own.ground.expect(keys == right, "page", f"the page is {keys}, expected {right}", place=field)


def _next(own: Case, headers: Mapping[str, str], offset: int, shown: int, fitting: int) -> None:
    further, told = offset + shown < fitting, headers.get("x-pagination-next")
    total, reach = headers.get("x-pagination-total"), str(offset + shown + further)
    own.ground.expect(total == reach, "page", f"the total is {total}, expected {reach}", place="total")
    if further and shown:
        wanted = str(offset + shown)
        own.ground.expect(told == wanted, "page", f"the next page is {told}, expected {wanted}", place="next")
    elif not shown:
        own.ground.expect(told is None, "page", f"an empty page is followed by {told}", place="next")


def _count(own: Case, query: dict[str, Any]) -> None:
    names: tuple[str, ...] = ("assistant_id", "thread_id", "metadata")
    asked = {name: query[name] for name in names if name in query}
    answer = own.ground.send("crons_count", body=asked)
    wanted = sum(fits(row, asked) for row in own.rows.values())
    own.ground.expect(
        answer.json == wanted, "count", f"counted {answer.json} of {wanted}", place="+".join(asked)
    )


def _walk(own: Case, query: dict[str, Any]) -> None:
    """All pages of a search hold what fits, once each."""
    if query.get("sort_by") == "end_time" or "select" in query:
        return
    asked = {"sort_by": "cron_id", **query}
    size, seen = min(query["limit"], 3), list[str]()
    for offset in range(0, len(own.rows) + size, size):
        page = own.ground.send("crons_search", body={**asked, "limit": size, "offset": offset})
        if not page.ok:
            return
        seen += [row["cron_id"] for row in page.json]
    wanted = {row["cron_id"] for row in own.rows.values() if fits(row, query)}
    own.ground.expect(len(seen) == len(set(seen)), "page", f"pages of {size} repeat a row", place="repeats")
    own.ground.expect(set(seen) >= wanted, "page", f"pages of {size} lose a row", place="loses")
