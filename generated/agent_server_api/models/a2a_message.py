from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, listed, text, variant

if TYPE_CHECKING:
    from ..models.a2a_data_part import A2ADataPart
    from ..models.a2a_role import A2ARole
    from ..models.a2a_text_part import A2ATextPart


class A2AMessage(Model):
    """``A2AMessage`` of the contract."""

    __slots__ = ()

    message_id: Field[str] = Field("messageId", text)
    parts: Field[list[A2ATextPart | A2ADataPart]] = Field(
        "parts", listed(variant("A2ATextPart", "A2ADataPart"))
    )
    role: Field[A2ARole | str] = Field("role", text)
    context_id: Field[str | Unset] = Field("contextId", text, required=False)
    task_id: Field[str | Unset] = Field("taskId", text, required=False)

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
