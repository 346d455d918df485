from __future__ import annotations

from typing import Any

from ..types import Field, Model, anything, given, text


class Send(Model):
    """A node to go to with an input of its own."""

    __slots__ = ()

    input: Field[Any] = Field("input", anything)
    """The input."""
    node: Field[str] = Field("node", text)
    """The node."""

    def __init__(self, *, input: Any, node: str) -> None:
        self._json = given({"input": input, "node": node})
