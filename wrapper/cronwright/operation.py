"""One definition, two shells.

A resource's method is written once and makes a `Call`. On a `Resource[Blocking]` it reads as a plain
method, on a `Resource[Awaiting]` as a coroutine of the same; both check their arguments when they are
called, so that an error stands at the caller's line and not where a coroutine is awaited.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Self, TypeVar, overload

from .call import Call

if TYPE_CHECKING:
    from .shells import Awaiting, Blocking

    Shell = TypeVar("Shell", Blocking, Awaiting)
else:
    Shell = TypeVar("Shell")

P = ParamSpec("P")
T = TypeVar("T")

Pages = Generator[Call[list[T]] | list[T], list[T], None]
"""A dialogue of pages: a yielded call is sent and its rows come back; yielded rows go to the caller."""


class Resource(Generic[Shell]):
    """The operations of one resource of the server, bound to the shell that sends them."""

    __slots__ = ("_shell",)

    def __init__(self, shell: Shell) -> None:
        self._shell: Shell = shell


class operation(Generic[P, T]):  # noqa: N801 - reads as the decorator that it is
    """A method that makes one call; the client's shell sends it."""

    def __init__(self, make: Callable[Concatenate[Any, P], Call[T]]) -> None:
        self.make = make
        """The method as it was written: arguments in, a `Call` out, nothing sent."""

        @wraps(make)
        def send(resource: Any, *args: P.args, **kwargs: P.kwargs) -> Any:
            return resource._shell.run(make(resource, *args, **kwargs))

        self._send = _signed(send, make, "{}")

    def __set_name__(self, owner: type, name: str) -> None:
        self.__doc__ = self.make.__doc__

    @overload
    def __get__(self, instance: None, owner: Any) -> Self: ...
    @overload
    def __get__(self, instance: Resource[Blocking], owner: Any) -> Callable[P, T]: ...
    @overload
    def __get__(self, instance: Resource[Awaiting], owner: Any) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, instance: Any, owner: Any) -> Any:
        return self if instance is None else self._send.__get__(instance, owner)


class paged(Generic[P, T]):  # noqa: N801
    """A method that makes a dialogue of pages; the client's shell walks it, row by row."""

    def __init__(self, make: Callable[Concatenate[Any, P], Pages[T]]) -> None:
        self.make = make
        """The method as it was written: arguments in, a dialogue out, nothing sent."""

        @wraps(make)
        def walk(resource: Any, *args: P.args, **kwargs: P.kwargs) -> Any:
            return resource._shell.walk(make(resource, *args, **kwargs))

        self._walk = _signed(walk, make, "Iterator[{}]")

    def __set_name__(self, owner: type, name: str) -> None:
        self.__doc__ = self.make.__doc__

    @overload
    def __get__(self, instance: None, owner: Any) -> Self: ...
    @overload
    def __get__(self, instance: Resource[Blocking], owner: Any) -> Callable[P, Iterator[T]]: ...
    @overload
    def __get__(self, instance: Resource[Awaiting], owner: Any) -> Callable[P, AsyncIterator[T]]: ...
    def __get__(self, instance: Any, owner: Any) -> Any:
        return self if instance is None else self._walk.__get__(instance, owner)


def _signed(function: Callable[..., Any], make: Callable[..., Any], returns: str) -> Callable[..., Any]:
    # help() and editors shall show what a caller gets, not the Call that the method makes.
    signature = inspect.signature(make)
    answer = str(signature.return_annotation).partition("[")[2].removesuffix("]")
    function.__signature__ = signature.replace(return_annotation=returns.format(answer))  # type: ignore[attr-defined]
    return function
