from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, integer, text


class A2AError(Model):
    """``A2AError`` of the contract."""

    __slots__ = ()

    code: Field[int | Unset] = Field("code", integer, required=False)
    message: Field[str | Unset] = Field("message", text, required=False)

    def __init__(self, *, code: int | Unset = UNSET, message: str | Unset = UNSET) -> None:
        self._json = given({"code": code, "message": message})
