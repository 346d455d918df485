"""What of a message or a tool call can be waited for, by waiting and by awaiting.

Each can be looked at as often as one likes, from its first piece.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator
from functools import partial
from typing import Any, Generic, TypeVar

from .async_reader import AsyncReader
from .growing import Growing
from .reader import Reader

T = TypeVar("T")


def _has_more(growing: Growing[Any], seen: int) -> bool:
    return growing.done or seen < len(growing.pieces)


class Part(Generic[T]):
    """Pieces as they come; `get()` is the whole."""

    def __init__(self, growing: Growing[T], reader: Reader) -> None:
        self._growing = growing
        self._reader = reader

    def __iter__(self) -> Iterator[T]:
        growing, seen = self._growing, 0
        with self._reader.used():
            while True:
                while seen < len(growing.pieces):
                    yield growing.pieces[seen]
                    seen += 1
                if growing.done:
                    growing.result()
                    return
                self._reader.pull(partial(_has_more, growing, seen))

    def get(self) -> Any:
        """The whole, when it is there; raises what went wrong."""
        growing = self._growing
        if not growing.done:
            with self._reader.used():
                while not growing.done:
                    self._reader.pull(lambda: growing.done)
        return growing.result()

    @property
    def done(self) -> bool:
        """Whether no more is to come."""
        return self._growing.done

    @property
    def error(self) -> Exception | None:
        """What went wrong, if anything did."""
        return self._growing.error

    def __bool__(self) -> bool:
        """Whether anything has come so far."""
        return bool(self._growing.pieces)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self._growing.pieces)} pieces>"


class TextPart(Part[str]):
    """Text, piece by piece; `str()` is the whole, when it is there."""

    def get(self) -> str:
        """The whole text, when it is there; raises what went wrong."""
        return str(super().get() or "")

    def __str__(self) -> str:
        return self.get()

    def __repr__(self) -> str:
        return repr("".join(self._growing.pieces))


class AsyncPart(Generic[T]):
    """Pieces as they come; awaited, the whole."""

    def __init__(self, growing: Growing[T], reader: AsyncReader) -> None:
        self._growing = growing
        self._reader = reader

    async def __aiter__(self) -> AsyncIterator[T]:
        growing, seen = self._growing, 0
        async with self._reader.used():
            while True:
                while seen < len(growing.pieces):
                    yield growing.pieces[seen]
                    seen += 1
                if growing.done:
                    growing.result()
                    return
                await self._reader.pull(partial(_has_more, growing, seen))

    def __await__(self) -> Generator[Any, None, Any]:
        return self._whole().__await__()

    async def _whole(self) -> Any:
        growing = self._growing
        if not growing.done:
            async with self._reader.used():
                while not growing.done:
                    await self._reader.pull(lambda: growing.done)
        return growing.result()

    @property
    def done(self) -> bool:
        """Whether no more is to come."""
        return self._growing.done

    @property
    def error(self) -> Exception | None:
        """What went wrong, if anything did."""
        return self._growing.error

    def __bool__(self) -> bool:
        """Whether anything has come so far."""
        return bool(self._growing.pieces)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self._growing.pieces)} pieces>"


class AsyncTextPart(AsyncPart[str]):
    """Text, piece by piece; awaited, the whole."""

    async def _whole(self) -> str:
        return str(await super()._whole() or "")

    def __repr__(self) -> str:
        return repr("".join(self._growing.pieces))
