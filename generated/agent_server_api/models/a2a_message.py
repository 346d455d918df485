from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, listed, text, variant

if TYPE_CHECKING:
    from ..models.a2a_data_part import A2ADataPart
    from ..models.a2a_role import A2ARole
    from ..models.a2a_text_part import A2ATextPart


class A2AMessage(Model):
    """A message."""

    __slots__ = ()

    message_id: Field[str] = Field("messageId", text)
    """An id of one's own."""
    parts: Field[list[A2ATextPart | A2ADataPart]] = Field(
        "parts", listed(variant("A2ATextPart", "A2ADataPart"))
    )
    """What is said, in parts."""
    role: Field[A2ARole | str] = Field("role", text)
    """Who says it."""
    context_id: Field[str | Unset] = Field("contextId", text, required=False)
    """The conversation to go on with; a thread's id."""
    task_id: Field[str | Unset] = Field("taskId", text, required=False)
    """The task that it belongs to."""

    def __init__(
        self,
        *,
        message_id: str,
        parts: list[A2ATextPart | A2ADataPart | Mapping[str, Any]],
        role: A2ARole,
        context_id: str | Unset = UNSET,
        task_id: str | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "messageId": message_id,
                "parts": parts,
                "role": role,
                "contextId": context_id,
                "taskId": task_id,
            }
        )
