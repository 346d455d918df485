"""Known deviations of a server: a reviewed file, each entry with its reason and its proof.

An entry says exactly what it excuses: the operation, the rule, the place, and by a JSON Schema the requests
for which it holds. Whatever else the same operation does wrong is still a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from cronwright_contract.finding import Finding
from cronwright_contract.wire.exchange import Request


class BaselineError(ValueError):
    """A baseline that cannot be used; the text names the entry and what is wrong with it."""


@dataclass(slots=True)
class Entry:
    """One known deviation. `seen` counts how often the run met it.

    `operations` and `place` are shell patterns. `request` is a schema of the last request, an object of
    `path`, `query`, `headers` and `body`; `answer` is a pattern of the finding's signature.
    `rare`: only some runs meet it, so that a run without it says nothing.
    """

    id: str
    operations: tuple[str, ...]
    rule: str
    place: str
    answer: str
    request: jsonschema_rs.Validator | None
    reason: str
    proof: str
    check: str = "*"
    rare: bool = False
    seen: int = 0

    def covers(self, finding: Finding) -> bool:
        """Whether it is this that was found."""
        return (
            finding.breach.rule == self.rule
            and any(fnmatchcase(finding.operation, pattern) for pattern in self.operations)
            and fnmatchcase(finding.check, self.check)
            and fnmatchcase(finding.breach.place, self.place)
            and fnmatchcase(finding.signature, self.answer)
            and (self.request is None or self.request.is_valid(shown(finding.exchanges[-1].request)))
        )


@dataclass(slots=True)
class Baseline:
    """The known deviations of one server."""

    entries: list[Entry] = field(default_factory=list)

    def known(self, finding: Finding) -> bool:
        """Whether an entry covers the finding; each that does has then been seen."""
        covering = [entry for entry in self.entries if entry.covers(finding)]
        for entry in covering:
            entry.seen += 1
        return bool(covering)

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Read a baseline; raises `BaselineError`."""
        try:
            document = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise BaselineError(f"{path.name}: {error}") from error
        return cls(list(_entries(document, path.name)))


def shipped(version: str | None) -> Path | None:
    """The baseline that comes with the suite for a server's version, None where there is none."""
    path = Path(str(files("cronwright_contract"))) / "baselines" / f"langgraph-api-{version}.yaml"
    return path if version and path.is_file() else None


def shown(request: Request) -> Mapping[str, Any]:
    """A request as the schemas of a baseline see it; a query parameter given twice is a list."""
    query: dict[str, Any] = {}
    for name, value in request.query:
        query[name] = (
            [*query[name], value]
            if isinstance(query.get(name), list)
            else ([query[name], value] if name in query else value)
        )
    seen = {"path": request.path, "query": query, "headers": dict(request.headers)}
    return seen | ({} if request.content is None else {"body": request.json})


_SCHEMA = jsonschema_rs.Draft202012Validator(
    {
        "type": "object",
        "required": ["deviations"],
        "additionalProperties": False,
        "properties": {
            "server": {"type": "string"},
            "deviations": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "operations", "rule", "reason", "proof"],
                    "additionalProperties": False,
                    "properties": {
                        "id": {"type": "string", "minLength": 1},
                        "operations": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                        "rule": {"type": "string"},
                        "place": {"type": "string"},
                        "answer": {"type": "string"},
                        "check": {"type": "string"},
                        "rare": {"type": "boolean"},
                        "request": {"type": ["object", "boolean"]},
                        "reason": {"type": "string", "minLength": 10},
                        "proof": {"type": "string", "minLength": 3},
                    },
                },
            },
        },
    }
)


def _entries(document: Any, name: str) -> Iterator[Entry]:
    for error in _SCHEMA.iter_errors(document):
        place = "/".join(map(str, error.instance_path))
        raise BaselineError(f"{name}: {place}: {error.message}")
    ids: set[str] = set()
    for item in document["deviations"]:
        if item["id"] in ids:
            raise BaselineError(f"{name}: {item['id']} stands there twice")
        ids.add(item["id"])
        yield Entry(
            id=item["id"],
            operations=tuple(item["operations"]),
            rule=item["rule"],
            place=item.get("place", "*"),
            answer=item.get("answer", "*"),
            request=_request_schema(item, name),
            reason=item["reason"],
            proof=item["proof"],
            check=item.get("check", "*"),
            rare=item.get("rare", False),
        )


def _request_schema(item: Mapping[str, Any], name: str) -> jsonschema_rs.Validator | None:
    if "request" not in item:
        return None
    try:
        return jsonschema_rs.Draft202012Validator(item["request"])
    except ValueError as error:
        raise BaselineError(f"{name}: {item['id']}: request is no JSON Schema: {error}") from error


def unseen(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that a run should have met and did not."""
    return [entry for entry in entries if not entry.seen and not entry.rare]
