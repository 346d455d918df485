"""What was read beside what was expected: the judgements that the checks of several resources share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cronwright_contract.broken import GivenUp
from cronwright_contract.ground import Ground
from cronwright_contract.wire.exchange import Exchange

Row = Mapping[str, Any]


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same; 1 and 1.0 are one number, 1 and true are not the same."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def holds(whole: Any, part: Any) -> bool:
    """Whether a JSON value holds another: an object that has these fields and maybe more."""
    if isinstance(whole, dict) and isinstance(part, dict):
        return all(key in whole and holds(whole[key], part[key]) for key in part)
    return same(whole, part)


def moment(text: str) -> datetime:
    """An answer's time."""
    return datetime.fromisoformat(text)


def is_row(exchange: Exchange) -> bool:
    """Whether it was accepted and answered with an object."""
    return exchange.ok and isinstance(exchange.json, dict)


def is_list(exchange: Exchange) -> bool:
    """Whether it was accepted and answered with a list of objects."""
    rows = exchange.json
    return exchange.ok and isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def next_offset(exchange: Exchange) -> int | None:
    """Where a search's next page begins; None on the last one."""
    told = "" if exchange.answer is None else exchange.answer.headers.get("x-pagination-next", "")
    return int(told) if told.isdecimal() else None


def accepted(ground: Ground, exchange: Exchange) -> bool:
    """Expect that a good request is accepted."""
    message = f"a good request is answered with {exchange.status}"
    return ground.expect(exchange.ok, "refuses_good", message, place=str(exchange.status))


def good(ground: Ground, exchange: Exchange) -> Any:
    """The JSON of the answer to a good request; ends the example where it was refused in a known way."""
    if not accepted(ground, exchange):
        raise GivenUp(f"{exchange.request.operation} answers {exchange.status}")
    return exchange.json


def good_row(ground: Ground, exchange: Exchange) -> Row:
    """The object that a good request is answered with; ends the example where it is none, in a known way."""
    row = good(ground, exchange)
    if not isinstance(row, dict):
        raise GivenUp(f"{exchange.request.operation} answers with no object")
    return row


def good_rows(ground: Ground, exchange: Exchange) -> list[Row]:
    """The objects that a good request is answered with; ends the example where it is none, in a known way."""
    rows = good(ground, exchange)
    if not is_list(exchange):
        raise GivenUp(f"{exchange.request.operation} answers with no list of objects")
    return list(rows)


def judge_taken(ground: Ground, kind: str, made: Row, body: Mapping[str, Any]) -> None:
    """Expect that a second `thread` or `assistant` of one id is refused, and that the first one stays."""
    create, path = f"{kind}s_create", {f"{kind}_id": str(made[f"{kind}_id"])}
    second = {**path, **body, "metadata": {"second": True, **ground.tag}}
    for told in ({}, {"if_exists": "raise"}):
        again = ground.send(create, body={**second, **told})
        message = f"a second {kind} of one id is answered with {again.status}"
        ground.expect(again.status == 409, "accepts_bad", message, place="if_exists raise")
    kept = ground.send(create, body={**second, "if_exists": "do_nothing"})
    if accepted(ground, kept):
        agree(ground, "untouched", made, kept.json)
    now = good_row(ground, ground.send(f"{kind}s_get", path))
    agree(ground, "refusal_changes", made, now, operation=create)


def agree(
    ground: Ground,
    rule: str,
    wanted: Row,
    found: Any,
    *,
    but: Collection[str] = (),
    operation: str | None = None,
) -> bool:
    """Expect each field of an object as it is wanted, those `but` left out; each is a place of its own."""
    if not isinstance(found, Mapping):
        return ground.expect(False, rule, f"expected an object, came {found!r:.200}", operation=operation)
    good = True
    for name, value in wanted.items():
        if name not in but and not (name in found and same(value, found[name])):
            came = f"{found[name]!r:.300}" if name in found else "nothing"
            message = f"{name}: expected {value!r:.300}, came {came}"
            good = ground.expect(False, rule, message, place=name, operation=operation)
    return good


def gone(ground: Ground, exchange: Exchange, place: str = "") -> bool:
    """Expect 404 for what was deleted or never was."""
    message = f"expected 404 for what is not there, came {exchange.status}"
    return ground.expect(exchange.status == 404, "deleted", message, place=place)


@dataclass(frozen=True, slots=True)
class Query:
    """A search: its filter, and the page, order and fields that are asked for."""

    where: Mapping[str, Any]
    limit: int = 1000
    offset: int = 0
    sort_by: str | None = None
    sort_order: str | None = None
    select: Sequence[str] | None = None
    fields: Collection[str] = field(default=())
    """Those that are always there where `select` names them."""

    @property
    def body(self) -> dict[str, Any]:
        told: dict[str, Any] = {"limit": self.limit, "offset": self.offset}
        if self.sort_by is not None:
            told |= {"sort_by": self.sort_by, "sort_order": self.sort_order}
        if self.select is not None:
            told["select"] = list(self.select)
        return {**self.where, **told}


