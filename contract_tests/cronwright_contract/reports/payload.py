"""Exchanges and findings as JSON, and findings back from it."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import orjson

from cronwright_contract.finding import Breach, Finding
from cronwright_contract.wire.exchange import Answer, Exchange, Request

ANSWER_LIMIT = 1 << 20
"""Bytes of an answer's body that a finding's file keeps; a request's body is always whole."""


def body_json(content: bytes | None, limit: int | None = None) -> dict[str, Any] | None:
    """A body as `{"text": ...}`, or `{"base64": ...}` where it is no UTF-8; `of` is its size if cut."""
    if content is None:
        return None
    kept = content if limit is None else content[:limit]
    cut = {"of": len(content)} if len(kept) < len(content) else {}
    try:
        return {"text": kept.decode(), **cut}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(kept).decode(), **cut}


def finding_json(finding: Finding, id: str | None = None) -> dict[str, Any]:
    """All that is needed to show a finding and to do it again."""
    return {
        "id": id or finding.id,
        "key": list(finding.key),
        "check": finding.check,
        "operation": finding.operation,
        "rule": finding.breach.rule,
        "place": finding.breach.place,
        "message": finding.breach.message,
        "at": finding.at,
        "repeatable": finding.repeatable,
        "replay": dict(finding.replay),
        "exchanges": [exchange_json(exchange) for exchange in finding.exchanges],
    }


def exchange_json(exchange: Exchange) -> dict[str, Any]:
    """One exchange, its bodies as text or base64."""
    request, answer = exchange.request, exchange.answer
    return {
        "number": exchange.number,
        "at": exchange.at,
        "request": {
            "operation": request.operation,
            "method": request.method,
            "path": request.path,
            "query": [list(pair) for pair in request.query],
            "headers": dict(request.headers),
            "body": body_json(request.content),
        },
        "answer": None
        if answer is None
        else {
            "status": answer.status,
            "headers": dict(answer.headers),
            "body": body_json(answer.content, ANSWER_LIMIT),
            "seconds": answer.seconds,
            "cut": answer.cut,
        },
        "error": exchange.error,
    }


def read_finding(written: Mapping[str, Any]) -> Finding:
    """The finding that `finding_json` wrote; headers that carry secrets have lost their values."""
    return Finding(
        check=written["check"],
        operation=written["operation"],
        breach=Breach(written["rule"], written["place"], written["message"]),
        exchanges=tuple(_read_exchange(exchange) for exchange in written["exchanges"]),
        at=written["at"],
        replay=written["replay"],
        repeatable=written["repeatable"],
    )


def _read_exchange(written: Mapping[str, Any]) -> Exchange:
    request, answer = written["request"], written["answer"]
    return Exchange(
        number=written["number"],
        at=written["at"],
        request=Request(
            operation=request["operation"],
            method=request["method"],
            path=request["path"],
            query=tuple((name, value) for name, value in request["query"]),
            headers=request["headers"],
            content=_read_body(request["body"]),
        ),
        answer=None
        if answer is None
        else Answer(
            status=answer["status"],
            headers=answer["headers"],
            content=_read_body(answer["body"]) or b"",
            seconds=answer["seconds"],
            cut=answer["cut"],
        ),
        error=written["error"],
    )


def _read_body(written: Mapping[str, Any] | None) -> bytes | None:
    if written is None:
        return None
    text: str | None = written.get("text")
    return base64.b64decode(written["base64"]) if text is None else text.encode()


def dump(value: Any, *, indent: bool = False) -> bytes:
    """JSON of whatever a check left in its findings."""
    try:
        return orjson.dumps(value, default=_plain, option=orjson.OPT_INDENT_2 if indent else None)
    except orjson.JSONEncodeError:
        # Integers beyond 64 bits, half a surrogate pair, keys that are no text: the slow writer takes them.
        return json.dumps(_walk(value), indent=2 if indent else None, allow_nan=False).encode()


def _walk(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_walk(str(key)): _walk(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_walk(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str):
        # Half of a surrogate pair: the grammar of JSON allows it escaped, and strict readers refuse it.
        return value.encode(errors="backslashreplace").decode()
    if value is None or isinstance(value, bool | int | float):
        return value
    return _walk(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return body_json(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value, key=repr)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return str(value)
