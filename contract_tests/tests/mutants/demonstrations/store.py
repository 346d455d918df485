"""Breaches of the store, seen by hand."""

from __future__ import annotations

from typing import Any

import httpx

from mutants import store

from .api import Api, Demonstrations


def top(api: Api) -> str:
    """A namespace of this demonstration's own."""
    return api.tag["demonstration"]


def put(api: Api, key: Any = "k", *under: str, **value: Any) -> httpx.Response:
    return api("PUT", "/store/items", {"namespace": [top(api), *under], "key": key, "value": value})


def read(api: Api, key: str = "k", *under: str) -> Any:
    return api.get("/store/items", params={"namespace": ".".join([top(api), *under]), "key": key})


def delete(api: Api, key: str = "k") -> None:
    body = {"namespace": [top(api)], "key": key}
    assert api("DELETE", "/store/items", body).status_code == 204


def search(api: Api, *under: str, **fields: Any) -> Any:
    return api.post("/store/items/search", {"namespace_prefix": [top(api), *under], **fields})


def keys(api: Api, *under: str, **fields: Any) -> list[str]:
    return [item["key"] for item in search(api, *under, **fields)["items"]]


def three(api: Api) -> list[str]:
    for number in range(3):
        put(api, f"k{number}", "below", number=number)
    return [f"k{number}" for number in range(3)]


def twice(api: Api, first: dict[str, Any], second: dict[str, Any]) -> Any:
    """The value after two PUTs."""
    put(api, **first)
    put(api, **second)
    return read(api)["value"]


def value_is_anothers(api: Api) -> bool:
    put(api, n=1)
    put(api, "k", "below", n=2)
    return bool(read(api)["value"] == {"n": 2})


def deleted(api: Api) -> bool:
    put(api, n=1)
    delete(api)
    return read(api) is None


def still_found(api: Api) -> bool:
    put(api, n=1)
    delete(api)
    return bool(keys(api))


def takes_the_namespace(api: Api) -> bool:
    put(api, n=1)
    put(api, "other", n=1)
    delete(api)
    return keys(api) == []


def prefix_is_ignored(api: Api) -> bool:
    put(api, n=1)
    return keys(api, "below") != []


def offset_is_ignored(api: Api) -> bool:
    three(api)
    return keys(api, limit=2) == keys(api, limit=2, offset=1)


def namespaces(api: Api) -> list[list[str]]:
    put(api, "k", "below", n=1)
    return list(api.post("/store/namespaces", {"prefix": [top(api)]})["namespaces"])


def prefix_of_namespaces_is_ignored(api: Api) -> bool:
    put(api, n=1)
    return bool(api.post("/store/namespaces", {"prefix": ["no such"]})["namespaces"])


STORE: Demonstrations = {
    store.GetDropsKey: lambda api: bool(put(api)) and "key" not in read(api),
    store.NamespaceIsText: lambda api: bool(put(api)) and isinstance(read(api)["namespace"], str),
    store.SearchIsAList: lambda api: isinstance(search(api), list),
    store.PutAnswers200: lambda api: put(api).status_code == 200,
    store.KeyIsUnchecked: lambda api: put(api, 1).is_success,
    store.PutIsIgnored: lambda api: twice(api, {"n": 1}, {"n": 2}) == {"n": 1},
    store.PutMerges: lambda api: twice(api, {"old": 1}, {"new": 2}) == {"old": 1, "new": 2},
    store.PutAdds: lambda api: twice(api, {"n": 1}, {"n": 1}) == {"n": 2},
    store.ValueLosesAKey: lambda api: bool(put(api, a=1, b=2)) and len(read(api)["value"]) == 1,
    store.ValueIsAnothers: value_is_anothers,
    store.DeleteDoesNothing: lambda api: not deleted(api),
    store.DeletedIsStillFound: still_found,
    store.DeleteTakesTheNamespace: takes_the_namespace,
    store.SearchIgnoresPrefix: prefix_is_ignored,
    store.SearchIgnoresFilter: lambda api: bool(three(api)) and keys(api, filter={"number": 1}) != ["k1"],
    store.SearchIgnoresLimit: lambda api: bool(three(api)) and len(keys(api, limit=2)) > 2,
    store.SearchIgnoresOffset: offset_is_ignored,
    store.NamespacesLoseOne: lambda api: namespaces(api) == [],
    store.NamespacesIgnorePrefix: prefix_of_namespaces_is_ignored,
}
