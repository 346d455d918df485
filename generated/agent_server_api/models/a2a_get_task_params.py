from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, integer, text


class A2AGetTaskParams(Model):
    """``A2AGetTaskParams`` of the contract."""

    __slots__ = ()

    context_id: Field[str] = Field("contextId", text)
    id: Field[str] = Field("id", text)
    history_length: Field[int | Unset] = Field("historyLength", integer, required=False)

    def __init__(self, *, context_id: str, id: str, history_length: int | Unset = UNSET) -> None:
        self._json = given({"contextId": context_id, "id": id, "historyLength": history_length})
