from __future__ import annotations

from ..types import Field, Model, given, integer


class StorageUsage(Model):
    """``StorageUsage`` of the contract."""

    __slots__ = ()

    bytes: Field[int] = Field("bytes", integer)
    count: Field[int] = Field("count", integer)

    def __init__(self, *, bytes: int, count: int) -> None:
        self._json = given({"bytes": bytes, "count": count})
