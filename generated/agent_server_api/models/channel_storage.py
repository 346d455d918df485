from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, integer, mapped, view

if TYPE_CHECKING:
    from ..models.channel_usage import ChannelUsage


class ChannelStorage(Model):
    """How much room the values of a thread's channels take."""

    __slots__ = ()

    by_channel: Field[Mapping[str, ChannelUsage]] = Field("by_channel", mapped(view("ChannelUsage")))
    """The same for each channel, by its name."""
    bytes: Field[int] = Field("bytes", integer)
    """The room in bytes."""
    count: Field[int] = Field("count", integer)
    """How many values."""

    def __init__(
        self, *, by_channel: Mapping[str, ChannelUsage | Mapping[str, Any]], bytes: int, count: int
    ) -> None:
        self._json = given({"by_channel": by_channel, "bytes": bytes, "count": count})
