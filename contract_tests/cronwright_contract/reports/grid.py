"""The page's grid: what each check saw of each operation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cronwright_contract.result import CheckRun, Result, Tally


@dataclass(frozen=True, slots=True)
class Cell:
    """What one check saw of one operation; `said` is the whole of it in words."""

    kind: str
    symbol: str
    number: int
    said: str


@dataclass(frozen=True, slots=True)
class Row:
    """One operation. `reason` says why nothing of it was accepted."""

    operation: str
    route: str
    sent: int
    accepted: int
    findings: int
    cells: Sequence[Cell]
    reason: str | None


SYMBOLS: Mapping[str, tuple[str, str]] = {
    "bad": ("✗", "broken: findings"),
    "known": ("≈", "known deviations only"),
    "good": ("✓", "kept"),
    "refused": ("○", "sent, none accepted"),
    "none": ("", "not of this check"),
}
"""Of each kind of cell the symbol, which tells it apart without colour, and its meaning."""


_FIRST = ("crons", "threads", "assistants", "runs", "store")


def place(operation: str) -> tuple[int, str]:
    """What operations are sorted by: the crons first, and what no user calls last."""
    resource = operation.partition("_")[0]
    return (_FIRST.index(resource) if resource in _FIRST else len(_FIRST)), resource


def rows(result: Result, routes: Mapping[str, tuple[str, str]]) -> Mapping[str, Sequence[Row]]:
    """The rows by resource, the crons first."""
    found = Counter((finding.operation, finding.check) for finding in result.findings)
    names = dict.fromkeys([*result.operations, *(operation for operation, _ in found)])
    names |= dict.fromkeys(routes)
    groups: dict[str, list[Row]] = {}
    for name in sorted(names, key=place):
        tally = result.operations.get(name, Tally())
        cells = [_cell(run, name, found[name, run.name]) for run in result.checks]
        reached = "none accepted" if tally.sent else "never sent"
        reason = None if tally.accepted else result.left_out.get(name, reached)
        row = Row(
            operation=name,
            route=" ".join(routes.get(name, ())),
            sent=tally.sent,
            accepted=tally.accepted,
            findings=sum(number for (operation, _), number in found.items() if operation == name),
            cells=cells,
            reason=reason,
        )
        groups.setdefault(name.partition("_")[0] or "other", []).append(row)
    return groups


def _cell(run: CheckRun, operation: str, findings: int) -> Cell:
    tally = run.operations.get(operation)
    kind, number = _kind(run, tally, findings)
    symbol, meaning = SYMBOLS[kind]
    said = f"{operation}, {run.name}: {meaning}"
    if kind in ("bad", "known"):
        said += f" ({number})"
    if tally is not None:
        said += f"; {tally.sent} sent, {tally.accepted} accepted"
    return Cell(kind, symbol, number, said)


def _kind(run: CheckRun, tally: Tally | None, findings: int) -> tuple[str, int]:
    if findings:
        return "bad", findings
    if tally is not None and tally.known:
        return "known", tally.known
    if tally is not None and tally.sent:
        return ("good" if tally.accepted else "refused"), 0
    return "none", 0
