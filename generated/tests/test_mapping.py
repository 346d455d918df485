"""A model is a mapping of its JSON, also where one of its fields has the name of a mapping's method."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable, ItemsView, KeysView, Mapping, ValuesView
from datetime import timedelta
from types import MappingProxyType
from typing import Any, assert_type
from unittest.mock import ANY
from uuid import UUID

import orjson
import pytest

from agent_server_api import models
from agent_server_api.models import Cron, Run, SearchItemsResponse, Thread, ThreadState
from agent_server_api.types import UNSET, Field, Model, Unset, json_default, to_json

RUN: dict[str, Any] = {"run_id": "r", "status": "success", "kwargs": {"a": [1]}, "future": None}
# Each hides a method: a thread's `values`, the `items` of a search in the store.
THREAD: dict[str, Any] = {"thread_id": "t", "values": {"messages": [{"type": "ai"}]}, "metadata": {}}
FOUND: dict[str, Any] = {"items": [{"namespace": ["a"], "key": "k", "value": {"x": 1}}]}
EACH = pytest.mark.parametrize(
    ("found", "plain"),
    [
        (Run.from_dict(RUN), RUN),
        (Thread.from_dict(THREAD), THREAD),
        (SearchItemsResponse.from_dict(FOUND), FOUND),
    ],
    ids=["Run", "Thread", "SearchItemsResponse"],
)


@EACH
def test_a_model_becomes_a_dict(found: Model, plain: dict[str, Any]) -> None:
    """By `dict`, by `**` and by `|` on both sides, which leaves the model as it was."""

    def arguments(**given: Any) -> dict[str, Any]:
        return given

    joined = {**plain, "thread_id": "other"}
    for same in (dict(found), {**found}, arguments(**found), found.to_dict(), found | {}, {} | found):
        assert type(same) is dict
        assert same == plain
    assert found | {"thread_id": "other"} == {**found, "thread_id": "other"} == joined
    assert {"thread_id": "other", **plain} == {"thread_id": "other"} | found
    assert found | Run.from_dict({"thread_id": "other"}) == joined
    gathered = {"thread_id": "other"}
    gathered |= found
    assert gathered == {"thread_id": "other"} | plain
    assert found == plain


@pytest.mark.parametrize("other", [None, 5, "text", [("a", 1)]])
def test_only_a_mapping_is_joined(other: Any) -> None:
    """As with dicts."""
    with pytest.raises(TypeError):
        _ = Run.from_dict(RUN) | other
    with pytest.raises(TypeError):
        _ = other | Run.from_dict(RUN)


@EACH
def test_a_model_equals_a_dict_of_its_json(found: Model, plain: dict[str, Any]) -> None:
    """From both sides, nested in other containers, and with any other kind of mapping."""
    different = {**plain, "extra": 1}
    for same, other in ((plain, different), (MappingProxyType(plain), MappingProxyType(different))):
        assert found == same
        assert same == found
        assert found != other
        assert other != found
    assert [{"a": found}] == [{"a": plain}]
    assert [plain] == [found]
    assert {"a": [found]} != {"a": [different]}
    assert found == ANY
    assert found not in (None, 5, "run_id", list(plain))


@EACH
def test_a_model_is_read_like_a_dict(found: Model, plain: dict[str, Any]) -> None:
    """By keys, with `in`, `get` and `len`, in the order of the answer."""
    anything: Any = 5
    assert isinstance(found, Mapping)
    assert list(found) == list(found.keys()) == list(plain)
    assert found.keys() == plain.keys()
    assert found.keys() - {next(iter(plain))} == set(list(plain)[1:])
    assert len(found) == len(plain)
    assert [found[name] for name in found] == list(plain.values())
    assert all(name in found and found.get(name) is plain[name] for name in plain)
    assert "gone" not in found
    assert anything not in found
    assert found.get("gone") is None
    assert found.get("gone", 5) == 5


def test_items_and_values_are_there_where_no_field_has_their_name() -> None:
    """A thread has `items`, the answer of a search `values`; their reprs show ids alone, as a model's."""
    run, thread = Run.from_dict(RUN), Thread.from_dict(THREAD)
    assert list(run.items()) == list(RUN.items())
    assert run.items() == RUN.items()
    assert list(run.values()) == list(RUN.values())
    assert dict(thread.items()) == THREAD
    assert list(SearchItemsResponse.from_dict(FOUND).values()) == [FOUND["items"]]
    assert "success" not in f"{run.items()} {run.values()} {run.keys()}"


def test_the_typed_attribute_wins() -> None:
    """Where a field has the name of a method; its JSON is there by its name."""
    thread, found = Thread.from_dict(THREAD), SearchItemsResponse.from_dict(FOUND)
    assert thread.values == thread["values"] == THREAD["values"]
    assert [item.key for item in found.items] == [item["key"] for item in found["items"]] == ["k"]
    assert list(dict(thread).values()) == list(THREAD.values())
    assert dict(found).items() == FOUND.items()


