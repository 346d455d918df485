"""The contract as a judge: does a request, or an answer, keep it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
import orjson
import yaml

from cronwright.call import Call

_METHODS = ("get", "put", "post", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the contract, with the validators of what it takes."""

    id: str
    method: str
    path: str
    parts: re.Pattern[str]
    path_parameters: Mapping[str, jsonschema_rs.Validator]
    query_parameters: Mapping[str, jsonschema_rs.Validator]
    required: frozenset[tuple[str, str]]
    body: jsonschema_rs.Validator | None
    body_required: bool
    body_fields: Mapping[str, bool]
    """The names of the body's fields, and whether each must be there; of an array's, those of its items."""
    statuses: frozenset[str]


class Validators:
    """Validators of schemas that share their components; equal schemas share one.

    Each holds what it reaches compiled (measured: 360 MB for the contract's 64 operations, without sharing).
    """

    def __init__(self, components: Mapping[str, Any]) -> None:
        self._components = components
        self._made: dict[bytes, jsonschema_rs.Validator] = {}

    def of(self, schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
        """The validator of a schema; made when it is first asked for."""
        key = orjson.dumps(schema, option=orjson.OPT_SORT_KEYS)
        if key not in self._made:
            whole = {**schema, "components": self._components}
            self._made[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        return self._made[key]


class Contract:
    """An OpenAPI 3.1 document whose request bodies are closed: a field that it does not name is a fault.

    The published schemas are open, so that a misspelt field would pass (measured: it did, under every
    validator tried).
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        schemas = document.get("components", {}).get("schemas", {})
        self._validators = Validators(
            {
                "schemas": {name: close(schema) for name, schema in schemas.items()},
                "open": {name: _open(schema) for name, schema in schemas.items()},
            }
        )
        self.operations = {operation.id: operation for operation in self._read(document)}

    @classmethod
    def load(cls, path: Path) -> Contract:
        """Read a contract from a YAML or JSON file."""
        return cls(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))

    def find(self, method: str, path: str) -> Operation | None:
        """The operation of a verb and a path; as a server does it, `/threads/search` is no thread."""
        fitting = [o for o in self.operations.values() if o.method == method and o.parts.fullmatch(path)]
        return min(fitting, key=lambda operation: operation.path.count("{"), default=None)

    def faults_of(self, call: Call[Any]) -> list[str]:
        """What is wrong with a request of the wrapper; nothing, if it keeps the contract."""
        return self.faults(
            call.operation.id,
            method=call.operation.method,
            path=call.path,
            query=call.query,
            content_type=call.headers.get("content-type"),
            content=call.content,
        )

    def faults(
        self,
        operation_id: str,
        *,
        method: str,
        path: str,
        query: Mapping[str, Any],
        content_type: str | None,
        content: bytes | None,
    ) -> list[str]:
        """What is wrong with a request; nothing, if it keeps the contract."""
        operation = self.operations.get(operation_id)
        if operation is None:
            return [f"{operation_id}: the contract has no such operation"]
        found: list[str] = []
        if method != operation.method:
            found.append(f"method {method} instead of {operation.method}")
        match = operation.parts.fullmatch(path)
        if match is None:
            found.append(f"path {path} instead of {operation.path}")
        else:
            for name, value in match.groupdict().items():
                found += _faults(f"path {name}", operation.path_parameters[name], unquote(value))
        found += self._query_faults(operation, query)
        if content is not None and content_type != "application/json":
            found.append(f"content type {content_type} instead of application/json")
        found += _body_faults(operation, content)
        return found

    def _query_faults(self, operation: Operation, query: Mapping[str, Any]) -> Iterator[str]:
        for place, name in operation.required:
            if place == "query" and name not in query:
                yield f"query {name} is missing"
        for name, value in query.items():
            validator = operation.query_parameters.get(name)
            if validator is None:
                yield f"query {name} is not in the contract"
            else:
                yield from _faults(f"query {name}", validator, value)

    def _read(self, document: Mapping[str, Any]) -> Iterator[Operation]:
        for path, item in document["paths"].items():
            for method in _METHODS:
                if method not in item:
                    continue
                operation = item[method]
                parameters = [
                    resolved(document, parameter)
                    for parameter in (*item.get("parameters", ()), *operation.get("parameters", ()))
                ]
                body = resolved(document, operation.get("requestBody", {}))
                media = body.get("content", {}).get("application/json")
                yield Operation(
                    id=operation["operationId"],
                    method=method.upper(),
                    path=path,
                    parts=_pattern(path),
                    path_parameters=self._parameters(parameters, "path"),
                    query_parameters=self._parameters(parameters, "query"),
                    required=frozenset((p["in"], p["name"]) for p in parameters if p.get("required")),
                    body=None if media is None else self._validator(close(media["schema"])),
                    body_required=bool(body.get("required")),
                    statuses=frozenset(operation["responses"]),
                    body_fields={} if media is None else fields(document, media["schema"]),
                )

    def _parameters(
        self, parameters: list[Mapping[str, Any]], place: str
    ) -> dict[str, jsonschema_rs.Validator]:
        return {p["name"]: self._validator(p["schema"]) for p in parameters if p["in"] == place}

    def _validator(self, schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
        return self._validators.of(schema)


def resolved(document: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a node stands for: itself, or what its `$ref` leads to."""
    while "$ref" in node:
        target: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def fields(document: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, bool]:
    """The properties that a schema names, through references, `allOf` and the items of an array."""
    whole = resolved(document, schema)
    named = dict.fromkeys(whole.get("properties", ()), False)
    for part in (*whole.get("allOf", ()), *([whole["items"]] if "items" in whole else ())):
        named |= fields(document, part)
    return named | dict.fromkeys(whole.get("required", ()), True)


def close(schema: Any) -> Any:
    """A copy in which every object with named properties takes no other.

    The branches of an allOf stay open, as each would refuse the fields of the others; the whole is closed.
    """
    if isinstance(schema, list):
        return [close(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: close(value) for key, value in schema.items() if key != "allOf"}
    if "allOf" in schema:
        closed["allOf"] = [_open(branch) for branch in schema["allOf"]]
        closed["unevaluatedProperties"] = False
    elif isinstance(schema.get("properties"), dict) and schema.get("type", "object") == "object":
        closed["additionalProperties"] = False
    return closed


def _open(branch: Mapping[str, Any]) -> dict[str, Any]:
    if "$ref" in branch:
        return {"$ref": branch["$ref"].replace("#/components/schemas/", "#/components/open/")}
    inner = close(branch)
    inner.pop("additionalProperties", None)
    return dict(inner)


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", path)
    return re.compile(
        "".join(re.escape(part) if i % 2 == 0 else f"(?P<{part}>[^/]+)" for i, part in enumerate(parts))
    )


def _body_faults(operation: Operation, content: bytes | None) -> Iterator[str]:
    if content is None:
        if operation.body is not None and operation.body_required:
            yield "the body is missing"
    elif operation.body is None:
        yield "a body where the contract has none"
    else:
        yield from _faults("body", operation.body, orjson.loads(content))


def _faults(place: str, validator: jsonschema_rs.Validator, value: Any) -> Iterator[str]:
    for error in validator.iter_errors(value):
        where = "".join(f"[{part!r}]" for part in error.instance_path)
        yield f"{place}{where}: {error.message}"
