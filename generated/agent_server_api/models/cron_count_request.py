from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text


class CronCountRequest(Model):
    """``CronCountRequest`` of the contract."""

    __slots__ = ()

    assistant_id: Field[str | Unset] = Field("assistant_id", text, required=False)
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    thread_id: Field[str | Unset] = Field("thread_id", text, required=False)

    def __init__(
        self,
        *,
        assistant_id: str | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        thread_id: str | Unset = UNSET,
    ) -> None:
        self._json = given({"assistant_id": assistant_id, "metadata": metadata, "thread_id": thread_id})
