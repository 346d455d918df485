"""What of a recorded request has to be said to send it again, and whether a built one is the same."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlencode

import httpx

from cronwright.settings import shown_url
from cronwright_contract.reports.redact import SECRET_HEADERS
from cronwright_contract.wire.exchange import Request

# Each program says these for itself.
_OF_THE_PROGRAM = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "host",
        "transfer-encoding",
        "user-agent",
        "x-request-id",
    }
)


class DuplicateKey(ValueError):
    """A JSON object names a key twice, which no dict can hold."""


def address(request: Request, base_url: str) -> str:
    """The request's URL, without the user and password of the server's."""
    path = quote(request.path, safe="%/:@!$&'()*+,;=~")
    query = f"?{urlencode(request.query)}" if request.query else ""
    return shown_url(base_url).rstrip("/") + path + query


def told_headers(request: Request) -> dict[str, str]:
    """The headers that a program does not add by itself, without those that carry secrets."""
    return {
        name: value
        for name, value in request.headers.items()
        if name not in _OF_THE_PROGRAM and name not in SECRET_HEADERS and (name, value) != ("accept", "*/*")
    }


def json_body(content: bytes) -> Any:
    """The body's JSON value. Raises ValueError or RecursionError where Python could not send the same."""
    return json.loads(content, object_pairs_hook=_no_duplicates)


def same(request: Request, built: httpx.Request) -> bool:
    """Whether a built request is the recorded one, but for the spelling of its JSON and what programs add."""
    made = Request(
        operation=None,
        method=built.method,
        path=built.url.raw_path.partition(b"?")[0].decode("ascii"),
        query=tuple(built.url.params.multi_items()),
        headers={name.lower(): value for name, value in built.headers.items()},
        content=built.read() or None,
    )
    return (
        made.method == request.method
        and _segments(made.path) == _segments(request.path)
        and _grouped(made.query) == _grouped(request.query)
        and told_headers(made) == told_headers(request)
        and _same_body(made.content, request.content or None)
    )


def _segments(path: str) -> list[bytes]:
    return [unquote_to_bytes(segment) for segment in path.split("/")]


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        grouped[name].append(value)
    return grouped


def _same_body(one: bytes | None, other: bytes | None) -> bool:
    if one is None or other is None:
        return one is other
    # By their spelling, as 1, 1.0 and true are equal in Python.
    spelt = [json.dumps(json_body(content), sort_keys=True) for content in (one, other)]
    return spelt[0] == spelt[1]


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise DuplicateKey
    return found
