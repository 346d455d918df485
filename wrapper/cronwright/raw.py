"""An answer as it came, for what the parsed value does not show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from .exchange import compared, parsed

if TYPE_CHECKING:
    from .call import Call
    from .dialogue import Answer

T = TypeVar("T")


class RawResponse(Generic[T]):
    """The answer to a call that the server did: `status`, `headers`, `content` and `request_id`."""

    def __init__(self, call: Call[T], answer: Answer) -> None:
        self._call = call
        self._answer = answer

    @property
    def status(self) -> int:
        """The HTTP status, 200 to 299."""
        return self._answer.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, by their names in any case."""
        return self._answer.headers

    @property
    def content(self) -> bytes:
        """The body."""
        return self._answer.content

    @property
    def request_id(self) -> str:
        """What the call travelled with as `X-Request-Id`; it stands in the server's log."""
        return self._answer.request_id

    @property
    def tries(self) -> int:
        """How many requests it took."""
        return self._answer.tries

    def parse(self) -> T:
        """The value that the call returns otherwise; raises APIResponseValidationError and RunFailedError."""
        return compared(self._call, self._answer, parsed(self._call, self._answer))

    def __repr__(self) -> str:
        return f"<RawResponse {self.status} of {self._call!r}>"
