from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, integer, text


class A2AError(Model):
    """What went wrong."""

    __slots__ = ()

    code: Field[int | Unset] = Field("code", integer, required=False)
    """The number of the error."""
    message: Field[str | Unset] = Field("message", text, required=False)
    """The text, for a person to read."""

    def __init__(self, *, code: int | Unset = UNSET, message: str | Unset = UNSET) -> None:
        self._json = given({"code": code, "message": message})
