"""Crons that are not kept, changed or deleted as said, seen by hand."""

from __future__ import annotations

import time
from typing import Any

from mutants.crons import changes, deletes, stored

from .api import Api, Demonstrations

END = "2030-01-01T00:00:00+00:00"


def kept(api: Api, **fields: Any) -> bool:
    """Whether a new cron is read as it was written."""
    cron = api.read(api.cron(**fields))
    return bool({name: cron[name] for name in fields} == fields)


def patched(api: Api, **fields: Any) -> bool:
    """Whether a PATCH is read as it was written."""
    cron = api.cron(input={"messages": []})
    api.patch(cron, **fields)
    read = api.read(cron)
    read["input"] = read["payload"]["input"]
    return all(read[name] == value for name, value in fields.items())


def metadata_is_anothers(api: Api) -> bool:
    api.cron(metadata=api.tag | {"number": 1})
    second = api.cron(metadata=api.tag | {"number": 2})
    return bool(api.read(second)["metadata"]["number"] == 1)


def id_is_reused(api: Api) -> bool:
    return bool(api.cron()["cron_id"] == api.cron()["cron_id"])


def create_makes_two(api: Api) -> bool:
    api.cron()
    return len(api.found()) == 2


def patch_touches(name: str, **fields: Any) -> Any:
    def shown(api: Api) -> bool:
        cron = api.cron(end_time=END, timezone="Asia/Tokyo")
        api.patch(cron, **fields)
        return bool(api.read(cron)[name] != cron[name])

    return shown


def patch_changes_another(api: Api) -> bool:
    first, last = api.cron(), api.cron()
    api.patch(first, metadata={"of": "the first"})
    return "of" in api.read(last)["metadata"]


def read_is_stale(api: Api) -> bool:
    cron = api.cron()
    api.patch(cron, schedule="0 0 1 1 *")
    first, second = api.read(cron), api.read(cron)
    assert second["schedule"] == "0 0 1 1 *"
    return bool(first["schedule"] == cron["schedule"])


def reads_differ(api: Api) -> bool:
    cron = api.cron()
    return bool(api.read(cron) != api.read(cron))


def still_read(api: Api) -> bool:
    cron = api.cron()
    assert api.delete(cron).status_code == 204
    return api.reading(cron) == 200


def still_found(api: Api) -> bool:
    api.delete(api.cron())
    return bool(api.found())


def takes_another(api: Api) -> bool:
    first, second = api.cron(), api.cron()
    api.delete(second)
    return api.reading(first) == 404


def outlives(api: Api) -> bool:
    thread = api.thread()
    cron = api.cron(thread=thread)
    api("DELETE", f"/threads/{thread}")
    return api.reading(cron) == 200


def outlives_its_assistant(api: Api) -> bool:
    body = {"graph_id": "agent", "metadata": api.tag}
    assistant = api.post("/assistants", body)["assistant_id"]
    cron = api.cron(assistant_id=assistant)
    api("DELETE", f"/assistants/{assistant}")
    return api.reading(cron) == 200


def updated_at_is_frozen(api: Api) -> bool:
    cron = api.cron()
    time.sleep(0.002)
    return bool(api.patch(cron, metadata={"new": 1}).json()["updated_at"] == cron["updated_at"])


def created_at_moves(api: Api) -> bool:
    cron = api.cron()
    time.sleep(0.002)
    return bool(api.patch(cron, metadata={"new": 1}).json()["created_at"] != cron["created_at"])


def thread_is_another(api: Api) -> bool:
    thread = api.thread()
    return bool(api.cron(thread=thread)["thread_id"] != thread)


WRITES: Demonstrations = {
    stored.EnabledIsIgnored: lambda api: not kept(api, enabled=False),
    stored.TimezoneIsDropped: lambda api: not kept(api, timezone="Asia/Tokyo"),
    stored.EndTimeIsDropped: lambda api: not kept(api, end_time=END),
    stored.EndTimeIsShifted: lambda api: not kept(api, end_time=END),
    stored.OnRunCompletedIsDefault: lambda api: not kept(api, on_run_completed="keep"),
    stored.PayloadLosesInput: lambda api: not api.read(api.cron(input={"a": 1}))["payload"]["input"],
    stored.ThreadIsAnother: thread_is_another,
    stored.ScheduleChangesOnRead: lambda api: not kept(api, schedule="5 7 29 2 *"),
    stored.MetadataKeyIsLost: lambda api: not kept(api, metadata={"a": 1, "b": [2]}),
    stored.MetadataIsAnothers: metadata_is_anothers,
    stored.IdIsReused: id_is_reused,
    stored.CreateMakesTwo: create_makes_two,
    changes.PatchIsIgnored: lambda api: not patched(api, metadata=api.tag | {"new": 1}),
    changes.PatchIsNotKept: lambda api: not patched(api, metadata=api.tag | {"new": 1}),
    changes.PatchOfEnabledIsIgnored: lambda api: not patched(api, enabled=True),
    changes.PatchOfInputIsIgnored: lambda api: not patched(api, input={"new": 1}),
    changes.PatchClearsEndTime: patch_touches("end_time", metadata={"new": 1}),
    changes.PatchResetsTimezone: patch_touches("timezone", schedule="0 0 1 1 *"),
    changes.PatchEnables: patch_touches("enabled", schedule="0 0 1 1 *"),
    changes.PatchChangesAnother: patch_changes_another,
    changes.ReadIsStale: read_is_stale,
    stored.ReadsDiffer: reads_differ,
    deletes.DeleteDoesNothing: still_read,
    deletes.DeletedIsStillRead: still_read,
    deletes.DeletedIsStillFound: still_found,
    deletes.DeleteTakesAnother: takes_another,
    deletes.OutlivesItsThread: outlives,
    deletes.OutlivesItsAssistant: outlives_its_assistant,
    changes.UpdatedAtIsFrozen: updated_at_is_frozen,
    changes.CreatedAtMoves: created_at_moves,
}
