"""Every error that this client raises.

CronwrightError
├── InvalidArgumentError          an argument cannot work; nothing was sent (also a ValueError)
├── ClientClosedError             the client was used after it was closed; nothing was sent
├── ClientForkedError             a client that was handed in was used in a forked process; nothing was sent
├── DriftError                    a field of an answer breaks the contract; raised when it is read
└── APIError                      a call failed
    ├── APIConnectionError        no answer arrived
    │   └── APITimeoutError       not in time
    ├── APIResponseValidationError   the server accepted the call, but its answer cannot be used
    │   └── SettingIgnoredError   the server stored something else than it was sent
    ├── RunFailedError            the run that was waited for ended in an error
    ├── JSONRPCError              a call by A2A or MCP failed within that protocol
    └── APIStatusError            the server refused the call
        ├── BadRequestError           400
        ├── AuthenticationError       401
        ├── PermissionDeniedError     403
        ├── NotFoundError             404
        │   └── ServerTooOldError     the server does not have this operation yet
        ├── ConflictError             409
        ├── UnprocessableEntityError  422
        ├── RateLimitError            429
        └── InternalServerError       5xx

The status classes bear the names of the official SDK. No error of the HTTP library reaches a
caller, and no error shows a key or the value of a header.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from agent_server_api.errors import AgentServerError as CronwrightError
from agent_server_api.errors import DriftError, InvalidArgumentError

if TYPE_CHECKING:
    from agent_server_api.types import Operation

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ClientForkedError",
    "ConflictError",
    "CronwrightError",
    "DriftError",
    "InternalServerError",
    "InvalidArgumentError",
    "JSONRPCError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RunFailedError",
    "ServerTooOldError",
    "SettingIgnoredError",
    "UnprocessableEntityError",
    "status_error",
]

# Long enough for any message of the server, short enough for a terminal.
_SHOWN = 2_000


class ClientClosedError(CronwrightError):
    """The client was used after it was closed."""


class ClientForkedError(CronwrightError):
    """A client that was handed in was used in a process forked from the one that made it.

    Both would read and write the same connections: make another `http_client` in each process.
    """


class APIError(CronwrightError):
    """A call failed: `operation` (its id in the contract), `method`, `path`, `status`, `request_id`, `body`.

    `status` is None and `body` is None where no answer arrived. `request_id` travelled as
    `X-Request-Id` and stands in the server's log. `body` is the answer's JSON, or its text. `tries`
    counts the requests that were made.
    """

    def __init__(
        self,
        message: str,
        *,
        operation: Operation,
        path: str,
        request_id: str | None,
        status: int | None = None,
        body: Any = None,
        tries: int = 1,
    ) -> None:
        self.message = message
        self.operation = operation.id
        self.method = operation.method
        self.path = path
        self.status = status
        self.request_id = request_id
        self.body = body
        self.tries = tries
        super().__init__(message)

    @property
    def status_code(self) -> int | None:
        """`status` by the official SDK's name."""
        return self.status

    def __str__(self) -> str:
        outcome = f"{self.status} " if self.status is not None else ""
        shown = self.message if len(self.message) <= _SHOWN else f"{self.message[:_SHOWN]}…"
        again = f", {self.tries} tries" if self.tries > 1 else ""
        return (
            f"{self.operation} ({self.method} {self.path}): {outcome}{shown} "
            f"[request {self.request_id}{again}]"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are rebuilt from `args` alone, which would lose the keyword arguments.
        return _rebuild, (type(self), self.args, self.__dict__)


class APIConnectionError(APIError):
    """No answer arrived: the server could not be reached, or the connection broke.

    `sent` is False where nothing was sent; where it is True, a call that was not a read may have reached
    the server all the same.
    """

    def __init__(self, message: str, *, sent: bool = True, **details: Any) -> None:
        super().__init__(message, **details)
        self.sent = sent


class APITimeoutError(APIConnectionError):
    """No answer arrived in time; a call that was not a read may have reached the server."""


class APIResponseValidationError(APIError):
    """The server accepted the call, but its answer is empty, not JSON or of another shape."""


class SettingIgnoredError(APIResponseValidationError):
    """The server accepted the call and stored something else than it was sent.

    `answer` is what it stored, so that it can be deleted or put right; `ignored` maps each setting to
    the value that was sent and the one that is stored; `server_version` is None where it is not known.
    """

    def __init__(
        self,
        message: str,
        *,
        answer: Any,
        ignored: Mapping[str, tuple[Any, Any]],
        server_version: str | None,
        **details: Any,
    ) -> None:
        super().__init__(message, **details)
        self.answer = answer
        self.ignored = ignored
        self.server_version = server_version


class RunFailedError(APIError):
    """The run that was waited for ended in an error; `body` is what the server said of it."""


class JSONRPCError(APIError):
    """A call by A2A or MCP failed within that protocol; `body` has its `error`."""

    @property
    def code(self) -> int | None:
        """The number of the error, as JSON-RPC 2.0 and the protocol have it."""
        found = self.body.get("error") if isinstance(self.body, Mapping) else None
        return found.get("code") if isinstance(found, Mapping) else None


class APIStatusError(APIError):
    """The server refused the call; `retry_after` is how many seconds it asks to wait, or None."""

    def __init__(self, message: str, *, retry_after: float | None = None, **details: Any) -> None:
        super().__init__(message, **details)
        self.retry_after = retry_after


class BadRequestError(APIStatusError):
    """400: the request makes no sense to the server."""


class AuthenticationError(APIStatusError):
    """401: the key is missing or not known."""


class PermissionDeniedError(APIStatusError):
    """403: the key does not allow this."""


class NotFoundError(APIStatusError):
    """404: there is no such thing, or the key does not show it."""


class ServerTooOldError(NotFoundError):
    """The server lacks the operation, which has come with `needed`; it is of `server_version`."""

    def __init__(self, message: str, *, needed: str, server_version: str | None, **details: Any) -> None:
        super().__init__(message, **details)
        self.needed = needed
        self.server_version = server_version


class ConflictError(APIStatusError):
    """409: it exists already, or something else is under way."""


class UnprocessableEntityError(APIStatusError):
    """422: a value in the request is not valid."""


class RateLimitError(APIStatusError):
    """429: too many requests."""


class InternalServerError(APIStatusError):
    """5xx: the server failed."""


_BY_STATUS: Mapping[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_error(status: int) -> type[APIStatusError]:
    """The class of error that a status stands for."""
    if status >= 500:
        return InternalServerError
    return _BY_STATUS.get(status, APIStatusError)


def _rebuild(cls: type[APIError], args: tuple[Any, ...], state: dict[str, Any]) -> APIError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


# As langgraph_sdk.errors has it.
LangGraphError = CronwrightError