def test_no_field_hides_what_python_calls() -> None:
    """`dict` and `**` call `keys`, `match` calls `get`; the templates know all of these names."""
    assert {name for name in dir(Model) if not name.startswith("_")} == {
        *("from_dict", "to_dict"),
        *("get", "keys"),
        *("items", "values"),
    }
    for name in models.__all__:
        fields = {each for each, field in vars(getattr(models, name)).items() if isinstance(field, Field)}
        assert not fields & {"from_dict", "to_dict", "get", "keys"}


def test_a_pattern_matches() -> None:
    """By its keys, with the rest as a dict."""
    for answer in (Run.from_dict(RUN), Thread.from_dict(THREAD), SearchItemsResponse.from_dict(FOUND)):
        match answer:
            case {"run_id": str(run_id), "status": "success", **rest}:
                assert answer == RUN == {"run_id": run_id, "status": "success"} | rest
            case {"values": {"messages": [{"type": kind}]}}:
                assert kind == "ai"
            case {"items": [item]}:
                assert item == FOUND["items"][0]
            case _:
                pytest.fail("nothing matched")


@EACH
def test_a_model_survives_copying_and_pickling(found: Model, plain: dict[str, Any]) -> None:
    """With its class; a deep copy shares nothing, a copy what is nested."""
    copies = [copy.copy(found), copy.deepcopy(found)]
    copies += [
        pickle.loads(pickle.dumps(found, version)) for version in range(2, pickle.HIGHEST_PROTOCOL + 1)
    ]
    for each in copies:
        assert type(each) is type(found)
        assert each == found == plain
    for name, value in plain.items():
        assert copies[0][name] is value
        assert copies[1][name] is not value or isinstance(value, str | None)


@EACH
def test_an_item_cannot_be_assigned(found: Any, plain: dict[str, Any]) -> None:
    """Nor deleted: a model is what the server said."""
    with pytest.raises(TypeError):
        found["thread_id"] = "other"
    with pytest.raises(TypeError):
        del found["thread_id"]
    assert found == plain


@EACH
def test_a_model_is_made_from_a_model(found: Model, plain: dict[str, Any]) -> None:
    """By its JSON: it may be given wherever a mapping may."""
    state = ThreadState.from_dict(found)
    assert state == plain
    assert repr(state) == repr(ThreadState.from_dict(plain))
    assert to_json({"a": [found]}) == {"a": [plain]}


WRITERS: list[Callable[[Any], str | bytes]] = [
    lambda value: json.dumps(value, default=json_default),
    lambda value: orjson.dumps(value, default=json_default),
]


@EACH
@pytest.mark.parametrize("write", WRITERS, ids=["json", "orjson"])
def test_a_model_is_written_as_its_json(
    write: Callable[[Any], str | bytes], found: Model, plain: dict[str, Any]
) -> None:
    """Alone and nested, by `json_default`; so is a moment that was read from one."""
    assert json.loads(write(found)) == plain
    assert json.loads(write({"a": [found, {"b": found}]})) == {"a": [plain, {"b": plain}]}
    moment = Cron.from_dict({"created_at": "2026-01-02T03:04:05+02:00"}).created_at
    assert json.loads(write([moment])) == ["2026-01-02T03:04:05+02:00"]
    assert orjson.dumps(found, default=json_default) == orjson.dumps(plain)


@pytest.mark.parametrize("value", [object(), UNSET, b"secret", timedelta(1), UUID(int=0)])
def test_anything_else_is_no_json(value: object) -> None:
    """As the libraries want to hear it; the value, which may be a secret, is not told."""
    with pytest.raises(TypeError) as raised:
        json.dumps([value], default=json_default)
    assert str(raised.value) == f"a value of type {type(value).__name__} is not JSON"


def test_types() -> None:
    """Type checkers know a model as a mapping, and a hiding field by its own type."""

    def takes(given: Mapping[str, Any]) -> int:
        return len(given)

    run, thread = Run.from_dict(RUN), Thread.from_dict(THREAD)
    assert_type(run.keys(), KeysView[str])
    assert_type(run.items(), ItemsView[str, Any])
    assert_type(run.values(), ValuesView[Any])
    assert_type(thread.items(), ItemsView[str, Any])
    assert_type(thread.values, Mapping[str, Any] | Unset | None)
    assert_type(thread | {"a": 1}, dict[str, Any])
    assert_type(dict(thread), dict[str, Any])
    assert takes(run) == len(RUN)
    match thread:
        case {"thread_id": str(thread_id), **rest}:
            assert_type(thread_id, str)
            assert_type(rest, dict[str, Any])
        case _:
            pytest.fail("nothing matched")
