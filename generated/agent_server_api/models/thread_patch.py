from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import UNSET, Field, Model, Unset, given, mapping, view

if TYPE_CHECKING:
    from ..models.thread_ttl_request import ThreadTtlRequest


class ThreadPatch(Model):
    """``ThreadPatch`` of the contract."""

    __slots__ = ()

    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    ttl: Field[ThreadTtlRequest | Unset] = Field("ttl", view("ThreadTtlRequest"), required=False)

    def __init__(
        self,
        *,
        metadata: Mapping[str, Any] | Unset = UNSET,
        ttl: ThreadTtlRequest | Mapping[str, Any] | Unset = UNSET,
    ) -> None:
        self._json = given({"metadata": metadata, "ttl": ttl})
