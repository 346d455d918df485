from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, integer


class ProtocolResponseMeta(Model):
    """Where the thread stands."""

    __slots__ = ()

    applied_through_seq: Field[int | Unset] = Field("applied_through_seq", integer, required=False)
    """The number of the last event that the answer knows of."""

    def __init__(self, *, applied_through_seq: int | Unset = UNSET) -> None:
        self._json = given({"applied_through_seq": applied_through_seq})
