from __future__ import annotations

from ..types import Field, Model, given, text


class ErrorText(Model):
    """``ErrorText`` of the contract."""

    __slots__ = ()

    error: Field[str] = Field("error", text)

    def __init__(self, *, error: str) -> None:
        self._json = given({"error": error})
