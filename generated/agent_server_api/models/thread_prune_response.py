from __future__ import annotations

from ..types import Field, Model, given, integer


class ThreadPruneResponse(Model):
    """``ThreadPruneResponse`` of the contract."""

    __slots__ = ()

    pruned_count: Field[int] = Field("pruned_count", integer)

    def __init__(self, *, pruned_count: int) -> None:
        self._json = given({"pruned_count": pruned_count})
