from __future__ import annotations

from ..types import Field, Model, given, text


class A2ACancelTaskParams(Model):
    """``A2ACancelTaskParams`` of the contract."""

    __slots__ = ()

    context_id: Field[str] = Field("contextId", text)
    id: Field[str] = Field("id", text)

    def __init__(self, *, context_id: str, id: str) -> None:
        self._json = given({"contextId": context_id, "id": id})
