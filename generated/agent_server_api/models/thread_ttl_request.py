from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import UNSET, Field, Model, Unset, given, number, text

if TYPE_CHECKING:
    from ..models.prune_strategy import PruneStrategy


class ThreadTtlRequest(Model):
    """``ThreadTtlRequest`` of the contract."""

    __slots__ = ()

    strategy: Field[PruneStrategy | str | Unset] = Field("strategy", text, required=False)
    ttl: Field[float | Unset] = Field("ttl", number, required=False)

    def __init__(self, *, strategy: PruneStrategy | Unset = UNSET, ttl: float | Unset = UNSET) -> None:
        self._json = given({"strategy": strategy, "ttl": ttl})
