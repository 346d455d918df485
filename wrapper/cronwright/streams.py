"""Many items, each had when it is asked for: what a walk is to the caller."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from .dialogue import Flow
from .errors import CronwrightError
from .talk import AsyncTalk, SyncTalk
from .wire import AsyncWire, SyncWire

T = TypeVar("T")


class Stream(Iterator[T], Generic[T]):
    """Items as they come. The connection is closed when a loop over it is left, in whatever way.

    What was left cannot be taken up again: to stop and go on, call `next()`, or loop over `iter(...)` of
    one's own. As a context manager it is closed at the end of the block.
    """

    def __init__(self, items: Flow, wire: SyncWire) -> None:
        self._talk = SyncTalk(wire)
        self._items: Iterator[T] = _items(items, self._talk)

    def __iter__(self) -> Iterator[T]:
        # A generator of its own, so that it ends with the loop that asked for it.
        try:
            yield from self._items
        finally:
            self.close()

    def __next__(self) -> T:
        return next(self._items)

    def close(self) -> None:
        """Close the connection; there are no more items."""
        self._items.close()  # type: ignore[attr-defined]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncStream(AsyncIterator[T], Generic[T]):
    """Items as they come. The connection is closed when a loop over it is left, in whatever way.

    What was left cannot be taken up again: to stop and go on, await `anext()`. As a context manager it is
    closed at the end of the block; trio asks for that.
    """

    def __init__(self, items: Flow, wire: AsyncWire) -> None:
        self._talk = AsyncTalk(wire)
        self._items: AsyncIterator[T] = _aitems(items, self._talk)

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            async for item in self._items:
                yield item
        finally:
            await self.close()

    async def __anext__(self) -> T:
        return await anext(self._items)

    async def close(self) -> None:
        """Close the connection; there are no more items."""
        await self._items.aclose()  # type: ignore[attr-defined]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _items(items: Flow, talk: SyncTalk) -> Iterator[Any]:
    try:
        step = next(items)
        while True:
            if isinstance(step, list):
                yield from step
                step = next(items)
                continue
            try:
                told = talk.do(step)
            except CronwrightError as error:
                step = items.throw(error)
            else:
                step = items.send(told)
    except StopIteration:
        return
    finally:
        talk.close()


async def _aitems(items: Flow, talk: AsyncTalk) -> AsyncIterator[Any]:
    try:
        step = next(items)
        while True:
            if isinstance(step, list):
                for item in step:
                    yield item
                step = next(items)
                continue
            try:
                told = await talk.do(step)
            except CronwrightError as error:
                step = items.throw(error)
            else:
                step = items.send(told)
    except StopIteration:
        return
    finally:
        await talk.close()
