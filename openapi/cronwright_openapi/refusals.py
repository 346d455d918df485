"""What the generator would break without a word, refused before it runs.

A name that it would change, two names that it would make one, a member that a field would hide, a path
that is more than text and `{identifier}`: generator-facts 1.5 and 5 tell what came of each.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from openapi_python_client.strings import ClassName, PythonIdentifier

_VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

# Names become files, and file systems have limits.
_IDENTIFIER = re.compile(r"(?=.{1,80}$)[a-z][a-z0-9]*(_[a-z0-9]+)*")
_CLASS = re.compile(r"[A-Z][A-Za-z0-9]{0,79}")
_WIRE = re.compile(r"(?=.{1,80}$)[A-Za-z][A-Za-z0-9]*([_-][A-Za-z0-9]+)*")
_PATH = re.compile(r"(/([A-Za-z0-9._~-]{1,80}|\{[a-z][a-z0-9_]*\})?)+")
_CONTENT = re.compile(r"[a-z]+/[a-z0-9.+-]+")

# What a class body, a model or an endpoint module uses by these names.
_MEMBERS = {"from_dict", "to_dict", "cls", "d", "field_dict", "additional_properties"}
_ARGUMENTS = {"body", "client", "params", "headers", "quote", "url", "json", "kwargs", "cls"}
_CLASSES = {
    "Any", "AbstractAsyncContextManager", "AbstractContextManager", "AsyncIterator", "AuthenticatedClient",
    "Client", "Field", "Final", "Iterator", "Literal", "Mapping", "Model", "None", "Operation", "Response",
    "TypeAlias", "UnexpectedStatus", "Unset",
}  # fmt: skip


class Refused(Exception):
    """The contract cannot be generated; `problems` says where and why, each on a line of the message."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


def check(contract: Mapping[str, Any]) -> None:
    """Raise `Refused` with everything in the contract that cannot be generated."""
    try:
        problems = [*_strings(contract, "#"), *_schemas(contract), *_operations(contract)]
    except (AttributeError, KeyError, TypeError) as problem:
        raise Refused([f"this is no OpenAPI document: {problem!r}"]) from problem
    if problems:
        raise Refused(problems)


