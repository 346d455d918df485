"""Breaches of runs, seen by hand; but for the last three no run starts."""

from __future__ import annotations

from typing import Any

import httpx

from mutants import runs

from .api import NOWHERE, Api, Demonstrations, ids

SAY = {"messages": [{"role": "user", "content": "hello"}]}


def creating(api: Api, thread: str, **fields: Any) -> httpx.Response:
    waiting = {"assistant_id": "agent", "after_seconds": 3600, "metadata": api.tag}
    return api("POST", f"/threads/{thread}/runs", waiting | fields)


def make(api: Api, thread: str | None = None, **fields: Any) -> dict[str, Any]:
    return dict(creating(api, thread or api.thread(), **fields).json())


def path(run: dict[str, Any]) -> str:
    return f"/threads/{run['thread_id']}/runs/{run['run_id']}"


def read(api: Api, run: dict[str, Any]) -> Any:
    return api.get(path(run))


def listed(api: Api, thread: str, query: str = "") -> list[dict[str, Any]]:
    return list(api.get(f"/threads/{thread}/runs{query}"))


def three(api: Api) -> str:
    """A thread with three runs."""
    thread = api.thread()
    for _ in range(3):
        make(api, thread)
    return thread


def location_leads_nowhere(api: Api) -> bool:
    place = creating(api, api.thread()).headers["content-location"]
    return api("GET", place).status_code == 404


def reads_differ(api: Api) -> bool:
    run = make(api)
    return bool(read(api, run) != read(api, run))


def still_read(api: Api) -> bool:
    run = make(api)
    assert api("DELETE", path(run)).status_code == 204
    return api("GET", path(run)).status_code == 200


def goes_on_waiting(api: Api) -> bool:
    run = make(api)
    assert api("POST", path(run) + "/cancel").status_code == 202
    return bool(read(api, run)["status"] == "pending")


def pages_differ(api: Api) -> bool:
    thread = three(api)
    pages = listed(api, thread, "?limit=2") + listed(api, thread, "?limit=2&offset=2")
    return ids(pages, "run_id") != ids(listed(api, thread), "run_id")


def shows_anothers(api: Api) -> bool:
    thread = three(api)
    make(api)
    return {run["thread_id"] for run in listed(api, thread)} != {thread}


def batch(api: Api) -> list[Any]:
    return list(api.post("/runs/batch", [{"assistant_id": "agent", "after_seconds": 3600}] * 2))


def failed(api: Api) -> Any:
    thread = api.thread()
    body = {"assistant_id": "agent", "input": {"fail": "on purpose"}, "metadata": api.tag}
    api("POST", f"/threads/{thread}/runs/wait", body)
    return listed(api, thread)[0]["status"]


def joined(api: Api) -> Any:
    return api.get(path(make(api, after_seconds=0, input=SAY)) + "/join")


RUNS: Demonstrations = {
    runs.GetDropsKwargs: lambda api: "kwargs" not in read(api, make(api)),
    runs.StatusIsUnknown: lambda api: make(api)["status"] == "waiting",
    runs.ListIsWrapped: lambda api: isinstance(api.get(f"/threads/{api.thread()}/runs"), dict),
    runs.LocationLeadsNowhere: location_leads_nowhere,
    runs.MissingIsServerError: lambda api: (
        api("GET", f"/threads/{api.thread()}/runs/{NOWHERE}").status_code == 500
    ),
    runs.UnknownStrategyIsAccepted: lambda api: (
        creating(api, api.thread(), multitask_strategy="fight").is_success
    ),
    runs.MetadataIsDropped: lambda api: "new" not in read(api, make(api, metadata={"new": 1}))["metadata"],
    runs.StrategyIsShownAnother: lambda api: (
        read(api, make(api, multitask_strategy="enqueue"))["multitask_strategy"] != "enqueue"
    ),
    runs.ReadsDiffer: reads_differ,
    runs.BatchLosesOne: lambda api: len(batch(api)) < 2,
    runs.DeleteDoesNothing: still_read,
    runs.DeletedIsStillRead: still_read,
    runs.CancelDoesNothing: goes_on_waiting,
    runs.ListIgnoresLimit: lambda api: len(listed(api, three(api), "?limit=2")) > 2,
    runs.PageRepeatsARow: pages_differ,
    runs.ListIgnoresStatus: lambda api: bool(listed(api, three(api), "?status=success")),
    runs.ListShowsAnothers: shows_anothers,
    runs.ListLosesTheNewest: lambda api: len(listed(api, three(api))) < 3,
    runs.SelectIsIgnored: lambda api: len(listed(api, three(api), "?select=run_id")[0]) > 1,
    runs.WaitAnswersNothing: lambda api: (
        api.post("/runs/wait", {"assistant_id": "agent", "input": SAY}) == {}
    ),
    runs.JoinAnswersNothing: lambda api: joined(api) == {},
    runs.FailureIsSuccess: lambda api: failed(api) == "success",
}
