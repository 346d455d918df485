"""The headers and query parameters that a caller adds to a call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .errors import InvalidArgumentError

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e]*")
_RESERVED = {"x-api-key"}


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
