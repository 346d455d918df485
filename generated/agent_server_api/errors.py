"""Every error that this client raises.

AgentServerError
├── InvalidArgumentError   an argument cannot be sent (also a ValueError); nothing was sent
├── DriftError             a value in an answer breaks the contract; raised when it is read
├── UnexpectedStatus       the server answered with a status that does not mean success
└── UnreadableAnswer       the server answered with success and a body that is not JSON

Errors of the HTTP library (connections, timeouts) pass through ``sync``, ``asyncio`` and ``stream``.
No message shows a body or a value, which may hold secrets: they are attributes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .types import Operation

__all__ = ("AgentServerError", "DriftError", "InvalidArgumentError", "UnexpectedStatus", "UnreadableAnswer")


class AgentServerError(Exception):
    """The root of every error of this client."""


class InvalidArgumentError(AgentServerError, ValueError):
    """An argument cannot be sent; nothing was."""


class DriftError(AgentServerError):
    """A value in an answer breaks the contract.

    ``model`` is the class (or the operation, for a whole answer), ``field`` the name on the wire (empty
    for a whole answer), ``value`` the JSON found there (``UNSET`` where a required field is absent) and
    ``answer`` the object that was read, which still gives everything else.
    """

    def __init__(self, model: str, field: str, value: Any, answer: Any, reason: str) -> None:
        super().__init__(model, field, value, answer, reason)
        self.model = model
        self.field = field
        self.value = value
        self.answer = answer
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.model}.{self.field}: {self.reason}" if self.field else f"{self.model}: {self.reason}"

    def __repr__(self) -> str:
        return f"DriftError({str(self)!r})"


class UnexpectedStatus(AgentServerError):
    """The server answered with a status that the contract does not name as success; ``content`` is the body."""

    def __init__(self, operation: Operation, status_code: int, content: bytes) -> None:
        super().__init__(operation, status_code, content)
        self.operation = operation
        self.status_code = status_code
        self.content = content

    def __str__(self) -> str:
        return f"{self.operation}: status {self.status_code}"

    def __repr__(self) -> str:
        return f"UnexpectedStatus({str(self)!r})"


class UnreadableAnswer(AgentServerError):
    """The server answered with success and a body that is not JSON; ``content`` is the body."""

    def __init__(self, operation: Operation, content: bytes) -> None:
        super().__init__(operation, content)
        self.operation = operation
        self.content = content

    def __str__(self) -> str:
        return f"{self.operation}: the answer of {len(self.content)} bytes is not JSON"

    def __repr__(self) -> str:
        return f"UnreadableAnswer({str(self)!r})"
