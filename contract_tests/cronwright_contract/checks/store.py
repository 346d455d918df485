"""The store: what is put is what is got and found, in its own namespace and no other."""

from __future__ import annotations

from typing import Any

from cronwright_contract.check import check
from cronwright_contract.checks import drawn
from cronwright_contract.checks.compare import Row, accepted, agree, good, moment
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter
from cronwright_contract.strategies import NAME, OBJECT
from cronwright_contract.wire.exchange import Exchange

Namespace = tuple[str, ...]


def own(ground: Ground) -> Namespace:
    """A namespace of ours that nothing lies in yet."""
    return (*ground.namespace, ground.new_id("thread"))


def put(ground: Ground, namespace: Namespace, key: str, value: Any) -> None:
    """Put an item; ends the example where that is a known breach."""
    body = {"namespace": list(namespace), "key": key, "value": value}
    good(ground, ground.send("store_put_item", body=body))


def get(ground: Ground, namespace: Namespace, key: str) -> Exchange:
    return ground.send("store_get_item", query={"namespace": ".".join(namespace), "key": key})


def delete(ground: Ground, namespace: Namespace, key: str) -> None:
    """Take an item out; ends the example where that is a known breach."""
    body = {"namespace": list(namespace), "key": key}
    good(ground, ground.send("store_delete_item", body=body))


def items(ground: Ground, exchange: Exchange) -> list[Row]:
    """The items that a search found; ends the example where that is a known breach."""
    return list(good(ground, exchange)["items"])


def absent(ground: Ground, exchange: Exchange) -> bool:
    message = f"an item that is not there reads as {exchange.json!r:.200}"
    return ground.expect(exchange.ok and exchange.json is None, "deleted", message)


@check("store.stored", "An item reads as it was put, is replaced as a whole, and is gone when taken out")
def stored(hunter: Hunter) -> None:
    ground = hunter.ground

    def written(labels: list[str], key: str, value: dict[str, Any], other: dict[str, Any]) -> None:
        namespace = (*own(ground), *labels)
        put(ground, namespace, key, value)
        first = get(ground, namespace, key)
        agree(ground, "stored", {"namespace": list(namespace), "key": key, "value": value}, first.json)
        ground.expect(first.json == get(ground, namespace, key).json, "same_read", "two reads differ")
        put(ground, namespace, key, other)
        second = get(ground, namespace, key)
        search = {"namespace_prefix": list(namespace)}
        if agree(ground, "stored", {"value": other, "key": key}, second.json):
            answer = ground.send("store_search_items", body=search)
            if accepted(ground, answer):
                found = answer.json["items"]
                ground.expect(len(found) == 1, "filter", f"{len(found)} items in a namespace of one")
                for item in found[:1]:
                    agree(ground, "same_read", second.json, item)
            _stamps(first.json, second.json)
        delete(ground, namespace, key)
        if absent(ground, get(ground, namespace, key)):
            left = items(ground, ground.send("store_search_items", body=search))
            ground.expect(not left, "deleted", f"{len(left)} items are found where none is left")

    def _stamps(first: Row, second: Row) -> None:
        at = "store_get_item"
        ground.expect(
            moment(second["updated_at"]) > moment(first["updated_at"]),
            "stamped",
            "updated_at stays when an item is replaced",
            place="updated_at",
            operation=at,
        )
        ground.expect(
            first["created_at"] == second["created_at"],
            "stamped",
            "created_at moves when an item is replaced",
            place="created_at",
            operation=at,
        )

    hunter.each(written, examples=20, labels=drawn.LABELS, key=NAME, value=OBJECT, other=OBJECT)


@check("store.empty", "A namespace without an item is not listed, whether it had one or was looked into")
def empty(hunter: Hunter) -> None:
    ground = hunter.ground

    def emptied() -> None:
        root = own(ground)
        put(ground, root, "k", {})
        delete(ground, root, "k")
        _unlisted(ground, root, "emptied")

    def looked_into() -> None:
        root = own(ground)
        get(ground, root, "k")
        _unlisted(ground, root, "looked into")

    for body in (emptied, looked_into):
        hunter.once(body.__name__, body)


def _unlisted(ground: Ground, namespace: Namespace, place: str) -> None:
    answer = ground.send("store_list_namespaces", body={"prefix": list(namespace)})
    listed = good(ground, answer)["namespaces"]
    ground.expect(not listed, "deleted", f"a namespace is listed that was {place}", place=place)


@check("store.refused", "What no label, key or item can be is refused, and changes nothing")
def refused(hunter: Hunter) -> None:
    ground = hunter.ground

    def bad_label() -> None:
        root = list(own(ground))
        for namespace in ([*root, "a.b"], [*root, ""]):
            body = {"namespace": namespace, "key": "k", "value": {}}
            answer = ground.send("store_put_item", body=body)
            ground.expect(answer.status == 422, "accepts_bad", f"{namespace[-1]!r} is accepted as a label")

    def bad_value() -> None:
        root = own(ground)
        put(ground, root, "k", {"a": 1})
        for value in (None, 1, "text", [1]):
            body = {"namespace": list(root), "key": "k", "value": value}
            answer = ground.send("store_put_item", body=body)
            message = f"an item that is {value!r} is answered with {answer.status}"
            ground.expect(answer.status == 422, "accepts_bad", message, place="value")
        now = get(ground, root, "k")
        agree(ground, "refusal_changes", {"value": {"a": 1}}, now.json, operation="store_put_item")

    def bad_key() -> None:
        for key in (None, 7, ["k"]):
            body: dict[str, Any] = {"namespace": list(own(ground)), "key": key, "value": {}}
            answer = ground.send("store_put_item", body=body)
            message = f"the key {key!r} is answered with {answer.status}"
            ground.expect(answer.status == 422, "accepts_bad", message, place="key")

    for body in (bad_label, bad_value, bad_key):
        hunter.once(body.__name__, body)
