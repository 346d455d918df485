"""Crons that do not fire, for tests of what is stored and found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from cronwright import Cron, SyncClient

# What the fixture `crons` marks its crons with: other tests have crons on the same server.
MARK = {"mark": {"nested": uuid4().hex}}


def quiet(client: SyncClient, thread_id: str, **fields: Any) -> Cron:
    """A cron of a thread that is disabled, with an input, so that nothing is warned of."""
    given: dict[str, Any] = {"schedule": "0 9 * * *", "input": {}, "enabled": False, **fields}
    return client.crons.create_for_thread(thread_id, "agent", **given)


def ids(crons: Iterable[Cron]) -> list[str]:
    """Their ids, in their order."""
    return [cron.cron_id for cron in crons]
