from __future__ import annotations

from ..types import Field, Model, given, text


class ErrorText(Model):
    """What is wrong, in the form of the store and of the foreign protocols."""

    __slots__ = ()

    error: Field[str] = Field("error", text)
    """The text."""

    def __init__(self, *, error: str) -> None:
        self._json = given({"error": error})
