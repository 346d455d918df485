"""Which server version first has what, found by asking each of them; and what is said to an older one."""

from __future__ import annotations

import re
from collections.abc import Mapping

SETTINGS: Mapping[str, str] = {
    "end_time": "0.3",
    "context": "0.3",
    "on_run_completed": "0.5.18",
    "enabled": "0.7.15",
    "timezone": "0.7.69",
    "durability": "0.8",
    "stream_mode": "0.8",
    "stream_subgraphs": "0.8",
    "stream_resumable": "0.8",
}
"""Settings of a cron."""

OPERATIONS: Mapping[str, str] = {
    "a2a_send": "0.5",
    "assistants_count": "0.3",
    "crons_count": "0.3",
    "crons_get": "0.10",
    "crons_update": "0.7.21",
    "mcp_delete": "0.3",
    "mcp_get": "0.3",
    "mcp_post": "0.3",
    "system_health": "0.3",
    "system_info": "0.3",
    "system_metrics": "0.3",
    "threads_count": "0.3",
    "threads_get_storage": "0.16",
    "threads_join_stream": "0.4",
    "threads_prune": "0.7.0",
    "threads_send_command": "0.10",
    "threads_stream_events": "0.10",
}


def too_old(version: str | None, needed: str) -> bool:
    """Whether a server of this version is older than the one that is needed; False where it is not known."""
    return version is not None and _parts(version) < _parts(needed)


def _parts(version: str) -> list[int]:
    # What follows the numbers (rc1, .dev3) never decided whether one of these is there.
    return [int(part) for part in re.findall(r"\d+", version)[:3]]
