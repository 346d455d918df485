from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text

if TYPE_CHECKING:
    from ..models.thread_status import ThreadStatus


class ThreadCountRequest(Model):
    """``ThreadCountRequest`` of the contract."""

    __slots__ = ()

    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    status: Field[ThreadStatus | str | Unset] = Field("status", text, required=False)
    values: Field[Mapping[str, Any] | Unset] = Field("values", mapping, required=False)

    def __init__(
        self,
        *,
        metadata: Mapping[str, Any] | Unset = UNSET,
        status: ThreadStatus | Unset = UNSET,
        values: Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given({"metadata": metadata, "status": status, "values": values})
