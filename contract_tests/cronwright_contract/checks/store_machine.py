"""The store against a model: a state machine of what can happen to its items."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from cronwright_contract.check import check
from cronwright_contract.checks.compare import agree, good, same
from cronwright_contract.checks.store import Namespace, absent, delete, get, items, own, put
from cronwright_contract.ground import Ground
from cronwright_contract.hunt import Hunter

_COMPARES: Mapping[str, Callable[[Any, Any], bool]] = {
    "$eq": operator.eq,
    "$ne": operator.ne,
    "$gt": operator.gt,
    "$gte": operator.ge,
    "$lt": operator.lt,
    "$lte": operator.le,
}
_PLACES = st.sampled_from([("a",), ("ab",), ("b",), ("a", "b"), ("a", "b", "c"), ("ab", "b")])
_VALUES = st.fixed_dictionaries(
    {"n": st.integers(0, 3)}, optional={"s": st.sampled_from(["x", "1"]), "o": st.sampled_from([{"a": 1}])}
)
_FILTERS = st.one_of(
    st.none(),
    st.integers(0, 3).map(lambda n: {"n": n}),
    st.tuples(st.sampled_from(sorted(_COMPARES)), st.integers(0, 3)).map(lambda c: {"n": {c[0]: c[1]}}),
    st.sampled_from([{"s": "x"}, {"s": "1"}, {"s": {"$eq": "x"}}, {"n": 1, "s": "x"}, {"o": {"a": 1}}]),
)


class Store(RuleBasedStateMachine):
    """The items of one example against a model."""

    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        self.root = own(self.ground)
        self.items: dict[tuple[Namespace, str], dict[str, Any]] = {}
        self.touched: set[Namespace] = set()

    @rule(place=_PLACES, key=st.sampled_from("kl"), value=_VALUES)
    def put(self, place: Namespace, key: str, value: dict[str, Any]) -> None:
        namespace = self.root + place
        put(self.ground, namespace, key, value)
        self.items[namespace, key] = value
        self.touched.add(namespace)

    @rule(place=_PLACES, key=st.sampled_from("kl"))
    def get(self, place: Namespace, key: str) -> None:
        namespace = self.root + place
        answer = get(self.ground, namespace, key)
        self.touched.add(namespace)
        if (value := self.items.get((namespace, key))) is None:
            absent(self.ground, answer)
        else:
            wanted = {"namespace": list(namespace), "key": key, "value": value}
            agree(self.ground, "isolated", wanted, answer.json)

    @rule(place=_PLACES, key=st.sampled_from("kl"))
    def delete(self, place: Namespace, key: str) -> None:
        namespace = self.root + place
        delete(self.ground, namespace, key)
        self.items.pop((namespace, key), None)
        self.touched.add(namespace)

    @precondition(lambda self: self.items)
    @rule(
        below=st.just(()) | _PLACES,
        told=_FILTERS,
        limit=st.sampled_from([100, 100, 1, 2]),
        offset=st.sampled_from([0, 0, 1, 3]),
    )
    def search(self, below: Namespace, told: dict[str, Any] | None, limit: int, offset: int) -> None:
        prefix = self.root + below
        body = {"namespace_prefix": list(prefix), "limit": limit, "offset": offset}
        if told is not None:
            body["filter"] = told
        answer = self.ground.send("store_search_items", body=body)
        fitting = {
            (namespace, key): value
            for (namespace, key), value in self.items.items()
            if namespace[: len(prefix)] == prefix and _fits(value, told or {})
        }
        found = items(self.ground, answer)
        ids = [(tuple(item["namespace"]), item["key"]) for item in found]
        expect = self.ground.expect
        wrong = set(ids) - fitting.keys()
        due = max(0, min(limit, len(fitting) - offset))
        if (
            expect(not wrong, "filter", f"{len(wrong)} items do not fit", place="more")
            and expect(len(set(ids)) == len(ids), "page", "an item comes twice", place="twice")
            and expect(len(ids) <= limit, "page", f"{len(ids)} items, limit {limit}", place="limit")
            and expect(
                len(ids) == due,
                "page" if offset or limit < len(fitting) else "filter",
                f"{len(ids)} items, of {len(fitting)} that fit {due} were due",
                place="less",
            )
        ):
            for item, (namespace, key) in zip(found, ids, strict=True):
                agree(self.ground, "same_read", {"value": fitting[namespace, key]}, item)

    @precondition(lambda self: self.items)
    @rule(
        below=st.sampled_from([(), ("a",), ("*", "b")]),
        suffix=st.sampled_from([None, ("b",), ("b", "c"), ("*", "b")]),
        depth=st.sampled_from([None, 1, 2]),
    )
    def namespaces(self, below: Namespace, suffix: Namespace | None, depth: int | None) -> None:
        prefix = self.root + below
        body: dict[str, Any] = {"prefix": list(prefix)}
        if suffix is not None:
            body["suffix"] = list(suffix)
        if depth is not None:
            body["max_depth"] = len(self.root) + depth
        answer = good(self.ground, self.ground.send("store_list_namespaces", body=body))
        found = [tuple(namespace) for namespace in answer["namespaces"]]
        full = _listed({namespace for namespace, _ in self.items}, prefix, suffix, body.get("max_depth"))
        # That empty ones are listed is told by `store.empty`.
        touched = _listed(self.touched, prefix, suffix, body.get("max_depth"))
        expect = self.ground.expect
        expect(len(set(found)) == len(found), "page", "a namespace comes twice", place="twice")
        lost = full - set(found)
        expect(not lost, "filter", f"{len(lost)} namespaces are missing", place="less")
        wrong = set(found) - full - touched
        expect(not wrong, "filter", f"{len(wrong)} namespaces do not fit", place="more")


def _fits(value: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    for name, wanted in told.items():
        if isinstance(wanted, dict) and next(iter(wanted)) in _COMPARES:
            sign, other = next(iter(wanted.items()))
            if name not in value or not _COMPARES[sign](value[name], other):
                return False
        elif not same(value.get(name), wanted):
            return False
    return True


def _listed(
    namespaces: set[Namespace], prefix: Namespace, suffix: Namespace | None, depth: int | None
) -> set[Namespace]:
    return {
        namespace[:depth]
        for namespace in namespaces
        if _alike(namespace[: len(prefix)], prefix)
        and (suffix is None or _alike(namespace[-len(suffix) :], suffix))
    }


def _alike(labels: Sequence[str], pattern: Sequence[str]) -> bool:
    return len(labels) == len(pattern) and all(
        wanted in ("*", label) for label, wanted in zip(labels, pattern, strict=True)
    )


@check("store.model", "Items are found, paged, listed and taken out as a model says")
def model(hunter: Hunter) -> None:
    hunter.machine(Store, examples=10, steps=25)
