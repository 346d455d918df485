from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, either, given, integer, mapping, text, view

if TYPE_CHECKING:
    from ..models.a2a_error import A2AError
    from ..models.a2a_version import A2AVersion


class A2AResponse(Model):
    """The answer to a request."""

    __slots__ = ()

    id: Field[str | int | None] = Field("id", either(text, integer), null=True)
    """The request's id; null where it could not be read."""
    jsonrpc: Field[A2AVersion | str] = Field("jsonrpc", text, const="2.0")
    """The version of JSON-RPC."""
    error: Field[A2AError | Unset] = Field("error", view("A2AError"), required=False)
    """What went wrong."""
    result: Field[Mapping[str, Any] | Unset] = Field("result", mapping, required=False)
    """What came of it."""

    def __init__(
        self,
        *,
        id: str | int | None,
        jsonrpc: A2AVersion,
        error: A2AError | Mapping[str, Any] | Unset = UNSET,
        result: Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given({"id": id, "jsonrpc": jsonrpc, "error": error, "result": result})
