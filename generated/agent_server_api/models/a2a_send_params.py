from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, view

if TYPE_CHECKING:
    from ..models.a2a_message import A2AMessage


class A2ASendParams(Model):
    """What to say."""

    __slots__ = ()

    message: Field[A2AMessage] = Field("message", view("A2AMessage"))
    """The message."""

    def __init__(self, *, message: A2AMessage | Mapping[str, Any]) -> None:
        self._json = given({"message": message})
