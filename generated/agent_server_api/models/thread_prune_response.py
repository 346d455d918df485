from __future__ import annotations

from ..types import Field, Model, given, integer


class ThreadPruneResponse(Model):
    """What became of it."""

    __slots__ = ()

    pruned_count: Field[int] = Field("pruned_count", integer)
    """How many threads were pruned."""

    def __init__(self, *, pruned_count: int) -> None:
        self._json = given({"pruned_count": pruned_count})
