from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, mapping, view

if TYPE_CHECKING:
    from ..models.thread_ttl_request import ThreadTtlRequest


class ThreadPatch(Model):
    """What to change of a thread."""

    __slots__ = ()

    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Own data, merged into what is there."""
    ttl: Field[ThreadTtlRequest | Unset] = Field("ttl", view("ThreadTtlRequest"), required=False)
    """When it is to go by itself."""

    def __init__(
        self,
        *,
        metadata: Mapping[str, Any] | Unset = UNSET,
        ttl: ThreadTtlRequest | Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given({"metadata": metadata, "ttl": ttl})
