from __future__ import annotations

from typing import Any

from ..types import Field, Model, anything, given, text


class Send(Model):
    """``Send`` of the contract."""

    __slots__ = ()

    input: Field[Any] = Field("input", anything)
    node: Field[str] = Field("node", text)

    def __init__(self, *, input: Any, node: str) -> None:
        self._json = given({"input": input, "node": node})
