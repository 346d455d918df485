"""Searches and counts of crons that give something else, seen by hand."""

from __future__ import annotations

from typing import Any

from mutants.crons import searches

from .api import Api, Demonstrations, ids


def three(api: Api) -> list[str]:
    """Three crons, in the order in which they were created and against that in which they are due."""
    return ids([api.cron(schedule=f"0 0 {day} 2 *") for day in (29, 28, 27)])


def count_disagrees(api: Api) -> bool:
    three(api)
    api.cron(metadata={"of": "another"})
    return bool(api.count() != len(api.found()))


def count_ignores_thread(api: Api) -> bool:
    thread = api.thread()
    api.cron(thread=thread)
    three(api)
    return bool(api.count(thread_id=thread) != 1)


def metadata_is_ignored(api: Api) -> bool:
    api.cron(metadata={"of": "another"})
    return len(three(api)) != len(api.found())


def thread_is_ignored(api: Api) -> bool:
    thread = api.thread()
    cron = api.cron(thread=thread)
    three(api)
    return ids(api.found(thread_id=thread)) != [cron["cron_id"]]


def assistant_is_ignored(api: Api) -> bool:
    assistant = api.post("/assistants", {"graph_id": "agent", "metadata": api.tag})["assistant_id"]
    cron = api.cron(assistant_id=assistant)
    three(api)
    return ids(api.found(assistant_id=assistant)) != [cron["cron_id"]]


def enabled_is_ignored(api: Api) -> bool:
    three(api)
    return bool(api.found(enabled=True))


def disabled_is_hidden(api: Api) -> bool:
    return len(three(api)) != len(api.found())


def limit_is_exceeded(api: Api) -> bool:
    three(api)
    return len(api.found(limit=2)) > 2


def pages_differ(api: Api) -> bool:
    """Whether two pages are not the one list that they are cut from."""
    three(api)
    return ids(api.found(limit=2) + api.found(limit=2, offset=2)) != ids(api.found())


def row_is_doubled(api: Api) -> bool:
    three(api)
    found = ids(api.found())
    return len(set(found)) < len(found)


def is_unsorted(api: Api) -> bool:
    three(api)
    due = [cron["next_run_date"] for cron in api.found(sort_by="next_run_date", sort_order="asc")]
    return due != sorted(due)


def selected(api: Api) -> Any:
    api.cron()
    return set(api.found(select=["cron_id", "schedule"])[0])


def is_stale(api: Api) -> bool:
    api.patch(api.cron(), schedule="0 0 1 1 *")
    return bool(api.found()[0]["schedule"] != "0 0 1 1 *")


SEARCHES: Demonstrations = {
    searches.CountIsOneTooMany: count_disagrees,
    searches.CountStopsAtTwo: count_disagrees,
    searches.CountIgnoresMetadata: count_disagrees,
    searches.CountIgnoresThread: count_ignores_thread,
    searches.SearchIgnoresMetadata: metadata_is_ignored,
    searches.SearchIgnoresThread: thread_is_ignored,
    searches.SearchIgnoresAssistant: assistant_is_ignored,
    searches.SearchIgnoresEnabled: enabled_is_ignored,
    searches.SearchHidesDisabled: disabled_is_hidden,
    searches.SearchIgnoresLimit: limit_is_exceeded,
    searches.SearchLimitIsOneTooMany: limit_is_exceeded,
    searches.PageRepeatsARow: pages_differ,
    searches.PageLosesARow: pages_differ,
    searches.SearchDoublesARow: row_is_doubled,
    searches.SearchIgnoresSort: is_unsorted,
    searches.SearchSortIsReversed: is_unsorted,
    searches.SelectIsIgnored: lambda api: len(selected(api)) > 2,
    searches.SelectLosesAField: lambda api: len(selected(api)) < 2,
    searches.SearchIsStale: is_stale,
}
