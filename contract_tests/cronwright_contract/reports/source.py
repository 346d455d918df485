"""Where in the contract's own text the rule of a finding stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from cronwright_contract.finding import Finding

_LONGEST = 9
_OF_THE_REQUEST = frozenset({"accepts_bad", "refuses_good"})
_OF_THE_STATUS = frozenset({"no_answer", "server_error", "status", "content_type", "stream"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A few lines of the contract; `first` is the number of the first, `trail` leads to it."""

    file: str
    first: int
    lines: Sequence[str]
    trail: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """A key of the document with its value, and the keys that lead to it."""

    key: yaml.Node
    value: yaml.Node
    trail: tuple[str, ...]


class Source:
    """The text of an OpenAPI document with its line numbers."""

    def __init__(self, file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        self._name = file.name
        self._lines = text.splitlines()
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        if root is None:
            raise ValueError(f"{file} is empty")
        self._root = root
        self._operations = dict(self._all_operations())

    @property
    def routes(self) -> Mapping[str, tuple[str, str]]:
        """The verb and the path of each operation."""
        return {id: (spot.trail[1].upper(), spot.trail[0]) for id, spot in self._operations.items()}

    def passage(self, finding: Finding) -> Passage | None:
        """The lines that a finding breaks, as near as its place tells; None where they are not found."""
        operation = self._operations.get(finding.operation)
        if operation is None:
            return None
        status = str(finding.exchanges[-1].status) if finding.exchanges else "200"
        spot = self._near(operation, finding.breach.rule, finding.breach.place, status)
        first = spot.key.start_mark.line
        # The mark of a block's end is where the next one begins.
        end = max(spot.value.end_mark.line, first + 1)
        return Passage(
            self._name, first + 1, self._lines[first : min(end, first + _LONGEST)], " > ".join(spot.trail)
        )

    def _near(self, operation: _Spot, rule: str, place: str, status: str) -> _Spot:
        names = [name for name in re.findall(r"[\w-]+", place) if not name.isdigit()]
        if rule in _OF_THE_REQUEST:
            return self._of_request(operation, names)
        responses = self._child(operation, "responses") or operation
        response = self._child(responses, status)
        if response is None or rule in _OF_THE_STATUS:
            return response or responses
        if rule == "header":
            headers = self._child(response, "headers")
            return (headers and self._child(headers, place, any_case=True)) or response
        schema = self._walk(response, "content", "application/json", "schema")
        if schema is None:
            return response
        found = self._field(schema, names)
        return found or (schema if rule == "body" else operation)

    def _of_request(self, operation: _Spot, names: Sequence[str]) -> _Spot:
        parameters = self._child(operation, "parameters")
        if parameters is not None and isinstance(parameters.value, yaml.SequenceNode):
            for item in parameters.value.value:
                spot = self._resolved(_Spot(item, item, parameters.trail))
                name = self._child(spot, "name")
                if name is not None and name.value.value in names:
                    return _Spot(spot.key, spot.value, (*parameters.trail, name.value.value))
        body = self._walk(operation, "requestBody", "content", "application/json", "schema")
        if body is None:
            return operation
        return self._field(body, names) or body

    def _field(self, schema: _Spot, names: Sequence[str]) -> _Spot | None:
        """The deepest property that the names lead to."""
        found, rest = None, list(names)
        spot = schema
        while rest:
            name = rest.pop(0)
            deeper = next(self._properties(spot, name, 0), None)
            if deeper is not None:
                found = spot = deeper
        return found

    def _properties(self, schema: _Spot, name: str, depth: int) -> Iterator[_Spot]:
        schema = self._resolved(schema)
        properties = self._child(schema, "properties")
        if properties is not None and (found := self._child(properties, name)) is not None:
            yield found
        if depth > 4:
            return
        for word in ("items", "additionalProperties"):
            if (inner := self._child(schema, word)) is not None:
                yield from self._properties(inner, name, depth + 1)
        for word in ("allOf", "anyOf", "oneOf"):
            branches = self._child(schema, word)
            if branches is not None and isinstance(branches.value, yaml.SequenceNode):
                for item in branches.value.value:
                    yield from self._properties(_Spot(item, item, schema.trail), name, depth + 1)

    def _walk(self, spot: _Spot, *names: str) -> _Spot | None:
        for name in names:
            found = self._child(self._resolved(spot), name)
            if found is None:
                return None
            spot = found
        return spot

    def _resolved(self, spot: _Spot) -> _Spot:
        for _ in range(10):
            reference = self._child(spot, "$ref")
            if reference is None or not isinstance(reference.value, yaml.ScalarNode):
                return spot
            target: _Spot | None = _Spot(self._root, self._root, ())
            for part in reference.value.value.removeprefix("#/").split("/"):
                name = part.replace("~1", "/").replace("~0", "~")
                target = target and self._child(target, name)
            if target is None:
                return spot
            spot = target
        return spot

    @staticmethod
    def _child(spot: _Spot, name: str, *, any_case: bool = False) -> _Spot | None:
        if isinstance(spot.value, yaml.MappingNode):
            for key, value in spot.value.value:
                if key.value == name or (any_case and key.value.lower() == name.lower()):
                    return _Spot(key, value, (*spot.trail, key.value))
        return None

    def _all_operations(self) -> Iterator[tuple[str, _Spot]]:
        paths = self._child(_Spot(self._root, self._root, ()), "paths")
        if paths is None or not isinstance(paths.value, yaml.MappingNode):
            return
        for path, item in paths.value.value:
            if isinstance(item, yaml.MappingNode):
                for method, operation in item.value:
                    spot = _Spot(method, operation, (path.value, method.value))
                    id = self._child(spot, "operationId")
                    if id is not None:
                        yield id.value.value, spot