def judge_page(ground: Ground, query: Query, answer: Exchange, fitting: Sequence[Row], key: str) -> None:
    """Expect the page of a search out of all rows that fit, each as it was last read."""
    if not accepted(ground, answer) or not is_list(answer):
        return
    found: list[Row] = answer.json
    known = {row[key]: row for row in fitting}
    shown = [row[key] for row in found if key in row]
    if not (
        ground.expect(
            known.keys() >= set(shown),
            "filter",
            f"{len(set(shown) - known.keys())} of {len(found)} rows do not fit the filter",
            place=_filters(query),
        )
        and ground.expect(len(set(shown)) == len(shown), "page", "a page holds a row twice", place="twice")
        and ground.expect(
            len(found) <= query.limit, "page", f"{len(found)} rows, limit {query.limit}", place="limit"
        )
    ):
        return
    due = max(0, min(query.limit, len(fitting) - query.offset))
    whole = query.offset == 0 and query.limit >= len(fitting)
    if ground.expect(
        len(found) == due,
        "filter" if whole else "page",
        f"{len(found)} rows of {len(fitting)} that fit, offset {query.offset}, limit {query.limit}; "
        f"expected {due}",
        place=_filters(query) if whole else "rows",
    ):
        _judge_order(ground, query, found, fitting)
        _judge_rows(ground, query, found, known, key)
        _judge_headers(ground, query, answer, len(found), len(fitting))


def judge_searches(
    ground: Ground,
    operation: str,
    where: Mapping[str, Any],
    fitting: Sequence[Row],
    key: str,
    *,
    sorts: Sequence[str],
    fields: Sequence[str],
    always: Collection[str],
) -> None:
    """Search by each field to sort by, up and down, whole and in part, and for each field alone."""
    queries = [Query(where, fields=always)]
    for sort_by in sorts:
        for order in ("asc", "desc"):
            queries.append(Query(where, 1000, 0, sort_by, order))
            queries.append(Query(where, 2, 1, sort_by, order))
    queries += [Query(where, select=[name], fields=always) for name in fields]
    for query in queries:
        judge_page(ground, query, ground.send(operation, body=query.body), fitting, key)


def _filters(query: Query) -> str:
    return " ".join(sorted(query.where))


def _judge_order(ground: Ground, query: Query, found: Sequence[Row], fitting: Sequence[Row]) -> None:
    by = query.sort_by
    if by is None or not all(by in row for row in found):
        return
    descending = query.sort_order != "asc"
    order = sorted((_rank(by, row[by]) for row in fitting), reverse=descending)
    came = [_rank(by, row[by]) for row in found]
    if ground.expect(
        came == sorted(came, reverse=descending),
        "sort",
        f"rows are not in the order of {by} {query.sort_order}",
        place=f"{by} {query.sort_order}",
    ):
        expected = order[query.offset : query.offset + query.limit]
        ground.expect(came == expected, "page", "the page holds other rows than its place has", place="place")


def _rank(name: str, value: Any) -> Any:
    return moment(value) if name.endswith("_at") else value


def _judge_rows(
    ground: Ground, query: Query, found: Sequence[Row], known: Mapping[Any, Row], key: str
) -> None:
    for row in found:
        if query.select is not None:
            more = sorted(row.keys() - set(query.select))
            less = sorted((set(query.select) & set(query.fields)) - row.keys())
            ground.expect(not more, "select", f"fields that were not asked for: {more}", place="more")
            ground.expect(not less, "select", f"fields that are missing: {less}", place="less")
        if key in row:
            last = known[row[key]]
            agree(ground, "same_read", {name: last[name] for name in row if name in last}, row)


def _judge_headers(ground: Ground, query: Query, answer: Exchange, count: int, fitting: int) -> None:
    headers = {} if answer.answer is None else answer.answer.headers
    after = headers.get("x-pagination-next")
    end = query.offset + count
    if after is None:
        ground.expect(
            end >= fitting,
            "page",
            f"X-Pagination-Next is absent, and {fitting - end} rows are to come",
            place="X-Pagination-Next absent",
        )
    else:
        # Some servers cannot see beyond a page that is full.
        ground.expect(
            after == str(end) and count == query.limit,
            "page",
            f"X-Pagination-Next is {after} after {count} rows from {query.offset}",
            place="X-Pagination-Next",
        )
    total = str(end + (after is not None)) if count or not query.offset else None
    told = headers.get("x-pagination-total")
    if total is not None and told is not None:
        ground.expect(
            told == total,
            "page",
            f"X-Pagination-Total is {told}, the answers go to {total}",
            place="X-Pagination-Total",
        )
