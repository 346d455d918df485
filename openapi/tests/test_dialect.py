"""What the generator is given in the place of the contract."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from cronwright_openapi.build import CONTRACT, load
from cronwright_openapi.dialect import MAPPING, translate, wrap
from cronwright_openapi.refusals import Refused

REF = {"$ref": "#/components/schemas/Cron"}


def document(schemas: dict[str, Any] | None = None, **operation: Any) -> dict[str, Any]:
    """A contract with these schemas and one operation."""
    whole = {"tags": ["crons"], "operationId": "crons_get", "responses": {"204": {"description": ""}}}
    schemas = {"Cron": {"type": "object", "properties": {"id": {"type": "string"}}}, **(schemas or {})}
    paths = {"/crons": {"get": {**whole, **operation}}}
    return {"openapi": "3.1.0", "info": {}, "paths": paths, "components": {"schemas": schemas}}


def translated(schema: dict[str, Any]) -> Any:
    """One schema, translated as a field of a model."""
    holder = {"type": "object", "properties": {"field": schema}}
    said = translate(document({"Holder": holder}))
    return said["components"]["schemas"]["Holder"]["properties"]["field"]


def operation(contract: dict[str, Any]) -> Any:
    return translate(contract)["paths"]["/crons"]["get"]


def everything(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from everything(inner)


def within(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema and those that it holds."""
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]
    for each in [*inner, *([schema["items"]] if "items" in schema else [])]:
        yield from within(each)


STRINGS = {"type": "array", "items": {"type": "string"}}


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "string", "format": "uuid"}, {"type": "string"}),
        ({"type": "string", "format": "date-time"}, {"type": "string", "format": "date-time"}),
        ({"type": "integer", "default": 10, "minimum": 1, "title": "N"}, {"type": "integer"}),
        ({"type": "string", "enum": ["*"]}, {"type": "string", "const": "*"}),
        ({"type": "object"}, {"example": MAPPING}),
        ({"type": "object", "additionalProperties": True}, {"example": MAPPING}),
        (
            {"type": "object", "additionalProperties": {"type": "string"}},
            {"type": "array", "items": {"type": "string"}, "example": MAPPING},
        ),
        ({"type": "array"}, {"type": "array", "items": {}}),
        ({"type": "array", "items": True}, {"type": "array", "items": {}}),
        ({}, {}),
        (REF, REF),
        ({"type": "object", **REF}, REF),
        ({"allOf": [REF]}, REF),
        ({"type": ["string", "null"]}, {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        (
            {"type": ["object", "null"], "description": "Words."},
            {"anyOf": [{"example": MAPPING}, {"type": "null"}], "description": "Words."},
        ),
        ({"type": ["object", "array", "number", "string", "boolean", "null"]}, {}),
        ({"anyOf": [{"type": t} for t in ("object", "array", "string", "number", "boolean", "null")]}, {}),
        ({"anyOf": [{"type": "string", "format": "uuid"}, {"type": "string"}]}, {"type": "string"}),
        ({"oneOf": [{"type": "string"}, STRINGS]}, {"anyOf": [{"type": "string"}, STRINGS]}),
        (
            {"anyOf": [{"type": "string"}, {"anyOf": [STRINGS, {"type": "null"}]}]},
            {"anyOf": [{"type": "string"}, STRINGS, {"type": "null"}]},
        ),
        ({"anyOf": [{"type": "string"}, {}]}, {}),
        (
            {"type": "string", "enum": ["a", None]},
            {"anyOf": [{"type": "string", "const": "a"}, {"type": "null"}]},
        ),
        (
            {"type": ["string", "null"], "enum": ["a", None], "description": "Words."},
            {"anyOf": [{"type": "string", "const": "a"}, {"type": "null"}], "description": "Words."},
        ),
        (
            {"type": ["string", "null"], "format": "date-time"},
            {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]},
        ),
    ],
)
def test_a_schema_is_said_in_the_generators_words(schema: dict[str, Any], said: dict[str, Any]) -> None:
    """Each shape has one translation, and what only validates is dropped."""
    assert translated(schema) == said


def test_one_value_makes_an_enum_only_where_it_has_a_name() -> None:
    """A component keeps its enum; inside another schema it is a constant, which needs no class."""
    said = translate(document({"Every": {"type": "string", "enum": ["*"]}}))
    assert said["components"]["schemas"]["Every"] == {"type": "string", "enum": ["*"]}


def test_required_with_alternatives_is_validation() -> None:
    """`oneOf` beside properties says what is required with what, and adds no type."""
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string"}},
        "oneOf": [{"required": ["a"]}, {"required": []}],
    }
    said = translate(document({"Either": schema}))["components"]["schemas"]["Either"]
    assert said == {"type": "object", "required": [], "properties": {"a": {"type": "string"}}}


