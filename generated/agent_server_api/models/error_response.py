from __future__ import annotations

from ..types import Field, Model, given, text


class ErrorResponse(Model):
    """What is wrong, for a person to read."""

    __slots__ = ()

    detail: Field[str] = Field("detail", text)
    """The text, which may have several lines."""

    def __init__(self, *, detail: str) -> None:
        self._json = given({"detail": detail})
