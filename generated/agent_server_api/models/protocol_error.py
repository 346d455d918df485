from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from ..types import UNSET, Field, Model, Unset, anything, given, text, view

if TYPE_CHECKING:
    from ..models.protocol_error_code import ProtocolErrorCode
    from ..models.protocol_response_meta import ProtocolResponseMeta


class ProtocolError(Model):
    """The answer to a command that failed."""

    __slots__ = ()

    error: Field[ProtocolErrorCode | str] = Field("error", text)
    """The kind of failure."""
    id: Field[Any] = Field("id", anything)
    """The command's id, as it was sent."""
    message: Field[str] = Field("message", text)
    """What is wrong, for a person to read."""
    type: Field[Literal["error"] | str] = Field("type", text, const="error")
    """Always `error`."""
    meta: Field[ProtocolResponseMeta | Unset] = Field("meta", view("ProtocolResponseMeta"), required=False)
    """Where the thread stands."""
    stacktrace: Field[str | Unset] = Field("stacktrace", text, required=False)
    """Where it failed, for a developer to read."""

    def __init__(
        self,
        *,
        error: ProtocolErrorCode,
        id: Any,
        message: str,
        type: Literal["error"],
        meta: ProtocolResponseMeta | Mapping[str, Any] | Unset = UNSET,
        stacktrace: str | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "error": error,
                "id": id,
                "message": message,
                "type": type,
                "meta": meta,
                "stacktrace": stacktrace,
            }
        )