def test_all_of_becomes_one_object() -> None:
    """Its members' properties and what they require stand in one place, nested ones too."""
    base = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
    middle = {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"b": {"type": "integer"}}}]}
    whole = {
        "allOf": [{"$ref": "#/components/schemas/Middle"}],
        "properties": {"c": {"type": "boolean"}},
        "required": ["c"],
    }
    two = {**whole, "allOf": [*whole["allOf"], {"properties": {}}]}
    said = translate(document({"Base": base, "Middle": middle, "Two": two}))["components"]["schemas"]["Two"]
    assert list(said["properties"]) == ["a", "b", "c"]
    assert said["required"] == ["a", "c"]


def test_a_partial_model_is_read_as_the_whole_one() -> None:
    """`x-partial-of` has no class of its own: absent fields raise when they are read."""
    partial = {"type": "object", "properties": {"id": {"type": "string"}}, "x-partial-of": "Cron"}
    rows = {"type": "array", "items": {"$ref": "#/components/schemas/CronPartial"}}
    contract = document({"CronPartial": partial, "Rows": rows})
    said = translate(contract)["components"]["schemas"]
    assert "CronPartial" not in said
    assert said["Rows"]["items"] == REF


def test_an_array_beside_an_object_of_the_same_is_refused() -> None:
    """The generator compares types without the mark, and would keep one of the two."""
    with pytest.raises(Refused, match="would become one"):
        translated({"anyOf": [STRINGS, {"type": "object", "additionalProperties": {"type": "string"}}]})


def test_answers_that_are_no_success_are_dropped() -> None:
    """Errors are raised by their status, so that no error model becomes an answer's type."""
    media = {"application/json": {"schema": REF}}
    answer = {"description": "", "content": media}
    responses = {"200": answer, "201": {**answer, "x-failure": True}, "404": answer}
    assert operation(document(responses=responses))["responses"] == {"200": answer}


def test_a_header_with_one_value_is_marked_for_sending() -> None:
    """The generator has no constant headers; the templates send the value by themselves."""
    accept = {"name": "Accept", "in": "header", "required": True, "schema": {"const": "a/b"}}
    said = operation(document(parameters=[accept]))["parameters"]
    assert said == [{**accept, "schema": {"type": "string", "example": "a/b"}}]


def test_references_to_parameters_bodies_and_answers_are_resolved() -> None:
    """Parameters of the path join those of the operation, which win."""
    contract = document(
        parameters=[{"name": "a", "in": "query", "schema": {"type": "integer"}}],
        requestBody={"$ref": "#/components/requestBodies/B"},
        responses={"200": {"$ref": "#/components/responses/R~1x"}},
    )
    contract["paths"]["/crons"]["parameters"] = [
        {"name": "a", "in": "query", "schema": {"type": "string"}},
        {"$ref": "#/components/parameters/P"},
    ]
    media = {"content": {"application/json": {"schema": REF}}}
    contract["components"] |= {
        "requestBodies": {"B": {**media, "required": True}},
        "responses": {"R/x": {"description": "words", **media}},
        "parameters": {"P": {"name": "b", "in": "query", "schema": {"type": "string"}}},
    }
    said = operation(contract)
    assert [(p["name"], p["schema"]) for p in said["parameters"]] == [
        ("a", {"type": "integer"}),
        ("b", {"type": "string"}),
    ]
    assert said["requestBody"] == {**media, "required": True}
    assert said["responses"]["200"]["content"] == media["content"]


def test_words_of_an_operation_become_its_docstring() -> None:
    """The summary, then what there is to know, then each argument that has words."""
    words = "Pauses a cron. " * 10
    said = operation(
        document(
            summary="Get a cron.",
            description=words,
            parameters=[
                {"name": "a", "in": "query", "schema": {"type": "string"}, "description": "Which."},
                {"name": "b", "in": "query", "schema": {"type": "string"}},
            ],
            requestBody={"description": "What.", "content": {}},
        )
    )
    assert said["summary"] == "Get a cron."
    assert said["description"] == f"{wrap(words)}\n\nArgs:\n    a: Which.\n    body: What."
    assert max(map(len, wrap(words).splitlines())) <= 96


def test_paragraphs_are_kept() -> None:
    """An empty line is a new paragraph; other line breaks are the source's."""
    assert wrap("One\ntwo.\n\nThree.") == "One two.\n\nThree."


def test_the_contract_is_left_as_it_is() -> None:
    """Translation is a pure function."""
    contract = load(CONTRACT)
    before = copy.deepcopy(contract)
    translate(contract)
    assert contract == before


def test_nothing_that_would_be_sent_or_renamed_is_left() -> None:
    """No default, title, bound or `nullable` of the contract reaches the generator."""
    said = translate(load(CONTRACT))
    shapes = [*said["components"]["schemas"].values()]
    shapes += [parameter["schema"] for parameter in everything(said["paths"]) if "schema" in parameter]
    seen = [shape for schema in shapes for shape in within(schema)]
    assert len(seen) > 500
    assert set().union(*seen) <= {
        "$ref", "anyOf", "const", "description", "enum", "example", "format", "items", "properties",
        "required", "type",
    }  # fmt: skip
    assert {shape["format"] for shape in seen if "format" in shape} == {"date-time"}
    assert {shape["example"] for shape in seen if "items" in shape and "example" in shape} == {MAPPING}
