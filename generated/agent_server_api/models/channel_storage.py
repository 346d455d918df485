from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, integer, mapped, view

if TYPE_CHECKING:
    from ..models.channel_usage import ChannelUsage


class ChannelStorage(Model):
    """``ChannelStorage`` of the contract."""

    __slots__ = ()

    by_channel: Field[Mapping[str, ChannelUsage]] = Field("by_channel", mapped(view("ChannelUsage")))
    bytes: Field[int] = Field("bytes", integer)
    count: Field[int] = Field("count", integer)

    def __init__(
        self, *, by_channel: Mapping[str, ChannelUsage | Mapping[str, Any]], bytes: int, count: int
    ) -> None:
        self._json = given({"by_channel": by_channel, "bytes": bytes, "count": count})
