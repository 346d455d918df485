"""Where an answer that broke off goes on: the server's `Location`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import orjson

from .dialogue import CLOSE, READ, Answer, Dialogue, Pause, Policy
from .errors import APIConnectionError
from .retry import PASSING, backoff, sent

if TYPE_CHECKING:
    from .call import Call

TRIES = 5
"""How often in a row a broken answer is asked for again."""


def location(call: Call[Any], answer: Answer, policy: Policy) -> Call[Any] | None:
    """The GET by which the answer of this call can be had again, or None where the server names none.

    Raises APIConnectionError for another origin: what is sent there could carry the key.
    """
    target = answer.headers.get("location", "")
    if not target:
        return None
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        if f"{parts.scheme}://{parts.netloc}" != policy.origin:
            raise APIConnectionError(
                f"the server says that its answer goes on at {parts.scheme}://{parts.hostname}, "
                f"which is another origin than {policy.origin}; nothing was sent there",
                operation=call.operation,
                path=call.path,
                request_id=answer.request_id,
            )
        # A path of the origin, below which the client's own path may stand.
        path = f"{policy.origin}{parts.path}"
    else:
        path = f"/{parts.path.lstrip('/')}"
    return replace(
        call,
        operation=replace(call.operation, method="GET"),
        path=path,
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        headers=_without(call.headers, "content-type", "last-event-id"),
        content=None,
        idempotent=True,
    )


def waited(call: Call[Any], policy: Policy) -> Dialogue[Answer]:
    """Send a call whose answer waits for a run; where it breaks off, ask for it again by its Location."""
    again: Call[Any] | None = None
    tries = 0
    while True:
        now = again or call
        try:
            answer = yield from sent(now, policy, opened=True)
            if not answer.success:
                if again is None or answer.status not in PASSING | {500} or tries >= _limit(call, policy):
                    return answer
            else:
                if again is None:
                    call.heard(answer.headers)
                    again = location(call, answer, policy)
                content = yield from _rest()
                # A proxy that gives up may end an answer as if it were whole.
                if again is None or tries >= _limit(call, policy) or _is_json(content):
                    return replace(answer, content=content)
        except APIConnectionError:
            if again is None or tries >= _limit(call, policy):
                raise
            yield CLOSE
        tries += 1
        yield Pause(backoff(tries, policy))


def _rest() -> Dialogue[bytes]:
    chunks: list[bytes] = []
    while chunk := (yield READ):
        chunks.append(chunk)
    yield CLOSE
    return b"".join(chunks)


def _is_json(content: bytes) -> bool:
    try:
        orjson.loads(content)
    except ValueError:
        return False
    return True


def _limit(call: Call[Any], policy: Policy) -> int:
    limit = policy.max_retries if call.max_retries is None else call.max_retries
    return 0 if limit == 0 else max(limit, TRIES)


def _without(headers: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in names}
