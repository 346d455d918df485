from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import UNSET, Field, Model, Unset, given, mapping, text


class CronCountRequest(Model):
    """A filter for crons; without a field, all crons."""

    __slots__ = ()

    assistant_id: Field[str | Unset] = Field("assistant_id", text, required=False)
    """Only crons of this assistant, by its id; the name of a graph is refused."""
    metadata: Field[Mapping[str, Any] | Unset] = Field("metadata", mapping, required=False)
    """Only crons whose metadata holds this, at any depth."""
    thread_id: Field[str | Unset] = Field("thread_id", text, required=False)
    """Only crons of this thread."""

    def __init__(
        self,
        *,
        assistant_id: str | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        thread_id: str | Unset = UNSET,
    ) -> None:
        self._json = given({"assistant_id": assistant_id, "metadata": metadata, "thread_id": thread_id})
