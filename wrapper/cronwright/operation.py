"""One definition, two shells.

A resource's method is written once and makes a `Call`. On a `Resource[Blocking]` it reads as a plain
method, on a `Resource[Awaiting]` as a coroutine of the same; both check their arguments when they are
called, so that an error stands at the caller's line and not where a coroutine is awaited.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Self, TypeVar, overload

from .call import Call

if TYPE_CHECKING:
    from .dialogue import Walk
    from .raw import RawResponse
    from .shells import Awaiting, Blocking, RawAwaiting, RawBlocking
    from .streams import AsyncStream, Stream

    Shell = TypeVar("Shell", Blocking, Awaiting, RawBlocking, RawAwaiting)
else:
    Shell = TypeVar("Shell")

P = ParamSpec("P")
T = TypeVar("T")


class Items(Generic[T]):
    """Many items of one kind, asked for one by one."""

    __slots__ = ("walk",)

    def __init__(self, walk: Walk) -> None:
        self.walk = walk


class Resource(Generic[Shell]):
    """The operations of one resource of the server, bound to the shell that sends them."""

    __slots__ = ("_shell",)

    def __init__(self, shell: Shell) -> None:
        self._shell: Shell = shell


class _Method:
    """A method written once; what it makes is given to the shell."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self.make: Any = make
        """The method as it was written: arguments in, a request out, nothing sent."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.__doc__ = self.make.__doc__

    def bound(self, instance: Any, owner: Any) -> Any:
        return self if instance is None else self._function.__get__(instance, owner)

    @cached_property
    def _function(self) -> Any:
        # Made when it is first asked for: a signature takes longer than most calls need of this module.
        function = self._sending()
        function.__signature__ = signature_of(self.make)
        return function

    def _sending(self) -> Any:
        raise NotImplementedError


class operation(_Method, Generic[P, T]):  # noqa: N801 - reads as the decorator that it is
    """A method that makes one call; the client's shell sends it."""

    def __init__(self, make: Callable[Concatenate[Any, P], Call[T]]) -> None:
        super().__init__(make)

    def _sending(self) -> Any:
        make = self.make

        @wraps(make)
        def send(resource: Any, *args: Any, **kwargs: Any) -> Any:
            return resource._shell.run(make(resource, *args, **kwargs))

        return send

    @overload
    def __get__(self, instance: None, owner: Any) -> Self: ...
    @overload
    def __get__(self, instance: Resource[Blocking], owner: Any) -> Callable[P, T]: ...
    @overload
    def __get__(self, instance: Resource[Awaiting], owner: Any) -> Callable[P, Coroutine[Any, Any, T]]: ...
    @overload
    def __get__(self, instance: Resource[RawBlocking], owner: Any) -> Callable[P, RawResponse[T]]: ...
    @overload
    def __get__(
        self, instance: Resource[RawAwaiting], owner: Any
    ) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]: ...
    def __get__(self, instance: Any, owner: Any) -> Any:
        return self.bound(instance, owner)


class streamed(_Method, Generic[P, T]):  # noqa: N801
    """A method whose items come one by one; the client's shell fetches them."""

    def __init__(self, make: Callable[Concatenate[Any, P], Items[T]]) -> None:
        super().__init__(make)

    def _sending(self) -> Any:
        make = self.make

        @wraps(make)
        def walk(resource: Any, *args: Any, **kwargs: Any) -> Any:
            return resource._shell.walk(make(resource, *args, **kwargs).walk)

        return walk

    @overload
    def __get__(self, instance: None, owner: Any) -> Self: ...
    @overload
    def __get__(self, instance: Resource[Blocking], owner: Any) -> Callable[P, Stream[T]]: ...
    @overload
    def __get__(self, instance: Resource[Awaiting], owner: Any) -> Callable[P, AsyncStream[T]]: ...
    @overload
    def __get__(self, instance: Resource[RawBlocking], owner: Any) -> Callable[P, Stream[T]]: ...
    @overload
    def __get__(self, instance: Resource[RawAwaiting], owner: Any) -> Callable[P, AsyncStream[T]]: ...
    def __get__(self, instance: Any, owner: Any) -> Any:
        return self.bound(instance, owner)


def signature_of(make: Callable[..., Any]) -> inspect.Signature:
    """The signature that help() and editors shall show: with each option, and with what a caller gets."""
    signature = inspect.signature(make)
    parameters = list(signature.parameters.values())
    if parameters[-1].kind is inspect.Parameter.VAR_KEYWORD:
        # Written as `**options: Unpack[Options]`, or as another of our TypedDicts.
        named = str(parameters[-1].annotation).removeprefix("Unpack[").removesuffix("]")
        parameters[-1:] = [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind.__forward_arg__
            )
            for name, kind in make.__globals__[named].__annotations__.items()
        ]
    returns = str(signature.return_annotation)
    answer = returns.partition("[")[2].removesuffix("]")
    shown = f"Stream[{answer}]" if returns.startswith("Items[") else answer
    return signature.replace(parameters=parameters, return_annotation=shown)
