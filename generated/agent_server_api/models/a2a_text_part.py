from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Field, Model, given, text

if TYPE_CHECKING:
    from ..models.a2a_text_kind import A2ATextKind


class A2ATextPart(Model):
    """A part of a message that is text."""

    __slots__ = ()

    kind: Field[A2ATextKind | str] = Field("kind", text, const="text")
    """Always `text`."""
    text: Field[str] = Field("text", text)
    """The text."""

    def __init__(self, *, kind: A2ATextKind, text: str) -> None:
        self._json = given({"kind": kind, "text": text})
