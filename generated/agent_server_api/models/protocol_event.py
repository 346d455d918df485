from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from ..types import UNSET, Field, Model, Unset, given, integer, text, view

if TYPE_CHECKING:
    from ..models.protocol_event_params import ProtocolEventParams


class ProtocolEvent(Model):
    """An event of a thread."""

    __slots__ = ()

    method: Field[str] = Field("method", text)
    """Its channel."""
    params: Field[ProtocolEventParams] = Field("params", view("ProtocolEventParams"))
    """What happened."""
    type: Field[Literal["event"] | str] = Field("type", text, const="event")
    """Always `event`."""
    event_id: Field[str | Unset] = Field("event_id", text, required=False)
    """Its id, which stays the same when it is sent again."""
    seq: Field[int | Unset] = Field("seq", integer, required=False)
    """Its number, from which a reader can go on."""

    def __init__(
        self,
        *,
        method: str,
        params: ProtocolEventParams | Mapping[str, Any],
        type: Literal["event"],
        event_id: str | Unset = UNSET,
        seq: int | Unset = UNSET,
    ) -> None:
        self._json = given(
            {"method": method, "params": params, "type": type, "event_id": event_id, "seq": seq}
        )
