"""One request on its way: what either wire is handed to send, and what is made of what comes of it."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping
from typing import Any

from . import spans
from .call import Call
from .dialogue import Answer
from .errors import APIConnectionError, APITimeoutError
from .settings import Settings

log = logging.getLogger("cronwright")

_NO_SECRET = frozenset({"accept", "cache-control", "content-type", "last-event-id", "prefer", "x-request-id"})


class Trip:
    """One request on its way, logged and traced; no secret of it stands in a log or an error."""

    __slots__ = ("call", "headers", "request_id", "settings", "span", "started", "url")

    def __init__(self, call: Call[Any], settings: Settings, key: str | None) -> None:
        self.call = call
        self.settings = settings
        # The server logs the id that it is given and makes one of its own otherwise, which nobody sees.
        self.request_id = call.headers.get("x-request-id") or os.urandom(16).hex()
        self.headers = {**settings.headers, "x-request-id": self.request_id, **call.headers}
        if key is not None:
            self.headers["x-api-key"] = key
        self.url = call.path if call.path[0] != "/" else settings.base + call.path
        self.span = spans.begin(call.operation, self.url, self.headers, call.resent)
        self.started = time.perf_counter()

    def head(self, status: int, headers: Mapping[str, str]) -> Answer:
        """The head of the answer, which is here."""
        if log.isEnabledFor(logging.DEBUG):
            operation, elapsed = self.call.operation, (time.perf_counter() - self.started) * 1000
            log.debug(
                "%s %s %s: %d in %.0f ms [request %s]",
                operation.id,
                operation.method,
                self.call.path,
                status,
                elapsed,
                self.request_id,
            )
        if self.span is not None:
            self.span.answered(status)
        return Answer(status, headers, b"", self.request_id)

    def answer(self, head: Answer, content: bytes) -> Answer:
        """The whole answer; of a refusal, without the secrets that were sent."""
        if not head.success:
            content = self._without_secrets(content)
        return Answer(head.status, head.headers, content, head.request_id)

    def failed(self, error: Exception, problem: str, *, late: bool, sent: bool) -> APIConnectionError:
        """The error for the caller: no answer, or only a part of one."""
        if self.span is not None:
            self.span.failed(error)
        doubt = "the server may have done what it was asked: look before sending it again"
        kind = APITimeoutError if late else APIConnectionError
        return kind(
            f"{problem}; {doubt if sent else 'nothing was sent'}",
            sent=sent,
            operation=self.call.operation,
            path=self.call.path,
            request_id=self.request_id,
        )

    def _without_secrets(self, content: bytes) -> bytes:
        # A proxy that reports what it was sent would put the key into an error, and so into a log.
        own = [value for name, value in self.call.headers.items() if name not in _NO_SECRET]
        own.append(self.headers.get("x-api-key", ""))
        for secret in (*self.settings.secrets, *(value for value in own if len(value) >= 6)):
            content = content.replace(secret.encode(), b"[redacted]")
        return content
