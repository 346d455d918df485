"""A run as one HTML page that needs nothing else: no script, style, font or image from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from cronwright_contract.reports.grid import SYMBOLS, place, rows
from cronwright_contract.reports.shown import Shown, shown
from cronwright_contract.reports.source import Source
from cronwright_contract.reports.timeline import timeline
from cronwright_contract.reports.visible import visible
from cronwright_contract.result import Result
from cronwright_contract.rules import RULES

_ROOMY = 50
"""With more findings than this, the page shows less of each body."""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one operation, by rule."""

    operation: str
    route: str
    findings: int
    rules: Mapping[str, Sequence[Shown]]


def write_html(result: Result, file: Path, *, ids: Sequence[str], contract: Path | None) -> None:
    """Write the page; `ids` are the findings' names in their order, `contract` is the OpenAPI document."""
    file.write_text(page(result, ids=ids, contract=contract), encoding="utf-8")


def page(result: Result, *, ids: Sequence[str], contract: Path | None) -> str:
    """The page as text. Whatever a server sent is shown, and nothing of it acts."""
    source = None if contract is None else Source(contract)
    routes = {} if source is None else source.routes
    limit = 16_000 if len(result.findings) <= _ROOMY else 4_000
    findings = [
        shown(finding, id, number, result.server, source, limit)
        for number, (finding, id) in enumerate(zip(result.findings, ids, strict=True))
    ]
    style, script = _part("report.css"), _part("report.js")
    return (
        _environment()
        .from_string(_part("report.html"))
        .render(
            result=result,
            verdict=_verdict(result),
            facts=list(_facts(result, routes)),
            symbols=SYMBOLS,
            grid=rows(result, routes),
            groups=list(_groups(findings, routes)),
            by_rule=Counter(finding.rule for finding in findings).most_common(),
            rules=RULES,
            checks=sorted({finding.check for finding in findings}),
            findings=findings,
            timeline=timeline(result),
            left_out=result.left_out,
            style=Markup(style),
            script=Markup(script),
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


def _verdict(result: Result) -> tuple[str, str, str]:
    """Its kind, its symbol, and the exit code in words."""
    count = len(result.findings)
    if result.exit_code == 0:
        return "good", "✓", "The server keeps the contract: nothing was found (exit code 0)."
    if result.exit_code == 1:
        things = "1 finding" if count == 1 else f"{count} findings"
        return "bad", "✗", f"The server breaks the contract: {things} (exit code 1)."
    return "refused", "○", "The run could not do what it must (exit code 2)."


def _facts(result: Result, routes: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    operations = result.operations.values()
    reached = sum(tally.accepted > 0 for tally in operations)
    yield "Server", result.server
    yield "Version", result.version or "unknown"
    yield "Profile", result.profile
    yield "Seed", str(result.seed)
    yield "Started", result.started.replace("T", " ").replace("+00:00", " UTC")
    yield "Duration", _duration(result.seconds)
    yield "Requests", f"{sum(tally.sent for tally in operations):,}"
    yield "Accepted", f"{sum(tally.accepted for tally in operations):,}"
    yield "Operations accepted", f"{reached} of {len(result.operations.keys() | routes.keys())}"
    yield "Known deviations", f"{len(result.known)} met, {len(result.vanished)} vanished"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{int(seconds // 60)} min {seconds % 60:.0f} s"


def _groups(findings: Sequence[Shown], routes: Mapping[str, tuple[str, str]]) -> Iterator[Group]:
    operations: dict[str, dict[str, list[Shown]]] = {}
    for finding in findings:
        operations.setdefault(finding.operation, {}).setdefault(finding.rule, []).append(finding)
    for name, by_rule in sorted(operations.items(), key=lambda item: (place(item[0]), item[0])):
        count = sum(len(of_rule) for of_rule in by_rule.values())
        yield Group(name, " ".join(routes.get(name, ())), count, by_rule)


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_final,
    )


def _final(value: Any) -> Any:
    """Each value on its way into the page: only the page's own style and script are markup."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _part(name: str) -> str:
    return (files("cronwright_contract.reports") / "page" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
