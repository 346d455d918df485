from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import UNSET, Field, Model, Unset, given, listed, text

if TYPE_CHECKING:
    from ..models.prune_strategy import PruneStrategy


class ThreadPruneRequest(Model):
    """Threads to prune."""

    __slots__ = ()

    thread_ids: Field[list[str]] = Field("thread_ids", listed(text))
    """Which threads."""
    strategy: Field[PruneStrategy | str | Unset] = Field("strategy", text, required=False)
    """Whether they are deleted (delete) or keep their latest checkpoint (keep_latest)."""

    def __init__(self, *, thread_ids: list[str], strategy: PruneStrategy | Unset = UNSET) -> None:
        self._json = given({"thread_ids": thread_ids, "strategy": strategy})
