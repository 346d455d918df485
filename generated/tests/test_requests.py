"""What is sent is what was given: absent, null and a value are three things."""

from __future__ import annotations

import enum
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from importlib import import_module
from types import MappingProxyType
from typing import Any

import pytest

from agent_server_api import models
from agent_server_api.api.crons import crons_create_for_thread, crons_search
from agent_server_api.api.runs import runs_create_batch, runs_join_stream, runs_list
from agent_server_api.errors import InvalidArgumentError
from agent_server_api.models import Config, CronPatch, CronSearch, RunCreateStateless, ThreadCronCreate
from agent_server_api.types import UNSET, Model, Unset
from cronwright_openapi.build import CONTRACT, load
from cronwright_openapi.dialect import translate

DIALECT = translate(load(CONTRACT))
SCHEMAS: dict[str, Any] = DIALECT["components"]["schemas"]
BODIES = {
    f"agent_server_api.api.{operation['tags'][0]}.{operation['operationId']}": media["schema"]
    for item in DIALECT["paths"].values()
    for operation in item.values()
    for media in operation.get("requestBody", {}).get("content", {}).values()
}
WHEN = datetime(2030, 1, 1, 12, tzinfo=UTC)


class Color(enum.Enum):
    RED = "red"


class Level(enum.StrEnum):
    HIGH = "high"


def model_of(schema: Mapping[str, Any]) -> tuple[type[Model], list[str]] | None:
    """The class of a body and what it requires; None for a free-form body."""
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = SCHEMAS[name]
        if "properties" in schema:
            # A2aRequest becomes A2ARequest: names are compared without their case.
            found = next(each for each in models.__all__ if each.lower() == name.lower())
            return getattr(models, found), schema["required"]
    return model_of(schema["items"]) if "items" in schema else None


def test_every_body_is_looked_at() -> None:
    """The list below is drawn from the contract."""
    assert len(BODIES) >= 35


@pytest.mark.parametrize("name", BODIES)
def test_a_default_never_travels(name: str) -> None:
    """A body with its required fields only has exactly those, for every operation that has a body."""
    module = import_module(name)
    found = model_of(BODIES[name])
    path = {part[1:-1]: "x" for part in module.OPERATION.path.split("/") if part.startswith("{")}
    headers = {"accept": "application/json"} if "accept" in module._get_kwargs.__annotations__ else {}
    if found is None:
        assert module._get_kwargs(**path, **headers, body={"a": None})["json"] == {"a": None}
        return
    model, required = found
    # Some names are not Python's: `from_` would be one, and none is needed today.
    body = model(**dict.fromkeys(required, "given"))
    assert body.to_dict() == dict.fromkeys(required, "given")
    many = module is runs_create_batch
    sent = module._get_kwargs(**path, **headers, body=[body] if many else body)["json"]
    assert sent == ([body.to_dict()] if many else body.to_dict())


def test_absent_null_and_value_are_three_things() -> None:
    """`UNSET` is left out, `None` is null, a value is itself; a change of one field sends one field."""
    assert CronPatch().to_dict() == {}
    assert CronPatch(enabled=False).to_dict() == {"enabled": False}
    assert CronPatch(end_time=None).to_dict() == {"end_time": None}
    assert CronPatch(end_time=UNSET, enabled=UNSET).to_dict() == {}
    assert CronPatch(end_time=WHEN).to_dict() == {"end_time": "2030-01-01T12:00:00+00:00"}
    assert CronPatch(metadata={}).to_dict() == {"metadata": {}}


def test_a_query_holds_what_was_given() -> None:
    """False, zero and an empty list are values; without any there is no query at all."""
    assert "params" not in runs_list._get_kwargs("t")
    assert runs_list._get_kwargs("t", offset=0, select=["run_id"])["params"] == {
        "offset": 0,
        "select": ["run_id"],
    }
    assert runs_join_stream._get_kwargs("t", "r", cancel_on_disconnect=False)["params"] == {
        "cancel_on_disconnect": False
    }


def test_headers_are_text_on_one_line() -> None:
    """Whatever else would write a header of its own."""
    kwargs = runs_join_stream._get_kwargs("t", "r", last_event_id="5")
    assert kwargs["headers"] == {"Last-Event-ID": "5"}
    assert "headers" not in runs_join_stream._get_kwargs("t", "r")
    for bad in ("a\r\nX-Api-Key: b", "a\n", "a\0", "\u2028", 5):
        with pytest.raises(InvalidArgumentError, match="the header Last-Event-ID must be text on one line"):
            runs_join_stream._get_kwargs("t", "r", last_event_id=bad)  # type: ignore[arg-type]  # pyright: ignore


