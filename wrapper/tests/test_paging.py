"""All rows, each once, while others write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_server_api.api.crons import crons_search
from agent_server_api.models import Cron, CronSearch
from cronwright import CronwrightError, InvalidArgumentError
from cronwright.call import Call, call
from cronwright.dialogue import Answer, Policy
from cronwright.paging import pages_by_id, pages_by_offset


def fetch(limit: int, offset: int) -> Call[list[Cron]]:
    return call(crons_search, body=CronSearch(limit=limit, offset=offset))


def page(ids: list[str]) -> Answer:
    return Answer(200, {}, orjson.dumps([{"cron_id": found} for found in ids]), "r")


Write = tuple[str, bool]
"""The name of a row, and whether it comes (or goes)."""


def walk(rows: list[str], size: int, writes: list[list[Write]]) -> list[str]:
    """What a caller gets of a server with these rows, where each fetch is followed by some writes."""
    stored = sorted(rows)

    def write(name: str, comes: bool) -> None:
        if name in stored:
            stored.remove(name)
        if comes:
            stored.append(name)
            stored.sort()

    return walked(pages_by_id, stored, size, writes, write)


def walk_newest_first(rows: list[str], size: int, writes: list[list[Write]]) -> list[str]:
    """The same of a server that lists what came last first."""
    stored = list(rows)

    def write(name: str, comes: bool) -> None:
        if not comes and name in stored:
            stored.remove(name)
        elif comes and name not in stored:
            stored.insert(0, name)

    return walked(pages_by_offset, stored, size, writes, write)


def walked(
    pages: Any, stored: list[str], size: int, writes: list[list[Write]], write: Callable[[str, bool], None]
) -> list[str]:
    got: list[str] = []
    dialogue = pages(fetch, lambda cron: cron.cron_id, size).walk(Policy())
    step = next(dialogue, None)
    pending = iter(writes)
    while step is not None:
        answer: Answer | None = None
        if isinstance(step, Call):
            assert step.content is not None
            asked = orjson.loads(step.content)
            answer = page(stored[asked["offset"] : asked["offset"] + asked["limit"]])
            for name, comes in next(pending, []):
                write(name, comes)
        else:
            got += [cron.cron_id for cron in step]
        try:
            step = dialogue.send(answer)
        except StopIteration:
            break
    return got


NAMES = st.text("abcdef", min_size=1, max_size=3)


WRITES = st.lists(st.lists(st.tuples(NAMES, st.booleans()), max_size=4), max_size=15)


@given(st.sets(NAMES), st.integers(2, 6), WRITES)
def test_every_row_that_stays_comes_once(rows: set[str], size: int, writes: list[list[Write]]) -> None:
    """Whatever comes and goes between two pages: what was there all the time comes, and nothing twice."""
    got = walk(sorted(rows), size, writes)
    touched = {name for batch in writes for name, _ in batch}
    assert got == sorted(set(got))
    assert rows - touched <= set(got) <= rows | touched


@given(st.lists(NAMES, unique=True), st.integers(2, 6), WRITES)
def test_every_row_of_a_list_in_its_own_order(rows: list[str], size: int, writes: list[list[Write]]) -> None:
    """The same where rows have the order in which they came."""
    got = walk_newest_first(rows, size, writes)
    touched = {name for batch in writes for name, _ in batch}
    assert len(got) == len(set(got))
    assert set(rows) - touched <= set(got) <= set(rows) | touched


@pytest.mark.parametrize("count", [3, 4])
@pytest.mark.parametrize("walking", [walk, walk_newest_first])
def test_offsets_alone_would_lose_rows(walking: Callable[..., list[str]], count: int) -> None:
    """The case that a plain walk by offset gets wrong: rows before the page go, and others are skipped."""
    rows = [f"{number:02}" for number in range(10)]
    assert walking(rows, 4, [[(name, False) for name in rows[:count]]]) == rows


def _step(pages: list[list[str]], paging: Any = pages_by_id) -> None:
    dialogue = paging(fetch, lambda cron: cron.cron_id, 2).walk(Policy())
    step = next(dialogue)
    for names in pages:
        while not isinstance(step, Call):
            step = dialogue.send(None)
        step = dialogue.send(page(names))


def test_an_unsorted_answer_is_an_error() -> None:
    """A server that does not sort would lose rows silently; it is an error instead."""
    with pytest.raises(CronwrightError, match="does not sort by id"):
        _step([["b", "a"]])


@pytest.mark.parametrize("paging", [pages_by_id, pages_by_offset], ids=["by id", "by offset"])
def test_a_server_that_ignores_the_offset_is_an_error(paging: Any) -> None:
    """A server that repeats its first page would keep a caller for ever."""
    with pytest.raises(CronwrightError, match="ignores the offset"):
        _step([["a", "b"]] * 50, paging)


@pytest.mark.parametrize("size", [0, 1, 1001, True, "10"])
def test_an_impossible_page_size_is_an_error(size: int) -> None:
    """A page must overlap the one before, so it has two rows at least; the server gives 1,000 at most."""
    with pytest.raises(InvalidArgumentError, match="page_size must be an int from 2 to 1000"):
        pages_by_id(fetch, lambda cron: cron.cron_id, size)
