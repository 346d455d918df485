from __future__ import annotations

from ..types import Field, Model, given, text


class A2ACancelTaskParams(Model):
    """Which task to cancel."""

    __slots__ = ()

    context_id: Field[str] = Field("contextId", text)
    """The conversation; a thread's id."""
    id: Field[str] = Field("id", text)
    """The task's id."""

    def __init__(self, *, context_id: str, id: str) -> None:
        self._json = given({"contextId": context_id, "id": id})
