"""What went over the wire: a request, its answer, and both as one exchange."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import orjson


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it is sent; `operation` is its id in the contract, None where the contract has none.

    Headers stand by their lower-case names. No key is among them: it joins below the recorder.
    """

    operation: str | None
    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None

    @property
    def target(self) -> str:
        """The path with its query, as it stands in the request line."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path

    @property
    def json(self) -> Any:
        """The body's JSON value; None where it has none or is no JSON."""
        return _json(self.content)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `cut`: a stream was left before its end. `seconds` until the whole was read."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    seconds: float
    cut: bool = False

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def media_type(self) -> str:
        """The content type without its parameters; empty where the answer has none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def json(self) -> Any:
        """The body's JSON value; None where it has none or is no JSON."""
        return _json(self.content)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer; `answer` is None where none came, and `error` then says why.

    `at` is in seconds since the run's start, `number` counts from 1.
    """

    number: int
    at: float
    request: Request
    answer: Answer | None
    error: str | None = None

    @property
    def json(self) -> Any:
        """The answer's JSON value; None where there is none."""
        return None if self.answer is None else self.answer.json

    @property
    def status(self) -> int:
        """The answer's status; 0 where none came."""
        return 0 if self.answer is None else self.answer.status

    @property
    def ok(self) -> bool:
        return self.answer is not None and self.answer.ok


def _json(content: bytes | None) -> Any:
    try:
        return orjson.loads(content) if content else None
    except ValueError:
        return None
