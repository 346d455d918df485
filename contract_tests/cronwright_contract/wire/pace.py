"""How fast requests go out, and when to stop: the rate, 429 with `Retry-After`, and a server that is ill."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from cronwright_contract.broken import Blocked
from cronwright_contract.wire.exchange import Answer

LONGEST_WAIT = 60.0
"""Seconds that a `Retry-After` may ask for."""
MOST_REFUSALS = 8
"""As many 429 to one request, and the rate is not the matter."""
ILL_SECONDS = 10.0
"""How long a server may be ill before the run stops."""
ILL_STREAK = 10
"""As many 5xx in a row raise the question; a missing answer raises it at once."""

_WAITS = (1.0, 2.0, 4.0, 8.0)
"""After a 429 that does not say how long."""


class Pace:
    """The pace of one run, for all its threads; `rate` is in requests per second.

    Requests are spread evenly. The token bucket that comes with schemathesis (pyrate-limiter) sends a
    second's worth at once and then nothing (measured at 20/s): no favour to a server that others use.
    """

    def __init__(self, rate: float | None) -> None:
        if rate is not None and not rate > 0:
            raise ValueError(f"a rate of {rate} requests per second sends nothing")
        self._gap = 0.0 if rate is None else 1 / rate
        self._lock = threading.Lock()
        self._next = 0.0
        self._refusals = 0
        self._errors = 0
        self._was_well = False
        self.probe: Callable[[], bool] | None = None
        """Whether the server answers `GET /ok` now, and not with a 5xx."""

    def wait(self) -> None:
        """Wait for this request's turn."""
        with self._lock:
            now = time.monotonic()
            turn = max(self._next, now)
            self._next = turn + self._gap
        if turn > now:
            time.sleep(turn - now)

    def again(self, answer: Answer | None) -> bool:
        """Whether to send the request again: after a 429, at a later turn.

        Raises `Blocked` where the server asks for too much patience, or is ill and stays so.
        """
        if answer is not None and answer.status == 429:
            self._refused(answer)
            return True
        self._refusals = 0
        if answer is not None and answer.status < 500:
            self._errors, self._was_well = 0, True
            return False
        self._errors += 1
        # Before the first good answer the caller knows better what to say: wrong URL, no such host.
        if self._was_well and (answer is None or self._errors >= ILL_STREAK):
            self._ask_for_health(
                "does not answer" if answer is None else f"answers {self._errors} 5xx in a row"
            )
            self._errors = 0
        return False

    def _refused(self, answer: Answer) -> None:
        self._refusals += 1
        if self._refusals > MOST_REFUSALS:
            raise Blocked(
                f"the server answers 429 to the same request {MOST_REFUSALS} times; try a lower --rate"
            )
        asked = retry_after(answer)
        seconds = _WAITS[min(self._refusals, len(_WAITS)) - 1] if asked is None else asked
        if seconds > LONGEST_WAIT:
            raise Blocked(
                f"the server answers 429 and asks to wait {seconds:.0f} s; the suite waits no longer than "
                f"{LONGEST_WAIT:.0f} s. Try a lower --rate, or later"
            )
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)

    def _ask_for_health(self, symptom: str) -> None:
        if self.probe is None:
            return
        end = time.monotonic() + ILL_SECONDS
        while not self.probe():
            if time.monotonic() > end:
                raise Blocked(
                    f"the server is unhealthy: it {symptom}, and does not answer GET /ok well for "
                    f"{ILL_SECONDS:.0f} s; the run stopped by itself"
                )
            time.sleep(0.25)


def retry_after(answer: Answer) -> float | None:
    """The seconds that an answer asks to wait, as a number or as a date; None where it does not say."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    due = _date(said)
    if due is None:
        return None
    # By the server's own clock, where it tells it.
    now = _date(answer.headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (due - now).total_seconds())


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
