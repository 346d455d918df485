from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, integer, text, view

if TYPE_CHECKING:
    from ..models.channel_storage import ChannelStorage
    from ..models.storage_usage import StorageUsage


class ThreadStorage(Model):
    """How much room a thread takes."""

    __slots__ = ()

    channel_values: Field[ChannelStorage] = Field("channel_values", view("ChannelStorage"))
    """The values of its channels."""
    checkpoints: Field[StorageUsage] = Field("checkpoints", view("StorageUsage"))
    """Its checkpoints."""
    pending_writes: Field[StorageUsage] = Field("pending_writes", view("StorageUsage"))
    """What was written and is in no checkpoint yet."""
    thread_id: Field[str] = Field("thread_id", text)
    """The thread's id."""
    total_bytes: Field[int] = Field("total_bytes", integer)
    """The room in bytes."""

    def __init__(
        self,
        *,
        channel_values: ChannelStorage | Mapping[str, Any],
        checkpoints: StorageUsage | Mapping[str, Any],
        pending_writes: StorageUsage | Mapping[str, Any],
        thread_id: str,
        total_bytes: int,
    ) -> None:
        self._json = given(
            {
                "channel_values": channel_values,
                "checkpoints": checkpoints,
                "pending_writes": pending_writes,
                "thread_id": thread_id,
                "total_bytes": total_bytes,
            }
        )
