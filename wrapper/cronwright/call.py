"""A request is a value: a resource's method makes a `Call`, a shell sends it.

The one module that uses the generated endpoint modules' own functions. A module satisfies `Endpoint`,
so that a type checker infers `Call[Cron]` from `call(crons_get, cron_id)` and finds the line of the
wrapper that an incompatible change of the contract breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Protocol, TypeVar

import orjson

from .options import checked_headers, checked_params

if TYPE_CHECKING:
    from agent_server_api.types import Operation

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Ignored = Mapping[str, tuple[Any, Any]]
"""Settings that the server did not take: what was sent, and what is stored."""


class Endpoint(Protocol[P, T_co]):
    """What a generated endpoint module offers."""

    @property
    def OPERATION(self) -> Operation: ...  # noqa: N802 - the module constant
    @property
    def _get_kwargs(self) -> Callable[P, dict[str, Any]]: ...
    @property
    def _parse_response(self) -> Callable[[int, bytes], T_co]: ...


def _nothing_ignored(_answer: Any) -> Ignored:
    return {}


def _no_failure(_answer: Any) -> str | None:
    return None


@dataclass(frozen=True, slots=True, repr=False)
class Call(Generic[T]):
    """One request, and how to read its answer; no I/O, and nothing secret in its repr."""

    operation: Operation
    path: str
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    content: bytes | None
    read: Callable[[int, bytes], T]
    ignored: Callable[[T], Ignored] = _nothing_ignored
    failure: Callable[[T], str | None] = _no_failure

    def __repr__(self) -> str:
        return f"<Call {self.operation.id}: {self.operation.method} {self.path}>"

    def options(self, headers: Mapping[str, str] | None, params: Mapping[str, Any] | None) -> Call[T]:
        """The same call with a caller's own headers and query parameters."""
        return replace(
            self,
            headers={**self.headers, **checked_headers(headers)},
            query={**self.query, **checked_params(params)},
        )

    def expecting(self, ignored: Callable[[T], Ignored]) -> Call[T]:
        """The same call, its answer compared with what was sent."""
        return replace(self, ignored=ignored)

    def failing(self, failure: Callable[[T], str | None]) -> Call[T]:
        """The same call, whose answer may tell, with a status of success, that the run failed."""
        return replace(self, failure=failure)


def call(endpoint: Endpoint[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Call[T]:
    """The call of a generated endpoint with its own arguments."""
    request = endpoint._get_kwargs(*args, **kwargs)
    headers, content = request.get("headers", {}), None
    if "json" in request:
        headers, content = {"content-type": "application/json", **headers}, orjson.dumps(request["json"])
    return Call(
        operation=endpoint.OPERATION,
        path=request["url"],
        query=request.get("params", {}),
        headers=headers,
        content=content,
        read=endpoint._parse_response,
    )
