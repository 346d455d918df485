"""Requests spread over pools: few calls use few connections, many do not wait for each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import httpx
import pytest

from cronwright.spread import EACH, POOLS, Share, Shares, SpreadTransport


def numbered() -> Shares[int]:
    """Shares whose pools are numbers, in the order in which they were made."""
    return Shares(itertools.count().__next__)


def taken(shares: Shares[int], count: int) -> list[Share[int]]:
    return [shares.take() for _ in range(count)]


def test_calls_one_after_another_use_one_pool() -> None:
    """A connection that is free is used again, not one of another pool."""
    shares = numbered()
    for _ in range(3 * EACH):
        assert shares.give(shares.take()) == []
    assert shares.all() == [0]


def test_a_pool_is_made_when_the_others_are_full() -> None:
    """The calls at once of two pools and one more are in three."""
    shares = numbered()
    assert [share.pool for share in taken(shares, 2 * EACH + 1)] == [0] * EACH + [1] * EACH + [2]


def test_what_is_free_in_an_earlier_pool_is_taken_first() -> None:
    """So the later pools empty, and can be closed."""
    shares = numbered()
    all_of_them = taken(shares, EACH + 5)
    shares.give(all_of_them[3])
    assert shares.take().pool == 0


def test_where_all_pools_are_full_the_least_busy_one_is_waited_for() -> None:
    """No connection is made beyond the bound."""
    shares = numbered()
    first, *others = taken(shares, EACH * POOLS)
    late = shares.take()
    assert late.pool == 0
    for share in (others[EACH - 1], others[EACH - 1]):
        shares.give(share)
    assert shares.take().pool == 1
    assert first.busy == EACH + 1
    assert len(shares.all()) == POOLS


def test_pools_are_closed_when_they_are_needed_no_more() -> None:
    """Not at once: while half of the pool before it is in use, the last one may be needed again."""
    shares = numbered()
    used = taken(shares, 3 * EACH)
    closed = [pool for share in reversed(used) for pool in shares.give(share)]
    assert closed == [2, 1]
    assert shares.all() == [0]
    used = taken(shares, EACH + 1)
    assert shares.give(used[-1]) == []
    assert len(shares.all()) == 2


class Once(httpx.SyncByteStream):
    """A body that counts how often it is closed."""

    closed = 0

    def __iter__(self) -> Iterator[bytes]:
        yield b"whole"

    def close(self) -> None:
        self.closed += 1


class Inner(httpx.BaseTransport):
    """Answers with a body, or fails."""

    def __init__(self) -> None:
        self.closed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/fails":
            raise httpx.ConnectError("no one there")
        return httpx.Response(200, stream=Once())

    def close(self) -> None:
        self.closed = True


def spread() -> tuple[SpreadTransport, list[Inner]]:
    """A transport, and the pools that it has made so far."""
    made: list[Inner] = []

    def make() -> Inner:
        made.append(Inner())
        return made[-1]

    return SpreadTransport(make), made


def test_a_connection_comes_back_when_the_body_is_closed_or_the_request_fails() -> None:
    """Twice closed is given back once; what failed is not kept."""
    transport, made = spread()
    with httpx.Client(transport=transport) as client:
        for _ in range(2 * EACH):
            with client.stream("GET", "http://x/") as response:
                response.read()
                response.close()
            with pytest.raises(httpx.ConnectError):
                client.get("http://x/fails")
        assert len(made) == 1
        opened = [client.send(client.build_request("GET", "http://x/"), stream=True) for _ in range(EACH + 1)]
        assert len(made) == 2
        for response in opened:
            response.close()
        assert [pool.closed for pool in made] == [False, True]
    assert made[0].closed


def test_a_body_that_is_closed_twice_counts_once() -> None:
    """A pool has no more room than it has connections."""
    transport, made = spread()
    request = httpx.Request("GET", "http://x/")
    body = transport.handle_request(request).stream
    assert isinstance(body, httpx.SyncByteStream)
    body.close()
    body.close()
    for _ in range(EACH):
        transport.handle_request(request)
    assert len(made) == 1
    transport.handle_request(request)
    assert len(made) == 2