def test_every_kind_of_value_becomes_json() -> None:
    """Models, mappings, sequences, UUIDs, enums and aware datetimes, at any depth."""
    id_ = uuid.uuid4()
    body = ThreadCronCreate(
        assistant_id="agent",
        schedule="* * * * *",
        input={"at": WHEN, "id": id_, "color": Color.RED, "level": Level.HIGH, "none": None},
        config=Config(tags=["a"], configurable={"deep": ({"x": 1.5}, [True])}),
        context=MappingProxyType({"a": MappingProxyType({"b": 2})}),
        metadata={"patch": CronPatch(enabled=True)},
    )
    sent = crons_create_for_thread._get_kwargs("t", body=body)["json"]
    assert json.loads(json.dumps(sent)) == {
        "assistant_id": "agent",
        "schedule": "* * * * *",
        "input": {
            "at": "2030-01-01T12:00:00+00:00",
            "id": str(id_),
            "color": "red",
            "level": "high",
            "none": None,
        },
        "config": {"tags": ["a"], "configurable": {"deep": [{"x": 1.5}, [True]]}},
        "context": {"a": {"b": 2}},
        "metadata": {"patch": {"enabled": True}},
    }
    assert type(sent["input"]["level"]) is str


def test_a_mapping_stands_for_a_model() -> None:
    """Where a model is nested, its JSON does as well."""
    nested = ThreadCronCreate(assistant_id="a", schedule="s", config={"tags": ["a"]})
    assert nested == ThreadCronCreate(assistant_id="a", schedule="s", config=Config(tags=["a"]))
    assert isinstance(nested.config, Config)


def test_a_request_is_a_value() -> None:
    """What the caller does to the arguments afterwards changes nothing that was asked for."""
    words: dict[str, Any] = {"messages": []}
    body = ThreadCronCreate(assistant_id="a", schedule="s", input=words)
    kwargs = crons_create_for_thread._get_kwargs("t", body=body)
    words["messages"].append("late")
    kwargs["json"]["schedule"] = "late"
    body.to_dict()["schedule"] = "late"
    assert kwargs["json"]["input"] == {"messages": []}
    assert body["input"] == {"messages": []}
    assert body.schedule == "s"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (datetime(2030, 1, 1), "a datetime must have a time zone"),
        (float("nan"), "nan is not a number in JSON"),
        (float("-inf"), "-inf is not a number in JSON"),
        ({1: "a"}, "the keys of an object must be text"),
        (UNSET, "a value of type Unset has no JSON"),
        (Decimal(1), "a value of type Decimal has no JSON"),
        (b"a", "a value of type bytes has no JSON"),
        ({"a"}, "a value of type set has no JSON"),
        (object, "a value of type type has no JSON"),
    ],
)
def test_what_has_no_json_is_refused(value: Any, reason: str) -> None:
    """Before anything is sent, and wherever it stands."""
    with pytest.raises(InvalidArgumentError, match=reason):
        ThreadCronCreate(assistant_id="a", schedule="s", metadata={"deep": [value]})


def test_an_offset_is_kept() -> None:
    """A datetime is sent with the offset that it has."""
    east = timezone(timedelta(hours=5, minutes=30))
    assert CronPatch(end_time=WHEN.astimezone(east)).to_dict() == {"end_time": "2030-01-01T17:30:00+05:30"}


def test_lists_of_models_are_sent() -> None:
    """A batch is an array."""
    runs = [RunCreateStateless(assistant_id="a"), RunCreateStateless(assistant_id="b", input=None)]
    kwargs = runs_create_batch._get_kwargs(body=runs)
    assert kwargs["json"] == [{"assistant_id": "a"}, {"assistant_id": "b", "input": None}]


def test_a_field_that_the_contract_does_not_know_can_be_sent() -> None:
    """Servers are ahead of clients: a body may be a view of any mapping."""
    body = CronSearch.from_dict({"limit": 5, "future": {"a": [WHEN]}})
    sent = crons_search._get_kwargs(body=body)["json"]
    assert sent == {"limit": 5, "future": {"a": ["2030-01-01T12:00:00+00:00"]}}


def test_unset_is_one_and_is_false() -> None:
    """Its identity is what every test for it relies on."""
    assert not UNSET
    assert UNSET is Unset.UNSET
    assert repr(UNSET) == "UNSET"
