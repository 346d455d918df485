"""What the server silently takes away or changes, and the wrapper therefore refuses."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from cronwright import InvalidArgumentError, NeverRunsWarning, SyncClient
from cronwright.reserved import CONFIGURABLE, METADATA

from .made import quiet

RESTING = {"assistant_id": "agent", "schedule": "0 9 * * *", "enabled": False}


def stored(raw: httpx.Client, **fields: Any) -> dict[str, Any]:
    """What the server keeps of fields that are sent past the wrapper."""
    cron = raw.post("/runs/crons", json=RESTING | fields).json()
    assert raw.delete(f"/runs/crons/{cron['cron_id']}").status_code == 204
    return dict(cron)


@pytest.mark.parametrize("key", sorted(METADATA))
def test_the_server_drops_reserved_metadata(raw: httpx.Client, key: str) -> None:
    """Each reserved name is taken out of metadata without a word, and its neighbour stays."""
    cron = stored(raw, metadata={key: "x", "ok": 1}, config={"metadata": {key: "x", "ok": 1}})
    assert cron["metadata"] == {"ok": 1}
    assert cron["payload"]["config"]["metadata"] == {"ok": 1}


@pytest.mark.parametrize("key", sorted(CONFIGURABLE))
def test_the_server_drops_reserved_settings(raw: httpx.Client, key: str) -> None:
    """Each reserved name is taken out of config and context without a word."""
    payload = stored(raw, context={key: "x", "ok": 1})["payload"]
    assert payload["context"] == {"ok": 1}
    payload = stored(raw, config={"configurable": {key: "x", "ok": 1}})["payload"]
    assert payload["config"]["configurable"].keys() == {"ok", "cron_id"}


@pytest.mark.parametrize("text", ["a\x00b", "a\\u0000b"])
def test_the_server_changes_a_nul(raw: httpx.Client, text: str) -> None:
    """A NUL, and the letters of its escape, come back as something else."""
    assert stored(raw, metadata={"a": text})["metadata"]["a"] != text


def test_an_update_can_leave_a_cron_that_never_runs(client: SyncClient, thread: str) -> None:
    """The server keeps the half that an update does not name; the wrapper warns of the whole."""
    cron = quiet(client, thread, context={"a": 1})
    with pytest.warns(NeverRunsWarning):
        client.crons.update(cron.cron_id, config={"configurable": {"b": 1}})
    assert client.crons.update(cron.cron_id, context={})["payload"]["context"] == {}


def test_threads_and_runs_refuse_reserved_metadata(client: SyncClient, thread: str) -> None:
    """The server drops the names there too, so they are refused there too."""
    with pytest.raises(InvalidArgumentError, match="metadata: the server keeps run_id for itself"):
        client.threads.create(metadata={"run_id": "x"})
    with pytest.raises(InvalidArgumentError, match="context: the server keeps __after_seconds__"):
        client.runs.wait(thread, "agent", input={}, context={"__after_seconds__": 1})
