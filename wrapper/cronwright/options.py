"""What every call takes besides its own arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypedDict

from .errors import InvalidArgumentError

if TYPE_CHECKING:
    from .timeouts import AnyTimeout

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e]*")
_RESERVED = {"x-api-key"}


class Options(TypedDict, total=False):
    """The options of one call; each is the client's own unless it is given."""

    headers: Mapping[str, str] | None
    """Headers of this call, over those of the client."""
    params: Mapping[str, Any] | None
    """Query parameters beyond the contract."""
    timeout: AnyTimeout | None
    """Seconds, or a `Timeout`."""
    max_retries: int | None
    """How many times more this call is tried where that is safe."""
    idempotent: bool | None
    """Whether this call may be sent again though it may have arrived."""


def checked_headers(headers: Mapping[str, str] | None) -> dict[str, str]:
    """A caller's headers by their lower-case names, each of a form that HTTP can carry; no value is shown.

    Raises InvalidArgumentError, also for `x-api-key`, which `api_key` sets.
    """
    if headers is None:
        return {}
    if not isinstance(headers, Mapping):
        raise InvalidArgumentError("headers must be a mapping of names to values")
    for name, value in headers.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise InvalidArgumentError(f"headers: {name!r} is not a header name")
        if name.lower() in _RESERVED:
            raise InvalidArgumentError(f"headers: {name} is reserved; pass api_key to the client")
        if not isinstance(value, str):
            raise InvalidArgumentError(f"headers: {name} must be a str, not {type(value).__name__}")
        if not _VALUE.fullmatch(value):
            raise InvalidArgumentError(
                f"headers: the value of {name} holds a line break, a control character or one beyond ASCII"
            )
    return {name.lower(): value for name, value in headers.items()}


def checked_params(params: Mapping[str, Any] | None) -> dict[str, Any]:
    """A caller's own query parameters: scalars, or lists of scalars for a repeated name.

    Raises InvalidArgumentError.
    """
    if params is None:
        return {}
    if not isinstance(params, Mapping):
        raise InvalidArgumentError("params must be a mapping of names to values")
    for name, value in params.items():
        values = value if isinstance(value, list | tuple) else [value]
        if not isinstance(name, str) or not all(
            isinstance(item, str | int | float | None) for item in values
        ):
            raise InvalidArgumentError(f"params: {name!r} must be a str, number, bool or a list of them")
    return dict(params)


def checked_retries(max_retries: int) -> int:
    """A number of tries more, 0 to 100; raises InvalidArgumentError."""
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or not 0 <= max_retries <= 100:
        raise InvalidArgumentError(f"max_retries must be an int from 0 to 100, not {max_retries!r}")
    return max_retries
