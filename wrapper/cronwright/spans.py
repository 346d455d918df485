"""OpenTelemetry spans of requests, by its semantic conventions for HTTP clients.

Nothing is imported for it: where no one has imported `opentelemetry`, no one records either.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from agent_server_api.types import Operation


class Span:
    """The span of one request on its way."""

    __slots__ = ("_span",)

    def __init__(self, span: Any) -> None:
        self._span = span

    def answered(self, status: int) -> None:
        """End the span with a status; one of 400 or more is an error."""
        self._span.set_attribute("http.response.status_code", status)
        if status >= 400:
            self._failed(str(status))
        self._span.end()

    def failed(self, error: BaseException) -> None:
        """End the span of a request that got no answer."""
        self._failed(f"{type(error).__module__}.{type(error).__qualname__}")
        self._span.end()

    def _failed(self, kind: str) -> None:
        from opentelemetry.trace import Status, StatusCode

        self._span.set_attribute("error.type", kind)
        self._span.set_status(Status(StatusCode.ERROR))


def begin(operation: Operation, url: str, headers: dict[str, str], resent: int) -> Span | None:
    """Begin the span of a request and write its context into `headers`; None where nobody traces."""
    trace: Any = sys.modules.get("opentelemetry.trace")
    if trace is None:
        return None
    from opentelemetry.propagate import inject

    parts = urlsplit(url)
    attributes: dict[str, Any] = {
        "http.request.method": operation.method,
        "url.template": operation.path,
        "url.full": f"{parts.scheme}://{parts.netloc}{parts.path}",
        "server.address": parts.hostname or "",
        "server.port": parts.port or (443 if parts.scheme == "https" else 80),
    }
    if resent:
        attributes["http.request.resend_count"] = resent
    span = trace.get_tracer("cronwright").start_span(
        f"{operation.method} {operation.path}", kind=trace.SpanKind.CLIENT, attributes=attributes
    )
    inject(headers, context=trace.set_span_in_context(span))
    return Span(span)
