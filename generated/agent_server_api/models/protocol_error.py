from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from ..types import UNSET, Field, Model, Unset, anything, given, text, view

if TYPE_CHECKING:
    from ..models.protocol_error_code import ProtocolErrorCode
    from ..models.protocol_response_meta import ProtocolResponseMeta


class ProtocolError(Model):
    """``ProtocolError`` of the contract."""

    __slots__ = ()

    error: Field[ProtocolErrorCode | str] = Field("error", text)
    id: Field[Any] = Field("id", anything)
    message: Field[str] = Field("message", text)
    type: Field[Literal["error"] | str] = Field("type", text, const="error")
    meta: Field[ProtocolResponseMeta | Unset] = Field("meta", view("ProtocolResponseMeta"), required=False)
    stacktrace: Field[str | Unset] = Field("stacktrace", text, required=False)

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
