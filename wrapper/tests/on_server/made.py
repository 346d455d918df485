"""Crons that do not fire, for tests of what is stored and found."""

from __future__ import annotations

from typing import Any

from cronwright import Cron, SyncClient


def quiet(client: SyncClient, thread_id: str, **fields: Any) -> Cron:
    """A cron of a thread that is disabled, with an input, so that nothing is warned of."""
    given: dict[str, Any] = {"schedule": "0 9 * * *", "input": {}, "enabled": False, **fields}
    return client.crons.create_for_thread(thread_id, "agent", **given)
