"""What a WebSocket is opened with, and what is made of what goes wrong with it."""

from __future__ import annotations

import base64
import os
import ssl
from typing import TYPE_CHECKING, Any, NoReturn

import orjson
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from ..dialogue import Answer
from ..errors import InvalidArgumentError, status_error
from ..retry import PASSING

if TYPE_CHECKING:
    from ..call import Call
    from ..trip import Trip

ERRORS = (OSError, EOFError, TimeoutError, WebSocketException)
_LARGEST = 512 * 1024 * 1024
_LOOPBACK = "http://api"


def handshake(trip: Trip, own_client: Any) -> dict[str, Any]:
    """How to connect; raises InvalidArgumentError where the client's own way is not to be kept."""
    settings = trip.settings
    if own_client is not None or settings.base == _LOOPBACK:
        raise InvalidArgumentError(
            'transport="websocket" makes connections of its own, and this client has a way of its own '
            'to the server; use transport="sse"'
        )
    headers = {name: value for name, value in trip.headers.items() if name not in ("accept", "content-type")}
    if (credentials := settings.credentials) is not None:
        if not isinstance(credentials, tuple):
            raise InvalidArgumentError('transport="websocket" takes (user, password) for auth, or none')
        headers["authorization"] = "Basic " + base64.b64encode(":".join(credentials).encode()).decode()
    limits = settings.timeout
    secure = trip.url.startswith("https:")
    return {
        "uri": f"ws{trip.url.removeprefix('http')}",
        "additional_headers": headers,
        "user_agent_header": None,
        "ssl": _trusted() if secure else None,
        "open_timeout": 10.0 if limits is None else limits.connect,
        # Whether the other side lives is asked when nothing comes: a slow reader is not a dead one.
        "ping_interval": None,
        "max_size": _LARGEST,
        # A loop that is left does not wait for the other side's farewell.
        "close_timeout": 1.0,
    }


def _trusted() -> ssl.SSLContext:
    """The certificates that requests trust as well."""
    if (file := os.environ.get("SSL_CERT_FILE")) or (os.environ.get("SSL_CERT_DIR")):
        return ssl.create_default_context(cafile=file or None, capath=os.environ.get("SSL_CERT_DIR"))
    import certifi  # comes with httpx

    return ssl.create_default_context(cafile=certifi.where())


def subscription(call: Call[Any]) -> str:
    """The command that asks for what a request's body asks for; `since` is not known to it (facts T23)."""
    body = orjson.loads(call.content or b"{}")
    wanted = {name: body[name] for name in ("channels", "namespaces", "depth") if name in body}
    return orjson.dumps({"id": 0, "method": "subscription.subscribe", "params": wanted}).decode()


def as_bytes(message: Any) -> bytes:
    """A message, sent as text or not."""
    return message.encode() if isinstance(message, str) else bytes(message)


def refused(trip: Trip, error: Exception) -> Answer:
    """The server's answer, if it is one of HTTP; else raises APIConnectionError."""
    if isinstance(error, InvalidStatus):
        response = error.response
        headers = {name.lower(): value for name, value in response.headers.raw_items()}
        return trip.answer(trip.head(response.status_code, headers), bytes(response.body or b""))
    problem = f"no WebSocket to {trip.settings.place} ({_what(trip, error)})"
    late = isinstance(error, TimeoutError)
    raise trip.failed(error, problem, late=late, sent=not isinstance(error, OSError)) from None


def broke_off(trip: Trip, error: Exception) -> NoReturn:
    """Raise what a WebSocket ended with; a refusal may come after it was opened (facts T25)."""
    status = error.rcvd.code - 4000 if isinstance(error, ConnectionClosed) and error.rcvd is not None else 0
    if 400 <= status < 500 and status not in PASSING:
        raise status_error(status)(
            f"the server closed the WebSocket ({_what(trip, error)})",
            operation=trip.call.operation,
            path=trip.call.path,
            request_id=trip.request_id,
            status=status,
        ) from None
    problem = f"the WebSocket to {trip.settings.place} broke off ({_what(trip, error)})"
    raise trip.failed(error, problem, late=isinstance(error, TimeoutError), sent=True) from None


def _what(trip: Trip, error: Exception) -> str:
    """The kind of an error, and the other side's words for closing; what it was sent stands in neither."""
    closing = error.rcvd if isinstance(error, ConnectionClosed) else None
    words = f": {closing.code} {closing.reason}" if closing is not None else ""
    return trip.answer(Answer(0, {}, b"", ""), f"{type(error).__name__}{words}".encode()).content.decode()
