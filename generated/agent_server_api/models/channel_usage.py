from __future__ import annotations

from ..types import Field, Model, given, integer


class ChannelUsage(Model):
    """How much room one channel takes."""

    __slots__ = ()

    bytes: Field[int] = Field("bytes", integer)
    """The room in bytes."""
    versions: Field[int] = Field("versions", integer)
    """How many values it keeps."""

    def __init__(self, *, bytes: int, versions: int) -> None:
        self._json = given({"bytes": bytes, "versions": versions})
