from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, integer, text


class A2AGetTaskParams(Model):
    """Which task to read."""

    __slots__ = ()

    context_id: Field[str] = Field("contextId", text)
    """The conversation; a thread's id."""
    id: Field[str] = Field("id", text)
    """The task's id."""
    history_length: Field[int | Unset] = Field("historyLength", integer, required=False)
    """How many messages to answer with it."""

    def __init__(self, *, context_id: str, id: str, history_length: int | Unset = UNSET) -> None:
        self._json = given({"contextId": context_id, "id": id, "historyLength": history_length})
