"""The store on the real server, with both clients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from cronwright import InvalidArgumentError, SyncClient


@pytest.fixture
def namespace(client: SyncClient) -> Iterator[list[str]]:
    """A namespace of the test's own, empty after it."""
    root = ["tests", uuid4().hex]
    yield root
    for item in list(client.store.iterate_items(root)):
        client.store.delete_item(item.namespace, item.key)
    assert client.store.search_items(root).items == []


def test_one_item(client: SyncClient, namespace: list[str]) -> None:
    """Put, got, put again, deleted."""
    client.store.put_item(namespace, "k", {"a": 1}, index=False, ttl=60)
    item: Any = client.store.get_item(namespace, "k", refresh_ttl=True)
    assert (item.namespace, item.key, item["value"]) == (namespace, "k", {"a": 1})
    client.store.put_item(namespace, key="k", value={"a": 2})
    item = client.store.get_item(namespace, key="k")
    assert item.value == {"a": 2}
    client.store.delete_item(namespace, "k")
    # An item that is not there is no error.
    assert client.store.get_item(namespace, "k") is None


def test_search(client: SyncClient, namespace: list[str]) -> None:
    """Below a prefix, by a filter, page by page."""
    for number in range(5):
        client.store.put_item([*namespace, str(number % 2)], f"k{number}", {"even": number % 2 == 0})
    found = client.store.search_items(namespace)
    assert {item["key"] for item in found["items"]} == {f"k{n}" for n in range(5)}
    even = client.store.search_items(namespace, filter={"even": True})
    assert {item.key for item in even.items} == {"k0", "k2", "k4"}
    assert len(client.store.search_items(namespace, limit=2).items) == 2
    assert len(client.store.search_items(namespace, limit=2, offset=4).items) == 1
    assert {item.key for item in client.store.iterate_items(namespace, page_size=2)} == {
        f"k{n}" for n in range(5)
    }
    assert {item.key for item in client.store.iterate_items([*namespace, "1"])} == {"k1", "k3"}


def test_namespaces(client: SyncClient, namespace: list[str]) -> None:
    """By prefix and suffix, to a depth."""
    for last in ("x", "y", "z"):
        client.store.put_item([*namespace, last, "deep"], "k", {})
    listed = client.store.list_namespaces(prefix=namespace)
    assert listed["namespaces"] == [[*namespace, last, "deep"] for last in ("x", "y", "z")]
    assert client.store.list_namespaces(namespace, max_depth=3).namespaces == [
        [*namespace, last] for last in ("x", "y", "z")
    ]
    assert client.store.list_namespaces(prefix=namespace, suffix=["y", "deep"]).namespaces == [
        [*namespace, "y", "deep"]
    ]
    assert len(client.store.list_namespaces(prefix=namespace, limit=2, offset=2).namespaces) == 1
    walked = list(client.store.iterate_namespaces(prefix=namespace, page_size=2))
    assert walked == listed.namespaces


@pytest.mark.parametrize("bad", [["a.b"], [""], "name", [1]])
def test_a_namespace_that_the_server_would_misread(client: SyncClient, bad: list[str]) -> None:
    """Is refused before it is sent: in a query its labels are joined by dots."""
    with pytest.raises(InvalidArgumentError):
        client.store.put_item(bad, "k", {})
