from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, integer


class ProtocolResponseMeta(Model):
    """``ProtocolResponseMeta`` of the contract."""

    __slots__ = ()

    applied_through_seq: Field[int | Unset] = Field("applied_through_seq", integer, required=False)

    def __init__(self, *, applied_through_seq: int | Unset = UNSET) -> None:
        self._json = given({"applied_through_seq": applied_through_seq})
