from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import UNSET, Field, Model, Unset, given, integer, listed, text

if TYPE_CHECKING:
    from ..models.protocol_channel_name import ProtocolChannelName


class ProtocolEventStreamRequest(Model):
    """Which events to read."""

    __slots__ = ()

    channels: Field[list[str | ProtocolChannelName]] = Field("channels", listed(text))
    """The kinds of events."""
    depth: Field[int | Unset] = Field("depth", integer, required=False)
    """How many levels below the namespaces; all unless told."""
    namespaces: Field[list[list[str]] | Unset] = Field("namespaces", listed(listed(text)), required=False)
    """Only events of these subgraphs."""
    since: Field[int | Unset] = Field("since", integer, required=False)
    """Only events after this number."""

    def __init__(
        self,
        *,
        channels: list[str | ProtocolChannelName],
        depth: int | Unset = UNSET,
        namespaces: list[list[str]] | Unset = UNSET,
        since: int | Unset = UNSET,
    ) -> None:
        self._json = given({"channels": channels, "depth": depth, "namespaces": namespaces, "since": since})
