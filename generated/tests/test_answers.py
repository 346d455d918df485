"""Answers are typed views that lose nothing, and drift is raised when it is read."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agent_server_api import models
from agent_server_api.api.crons import crons_count, crons_get, crons_search
from agent_server_api.api.store import store_get_item
from agent_server_api.api.threads import threads_get_state, threads_send_command
from agent_server_api.errors import DriftError
from agent_server_api.models import (
    Command,
    Cron,
    ProtocolError,
    ProtocolSuccess,
    Run,
    Send,
    ThreadState,
    ThreadTask,
)
from agent_server_api.types import UNSET, Field, Model
from cronwright_openapi.build import CONTRACT, load
from cronwright_openapi.dialect import MAPPING, translate

SCHEMAS: dict[str, Any] = translate(load(CONTRACT))["components"]["schemas"]
MODELS = {name.lower(): getattr(models, name) for name in models.__all__}
OBJECTS = {MODELS[name.lower()]: schema for name, schema in SCHEMAS.items() if "properties" in schema}
CRON = {
    "cron_id": "1efc3b6a-0b0e-6d4e-8a51-0242ac120002",
    "assistant_id": "fe096781-5601-53d2-b2f6-0d3403f7e9ca",
    "thread_id": None,
    "on_run_completed": "delete",
    "end_time": None,
    "schedule": "27 15 * * *",
    "timezone": "America/New_York",
    "created_at": "2026-01-02T03:04:05.678901+00:00",
    "updated_at": "2026-01-02T03:04:05Z",
    "user_id": "",
    "payload": {"input": {"secret": "key"}, "unknown": [1]},
    "next_run_date": "2026-01-03T15:27:00-05:00",
    "metadata": {"name": "my_run"},
    "enabled": True,
}


def cron(**changes: Any) -> Cron:
    return crons_get._parse_response(200, json.dumps(CRON | changes).encode())


def test_attributes_are_typed() -> None:
    """Ids are text, moments are aware, free-form objects are plain mappings, null is None."""
    found = cron()
    assert type(found.cron_id) is str
    assert found.cron_id == CRON["cron_id"]
    assert found.created_at == datetime(2026, 1, 2, 3, 4, 5, 678901, UTC)
    assert found.updated_at.utcoffset() == timedelta(0)
    assert found.next_run_date == datetime(2026, 1, 3, 20, 27, tzinfo=UTC)
    assert found.end_time is None
    assert found.thread_id is None
    assert found.enabled is True
    assert type(found.payload) is dict
    assert found.payload["unknown"] == [1]


def test_the_json_is_there_by_its_name_on_the_wire() -> None:
    """As users of the official SDK have it: text, null and all."""
    found = cron(future={"a": 1})
    assert found["next_run_date"] == CRON["next_run_date"]
    assert found["end_time"] is None
    assert "timezone" in found
    assert "gone" not in found
    assert list(found) == [*CRON, "future"]
    assert len(found) == len(CRON) + 1
    assert dict(found.to_dict()) == CRON | {"future": {"a": 1}}
    with pytest.raises(KeyError):
        found["gone"]


def test_an_enum_value_that_is_not_known_reads_as_text() -> None:
    """A server of tomorrow is no error."""
    assert cron(on_run_completed="archive").on_run_completed == "archive"
    assert Run.from_dict({"status": "paused"}).status == "paused"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("cron_id", 5, "expected text, found an integer"),
        ("cron_id", None, "expected text, found null"),
        ("created_at", "soon", "expected a date-time, found text"),
        ("created_at", "2030-01-01T00:00:00", "expected a date-time with an offset, found text"),
        ("end_time", 5.5, "expected a date-time, found a number"),
        ("enabled", "yes", "expected a boolean, found text"),
        ("enabled", 1, "expected a boolean, found an integer"),
        ("payload", ["secret"], "expected an object, found an array"),
        ("timezone", {"secret": 1}, "expected text, found an object"),
        ("schedule", True, "expected text, found a boolean"),
    ],
)
def test_drift_is_raised_when_it_is_read(field: str, value: Any, reason: str) -> None:
    """The call that succeeded has succeeded: everything else is there, and the value is in the error only."""
    found = cron(**{field: value})
    with pytest.raises(DriftError) as raised:
        getattr(found, field)
    drift = raised.value
    assert (drift.model, drift.field, drift.value) == ("Cron", field, value)
    assert drift.answer is found
    assert str(drift) == f"Cron.{field}: {reason}"
    assert repr(drift) == f"DriftError('Cron.{field}: {reason}')"
    assert found[field] == value
    others = [name for name in CRON if name != field]
    assert [getattr(found, name) for name in others] == [getattr(cron(), name) for name in others]


def test_a_required_field_that_is_absent_is_drift() -> None:
    """As in a search with `select`; what was selected reads, an optional field is UNSET."""
    (found,) = crons_search._parse_response(200, b'[{"cron_id": "c"}]')
    assert found.cron_id == "c"
    assert ThreadTask.from_dict({}).interrupts is UNSET
    with pytest.raises(DriftError, match=r"^Cron.schedule: required, and not in the answer$") as raised:
        _ = found.schedule
    assert raised.value.value is UNSET


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{}", "expected an array, found an object"),
        (b"[1]", "expected an object, found an integer"),
        (b"null", "expected an array, found null"),
    ],
)
def test_an_answer_of_another_shape_is_drift(content: bytes, reason: str) -> None:
    """Named by its operation, with the JSON in hand."""
    with pytest.raises(DriftError) as raised:
        crons_search._parse_response(200, content)
    assert str(raised.value) == f"crons_search: {reason}"
    assert raised.value.answer == raised.value.value == json.loads(content)


def test_answers_need_not_be_objects() -> None:
    """A count is a number."""
    assert crons_count._parse_response(200, b"92") == 92


def test_a_view_is_read_only() -> None:
    """An attribute cannot be set or deleted, and nothing new can be put on it."""
    found = cron()
    for name in ("cron_id", "nothing"):
        with pytest.raises(AttributeError):
            setattr(found, name, "x")
    with pytest.raises(AttributeError):
        del found.cron_id
    assert found == cron()


def test_views_are_equal_by_their_json() -> None:
    """Of the same model; they are mutable inside, so they have no hash."""
    assert cron() == cron()
    assert cron() != cron(enabled=False)
    assert cron() != Run.from_dict(CRON)
    assert bool(Cron.from_dict({}))
    with pytest.raises(TypeError):
        hash(cron())


def test_views_and_unset_survive_copying_and_pickling() -> None:
    """In every protocol that pickle uses by itself."""
    found = cron(future=[{"a": None}])
    copies = [copy.copy(found), copy.deepcopy(found)]
    copies += [
        pickle.loads(pickle.dumps(found, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)
    ]
    for each in copies:
        assert type(each) is Cron
        assert each == found
        assert each.created_at == found.created_at
    assert copies[1].payload is not found.payload
    for unset in (copy.copy(UNSET), copy.deepcopy({"a": UNSET})["a"], pickle.loads(pickle.dumps(UNSET))):
        assert unset is UNSET


def test_errors_survive_pickling() -> None:
    """They cross processes with what they hold."""
    with pytest.raises(DriftError) as raised:
        _ = cron(cron_id=5).cron_id
    again = pickle.loads(pickle.dumps(raised.value))
    assert str(again) == str(raised.value)
    assert again.answer == raised.value.answer


def test_a_repr_shows_ids_only() -> None:
    """Any other field may hold a secret, and one of tomorrow too."""
    said = repr(cron(api_key="key", future_id=["key"]))
    assert (
        said == f"Cron(cron_id='{CRON['cron_id']}', assistant_id='{CRON['assistant_id']}', user_id='', ...)"
    )


def test_a_fake_is_built_like_a_request() -> None:
    """Answers for tests are made from typed values, and read back as the same."""
    arguments = {name: getattr(cron(), name) for name in CRON}
    found = Cron(**arguments)
    assert {name: getattr(found, name) for name in CRON} == arguments


def test_models_are_nested_and_refer_to_themselves() -> None:
    """A state holds tasks, a task holds a state."""
    answer = {"tasks": [{"id": "1", "name": "n", "state": {"next": ["b"], "tasks": []}}], "next": ["a"]}
    found = threads_get_state._parse_response(200, json.dumps(answer).encode())
    assert isinstance(found, ThreadState)
    assert isinstance(found.tasks, list)
    inner = found.tasks[0].state
    assert isinstance(inner, ThreadState)
    assert (found.next, inner.next, inner.tasks) == (["a"], ["b"], [])


def test_alternatives_are_told_apart_by_their_json() -> None:
    """By the types of JSON, and between models by constants and required fields."""
    send = {"node": "n", "input": {}}
    assert isinstance(Command.from_dict({"goto": send}).goto, Send)
    assert Command.from_dict({"goto": [send]}).goto == [Send.from_dict(send)]
    assert Command.from_dict({"goto": ["a", "b"]}).goto == ["a", "b"]
    assert Command.from_dict({"goto": "a"}).goto == "a"
    assert Command.from_dict({"goto": None}).goto is None
    with pytest.raises(DriftError, match=r"Command.goto: "):
        _ = Command.from_dict({"goto": 5}).goto

    success = {"type": "success", "id": 1, "result": {}}
    error = {"type": "error", "id": 1, "error": "unknown_error", "message": "m"}
    for answer, model in ((success, ProtocolSuccess), (error, ProtocolError), ({"type": "?"}, ProtocolError)):
        found = threads_send_command._parse_response(200, json.dumps(answer).encode())
        assert type(found) is model
        assert found.type == answer["type"]


def test_an_answer_that_may_be_null() -> None:
    """An item that is not there is null, where the contract says so."""
    item = {"namespace": ["a"], "key": "k", "value": {}, "created_at": "x", "updated_at": "y"}
    found = store_get_item._parse_response(200, json.dumps(item).encode())
    assert isinstance(found, Model)
    assert found["namespace"] == ["a"]


# Every field of every model, by samples that the contract gives


def fields(model: type[Model]) -> dict[str, Field[Any]]:
    return {name: field for name, field in vars(model).items() if isinstance(field, Field)}


def sample(schema: Mapping[str, Any], depth: int = 0) -> Any:
    """A value that this schema allows, as deep as it takes."""
    if "$ref" in schema:
        return sample(SCHEMAS[schema["$ref"].rpartition("/")[2]], depth + 1)
    if "anyOf" in schema:
        return sample(schema["anyOf"][0], depth)
    if "properties" in schema:
        wanted = schema["required"] if depth > 2 else schema["properties"]
        return {name: sample(schema["properties"][name], depth + 1) for name in wanted}
    if schema.get("example") == MAPPING:
        return {"any": sample(schema["items"], depth) if "items" in schema else None}
    if "items" in schema:
        return [sample(schema["items"], depth)]
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("format") == "date-time":
        return "2030-01-01T00:00:00Z"
    return {"string": "text", "integer": 5, "number": 1.5, "boolean": True, "null": None}.get(
        schema.get("type", "")
    )


def alternatives(schema: Mapping[str, Any]) -> list[Any]:
    while "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rpartition("/")[2]]
    return [sample(each) for each in schema.get("anyOf", [schema])]


@pytest.mark.parametrize("model", OBJECTS, ids=lambda model: model.__name__)
def test_every_field_reads_what_the_contract_allows(model: type[Model]) -> None:
    """Each alternative of each field, under the field's own name."""
    properties = OBJECTS[model]["properties"]
    assert {field.name for field in fields(model).values()} == properties.keys()
    for name, field in fields(model).items():
        assert field.required == (field.name in OBJECTS[model]["required"])
        for value in alternatives(properties[field.name]):
            found = getattr(model.from_dict({field.name: value}), name)
            if isinstance(found, Model):
                assert found.to_dict() == value
            elif isinstance(found, datetime):
                assert found == datetime(2030, 1, 1, tzinfo=UTC)
            elif not (isinstance(found, list) and found and isinstance(found[0], Model)):
                assert found == value or isinstance(found, dict)


@pytest.mark.parametrize("model", OBJECTS, ids=lambda model: model.__name__)
def test_every_field_raises_for_what_the_contract_does_not_allow(model: type[Model]) -> None:
    """A value of a type that none of its alternatives has, unless anything is allowed."""
    for name, field in fields(model).items():
        schema = OBJECTS[model]["properties"][field.name]
        if not schema.keys() - {"description"}:
            continue
        allowed = {type(value) for value in alternatives(schema)}
        for value in ({"a": 1}, ["a"], "a", 1, 1.5, True, None):
            if type(value) in allowed or (type(value) is int and float in allowed):
                continue
            with pytest.raises(DriftError) as raised:
                getattr(model.from_dict({field.name: value}), name)
            assert raised.value.field == field.name