def _strings(value: Any, where: str) -> Iterator[str]:
    """Characters that no honest name or sentence has, wherever they stand."""
    if isinstance(value, str):
        for character in value:
            kind = unicodedata.category(character)
            if kind in ("Cf", "Cs", "Zl", "Zp") or (kind == "Cc" and character != "\n"):
                yield f"{where}: the character U+{ord(character):04X}"
    elif isinstance(value, Mapping):
        if "x-enum-varnames" in value:
            yield f"{where}: x-enum-varnames would be used as code"
        for key, inner in value.items():
            yield from _strings(key, f"{where} (a key)")
            yield from _strings(inner, f"{where}/{ascii(key)[1:-1] if isinstance(key, str) else key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _strings(inner, f"{where}/{index}")


def _schemas(contract: Mapping[str, Any]) -> Iterator[str]:
    schemas: Mapping[str, Any] = contract.get("components", {}).get("schemas", {})
    yield from _same("schemas", schemas, lambda name: PythonIdentifier(ClassName(name, "field_"), "field_"))
    for name, schema in schemas.items():
        where = f"schema {name!a}"
        if not _CLASS.fullmatch(name) or ClassName(name, "").lower() != name.lower():
            yield f"{where}: the class would be {ClassName(name, 'field_')!a}"
        elif ClassName(name, "") in _CLASSES:
            yield f"{where}: hides a name that generated code uses"
        whole = schema.get("x-partial-of")
        if whole is not None and whole not in schemas:
            yield f"{where}: is part of {whole!a}, which is not there"
        yield from _schema(schema, where, named=True)


def _schema(schema: Any, where: str, *, named: bool = False) -> Iterator[str]:
    if not isinstance(schema, Mapping) or "$ref" in schema:
        return
    properties: Mapping[str, Any] = schema.get("properties", {})
    if properties and not named:
        yield f"{where}: an object without a name of its own: make it a component"
    values = [value for value in schema.get("enum", []) if value is not None]
    if len(values) > 1 and not named:
        yield f"{where}: an enum without a name of its own: make it a component"
    if values and {type(value) for value in values} not in ({str}, {int}) and len(values) > 1:
        yield f"{where}: an enum must be of texts or of integers"
    yield from _properties(properties, where)
    for key in ("items", "additionalProperties"):
        yield from _schema(schema.get(key), f"{where}.{key}")
    if "prefixItems" in schema:
        yield f"{where}: prefixItems: the order of types would be lost"
    for key in ("anyOf", "oneOf"):
        for index, inner in enumerate(schema.get(key, [])):
            yield from _schema(inner, f"{where}.{key}[{index}]")
    for index, inner in enumerate(schema.get("allOf", [])):  # becomes part of the one that holds it
        yield from _schema(inner, f"{where}.allOf[{index}]", named=True)


def _properties(properties: Mapping[str, Any], where: str) -> Iterator[str]:
    yield from _same(f"properties of {where}", properties, lambda name: PythonIdentifier(name, "field_"))
    for name, inner in properties.items():
        here = f"{where}.{name!a}"
        if not _WIRE.fullmatch(name):
            yield f"{here}: the name of a property is of letters, digits, - and _, and begins with a letter"
        elif PythonIdentifier(name, "field_") in _MEMBERS:
            yield f"{here}: hides a member of the model"
        yield from _schema(inner, here)


def _operations(contract: Mapping[str, Any]) -> Iterator[str]:
    found = [
        (path, verb, item) for path, item in contract["paths"].items() for verb in _VERBS if verb in item
    ]
    ids = [item[verb].get("operationId") for _, verb, item in found]
    yield from _same("operationIds", (i for i in ids if isinstance(i, str)), str)
    for path, verb, item in found:
        operation, where = item[verb], f"{verb.upper()} {path!a}"
        yield from _identifier(f"{where}: operationId", operation.get("operationId"))
        yield from _identifier(f"{where}: tag", (operation.get("tags") or [None])[0])
        yield from _path(path, where)
        parameters = [
            _resolve(contract, p) for p in [*item.get("parameters", []), *operation.get("parameters", [])]
        ]
        yield from _parameters(parameters, path, where)
        holders = [_resolve(contract, answer) for answer in operation["responses"].values()]
        if "requestBody" in operation:
            holders.append(_resolve(contract, operation["requestBody"]))
            if len(holders[-1].get("content", {})) != 1:
                yield f"{where}: a body of one content type is needed"
        for holder in holders:
            for kind, media in holder.get("content", {}).items():
                if not _CONTENT.fullmatch(kind):
                    yield f"{where}: the content type {kind!a}"
                yield from _schema(media.get("schema"), f"{where}: {kind}")
        for status in operation["responses"]:
            if not re.fullmatch(r"[1-5][0-9][0-9]", str(status)):
                yield f"{where}: the status {status!a} is no number: name each"


def _identifier(where: str, name: object) -> Iterator[str]:
    if not isinstance(name, str) or not _IDENTIFIER.fullmatch(name):
        yield f"{where} {name!a} is not like_this"
    elif PythonIdentifier(name, "field_") != name:
        yield f"{where} {name!a} would become {PythonIdentifier(name, 'field_')!a}"


def _path(path: str, where: str) -> Iterator[str]:
    if not _PATH.fullmatch(path) or any(part in (".", "..") for part in path.split("/")):
        yield f"{where}: a path is of plain segments and {{identifier}}"


def _parameters(parameters: list[Mapping[str, Any]], path: str, where: str) -> Iterator[str]:
    names = {(parameter["name"], parameter["in"]) for parameter in parameters}
    yield from _same(f"parameters of {where}", (n for n, _ in names), lambda n: PythonIdentifier(n, "field_"))
    in_path = {name for name, place in names if place == "path"}
    if in_path != set(re.findall(r"\{([^}]*)\}", path)):
        yield f"{where}: its path and its path parameters differ"
    for parameter in parameters:
        name, place = parameter["name"], parameter["in"]
        here = f"{where}: {place} parameter {name!a}"
        if place not in ("path", "query", "header"):
            yield f"{here}: only path, query and header are known"
        if not _WIRE.fullmatch(name):
            yield f"{here}: the name of a parameter is of letters, digits, - and _, and begins with a letter"
        elif PythonIdentifier(name, "field_") in _ARGUMENTS:
            yield f"{here}: hides another argument"
        elif place == "path" and PythonIdentifier(name, "field_") != name:
            yield f"{here}: would become {PythonIdentifier(name, 'field_')!a}"
        schema = parameter.get("schema", {})
        array = "array" in (schema.get("type"), *(one.get("type") for one in schema.get("anyOf", [])))
        if parameter.get("explode") is False and array:
            yield f"{here}: explode: false would be sent exploded"
        yield from _schema(schema, here)


def _same(what: str, names: Iterable[str], becomes: Callable[[str], str]) -> Iterator[str]:
    """Names that are or become one, in letters of any case: some file systems know no other."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[becomes(name).lower()].append(name)
    for name, group in sorted(groups.items()):
        if len(group) > 1:
            yield f"{what}: {', '.join(map(ascii, group))} become one, {name!a}"


def _resolve(contract: Mapping[str, Any], item: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in item:
        found: Any = contract
        for key in item["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        item = found
    return item
