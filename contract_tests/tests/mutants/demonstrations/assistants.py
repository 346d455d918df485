"""Breaches of assistants, seen by hand."""

from __future__ import annotations

import time
from typing import Any

import httpx

from mutants import assistants

from .api import Api, Demonstrations, ids


def creating(api: Api, **fields: Any) -> httpx.Response:
    plain = {"graph_id": "agent", "metadata": api.tag, "name": "one", "description": "said"}
    return api("POST", "/assistants", plain | fields)


def make(api: Api, **fields: Any) -> str:
    return str(creating(api, **fields).json()["assistant_id"])


def read(api: Api, assistant: str) -> Any:
    return api.get(f"/assistants/{assistant}")


def patched(api: Api, **fields: Any) -> Any:
    """An assistant after a PATCH, as it is read."""
    assistant = make(api)
    time.sleep(0.002)
    api("PATCH", f"/assistants/{assistant}", fields)
    return read(api, assistant)


def versions(api: Api, assistant: str) -> list[dict[str, Any]]:
    return list(api.post(f"/assistants/{assistant}/versions", {}))


def searching(api: Api, **fields: Any) -> httpx.Response:
    return api("POST", "/assistants/search", {"metadata": api.tag} | fields)


def found(api: Api, **fields: Any) -> list[dict[str, Any]]:
    return list(searching(api, **fields).json())


def three(api: Api) -> list[str]:
    return [make(api) for _ in range(3)]


def version_stays(api: Api) -> bool:
    changed = api("PATCH", f"/assistants/{make(api)}", {"name": "two"}).json()
    return bool(changed["version"] == 1)


def latest_is_ignored(api: Api) -> bool:
    assistant = make(api)
    api("PATCH", f"/assistants/{assistant}", {"name": "two"})
    api.post(f"/assistants/{assistant}/latest", {"version": 1})
    return bool(read(api, assistant)["name"] == "two")


def still_read(api: Api) -> bool:
    assistant = make(api)
    assert api("DELETE", f"/assistants/{assistant}").status_code == 204
    return api("GET", f"/assistants/{assistant}").status_code == 200


def still_found(api: Api) -> bool:
    assistant = make(api)
    api("DELETE", f"/assistants/{assistant}")
    return bool(found(api))


def count_disagrees(api: Api) -> bool:
    three(api)
    return bool(api.post("/assistants/count", {"metadata": api.tag}) != len(found(api)))


def is_unsorted(api: Api) -> bool:
    made = three(api)
    return ids(found(api, sort_by="created_at", sort_order="asc"), "assistant_id") != made


def selected(api: Api) -> Any:
    make(api)
    return set(found(api, select=["assistant_id"])[0])


ASSISTANTS: Demonstrations = {
    assistants.GetDropsGraphId: lambda api: "graph_id" not in read(api, make(api)),
    assistants.VersionIsText: lambda api: isinstance(creating(api).json()["version"], str),
    assistants.VersionsDropName: lambda api: "name" not in versions(api, make(api))[0],
    assistants.SchemasAreAList: lambda api: isinstance(api.get(f"/assistants/{make(api)}/schemas"), list),
    assistants.SearchIsHtml: lambda api: searching(api).headers["content-type"] == "text/html",
    assistants.CreateAnswers201: lambda api: creating(api).status_code == 201,
    assistants.RequiredIsUnchecked: lambda api: api("POST", "/assistants", {"name": "one"}).is_success,
    assistants.NameMayBeANumber: lambda api: creating(api, name=1).is_success,
    assistants.DuplicateIsAccepted: lambda api: creating(api, assistant_id=make(api)).is_success,
    assistants.ContextIsDropped: lambda api: not read(api, make(api, context={"a": 1}))["context"],
    assistants.DescriptionIsCut: lambda api: read(api, make(api))["description"] != "said",
    assistants.PatchIsIgnored: lambda api: patched(api, name="two")["name"] != "two",
    assistants.PatchClearsDescription: lambda api: patched(api, name="two")["description"] != "said",
    assistants.VersionStays: version_stays,
    assistants.LatestIsIgnored: latest_is_ignored,
    assistants.VersionsLoseTheFirst: lambda api: versions(api, make(api)) == [],
    assistants.UpdatedAtIsFrozen: lambda api: (
        (shown := patched(api, name="two"))["updated_at"] == shown["created_at"]
    ),
    assistants.DeleteDoesNothing: still_read,
    assistants.DeletedIsStillFound: still_found,
    assistants.CountIsOneTooMany: count_disagrees,
    assistants.SearchIgnoresMetadata: lambda api: len(three(api)) < len(found(api)),
    assistants.SearchIgnoresName: lambda api: bool(three(api)) and bool(found(api, name="no such")),
    assistants.SearchIgnoresLimit: lambda api: bool(three(api)) and len(found(api, limit=2)) > 2,
    assistants.SearchSortIsReversed: is_unsorted,
    assistants.SelectIsIgnored: lambda api: len(selected(api)) > 1,
}
