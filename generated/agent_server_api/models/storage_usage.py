from __future__ import annotations

from ..types import Field, Model, given, integer


class StorageUsage(Model):
    """How much room something takes."""

    __slots__ = ()

    bytes: Field[int] = Field("bytes", integer)
    """The room in bytes."""
    count: Field[int] = Field("count", integer)
    """How many there are."""

    def __init__(self, *, bytes: int, count: int) -> None:
        self._json = given({"bytes": bytes, "count": count})
