"""How long a call may take, in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from .errors import InvalidArgumentError


class HttpxTimeout(Protocol):
    """An `httpx.Timeout`, by what it has."""

    connect: float | None
    read: float | None
    write: float | None
    pool: float | None


@dataclass(frozen=True, slots=True)
class Timeout:
    """Time limits in seconds: to connect, between two reads, between two writes, for a free connection.

    None is no limit. A call that waits for a run may read nothing for minutes, so `read` is long.
    """

    connect: float | None = 5.0
    read: float | None = 300.0
    write: float | None = 300.0
    pool: float | None = 60.0

    def __post_init__(self) -> None:
        for name in ("connect", "read", "write", "pool"):
            _check(getattr(self, name))


AnyTimeout = (
    float
    | Timeout
    | tuple[float | None, float | None]
    | tuple[float | None, float | None, float | None, float | None]
    | HttpxTimeout
)
"""Seconds for each part, (connect, read), (connect, read, write, pool), a `Timeout` or an `httpx.Timeout`."""


def timeout_of(given: Any) -> Timeout:
    """What a caller gives for a time limit, as a `Timeout`; raises InvalidArgumentError."""
    if isinstance(given, Timeout):
        return given
    if isinstance(given, tuple):
        if len(given) not in (2, 4):
            raise InvalidArgumentError("a timeout tuple is (connect, read) or (connect, read, write, pool)")
        connect, read, write, pool = given if len(given) == 4 else (*given, None, None)
        return Timeout(connect, read, write, pool)
    if hasattr(given, "connect") and hasattr(given, "pool"):
        return Timeout(given.connect, given.read, given.write, given.pool)
    _check(given)
    return Timeout(given, given, given, given)


def _check(seconds: Any) -> None:
    if seconds is None:
        return
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise InvalidArgumentError(f"timeout must be seconds, a tuple of them or a Timeout, not {seconds!r}")
    if not seconds > 0:
        raise InvalidArgumentError(f"timeout must be seconds greater than 0, not {seconds!r}")
