"""Answers by JSON-RPC 2.0, which has errors of its own in answers of status 200."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from .call import Call
from .dialogue import Answer
from .errors import JSONRPCError


@dataclass(frozen=True, slots=True)
class _Failed:
    """The error of an answer."""

    text: str


def by_result(request: Call[Any]) -> Call[Any]:
    """The call, whose answer is the result within; an error there is a JSONRPCError."""
    return request.reading(_result).failing(_failure, JSONRPCError)


def _result(answer: Answer) -> Any:
    if not answer.content.strip():  # of a notification
        return None
    said = orjson.loads(answer.content)
    if not isinstance(said, Mapping):
        raise ValueError("no answer by JSON-RPC")
    error = said.get("error")
    if isinstance(error, Mapping):
        return _Failed(f"{error.get('message', 'no reason given')} (JSON-RPC {error.get('code')})")
    return said.get("result")


def _failure(value: Any) -> str | None:
    return value.text if isinstance(value, _Failed) else None
