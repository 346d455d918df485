from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, listed, mapping, text, view

if TYPE_CHECKING:
    from ..models.if_exists import IfExists
    from ..models.thread_superstep import ThreadSuperstep
    from ..models.thread_ttl_request import ThreadTtlRequest


class ThreadCreate(Model):
    """``ThreadCreate`` of the contract."""

    __slots__ = ()

    if_exists: Field[IfExists | str | Unset] = Field("if_exists", text, required=False)
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    supersteps: Field[list[ThreadSuperstep] | Unset] = Field(
        "supersteps", listed(view("ThreadSuperstep")), required=False
    )
    thread_id: Field[str | Unset] = Field("thread_id", text, required=False)
    ttl: Field[ThreadTtlRequest | Unset] = Field("ttl", view("ThreadTtlRequest"), required=False)

    def __init__(
        self,
        *,
        if_exists: IfExists | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        supersteps: list[ThreadSuperstep | Mapping[str, Any]] | Unset = UNSET,
        thread_id: str | Unset = UNSET,
        ttl: ThreadTtlRequest | Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "if_exists": if_exists,
                "metadata": metadata,
                "supersteps": supersteps,
                "thread_id": thread_id,
                "ttl": ttl,
            }
        )
