from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import UNSET, Field, Model, Unset, given, listed, text

if TYPE_CHECKING:
    from ..models.prune_strategy import PruneStrategy


class ThreadPruneRequest(Model):
    """``ThreadPruneRequest`` of the contract."""

    __slots__ = ()

    thread_ids: Field[list[str]] = Field("thread_ids", listed(text))
    strategy: Field[PruneStrategy | str | Unset] = Field("strategy", text, required=False)

    def __init__(self, *, thread_ids: list[str], strategy: PruneStrategy | Unset = UNSET) -> None:
        self._json = given({"thread_ids": thread_ids, "strategy": strategy})
