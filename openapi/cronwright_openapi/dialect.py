"""The contract, said in the words that the generator understands.

`translate` keeps what is true and drops what the generator would turn into something else: defaults
(which it sends), formats (`uuid` would be no text), bounds, titles (which become class names), answers
that are no success. A free-form object becomes a marked "anything", an object with typed values a marked
array; the templates know the mark. A partial model (`x-partial-of`) becomes the whole one.

`refusals.check` tells beforehand what cannot be said at all.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from .refusals import Refused

Json = dict[str, Any]

MAPPING = "mapping"
"""The mark, in `example`: nothing else travels there."""

_SCHEMAS = "#/components/schemas/"
_VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_SCALARS = ("type", "enum", "const")
_EVERY_TYPE = {"object", "array", "string", "number", "boolean"}
_WIDTH = 100


def translate(contract: Mapping[str, Any]) -> Json:
    """The document that the generator reads; the contract is left as it is."""
    return _Translator(contract).document()


class _Translator:
    def __init__(self, contract: Mapping[str, Any]) -> None:
        self.contract = contract
        self.schemas: Mapping[str, Any] = contract.get("components", {}).get("schemas", {})
        self.wholes = {
            _SCHEMAS + name: _SCHEMAS + schema["x-partial-of"]
            for name, schema in self.schemas.items()
            if "x-partial-of" in schema
        }

    def document(self) -> Json:
        return {
            "openapi": self.contract["openapi"],
            # The generator puts both on its own pages only, which the templates replace.
            "info": {"title": "agent-server-api", "version": "0"},
            "paths": {path: self.path(item) for path, item in self.contract["paths"].items()},
            "components": {
                "schemas": {
                    name: self.schema(schema, named=True)
                    for name, schema in self.schemas.items()
                    if "x-partial-of" not in schema
                }
            },
        }

    def path(self, item: Mapping[str, Any]) -> Json:
        shared = item.get("parameters", [])
        return {verb: self.operation(item[verb], shared) for verb in _VERBS if verb in item}

    def operation(self, operation: Mapping[str, Any], shared: list[Any]) -> Json:
        own = [self.resolve(parameter) for parameter in operation.get("parameters", [])]
        taken = {(parameter["name"], parameter["in"]) for parameter in own}
        inherited = [self.resolve(parameter) for parameter in shared]
        parameters = own + [p for p in inherited if (p["name"], p["in"]) not in taken]
        body = self.resolve(operation["requestBody"]) if "requestBody" in operation else None
        said: Json = {
            "tags": operation["tags"][:1],
            "operationId": operation["operationId"],
            "summary": wrap(operation.get("summary", operation["operationId"])),
            "description": _wording(operation, parameters, body),
            "parameters": [
                {
                    "name": parameter["name"],
                    "in": parameter["in"],
                    "required": parameter.get("required", False),
                    "schema": self.parameter_schema(parameter),
                }
                for parameter in parameters
            ],
            "responses": {
                str(status): {"description": "", "content": self.content(self.resolve(response))}
                for status, response in operation["responses"].items()
                if str(status).startswith("2") and not self.resolve(response).get("x-failure")
            },
        }
        if body is not None:
            said["requestBody"] = {"required": body.get("required", False), "content": self.content(body)}
        return said

    def parameter_schema(self, parameter: Mapping[str, Any]) -> Json:
        schema = self.schema(parameter["schema"])
        if parameter["in"] == "header" and "const" in schema:
            # The generator knows no constant headers; the templates send what stands in `example`.
            return {"type": "string", "example": schema["const"]}
        return schema

    def content(self, holder: Mapping[str, Any]) -> Json:
        return {
            kind: {"schema": self.schema(media.get("schema", {}))}
            for kind, media in holder.get("content", {}).items()
        }

    def resolve(self, item: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a reference to a parameter, an answer or a body stands for."""
        while "$ref" in item:
            found: Any = self.contract
            for key in item["$ref"].removeprefix("#/").split("/"):
                found = found[key.replace("~1", "/").replace("~0", "~")]
            item = found
        return item

    def schema(self, schema: Any, *, named: bool = False) -> Json:
        """One schema, and all that it holds; a component is named."""
        if not isinstance(schema, Mapping):  # `true`: anything at all
            return {}
        said = self.shape(schema)
        if not named and len(said.get("enum", [])) == 1:  # would become a class with a name made up
            said["const"] = said.pop("enum")[0]
        if words := schema.get("description"):
            said["description"] = wrap(words)
        return said

    def shape(self, schema: Mapping[str, Any]) -> Json:
        if "$ref" in schema:
            return {"$ref": self.wholes.get(schema["$ref"], schema["$ref"])}
        if "allOf" in schema:
            return self.merged(schema)
        if None in schema.get("enum", []):
            return _union([self.schema(_without_null(schema)), {"type": "null"}], {})
        if isinstance(schema.get("type"), list):
            kinds = [self.schema({**schema, "type": kind, "description": ""}) for kind in schema["type"]]
            return _union(kinds, {"type": schema["type"]})
        if schema.get("properties"):  # before the alternatives, which then say what is required with what
            return self.object(schema)
        if alternatives := schema.get("anyOf") or schema.get("oneOf"):
            return _union([self.schema(alternative) for alternative in alternatives], schema)
        if schema.get("type") == "object":
            return self.object(schema)
        if schema.get("type") == "array":
            return {"type": "array", "items": self.schema(schema.get("items", {}))}
        return _scalar(schema)

    def object(self, schema: Mapping[str, Any]) -> Json:
        properties = schema.get("properties")
        if properties:
            return {
                "type": "object",
                "required": schema.get("required", []),
                "properties": {name: self.schema(value) for name, value in properties.items()},
            }
        values = schema.get("additionalProperties", True)
        typed = self.schema(values)
        if typed:
            return {"type": "array", "items": typed, "example": MAPPING}
        return {"example": MAPPING}

    def merged(self, schema: Mapping[str, Any]) -> Json:
        """`allOf` as one object; of a single reference, the reference."""
        members = schema["allOf"]
        if len(members) == 1 and "$ref" in members[0]:
            return self.shape(members[0])
        whole: Json = {"type": "object", "properties": {}, "required": []}
        for member in [*members, {k: v for k, v in schema.items() if k != "allOf"}]:
            part = self.resolve(member)
            if "allOf" in part:
                part = self.merged(part)
            whole["properties"].update(part.get("properties", {}))
            whole["required"] += part.get("required", [])
        return self.object(whole)


