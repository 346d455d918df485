"""Our words: they are there where a reader looks, they are short, and they change no fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cronwright_openapi.build import CONTRACT, FOLDER, BuildError, assemble, load, operations
from cronwright_openapi.prose import without_prose
from cronwright_openapi.pull import UPSTREAM

CONTENT: dict[str, Any] = load(CONTRACT)
SCHEMAS: dict[str, Any] = CONTENT["components"]["schemas"]


def sentences(node: Any) -> Iterator[str]:
    """Every summary and description of the contract."""
    if isinstance(node, list):
        for each in node:
            yield from sentences(each)
    elif isinstance(node, dict):
        for word, value in node.items():
            if word in ("summary", "description") and isinstance(value, str):
                yield value
            else:
                yield from sentences(value)


def test_every_operation_is_worded() -> None:
    """Its summary is one sentence, which a description may go on from."""
    for method, path, operation in operations(CONTENT):
        summary = operation.get("summary", "")
        assert summary[:1].isupper(), (method, path)
        assert summary.endswith("."), (method, path)
        assert ". " not in summary, (method, path)
        assert len(summary) <= 90, (method, path)
    assert CONTENT["info"]["description"]
    assert CONTENT["components"]["securitySchemes"]["ApiKey"]["description"]


def test_every_response_is_described() -> None:
    """OpenAPI asks for it."""
    for method, path, operation in operations(CONTENT):
        for status, response in operation["responses"].items():
            assert response.get("description"), (method, path, status)


def test_every_header_is_described() -> None:
    """Those of paging are easily misread."""
    for method, path, operation in operations(CONTENT):
        for response in operation["responses"].values():
            for name, header in response.get("headers", {}).items():
                assert header.get("description"), (method, path, name)


def test_every_parameter_is_described() -> None:
    """They become arguments of the client."""
    for method, path, operation in operations(CONTENT):
        for parameter in operation.get("parameters", []):
            assert parameter.get("description"), (method, path, parameter["name"])


def undescribed(names: Iterator[str]) -> list[str]:
    """The components and fields without a word."""
    found = []
    for name in names:
        schema = SCHEMAS[name]
        parts = [schema, *schema.get("allOf", [])]
        found += [name] if not schema.get("description") else []
        if "x-partial-of" not in schema:
            fields = {field: value for part in parts for field, value in part.get("properties", {}).items()}
            found += [f"{name}.{field}" for field, value in fields.items() if not value.get("description")]
    return found


def test_every_field_of_crons_is_described() -> None:
    """They become the docstrings of the models."""
    assert undescribed(name for name in SCHEMAS if "Cron" in name and "enum" not in SCHEMAS[name]) == []


def test_every_field_of_all_schemas_is_described() -> None:
    """The same for all others; a plain list of values may speak for itself."""
    assert undescribed(name for name in SCHEMAS if "enum" not in SCHEMAS[name]) == []


def test_words_are_short_and_whole() -> None:
    """A sentence ends, and nothing takes longer than a paragraph."""
    for sentence in sentences(CONTENT):
        assert sentence.endswith("."), sentence
        assert len(sentence) <= 400, sentence


def test_the_published_words_are_not_ours() -> None:
    """upstream.json holds no sentence: there is nothing to copy."""
    published = load(UPSTREAM)
    assert without_prose(published) == published
    assert list(sentences(published)) == []


@pytest.mark.parametrize(
    "update",
    [
        {"components": {"schemas": {"Cron": {"properties": {"gone": {"description": "Gone."}}}}}},
        {"components": {"schemas": {"Cron": {"type": "array"}}}},
        {"paths": {"/gone": {"get": {"summary": "Gone."}}}},
    ],
)
def test_words_that_change_a_fact_stop_the_build(update: dict[str, Any]) -> None:
    """A word for a field or operation that has gone would bring it back."""
    wording = load(FOLDER / "wording.yaml")
    wording["actions"].append({"target": "$", "update": update})
    with pytest.raises(BuildError, match=r"wording\.yaml changes a fact"):
        assemble(load(UPSTREAM), load(FOLDER / "overlay.yaml"), wording)
