"""Many items, each had when it is asked for: what a walk is to the caller."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from itertools import chain
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
        self._batches = _batches(items, SyncTalk(wire))
        self._batch: Iterator[T] = iter(())

    def __iter__(self) -> Iterator[T]:
        # An iterator of its own, so that it ends with the loop that asked for it.
        return chain.from_iterable(self._looped())

    def _looped(self) -> Iterator[Iterator[T]]:
        try:
            while True:
                yield self._batch
                if (batch := next(self._batches, None)) is None:
                    return
                self._batch = iter(batch)
        finally:
            self.close()

    def __next__(self) -> T:
        while True:
            for item in self._batch:
                return item
            self._batch = iter(next(self._batches))

    def close(self) -> None:
        """Close the connection; there are no more items."""
        self._batches.close()

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
        self._batches = _abatches(items, AsyncTalk(wire))
        self._batch: Iterator[T] = iter(())

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            while True:
                for item in self._batch:
                    yield item
                if (batch := await anext(self._batches, None)) is None:
                    return
                self._batch = iter(batch)
        finally:
            await self.close()

    async def __anext__(self) -> T:
        while True:
            for item in self._batch:
                return item
            self._batch = iter(await anext(self._batches))

    async def close(self) -> None:
        """Close the connection; there are no more items."""
        await self._batches.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _batches(items: Flow, talk: SyncTalk) -> Generator[list[Any], None, None]:
    batch: list[Any] = []
    try:
        step = next(items)
        while True:
            if isinstance(step, list):
                batch = step
                yield batch
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
        # What was not taken of it when the stream was closed is not to be had any more.
        batch.clear()
        talk.close()


async def _abatches(items: Flow, talk: AsyncTalk) -> AsyncGenerator[list[Any], None]:
    batch: list[Any] = []
    try:
        step = next(items)
        while True:
            if isinstance(step, list):
                batch = step
                yield batch
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
        batch.clear()
        await talk.close()
