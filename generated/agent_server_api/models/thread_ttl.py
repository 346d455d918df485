from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ..types import UNSET, Field, Model, Unset, given, moment, number, text

if TYPE_CHECKING:
    from ..models.prune_strategy import PruneStrategy


class ThreadTtl(Model):
    """When a thread goes by itself."""

    __slots__ = ()

    expires_at: Field[datetime | Unset] = Field("expires_at", moment, required=False)
    """When, UTC."""
    strategy: Field[PruneStrategy | str | Unset] = Field("strategy", text, required=False)
    """Whether it is deleted (delete) or keeps its latest checkpoint (keep_latest)."""
    ttl_minutes: Field[float | Unset] = Field("ttl_minutes", number, required=False)
    """The time to live, in minutes."""

    def __init__(
        self,
        *,
        expires_at: datetime | Unset = UNSET,
        strategy: PruneStrategy | Unset = UNSET,
        ttl_minutes: float | Unset = UNSET,
    ) -> None:
        self._json = given({"expires_at": expires_at, "strategy": strategy, "ttl_minutes": ttl_minutes})
