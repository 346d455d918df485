from __future__ import annotations

from ..types import Field, Model, given, integer


class ChannelUsage(Model):
    """``ChannelUsage`` of the contract."""

    __slots__ = ()

    bytes: Field[int] = Field("bytes", integer)
    versions: Field[int] = Field("versions", integer)

    def __init__(self, *, bytes: int, versions: int) -> None:
        self._json = given({"bytes": bytes, "versions": versions})