def _without_null(schema: Mapping[str, Any]) -> Json:
    said = {**schema, "enum": [value for value in schema["enum"] if value is not None], "description": ""}
    if isinstance(schema.get("type"), list):
        said["type"] = next(kind for kind in schema["type"] if kind != "null")
    return said


def _scalar(schema: Mapping[str, Any]) -> Json:
    said = {key: schema[key] for key in _SCALARS if key in schema}
    if schema.get("format") == "date-time" and said.get("type") == "string":
        said["format"] = "date-time"
    return said


def _union(alternatives: list[Json], schema: Mapping[str, Any]) -> Json:
    """Alternatives without repetition; if they are all that JSON knows, anything."""
    kinds = schema.get("type", [])
    if isinstance(kinds, list) and set(kinds) >= _EVERY_TYPE:
        return {}
    different: list[Json] = []
    for alternative in alternatives:
        for one in alternative.get("anyOf", [alternative]):
            bare = {key: value for key, value in one.items() if key != "description"}
            if bare not in different:
                different.append(bare)
    shapes = [{key: value for key, value in one.items() if key != "example"} for one in different]
    if any(shapes.count(shape) > 1 for shape in shapes if shape):
        raise Refused(["an array and an object of the same things are alternatives, and would become one"])
    if {} in different or _covers_everything(different):
        return {}
    return different[0] if len(different) == 1 else {"anyOf": different}


def _covers_everything(alternatives: list[Json]) -> bool:
    kinds = {"object" if one.get("example") == MAPPING else one.get("type") for one in alternatives}
    return kinds >= _EVERY_TYPE


def _wording(
    operation: Mapping[str, Any], parameters: list[Mapping[str, Any]], body: Mapping[str, Any] | None
) -> str:
    """The rest of an operation's docstring: what there is to know, then its arguments."""
    parts = [wrap(operation["description"])] if operation.get("description") else []
    arguments = [(p["name"], p.get("description")) for p in parameters]
    if body is not None:
        arguments.append(("body", body.get("description")))
    lines = [wrap(f"{name}: {words}", indent=4) for name, words in arguments if words]
    if lines:
        parts.append("Args:\n" + "\n".join(lines))
    return "\n\n".join(parts)


def wrap(words: str, indent: int = 0) -> str:
    """Paragraphs, each wrapped to the width of a docstring."""
    margin = " " * indent
    paragraphs = words.strip().split("\n\n")
    return "\n\n".join(
        textwrap.fill(
            " ".join(paragraph.split()),
            _WIDTH - 4,
            initial_indent=margin,
            subsequent_indent=margin * 2,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for paragraph in paragraphs
    )
