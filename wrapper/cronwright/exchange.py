"""The dialogue around one call, without I/O: send, judge the status, read, compare.

A generator that yields the calls to send, and is sent an `Answer` or thrown an error; both shells step
the same one.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlsplit

import orjson

from .call import Call, Ignored, call
from .errors import (
    APIResponseValidationError,
    APIStatusError,
    CronwrightError,
    RunFailedError,
    SettingIgnoredError,
    status_error,
)

T = TypeVar("T")

# The server's version that first takes a setting (found by asking each version).
SINCE: Mapping[str, str] = {
    "end_time": "0.3",
    "enabled": "0.7.15",
    "timezone": "0.7.69",
    "durability": "0.8",
}


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What came back: the status, the headers by their lower-case names, the body's bytes."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    request_id: str


def exchange(request: Call[T]) -> Generator[Call[Any], Answer, T]:
    """Send a call and return what it answers.

    Raises the APIStatusError of a status of 300 or more, APIResponseValidationError for an answer that
    cannot be read, SettingIgnoredError where the server stored something else than it was sent,
    RunFailedError where the answer tells of a run that failed.
    """
    answer = yield request
    value = _read(request, answer)
    if (failure := request.failure(value)) is not None:
        raise RunFailedError(failure, **_details(request, answer))
    ignored = request.ignored(value)
    if ignored:
        version = yield from _server_version()
        raise SettingIgnoredError(
            _ignored_text(ignored, version),
            answer=value,
            ignored=ignored,
            server_version=version,
            **_details(request, answer),
        )
    return value


def _read(request: Call[T], answer: Answer) -> T:
    if not 200 <= answer.status < 300:
        raise _refusal(request, answer)
    # Another 2xx than the contract's is still a call that succeeded: it is read as the declared one.
    success = request.operation.success
    status = answer.status if answer.status in success else success[0]
    try:
        return request.read(status, answer.content)
    except (ValueError, TypeError, CronwrightError) as error:
        problem = "the answer is empty" if not answer.content.strip() else _unreadable(answer)
        raise APIResponseValidationError(
            f"{problem}; the server did accept the call", **_details(request, answer)
        ) from error


def _unreadable(answer: Answer) -> str:
    kind = answer.headers.get("content-type", "no content type")
    try:
        orjson.loads(answer.content)
    except ValueError:
        return f"the answer is not JSON ({kind})"
    return "the answer is not of the shape that the contract gives"


def _refusal(request: Call[Any], answer: Answer) -> APIStatusError:
    details = _details(request, answer)
    if 300 <= answer.status < 400:
        target = urlsplit(answer.headers.get("location", ""))
        place = f"{target.netloc.rpartition('@')[2]}{target.path}" or "nowhere"
        return APIStatusError(
            f"the server redirects to {place}; redirects are not followed: is the client's url right?",
            **details,
        )
    return status_error(answer.status)(_detail(details["body"]) or _phrase(answer.status), **details)


def _detail(body: Any) -> str:
    """The server's own words in an error's body, or an empty text."""
    if isinstance(body, str):
        return body.strip()
    if isinstance(body, Mapping):
        for key in ("detail", "message", "error"):
            found = body.get(key)
            if isinstance(found, str) and found:
                return found
            if found:
                return orjson.dumps(found).decode()
    return ""


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "the server gives no reason"


def _details(request: Call[Any], answer: Answer) -> dict[str, Any]:
    try:
        body = orjson.loads(answer.content) if answer.content else None
    except ValueError:
        body = answer.content.decode(errors="replace")
    return {
        "operation": request.operation,
        "path": request.path,
        "status": answer.status,
        "request_id": answer.request_id,
        "body": body,
    }


def _server_version() -> Generator[Call[Any], Answer, str | None]:
    """The server's version, or None: a failed look-up must not hide the error that it is for."""
    from agent_server_api.api.system import system_info

    request = call(system_info)
    try:
        return _read(request, (yield request)).version
    except CronwrightError:
        return None


def _ignored_text(ignored: Ignored, version: str | None) -> str:
    parts = [
        f"{name} was sent as {sent!r} and is stored as {stored!r}"
        + (f" (a server takes {name} since {SINCE[name]})" if name in SINCE else "")
        for name, (sent, stored) in ignored.items()
    ]
    return f"the server ({version or 'of unknown version'}) ignored a setting: {'; '.join(parts)}"
