"""What cannot be generated is refused, with the place and the reason."""

from __future__ import annotations

from typing import Any

import pytest

from cronwright_openapi.build import CONTRACT, load
from cronwright_openapi.refusals import Refused, check

TEXT = {"type": "string"}


def contract() -> dict[str, Any]:
    """A small contract that can be generated."""
    get: dict[str, Any] = {
        "tags": ["crons"],
        "operationId": "crons_get",
        "parameters": [
            {"name": "cron_id", "in": "path", "required": True, "schema": TEXT},
            {"name": "select", "in": "query", "schema": {"type": "array", "items": TEXT}},
        ],
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": TEXT}}}},
    }
    create: dict[str, Any] = {
        "tags": ["crons"],
        "operationId": "crons_create",
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Cron"}}}},
        "responses": {"204": {"description": ""}},
    }
    cron = {"type": "object", "properties": {"id": TEXT, "x-trace": TEXT}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/crons/{cron_id}": {"get": get}, "/crons": {"post": create}},
        "components": {"schemas": {"Cron": cron, "Size": {"type": "string", "enum": ["s", "l"]}}},
    }


def refusals(document: dict[str, Any]) -> str:
    with pytest.raises(Refused) as refused:
        check(document)
    return str(refused.value)


def test_the_contract_can_be_generated() -> None:
    """Neither the small contract nor the real one is refused."""
    check(contract())
    check(load(CONTRACT))


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("operationId", None, "operationId None is not like_this"),
        ("operationId", "CronsGet", "is not like_this"),
        ("operationId", "crons-get", "is not like_this"),
        ("operationId", "../crons", "is not like_this"),
        ("operationId", "_crons", "is not like_this"),
        ("operationId", "crons__get", "is not like_this"),
        ("operationId", "import", "would become 'import_'"),
        ("operationId", "print", "would become 'print_'"),
        ("operationId", "crons_create", "'crons_create', 'crons_create' become one"),
        ("tags", ["Crons"], "tag 'Crons' is not like_this"),
        ("tags", [], "tag None is not like_this"),
        ("tags", ["class"], "tag 'class' would become"),
        ("responses", {"default": {"description": ""}}, "the status 'default' is no number"),
        ("responses", {"2XX": {"description": ""}}, "the status '2XX' is no number"),
        ("responses", {"200": {"content": {'text/"plain': {}}}}, "the content type"),
    ],
)
def test_an_operation_that_would_be_lost_or_renamed(field: str, value: Any, reason: str) -> None:
    """Ids and tags are module names as they stand, each once, and every status is named."""
    document = contract()
    document["paths"]["/crons/{cron_id}"]["get"][field] = value
    assert reason in refusals(document)


def test_ids_that_differ_by_case_are_one() -> None:
    """Some file systems know one file for both."""
    document = contract()
    document["paths"]["/crons"]["post"]["operationId"] = "CRONS_GET"
    assert "become one, 'crons_get'" in refusals(document)


@pytest.mark.parametrize(
    "path", ["/{cron_id.x}", "/{cron_id!r}", "/{0}", "/a b/{cron_id}", "/../{cron_id}", "x"]
)
def test_a_path_that_is_more_than_identifiers(path: str) -> None:
    """It would be formatted when it is called: attributes, conversions, positions."""
    document = contract()
    document["paths"][path] = document["paths"].pop("/crons/{cron_id}")
    assert "a path is of plain segments" in refusals(document)


def test_a_path_and_its_parameters_go_together() -> None:
    """A parameter that the path lacks, or that it has too much."""
    document = contract()
    document["paths"]["/crons/{other}"] = document["paths"].pop("/crons/{cron_id}")
    assert "its path and its path parameters differ" in refusals(document)


@pytest.mark.parametrize(
    ("parameter", "reason"),
    [
        ({"name": "body", "in": "query"}, "query parameter 'body': hides another argument"),
        ({"name": "client", "in": "query"}, "hides another argument"),
        ({"name": "params", "in": "query"}, "hides another argument"),
        ({"name": "headers", "in": "header"}, "hides another argument"),
        ({"name": "quote", "in": "query"}, "hides another argument"),
        ({"name": "__class__", "in": "query"}, "begins with a letter"),
        ({"name": "a b", "in": "query"}, "begins with a letter"),
        ({"name": "session", "in": "cookie"}, "only path, query and header are known"),
        ({"name": "Cron-Id", "in": "header"}, "'cron_id'"),
        (
            {"name": "ids", "in": "query", "explode": False, "schema": {"type": "array", "items": TEXT}},
            "would be sent exploded",
        ),
        (
            {"name": "size", "in": "query", "schema": {"type": "string", "enum": ["s", "l"]}},
            "an enum without a name of its own",
        ),
    ],
)
def test_a_parameter_that_would_break_its_function(parameter: dict[str, Any], reason: str) -> None:
    """Names that the function uses, that are none, or that become one with another."""
    document = contract()
    document["paths"]["/crons/{cron_id}"]["get"]["parameters"].append({"schema": TEXT, **parameter})
    assert reason in refusals(document)


