"""Breaches of threads, seen by hand."""

from __future__ import annotations

import time
import uuid
from typing import Any

import httpx

from mutants import threads

from .api import NOWHERE, Api, Demonstrations, ids


def read(api: Api, thread: str) -> Any:
    return api.get(f"/threads/{thread}")


def patch(api: Api, thread: str, **metadata: Any) -> httpx.Response:
    return api("PATCH", f"/threads/{thread}", {"metadata": metadata})


def searching(api: Api, **fields: Any) -> httpx.Response:
    return api("POST", "/threads/search", {"metadata": api.tag} | fields)


def found(api: Api, **fields: Any) -> list[dict[str, Any]]:
    return list(searching(api, **fields).json())


def three(api: Api) -> list[str]:
    """Three threads, and one that has not their metadata."""
    api.thread(metadata={"of": "another"})
    return [api.thread() for _ in range(3)]


def duplicate(api: Api) -> bool:
    return api("POST", "/threads", {"thread_id": api.thread()}).is_success


def do_nothing_overwrites(api: Api) -> bool:
    thread = api.thread()
    again = {"thread_id": thread, "if_exists": "do_nothing", "metadata": {"new": 1}}
    api.post("/threads", again)
    return "new" in read(api, thread)["metadata"]


def id_is_ignored(api: Api) -> bool:
    wanted = str(uuid.uuid4())
    return api.thread(thread_id=wanted) != wanted


def patch_is_lost(api: Api) -> bool:
    thread = api.thread()
    patch(api, thread, new=1)
    return "new" not in read(api, thread)["metadata"]


def patch_replaces(api: Api) -> bool:
    thread = api.thread()
    patch(api, thread, new=1)
    return "demonstration" not in read(api, thread)["metadata"]


def metadata_is_anothers(api: Api) -> bool:
    first = api.thread()
    api.thread(metadata={"of": "another"})
    return "of" in read(api, first)["metadata"]


def moved(api: Api, name: str) -> bool:
    thread = api.thread()
    before = read(api, thread)[name]
    time.sleep(0.002)
    patch(api, thread, new=1)
    return bool(read(api, thread)[name] != before)


def still_read(api: Api) -> bool:
    thread = api.thread()
    assert api("DELETE", f"/threads/{thread}").status_code == 204
    return api("GET", f"/threads/{thread}").status_code == 200


def copied(api: Api) -> tuple[str, Any]:
    thread = api.thread()
    return thread, api("POST", f"/threads/{thread}/copy").json()


def count_disagrees(api: Api) -> bool:
    three(api)
    return bool(api.post("/threads/count", {"metadata": api.tag}) != len(found(api)))


def finds_others(api: Api) -> bool:
    return len(three(api)) < len(found(api))


def ids_are_ignored(api: Api) -> bool:
    first, _, last = three(api)
    return set(ids(found(api, ids=[first, last]), "thread_id")) != {first, last}


def status_is_ignored(api: Api) -> bool:
    three(api)
    return bool(found(api, status="busy"))


def pages_differ(api: Api) -> bool:
    three(api)
    ordered = {"sort_by": "created_at", "sort_order": "asc"}
    pages = found(api, limit=2, **ordered) + found(api, limit=2, offset=2, **ordered)
    return ids(pages, "thread_id") != ids(found(api, **ordered), "thread_id")


def is_unsorted(api: Api) -> bool:
    made = three(api)
    return ids(found(api, sort_by="created_at", sort_order="asc"), "thread_id") != made


def status_in_search(api: Api) -> Any:
    api.thread()
    return found(api)[0]["status"]


def selected(api: Api) -> Any:
    api.thread()
    return set(found(api, select=["thread_id"])[0])


THREADS: Demonstrations = {
    threads.GetDropsStatus: lambda api: "status" not in read(api, api.thread()),
    threads.StatusIsUnknown: lambda api: status_in_search(api) == "asleep",
    threads.IdIsShort: lambda api: len(patch(api, api.thread(), a=1).json()["thread_id"]) == 8,
    threads.GetIsPlainText: lambda api: (
        api("GET", f"/threads/{api.thread()}").headers["content-type"].startswith("text/plain")
    ),
    threads.MissingIsServerError: lambda api: api("GET", f"/threads/{NOWHERE}").status_code == 500,
    threads.DeleteAnswers202: lambda api: api("DELETE", f"/threads/{api.thread()}").status_code == 202,
    threads.SearchLacksTotal: lambda api: "x-pagination-total" not in searching(api).headers,
    threads.BadStatusIsAccepted: lambda api: searching(api, status="asleep").is_success,
    threads.BadIdIsAccepted: lambda api: api("POST", "/threads", {"thread_id": "mine"}).is_success,
    threads.DuplicateIsAccepted: duplicate,
    threads.DoNothingOverwrites: do_nothing_overwrites,
    threads.CreateDropsMetadata: lambda api: read(api, api.thread())["metadata"] == {},
    threads.CreateIgnoresId: id_is_ignored,
    threads.PatchIsIgnored: patch_is_lost,
    threads.PatchReplacesMetadata: patch_replaces,
    threads.MetadataIsAnothers: metadata_is_anothers,
    threads.UpdatedAtIsFrozen: lambda api: not moved(api, "updated_at"),
    threads.CreatedAtMoves: lambda api: moved(api, "created_at"),
    threads.DeleteDoesNothing: still_read,
    threads.DeletedIsStillRead: still_read,
    threads.CopyLosesMetadata: lambda api: copied(api)[1]["metadata"] == {},
    threads.CopyIsTheOriginal: lambda api: (pair := copied(api))[0] == pair[1]["thread_id"],
    threads.CountIsOneTooMany: count_disagrees,
    threads.CountIgnoresMetadata: count_disagrees,
    threads.SearchIgnoresMetadata: finds_others,
    threads.SearchIgnoresIds: ids_are_ignored,
    threads.SearchIgnoresStatus: status_is_ignored,
    threads.SearchIgnoresLimit: lambda api: bool(three(api)) and len(found(api, limit=2)) > 2,
    threads.PageRepeatsARow: pages_differ,
    threads.SearchSortIsReversed: is_unsorted,
    threads.SelectIsIgnored: lambda api: len(selected(api)) > 1,
}
