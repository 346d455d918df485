"""The dialogue around one call, without I/O: send, judge the status, read, compare."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlsplit

import orjson

from .call import Call, Ignored, call
from .dialogue import Answer, Dialogue, Policy
from .errors import (
    APIResponseValidationError,
    APIStatusError,
    CronwrightError,
    ServerTooOldError,
    SettingIgnoredError,
    status_error,
)
from .resume import waited
from .retry import retry_after, sent
from .since import OPERATIONS, SETTINGS, too_old

T = TypeVar("T")


def exchange(request: Call[T], policy: Policy) -> Dialogue[T]:
    """Send a call and return what it answers.

    Raises the APIStatusError of a status of 300 or more, ServerTooOldError for an operation that the
    server is too old for, APIResponseValidationError for an answer that cannot be read,
    SettingIgnoredError where the server stored something else than it was sent, RunFailedError where the
    answer tells of a run that failed.
    """
    answer = yield from answered(request, policy)
    value = parsed(request, answer)
    if ignored := request.ignored(value):
        version = yield from _server_version(policy)
        raise _setting_ignored(request, answer, value, ignored, version)
    return value


def answered(request: Call[Any], policy: Policy) -> Dialogue[Answer]:
    """Send a call and return its answer of success, unread; raises as `exchange`."""
    if request.waits:
        answer = yield from waited(request, policy)
    else:
        answer = yield from sent(request, policy)
    if not answer.success:
        yield from refuse(request, answer, policy)
    if not request.waits:
        request.heard(answer.headers)
    return answer


def refuse(request: Call[Any], answer: Answer, policy: Policy) -> Dialogue[None]:
    """Raise the error of an answer that is none of success."""
    needed = OPERATIONS.get(request.operation.id)
    if needed is not None and answer.status in (404, 405):
        version = yield from _server_version(policy)
        if too_old(version, needed):
            raise ServerTooOldError(
                f"a server has this operation since {needed}; this server is {version}",
                needed=needed,
                server_version=version,
                **details(request, answer),
            )
    raise _refusal(request, answer)


def parsed(request: Call[T], answer: Answer) -> T:
    """What an answer of success holds; raises APIResponseValidationError and the call's own error."""
    value = _read(request, answer)
    if (failure := request.failure(value)) is not None:
        raise request.failed(failure, **details(request, answer))
    return value


def compared(request: Call[T], answer: Answer, value: T) -> T:
    """The value, if the server stored what it was sent; raises SettingIgnoredError."""
    if ignored := request.ignored(value):
        raise _setting_ignored(request, answer, value, ignored, None)
    return value


def _setting_ignored(
    request: Call[T], answer: Answer, value: T, ignored: Ignored, version: str | None
) -> SettingIgnoredError:
    return SettingIgnoredError(
        _ignored_text(ignored, version),
        answer=value,
        ignored=ignored,
        server_version=version,
        **details(request, answer),
    )


def _read(request: Call[T], answer: Answer) -> T:
    # Another 2xx than the contract's is still a call that succeeded: it is read as the declared one.
    success = request.operation.success
    read_as = answer
    if answer.status not in success:
        read_as = Answer(success[0], answer.headers, answer.content, answer.request_id)
    try:
        return request.read(read_as)
    except (ValueError, TypeError, CronwrightError) as error:
        problem = "the answer is empty" if not answer.content.strip() else _unreadable(answer)
        raise APIResponseValidationError(
            f"{problem}; the server did accept the call", **details(request, answer)
        ) from error


def _unreadable(answer: Answer) -> str:
    kind = answer.headers.get("content-type", "no content type")
    try:
        orjson.loads(answer.content)
    except ValueError:
        return f"the answer is not JSON ({kind})"
    return "the answer is not of the shape that the contract gives"


def _refusal(request: Call[Any], answer: Answer) -> APIStatusError:
    said = details(request, answer)
    if 300 <= answer.status < 400:
        target = urlsplit(answer.headers.get("location", ""))
        place = f"{target.netloc.rpartition('@')[2]}{target.path}" or "nowhere"
        return APIStatusError(
            f"the server redirects to {place}; redirects are not followed: is the client's url right?",
            **said,
        )
    reason = _detail(said["body"]) or _phrase(answer.status)
    if answer.status == 404 and request.operation.method == "DELETE" and answer.tries > 1:
        reason += " (an earlier try, whose answer was lost, may have deleted it)"
    return status_error(answer.status)(reason, retry_after=retry_after(answer.headers), **said)


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


def details(request: Call[Any], answer: Answer) -> dict[str, Any]:
    """What every error of a call says of it."""
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
        "tries": answer.tries,
    }


def _server_version(policy: Policy) -> Dialogue[str | None]:
    """The server's version, or None: a failed look-up must not hide the error that it is for."""
    from agent_server_api.api.system import system_info

    if not policy.server.asked:
        request = call(system_info)
        try:
            answer: Answer = yield request
            policy.server.version = _read(request, answer).version if answer.success else None
            policy.server.asked = True
        except CronwrightError:
            return None
    return policy.server.version


def _ignored_text(ignored: Ignored, version: str | None) -> str:
    parts = [
        f"{name} was sent as {sent!r} and is stored as {stored!r}"
        + (f" (a server takes {name} since {SETTINGS[name]})" if name in SETTINGS else "")
        for name, (sent, stored) in ignored.items()
    ]
    return f"the server ({version or 'of unknown version'}) ignored a setting: {'; '.join(parts)}"
