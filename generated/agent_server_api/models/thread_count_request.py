from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text

if TYPE_CHECKING:
    from ..models.thread_status import ThreadStatus


class ThreadCountRequest(Model):
    """A filter for threads; without a field, all threads."""

    __slots__ = ()

    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Only threads whose metadata holds this."""
    status: Field[ThreadStatus | str | Unset] = Field("status", text, required=False)
    """Only threads that stand so."""
    values: Field[Mapping[str, Any] | Unset] = Field(  # type: ignore[assignment]
        "values", mapping, required=False
    )
    """Only threads whose state holds this; breaks the in-memory server where a thread has no state."""

    def __init__(
        self,
        *,
        metadata: Mapping[str, Any] | Unset = UNSET,
        status: ThreadStatus | Unset = UNSET,
        values: Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given({"metadata": metadata, "status": status, "values": values})
