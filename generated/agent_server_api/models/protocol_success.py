from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from ..types import UNSET, Field, Model, Unset, given, integer, mapping, text, view

if TYPE_CHECKING:
    from ..models.protocol_response_meta import ProtocolResponseMeta


class ProtocolSuccess(Model):
    """The answer to a command that was done."""

    __slots__ = ()

    id: Field[int] = Field("id", integer)
    """The command's id."""
    result: Field[Mapping[str, Any]] = Field("result", mapping)
    """What came of it, such as the id of a run."""
    type: Field[Literal["success"] | str] = Field("type", text, const="success")
    """Always `success`."""
    meta: Field[ProtocolResponseMeta | Unset] = Field("meta", view("ProtocolResponseMeta"), required=False)
    """Where the thread stands."""

    def __init__(
        self,
        *,
        id: int,
        result: Mapping[str, Any],
        type: Literal["success"],
        meta: ProtocolResponseMeta | Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given({"id": id, "result": result, "type": type, "meta": meta})
