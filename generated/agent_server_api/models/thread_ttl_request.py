from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import UNSET, Field, Model, Unset, given, number, text

if TYPE_CHECKING:
    from ..models.prune_strategy import PruneStrategy


class ThreadTtlRequest(Model):
    """When a thread is to go by itself."""

    __slots__ = ()

    strategy: Field[PruneStrategy | str | Unset] = Field("strategy", text, required=False)
    """Whether it is deleted (delete) or keeps its latest checkpoint (keep_latest)."""
    ttl: Field[float | Unset] = Field("ttl", number, required=False)
    """The time to live, in minutes."""

    def __init__(self, *, strategy: PruneStrategy | Unset = UNSET, ttl: float | Unset = UNSET) -> None:
        self._json = given({"strategy": strategy, "ttl": ttl})
