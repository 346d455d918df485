"""All rows of a search, page by page, while others write."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeVar

from .call import Call
from .dialogue import Flow, Policy
from .errors import CronwrightError, InvalidArgumentError
from .exchange import exchange
from .operation import Items

T = TypeVar("T")

# So many full pages without a new row mean that the server ignores the offset.
_BARREN = 20

Fetch = Callable[[int, int], Call[list[T]]]
"""The call for a page: how many rows, and how many to leave out before them."""


def check_page(limit: int, offset: int) -> None:
    """Refuse a limit outside 1..1000 and a negative offset, as the server does."""
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= 1000:
        raise InvalidArgumentError(f"limit must be an int from 1 to 1000, not {limit!r}")
    if isinstance(offset, bool) or not isinstance(offset, int) or offset < 0:
        raise InvalidArgumentError(f"offset must be an int of 0 or more, not {offset!r}")


def pages_by_id(fetch: Fetch[T], identity: Callable[[T], str], page_size: int) -> Items[T]:
    """Every row of a search that is sorted by its id, rising, each one once.

    Offsets shift when rows come and go between two pages. So each page begins with the last row of the
    one before; where that row is no longer there, the dialogue goes back until it finds its place.
    """
    _check_first(fetch, page_size)
    return Items(lambda policy: _sorted(fetch, identity, page_size, policy))


def pages_by_offset(fetch: Fetch[T], identity: Callable[[T], str], page_size: int) -> Items[T]:
    """Every row of a list that has an order of its own, each one once.

    As above each page begins with the last row of the one before. Where none of a page was seen yet, rows
    before it have gone, and the dialogue goes back; what was seen already is left out.
    """
    _check_first(fetch, page_size)
    return Items(lambda policy: _unsorted(fetch, identity, page_size, policy))


def _check_first(fetch: Fetch[T], page_size: int) -> None:
    if isinstance(page_size, bool) or not isinstance(page_size, int) or not 2 <= page_size <= 1000:
        raise InvalidArgumentError(f"page_size must be an int from 2 to 1000, not {page_size!r}")
    fetch(page_size, 0)  # wrong filters shall be an error here, not at the first row


def _unsorted(fetch: Fetch[T], identity: Callable[[T], str], page_size: int, policy: Policy) -> Flow:
    seen: set[str] = set()
    offset, barren = 0, 0
    while True:
        rows: list[T] = yield from exchange(fetch(page_size, offset), policy)
        fresh: list[Any] = [row for row in rows if identity(row) not in seen]
        if offset and len(fresh) == len(rows):
            offset = max(0, offset - page_size)
            continue
        if fresh:
            barren = 0
            seen.update(identity(row) for row in fresh)
            yield fresh
        else:
            barren += 1
        if len(rows) < page_size:
            return
        if barren > _BARREN:
            raise CronwrightError("the server repeats its pages: it ignores the offset")
        offset += page_size - 1


def _sorted(fetch: Fetch[T], identity: Callable[[T], str], page_size: int, policy: Policy) -> Flow:
    last, offset, barren = "", 0, 0
    while True:
        rows: list[T] = yield from exchange(fetch(page_size, offset), policy)
        ids = [identity(row) for row in rows]
        if any(before >= after for before, after in pairwise(ids)):
            raise CronwrightError("the server does not sort by id, so no page can follow another safely")
        if offset and not (ids and ids[0] <= last):
            offset = max(0, offset - page_size)
            continue
        fresh: list[Any] = [row for row, found in zip(rows, ids, strict=True) if found > last]
        if fresh:
            last, barren = identity(fresh[-1]), 0
            yield fresh
        else:
            barren += 1
        if len(rows) < page_size:
            return
        if barren > _BARREN:
            raise CronwrightError("the server repeats its pages: it ignores the offset")
        offset += page_size - 1
