"""Items that lie beside each other: each is found by what it is, and taken out alone."""

from __future__ import annotations

from typing import Any

from cronwright_contract.check import check
from cronwright_contract.checks.compare import accepted, agree
from cronwright_contract.checks.store import Namespace, absent, delete, get, own, put
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter


def _keys(ground: Ground, prefix: Namespace, **more: Any) -> list[str]:
    """What a search finds; nothing where it is refused in a known way, so that the next one is tried."""
    answer = ground.send("store_search_items", body={"namespace_prefix": list(prefix), "limit": 100, **more})
    return [str(item["key"]) for item in answer.json["items"]] if accepted(ground, answer) else []


@check("store.found", "Items are found by namespace, filter and page, and one is taken out alone")
def found(hunter: Hunter) -> None:
    ground = hunter.ground

    def searched() -> None:
        root = own(ground)
        # Labels that begin alike are not below each other.
        places: list[Namespace] = [("a",), ("a",), ("ab",), ("a", "b")]
        for number, place in enumerate(places):
            put(ground, root + place, f"k{number}", {"n": number, "even": number % 2 == 0})
        for name, below, more, due in (
            ("prefix", (), {}, {"k0", "k1", "k2", "k3"}),
            ("prefix", ("a",), {}, {"k0", "k1", "k3"}),
            ("prefix", ("ab",), {}, {"k2"}),
            ("prefix", ("b",), {}, set[str]()),
            ("filter", (), {"filter": {"n": 2}}, {"k2"}),
            ("filter", (), {"filter": {"even": True}}, {"k0", "k2"}),
            ("filter", (), {"filter": {"n": 1, "even": True}}, set[str]()),
            ("filter $eq", (), {"filter": {"n": {"$eq": 3}}}, {"k3"}),
            ("filter $ne", (), {"filter": {"n": {"$ne": 3}}}, {"k0", "k1", "k2"}),
            ("filter $gt", (), {"filter": {"n": {"$gt": 1}}}, {"k2", "k3"}),
            ("filter $gte", (), {"filter": {"n": {"$gte": 1}}}, {"k1", "k2", "k3"}),
            ("filter $lt", (), {"filter": {"n": {"$lt": 1}}}, {"k0"}),
            ("filter $lte", (), {"filter": {"n": {"$lte": 1}}}, {"k0", "k1"}),
        ):
            keys = _keys(ground, root + below, **more)
            message = f"a search with {more} below {below} finds {keys}, expected {sorted(due)}"
            ground.expect(sorted(keys) == sorted(due), "filter", message, place=name)
        pages = [_keys(ground, root, limit=1, offset=offset) for offset in range(5)]
        one_each = [len(page) for page in pages] == [1, 1, 1, 1, 0]
        ground.expect(one_each, "page", f"pages of one hold {pages}", place="limit")
        every = sorted(key for page in pages for key in page)
        ground.expect(every == ["k0", "k1", "k2", "k3"], "page", f"pages hold {pages}", place="offset")

    def taken_out() -> None:
        root = own(ground)
        kept = {"kept": {"a": 1}, "also": {"b": 2}}
        for key, value in (*kept.items(), ("gone", {})):
            put(ground, root, key, value)
        delete(ground, root, "gone")
        absent(ground, get(ground, root, "gone"))
        keys = _keys(ground, root)
        message = f"after one of three was taken out a search finds {keys}"
        ground.expect("gone" not in keys, "deleted", message, place="found")
        for key, value in kept.items():
            now = get(ground, root, key)
            agree(ground, "deleted", {"value": value}, now.json, operation="store_delete_item")

    def replaced() -> None:
        here, there = own(ground), own(ground)
        first = {"n": 1, "list": [1], "object": {"a": 1}, "text": "a"}
        second = {"n": 2, "list": [2], "object": {"b": 2}}
        # Twice the same is the same as once; and under one key lie two items in two namespaces.
        for namespace, value in ((here, first), (there, first), (here, second), (here, second)):
            put(ground, namespace, "k", value)
        agree(ground, "stored", {"value": second}, get(ground, here, "k").json)
        agree(ground, "isolated", {"value": first}, get(ground, there, "k").json)

    def listed() -> None:
        root = own(ground)
        for place in (("a",), ("ab",), ("a", "b"), ("c", "b")):
            put(ground, root + place, "k", {})
        for name, body, due in (
            ("prefix", {}, [("a",), ("a", "b"), ("ab",), ("c", "b")]),
            ("prefix", {"prefix": [*root, "a"]}, [("a",), ("a", "b")]),
            ("prefix", {"prefix": [*root, "*", "b"]}, [("a", "b"), ("c", "b")]),
            ("suffix", {"suffix": ["b"]}, [("a", "b"), ("c", "b")]),
            ("max_depth", {"max_depth": len(root) + 1}, [("a",), ("ab",), ("c",)]),
        ):
            answer = ground.send("store_list_namespaces", body={"prefix": list(root), **body})
            if accepted(ground, answer):
                came = sorted(tuple(labels[len(root) :]) for labels in answer.json["namespaces"])
                message = f"{body} lists {came}, expected {due}"
                ground.expect(came == due, "filter", message, place=f"namespaces by {name}")

    for body in (searched, taken_out, replaced, listed):
        hunter.once(body.__name__, body)
