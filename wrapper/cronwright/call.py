"""A request is a value: a resource's method makes a `Call`, a shell sends it.

The one module that uses the generated endpoint modules' own functions. A module satisfies `Endpoint`,
so that a type checker infers `Call[Cron]` from `call(crons_get, cron_id)` and finds the line of the
wrapper that an incompatible change of the contract breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Protocol, TypeVar, Unpack

import orjson

from .errors import APIError, RunFailedError
from .options import Options, checked_headers, checked_params, checked_retries
from .timeouts import Timeout, timeout_of

if TYPE_CHECKING:
    from agent_server_api.types import Operation

    from .dialogue import Answer

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")
T_co = TypeVar("T_co", covariant=True)

Ignored = Mapping[str, tuple[Any, Any]]
"""Settings that the server did not take: what was sent, and what is stored."""

# POST and PATCH that change nothing, or the same thing when they are done twice.
_REPEATABLE = frozenset(
    {
        "assistants_count",
        "assistants_get_versions",
        "assistants_search",
        "assistants_set_latest",
        "crons_count",
        "crons_search",
        "crons_update",
        "store_list_namespaces",
        "store_search_items",
        "threads_count",
        "threads_get_state_by_checkpoint",
        "threads_search",
        "threads_search_history",
        "threads_stream_events",
        "threads_update",
    }
)
_METHODS = frozenset({"GET", "HEAD", "PUT", "DELETE"})


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


def _unheard(_headers: Mapping[str, str]) -> None:
    return None


@dataclass(slots=True, repr=False)
class Call(Generic[T]):
    """One request, and how to read its answer; no I/O, and nothing secret in its repr.

    The methods that give "the call" change it and return it: they are for the one who makes it. What was
    handed to a shell is not changed any more.
    """

    operation: Operation
    path: str
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    content: bytes | None
    read: Callable[[Answer], T]
    ignored: Callable[[T], Ignored] = _nothing_ignored
    failure: Callable[[T], str | None] = _no_failure
    failed: Callable[..., APIError] = RunFailedError
    heard: Callable[[Mapping[str, str]], None] = _unheard
    timeout: Timeout | None = None
    max_retries: int | None = None
    idempotent: bool | None = None
    waits: bool = False
    resent: int = 0

    def __repr__(self) -> str:
        return f"<Call {self.operation.id}: {self.operation.method} {self.path}>"

    @property
    def repeatable(self) -> bool:
        """Whether it may be sent again though it may have arrived."""
        if self.idempotent is not None:
            return self.idempotent
        return self.operation.method in _METHODS or self.operation.id in _REPEATABLE

    def options(self, **options: Unpack[Options]) -> Call[T]:
        """The call with a caller's own options; raises InvalidArgumentError and TypeError."""
        for name, value in options.items():
            if name not in Options.__annotations__:
                raise TypeError(f"{self.operation.id} takes no argument {name!r}")
            if value is not None:
                self._set(name, value)
        return self

    def _set(self, name: str, value: Any) -> None:
        if name == "headers":
            self.headers = {**self.headers, **checked_headers(value)}
        elif name == "params":
            self.query = {**self.query, **checked_params(value)}
        elif name == "timeout":
            self.timeout = timeout_of(value)
        elif name == "max_retries":
            self.max_retries = checked_retries(value)
        else:
            self.idempotent = value

    def reading(self, read: Callable[[Answer], U]) -> Call[U]:
        """The call, its answer read in another way."""
        changed: Any = self
        changed.read = read
        return changed  # type: ignore[no-any-return]

    def expecting(self, ignored: Callable[[T], Ignored]) -> Call[T]:
        """The call, its answer compared with what was sent."""
        self.ignored = ignored
        return self

    def failing(
        self, failure: Callable[[T], str | None], error: Callable[..., APIError] = RunFailedError
    ) -> Call[T]:
        """The call, whose answer may tell, with a status of success, what failed; that is the error then."""
        self.failure, self.failed = failure, error
        return self

    def hearing(self, heard: Callable[[Mapping[str, str]], None] | None) -> Call[T]:
        """The call, its answer's headers told as soon as they come."""
        if heard is not None:
            self.heard = heard
        return self

    def waiting(self) -> Call[T]:
        """The call, whose answer waits for a run: broken off, it is asked for again by its Location."""
        self.waits = True
        return self

    def safe_to_repeat(self, safe: bool = True) -> Call[T]:
        """The call, of which its arguments say whether a second one changes anything."""
        if self.idempotent is None:
            self.idempotent = safe
        return self


def call(endpoint: Endpoint[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Call[T]:
    """The call of a generated endpoint with its own arguments."""
    request = endpoint._get_kwargs(*args, **kwargs)
    headers, content = {name.lower(): value for name, value in request.get("headers", {}).items()}, None
    if "json" in request:
        headers, content = {"content-type": "application/json", **headers}, orjson.dumps(request["json"])
    parse = endpoint._parse_response
    return Call(
        operation=endpoint.OPERATION,
        path=request["url"],
        query=request.get("params", {}),
        headers=headers,
        content=content,
        read=lambda answer: parse(answer.status, answer.content),
    )
