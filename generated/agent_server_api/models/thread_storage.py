from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..types import Field, Model, given, integer, text, view

if TYPE_CHECKING:
    from ..models.channel_storage import ChannelStorage
    from ..models.storage_usage import StorageUsage


class ThreadStorage(Model):
    """``ThreadStorage`` of the contract."""

    __slots__ = ()

    channel_values: Field[ChannelStorage] = Field("channel_values", view("ChannelStorage"))
    checkpoints: Field[StorageUsage] = Field("checkpoints", view("StorageUsage"))
    pending_writes: Field[StorageUsage] = Field("pending_writes", view("StorageUsage"))
    thread_id: Field[str] = Field("thread_id", text)
    total_bytes: Field[int] = Field("total_bytes", integer)

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
