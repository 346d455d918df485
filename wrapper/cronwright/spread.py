"""Many connections at once, spread over pools of few.

At every request httpcore looks through all connections of a pool, and through all of them again for each
idle one: a thousand calls at once took 14 s in one pool, and 1 s in pools of 25 (scripts/bench together).
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import httpx

T = TypeVar("T")

EACH = 25
"""Connections of one pool."""
POOLS = 40


@dataclass(eq=False, slots=True)
class Share(Generic[T]):
    """One pool, and how many of its connections are in use."""

    pool: T
    busy: int = 0


class Shares(Generic[T]):
    """Which pool a request goes to: the first that is not full, so that few calls use few connections."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._shares = [Share(make())]

    def take(self) -> Share[T]:
        """The pool for a request; where all are full, the least busy one, in which it waits."""
        for share in self._shares:
            if share.busy < EACH:
                break
        else:
            if len(self._shares) < POOLS:
                self._shares.append(share := Share(self._make()))
            else:
                share = min(self._shares, key=lambda each: each.busy)
        share.busy += 1
        return share

    def give(self, share: Share[T]) -> list[T]:
        """Take back what a request is done with; the pools that are needed no more are to be closed."""
        share.busy -= 1
        idle: list[T] = []
        # The last pool stays while the one before it is half full: it would be made again at once.
        while len(self._shares) > 1 and not self._shares[-1].busy and self._shares[-2].busy < EACH // 2:
            idle.append(self._shares.pop().pool)
        return idle

    def all(self) -> list[T]:
        """Every pool."""
        return [share.pool for share in self._shares]


class SpreadTransport(httpx.BaseTransport):
    """A transport over several; safe to share between threads."""

    def __init__(self, make: Callable[[], httpx.BaseTransport]) -> None:
        self._shares = Shares(make)
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request over one of the pools."""
        with self._lock:
            share = self._shares.take()
        try:
            response = share.pool.handle_request(request)
        except BaseException:
            self._give(share)
            raise
        response.stream = _Body(response.stream, lambda: self._give(share))
        return response

    def close(self) -> None:
        """Close every connection."""
        for pool in self._shares.all():
            pool.close()

    def _give(self, share: Share[httpx.BaseTransport]) -> None:
        with self._lock:
            idle = self._shares.give(share)
        for pool in idle:
            pool.close()


class AsyncSpreadTransport(httpx.AsyncBaseTransport):
    """A transport over several, for one event loop."""

    def __init__(self, make: Callable[[], httpx.AsyncBaseTransport]) -> None:
        self._shares = Shares(make)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request over one of the pools."""
        share = self._shares.take()
        try:
            response = await share.pool.handle_async_request(request)
        except BaseException:
            await self._give(share)
            raise
        response.stream = _AsyncBody(response.stream, lambda: self._give(share))
        return response

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._shares.all():
            await pool.aclose()

    async def _give(self, share: Share[httpx.AsyncBaseTransport]) -> None:
        for pool in self._shares.give(share):
            await pool.aclose()


class _Body(httpx.SyncByteStream):
    """A body that gives its connection back when it is closed."""

    def __init__(self, body: Any, give: Callable[[], None]) -> None:
        self._body = body
        self._give: Callable[[], None] | None = give

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        """Close it, once."""
        give, self._give = self._give, None
        try:
            self._body.close()
        finally:
            if give is not None:
                give()


class _AsyncBody(httpx.AsyncByteStream):
    """A body that gives its connection back when it is closed."""

    def __init__(self, body: Any, give: Callable[[], Awaitable[None]]) -> None:
        self._body = body
        self._give: Callable[[], Awaitable[None]] | None = give

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._body)

    async def aclose(self) -> None:
        """Close it, once."""
        give, self._give = self._give, None
        try:
            await self._body.aclose()
        finally:
            if give is not None:
                await give()
