from __future__ import annotations

from ..types import Field, Model, given, text


class ErrorResponse(Model):
    """``ErrorResponse`` of the contract."""

    __slots__ = ()

    detail: Field[str] = Field("detail", text)

    def __init__(self, *, detail: str) -> None:
        self._json = given({"detail": detail})