def test_a_path_parameter_keeps_its_name() -> None:
    """The path names it, and the generator would rename it there only."""
    document = contract()
    item = document["paths"].pop("/crons/{cron_id}")
    item["get"]["parameters"][0]["name"] = "type"
    document["paths"]["/crons/{type}"] = item
    assert "would become 'type_'" in refusals(document)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("cron", "become one, 'cron'"),
        ("CRON", "become one, 'cron'"),
        ("Bad_Name", "the class would be"),
        ("9Lives", "the class would be"),
        ("Any", "hides a name that generated code uses"),
        ("Model", "hides a name that generated code uses"),
        ("None", "the class would be 'None_'"),
        ("Cr\u212aon", "the class would be"),
    ],
)
def test_a_schema_whose_module_would_be_anothers(name: str, reason: str) -> None:
    """Class names are schema names, and no two share a module."""
    document = contract()
    document["components"]["schemas"][name] = {"type": "object", "properties": {"a": TEXT}}
    assert reason in refusals(document)


@pytest.mark.parametrize(
    "name",
    ["from_dict", "to_dict", "cls", "d", "field_dict", "additional_properties", "additionalProperties"],
)
def test_a_property_that_would_hide_a_member(name: str) -> None:
    """The model's own methods are there to stay."""
    document = contract()
    document["components"]["schemas"]["Cron"]["properties"][name] = TEXT
    assert "hides a member of the model" in refusals(document)


@pytest.mark.parametrize(
    "name", ["_json", "__init__", "__class__", "", "a b", "1st", "\u00e9t\u00e9", "a.b", "$ref"]
)
def test_a_property_whose_name_is_no_name(name: str) -> None:
    """Underscores in front are the model's; letters, digits, - and _ are enough for the rest."""
    document = contract()
    document["components"]["schemas"]["Cron"]["properties"][name] = TEXT
    assert "begins with a letter" in refusals(document)


def test_properties_that_become_one() -> None:
    """camelCase and snake_case of the same words are one attribute."""
    document = contract()
    document["components"]["schemas"]["Cron"]["properties"] |= {"runId": TEXT, "run_id": TEXT}
    assert "'runId', 'run_id' become one, 'run_id'" in refusals(document)


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"type": "object", "properties": {"a": TEXT}}, "an object without a name of its own"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, "an enum without a name of its own"),
        ({"anyOf": [TEXT, {"enum": ["a", "b"]}]}, "anyOf[1]: an enum without a name"),
        ({"additionalProperties": {"enum": ["a", "b"]}}, "additionalProperties: an enum without a name"),
        ({"type": "array", "prefixItems": [TEXT]}, "the order of types would be lost"),
    ],
)
def test_a_class_with_a_name_made_up(schema: dict[str, Any], reason: str) -> None:
    """What becomes a class is a component, so that it has a name."""
    document = contract()
    document["components"]["schemas"]["Cron"]["properties"]["inner"] = schema
    assert reason in refusals(document)


@pytest.mark.parametrize("values", [["a", 1], [1.5, 2.5], [True, False]])
def test_an_enum_that_is_no_literal(values: list[Any]) -> None:
    """Texts or integers, not both."""
    document = contract()
    document["components"]["schemas"]["Size"] = {"enum": values}
    assert "an enum must be of texts or of integers" in refusals(document)


def test_a_part_of_nothing() -> None:
    """`x-partial-of` names a schema that is there."""
    document = contract()
    document["components"]["schemas"]["Part"] = {"type": "object", "x-partial-of": "Gone"}
    assert "is part of 'Gone', which is not there" in refusals(document)


def test_names_of_enum_members_are_refused() -> None:
    """The generator would write them as they are."""
    document = contract()
    document["components"]["schemas"]["Size"]["x-enum-varnames"] = ["S", "L"]
    assert "Size: x-enum-varnames would be used as code" in refusals(document)


@pytest.mark.parametrize(
    "character", ["\0", "\r", "\t", "\x1b", "\u2028", "\u2029", "\u202e", "\ud800", "\ufeff"]
)
def test_characters_that_hide_something(character: str) -> None:
    """Controls, surrogates, separators and what turns the direction of text."""
    document = contract()
    document["info"]["title"] = f"a{character}b"
    assert f"#/info/title: the character U+{ord(character):04X}" in refusals(document)


def test_a_body_of_two_kinds() -> None:
    """The generator would ask for one of two classes that it made up."""
    document = contract()
    body = document["paths"]["/crons"]["post"]["requestBody"]["content"]
    body["application/xml"] = body["application/json"]
    assert "a body of one content type is needed" in refusals(document)


def test_every_problem_is_told_at_once() -> None:
    """Each on a line, so that one run is enough."""
    document = contract()
    document["paths"]["/crons"]["post"] |= {"operationId": "X", "tags": ["Y"]}
    assert len(refusals(document).splitlines()) == 2


@pytest.mark.parametrize("document", [{}, {"paths": []}, {"paths": {"/a": {"get": {"operationId": "a"}}}}])
def test_what_is_no_document(document: dict[str, Any]) -> None:
    """An error of ours, whatever the input."""
    assert refusals(document)
