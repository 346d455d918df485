"""Planted breaches of the store."""

from __future__ import annotations

from typing import Any

from mutants.message import Answer, Request
from mutants.mutant import Kind, Mutant


class _Store(Mutant):
    resource = "store"

    def old(self, request: Request) -> Any:
        """The item that the request would change, as the server has it; None where there is none."""
        namespace, key = request.fields.get("namespace"), request.fields.get("key")
        if not isinstance(namespace, list) or not all(isinstance(label, str) for label in namespace):
            return None
        found = self.server.ask("POST", "/store/items/search", {"namespace_prefix": namespace, "limit": 1000})
        rows = found.fields.get("items", []) if found.ok else []
        return next((row for row in rows if (row["namespace"], row["key"]) == (namespace, key)), None)


class GetDropsKey(_Store):
    """An item that is read has no `key`."""

    operations = ("store_get_item",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda item: item.pop("key", None))


class NamespaceIsText(_Store):
    """The namespace of an item that is read is a text with dots instead of a list."""

    operations = ("store_get_item",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda item: item.update(namespace=".".join(item["namespace"])))


class SearchIsAList(_Store):
    """The answer to a search is a list instead of an object with `items`."""

    operations = ("store_search_items",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = answer.fields["items"]


class PutAnswers200(_Store):
    """A PUT answers 200 instead of 204."""

    operations = ("store_put_item",)
    rule = "status"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 204:
            answer.status = 200
            answer.headers.set("content-type", "application/json")
            answer.content = b"null"


class KeyIsUnchecked(_Store):
    """A PUT takes a number as `key`."""

    operations = ("store_put_item",)
    rule = "accepts_bad"

    def before(self, request: Request) -> None:
        key = request.fields.get("key")
        if isinstance(key, (int, float)) and not isinstance(key, bool):
            request.put(key=str(key))


class PutIsIgnored(_Store):
    """A PUT of an item that is there answers 204 and leaves it as it was."""

    operations = ("store_put_item",)
    rule = "stored"

    def before(self, request: Request) -> Answer | None:
        good = isinstance(request.fields.get("value"), dict)
        return Answer.of(204) if good and self.old(request) else None


class PutMerges(_Store):
    """A PUT keeps what the item had and the new value leaves out."""

    operations = ("store_put_item",)
    rule = "stored"
    kind = Kind.PUT_IS_PARTIAL

    def before(self, request: Request) -> None:
        value = request.fields.get("value")
        if isinstance(value, dict) and (old := self.old(request)):
            request.put(value=old["value"] | value)


class PutAdds(_Store):
    """A PUT adds its numbers to those that the item has, and its lists to the item's lists."""

    operations = ("store_put_item",)
    rule = "stored"
    kind = Kind.PUT_IS_NOT_IDEMPOTENT

    def before(self, request: Request) -> None:
        value = request.fields.get("value")
        if isinstance(value, dict) and (old := self.old(request)):
            request.put(value={name: _sum(old["value"].get(name), new) for name, new in value.items()})


class ValueLosesAKey(_Store):
    """An item that is read lacks one key of its value."""

    operations = ("store_get_item",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda item: item["value"] and item["value"].popitem())


class ValueIsAnothers(_Store):
    """An item that is read shows the value that was last put under its key in any namespace."""

    operations = ("store_put_item", "store_get_item")
    rule = "isolated"

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, Any] = {}

    def after(self, request: Request, answer: Answer) -> None:
        if request.operation == "store_put_item" and answer.ok:
            self._last[request.fields["key"]] = request.fields["value"]
        elif (last := self._last.get(request.query.get("key", ""))) is not None:
            answer.edit(lambda item: item.update(value=last))


class DeleteDoesNothing(_Store):
    """A delete answers 204, and the item is still there."""

    operations = ("store_delete_item",)
    rule = "deleted"

    def before(self, request: Request) -> Answer | None:
        return Answer.of(204) if self.old(request) else None


class DeletedIsStillFound(_Store):
    """An item that was deleted is still found by its namespace."""

    operations = ("store_delete_item", "store_search_items")
    rule = "deleted"

    def __init__(self) -> None:
        super().__init__()
        self._gone: list[dict[str, Any]] = []

    def before(self, request: Request) -> None:
        if request.operation == "store_delete_item" and (item := self.old(request)):
            self._gone.append(item)

    def after(self, request: Request, answer: Answer) -> None:
        if request.operation == "store_search_items" and answer.ok:
            prefix = request.fields["namespace_prefix"]
            gone = [item for item in self._gone if prefix and item["namespace"][: len(prefix)] == prefix]
            answer.body = {"items": [*answer.fields["items"], *gone][: int(request.fields.get("limit", 10))]}


class DeleteTakesTheNamespace(_Store):
    """A delete takes all items of the namespace."""

    operations = ("store_delete_item",)
    rule = "deleted"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok and (namespace := request.fields.get("namespace")):
            body = {"namespace_prefix": namespace, "limit": 1000}
            for item in self.server.ask("POST", "/store/items/search", body).fields["items"]:
                self.server.ask("DELETE", "/store/items", {name: item[name] for name in ("namespace", "key")})


class SearchIgnoresPrefix(_Store):
    """A search by namespace finds the items of other namespaces too."""

    operations = ("store_search_items",)
    rule = "filter"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("namespace_prefix"), list):
            request.put(namespace_prefix=request.fields["namespace_prefix"][:-1])


class SearchIgnoresFilter(_Store):
    """A search with `filter` finds items with other values too."""

    operations = ("store_search_items",)
    rule = "filter"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("filter"), dict):
            request.drop("filter")


class SearchIgnoresLimit(_Store):
    """A search gives all it has, whatever its limit."""

    operations = ("store_search_items",)
    rule = "page"

    def before(self, request: Request) -> None:
        if request.fields.get("limit", 10) in range(1, 1000):
            request.put(limit=1000)


class SearchIgnoresOffset(_Store):
    """Every page of a search is the first."""

    operations = ("store_search_items",)
    rule = "page"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("offset"), int):
            request.drop("offset")


class NamespacesLoseOne(_Store):
    """A list of namespaces lacks its last one."""

    operations = ("store_list_namespaces",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = {"namespaces": answer.fields["namespaces"][:-1]}


class NamespacesIgnorePrefix(_Store):
    """A list of namespaces by prefix gives others too."""

    operations = ("store_list_namespaces",)
    rule = "filter"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("prefix"), list):
            request.drop("prefix")


def _sum(old: Any, new: Any) -> Any:
    if isinstance(old, list) and isinstance(new, list):
        return old + new
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (old, new))
    return old + new if numbers else new
