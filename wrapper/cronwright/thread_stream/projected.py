"""What can be looped over, as often as one likes: each loop reads by a connection of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Generic, TypeVar

from ..errors import InvalidArgumentError
from .async_reader import AsyncReader
from .reader import Reader

T = TypeVar("T")
P = TypeVar("P")


class Projected(Generic[T]):
    """The items of a run as they come."""

    def __init__(self, reader: Callable[[], Reader]) -> None:
        self._reader = reader

    def __iter__(self) -> Iterator[T]:
        return iter(self._reader())


class AsyncProjected(Generic[T]):
    """The items of a run as they come."""

    def __init__(self, reader: Callable[[], AsyncReader]) -> None:
        self._reader = reader

    def __aiter__(self) -> AsyncIterator[T]:
        return aiter(self._reader())


class Extensions(Generic[P]):
    """What extensions send, by their names."""

    def __init__(self, make: Callable[[str], P]) -> None:
        self._make = make
        self._made: dict[str, P] = {}

    def __getitem__(self, name: str) -> P:
        if not isinstance(name, str) or not name:
            raise InvalidArgumentError(f"an extension has a name, and {name!r} is none")
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]
