"""Sending a call again, where that is safe, later and later.

What may be sent again: anything, while nothing of it was sent, or when the server refused it for being
one too many (429); and a call that changes nothing more when it is done twice, after any failure that
may pass. A POST that may have arrived is not, unless the caller says that it may.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from .dialogue import RENEW_KEY, Answer, Dialogue, Open, Pause, Policy
from .errors import APIConnectionError

if TYPE_CHECKING:
    from .call import Call

log = logging.getLogger("cronwright")

PASSING = frozenset({408, 429, 502, 503, 504})
"""Statuses of failures that may pass."""

_FIRST, _LONGEST = 0.5, 8.0
# A server that asks for more gets no second try: to knock before that is not what it asked for.
_PATIENCE = 60.0


def sent(call: Call[Any], policy: Policy, *, opened: bool = False) -> Dialogue[Answer]:
    """Send a call, again where that is safe; return the last answer, or raise APIConnectionError.

    `opened`: the body of a success stays unread, to be had by READ.
    """
    limit = policy.max_retries if call.max_retries is None else call.max_retries
    tries, renewed = 1, False
    while True:
        now = call if tries == 1 else replace(call, resent=tries - 1)
        try:
            answer: Answer = yield Open(now) if opened else now
        except APIConnectionError as error:
            error.tries = tries
            if tries > limit or (error.sent and not call.repeatable):
                raise
            delay, why = backoff(tries, policy), str(error.message)
        else:
            if answer.status == 401 and policy.renewable_key and not renewed:
                renewed = True
                yield RENEW_KEY
                continue
            asked = retry_after(answer.headers)
            passing = answer.status in PASSING and (call.repeatable or answer.status == 429)
            if not passing or tries > limit or (asked or 0) > _PATIENCE:
                return replace(answer, tries=tries) if tries > 1 else answer
            delay, why = (backoff(tries, policy) if asked is None else asked), f"status {answer.status}"
        log.info("%s: try %d of %d in %.1f s (%s)", call.operation.id, tries + 1, limit + 1, delay, why)
        yield Pause(delay)
        tries += 1


def backoff(tries: int, policy: Policy) -> float:
    """Seconds to wait after so many tries: drawn from 0 up to a bound that doubles each time, to 8 s."""
    return policy.dice() * min(_LONGEST, _FIRST * 2.0 ** min(tries - 1, 10))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that `Retry-After` asks for, as a number or until a date; None without one."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    if (until := _date(text)) is None:
        return None
    # By the server's own clock, where it tells it: the two need not agree.
    now = _date(headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (until - now).total_seconds())


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
