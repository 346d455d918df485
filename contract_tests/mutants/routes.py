"""Which operation of the contract a request is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml

CONTRACT = Path(__file__).parents[2] / "openapi" / "agent-server.yaml"


@cache
def _routes() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[str, re.Pattern[str], str]]:
    paths = yaml.load(CONTRACT.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["paths"]
    # Paths without parameters first: /runs/crons/search is also of the form /runs/crons/{cron_id}.
    for path in sorted(paths, key=lambda path: path.count("{")):
        pattern = re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)))
        for method, operation in paths[path].items():
            if isinstance(operation, dict) and "operationId" in operation:
                yield method.upper(), pattern, operation["operationId"]


def operation_ids() -> frozenset[str]:
    """The ids of all operations of the contract."""
    return frozenset(operation for _, _, operation in _routes())


def find(method: str, target: str) -> tuple[str | None, Mapping[str, str]]:
    """The operation and the values in its path, as they stand in it; None and nothing where there is none."""
    path = urlsplit(target).path
    for its_method, pattern, operation in _routes():
        if its_method == method and (match := pattern.fullmatch(path)):
            return operation, match.groupdict()
    return None, {}
