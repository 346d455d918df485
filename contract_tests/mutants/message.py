"""A request and its answer on their way through the proxy, as a mutant sees and changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import orjson


@dataclass(slots=True)
class Headers:
    """Header lines in their order, as they came; names compare without regard to case."""

    lines: list[tuple[str, str]] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """The first value of the name; None where there is none."""
        return next((value for key, value in self.lines if key.lower() == name.lower()), None)

    def remove(self, name: str) -> None:
        self.lines = [line for line in self.lines if line[0].lower() != name.lower()]

    def set(self, name: str, value: str) -> None:
        """Put this one value in place of all that the name has."""
        self.remove(name)
        self.lines.append((name, value))


class _Message:
    """What requests and answers have in common: headers and a body that is mostly JSON."""

    headers: Headers
    content: bytes

    @property
    def body(self) -> Any:
        """The JSON value; None where there is none."""
        try:
            return orjson.loads(self.content) if self.content else None
        except ValueError:
            return None

    @body.setter
    def body(self, value: Any) -> None:
        self.content = orjson.dumps(value)

    @property
    def fields(self) -> dict[str, Any]:
        """The JSON object; an empty one where the body is something else."""
        body = self.body
        return body if isinstance(body, dict) else {}


@dataclass(slots=True)
class Request(_Message):
    """A request; `operation` is its id in the contract, None where the contract has none.

    `ids` are the values in the path, as they stand in it, by the contract's names. `notes` are what a mutant
    keeps from before the request until after it.
    """

    method: str
    target: str
    headers: Headers
    content: bytes
    operation: str | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    def ask(self, name: str, value: str | None) -> None:
        """Put this value in place of all that the query has for the name; None takes them out."""
        pairs = parse_qsl(urlsplit(self.target).query, keep_blank_values=True)
        pairs = [pair for pair in pairs if pair[0] != name] + ([] if value is None else [(name, value)])
        self.target = f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def put(self, **fields: Any) -> None:
        """Set fields of the JSON object that is sent; what is no object stays what it is."""
        if isinstance(body := self.body, dict):
            self.body = body | fields

    def drop(self, *names: str) -> None:
        """Take fields out of the JSON object that is sent, if they are there."""
        if any(name in self.fields for name in names):
            self.body = {name: value for name, value in self.fields.items() if name not in names}


@dataclass(slots=True)
class Answer(_Message):
    """An answer, whole."""

    status: int
    headers: Headers
    content: bytes

    @classmethod
    def of(cls, status: int, body: Any = None) -> Answer:
        """An answer that the server never gave: JSON, or nothing."""
        content = b"" if body is None else orjson.dumps(body)
        lines = [("content-type", "application/json")] if content else []
        return cls(status, Headers(lines), content)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def edit(self, change: Callable[[dict[str, Any]], None]) -> None:
        """Change what a good answer shows: the one object, or each object of its list."""
        if not self.ok or (body := self.body) is None:
            return
        for shown in _objects(body):
            change(shown)
        self.body = body


def _objects(body: Any) -> Iterator[dict[str, Any]]:
    for shown in body if isinstance(body, list) else [body]:
        if isinstance(shown, dict):
            yield shown
