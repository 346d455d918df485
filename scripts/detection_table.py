"""The score of the contract suite, from what scripts/detection.py keeps, as a table in docs/contract.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cronwright_contract.operations import OPERATIONS
from mutants.mutant import Mutant, every

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".detection"
PAGE = ROOT / "docs" / "contract.md"
ST_SECONDS = 15
"""How long `st run` may take for a mutant."""
BEGIN, END = "<!-- detection: begin -->", "<!-- detection: end -->"

Rows = dict[str, Any]


def keep(what: str, name: str, row: Any) -> None:
    """Remember a row: of `suite`, `st` or `unmodified`."""
    KEPT.mkdir(exist_ok=True)
    rows = kept(what)
    rows[name] = row
    (KEPT / f"{what}.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")


def kept(what: str) -> Rows:
    """What is remembered, by the mutant and its seed, by the mutant, or by the seed."""
    file = KEPT / f"{what}.json"
    rows: Rows = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return rows


def write() -> None:
    """Put the tables into the page, between its marks."""
    suite, st, unmodified = _by_mutant(kept("suite")), kept("st"), kept("unmodified")
    run = [mutant for mutant in every() if mutant.name() in suite]
    lines = [BEGIN, *_summary(run, suite, st, unmodified), "", *_table(run, suite, st), END]
    page = PAGE.read_text(encoding="utf-8")
    made = re.sub(f"{BEGIN}.*?{END}", lambda _: "\n".join(lines), page, flags=re.DOTALL)
    PAGE.write_text(made, encoding="utf-8")


def _by_mutant(rows: Rows) -> dict[str, list[Any]]:
    """The rows of each mutant, one of each seed, the seeds in their order."""
    by: dict[str, list[Any]] = {}
    for name in sorted(rows, key=lambda name: int(name.split()[1])):
        by.setdefault(name.split()[0], []).append(rows[name])
    return by


def _summary(
    run: list[type[Mutant]], suite: dict[str, list[Any]], st: Rows, unmodified: Rows
) -> Iterator[str]:
    breaches = [mutant for mutant in run if mutant.rule is not None]
    found = [mutant for mutant in breaches if all(row["check"] for row in suite[mutant.name()])]
    false = sum(bool(row["check"]) for each in run if each.rule is None for row in suite[each.name()])
    seeds = min(len(rows) for rows in suite.values())
    tried = [mutant for mutant in breaches if mutant.name() in st]
    plainly = [mutant for mutant in tried if _sees(mutant, st)]
    kinds = {mutant.kind for mutant in found if mutant.kind is not None}
    yield (
        f"The profile `quick` finds {len(found)} of {len(breaches)} planted breaches, with each of {seeds} "
        f"seeds, and {false} times one where none is; plain `st run` finds {len(plainly)} of the "
        f"{len(tried)} that it was run on, {ST_SECONDS} s each. Of the ten kinds of fault of the benchmark "
        f"rest-faults (Zhang and Arcuri, TOSEM 2023) the suite finds {len(kinds)}; they are marked."
    )
    if unmodified:
        false = sum(len(row["found"]) + len(row["blocked"]) for row in unmodified.values())
        seconds = sorted(row["seconds"] for row in unmodified.values())
        requests = sorted(row["requests"] for row in unmodified.values())
        yield (
            f"On the unmodified server with {len(unmodified)} seeds: {false} findings; {seconds[0]:.0f} to "
            f"{seconds[-1]:.0f} s and {requests[0]:,} to {requests[-1]:,} requests a run."
        )
    yield (
        "Check and rule are those of the first seed. Seconds are from the start of a run of the checks of "
        "that resource to its first finding, the longest of all seeds, on two busy cores. "
        "`scripts/detection` measures all this again."
    )


def _table(run: list[type[Mutant]], suite: dict[str, list[Any]], st: Rows) -> Iterator[str]:
    yield "| planted breach | found by | rule | s | plain `st run` |"
    yield "|---|---|---|---|---|"
    for mutant in run:
        rows = suite[mutant.name()]
        row, seconds = rows[0], max(row["seconds"] for row in rows)
        said = (mutant.__doc__ or "").splitlines()[0].replace("|", "\\|")
        kind = f" (kind {mutant.kind.value})" if mutant.kind is not None else ""
        check, rule = (row["check"], row["rule"]) if row["check"] else ("-", "-")
        plainly = "" if mutant.name() not in st else "found" if _sees(mutant, st) else "-"
        yield f"| `{mutant.name()}`{kind}: {said} | {check} | {rule} | {seconds} | {plainly} |"


def _sees(mutant: type[Mutant], st: Rows) -> bool:
    """Whether a failure that the unmodified server does not show is one of an operation that was broken.

    What a run meets hangs on its time: a new failure of another operation is another draw and no detection,
    and so is one that also came where others were broken. Those of its stateful phase name no operation.
    """
    broken = set(mutant.operations)
    drawn = {
        failure
        for other in every()
        if other.name() in st and broken.isdisjoint(other.operations)
        for failure in st[other.name()]["found"]
    }
    paths = {f"{OPERATIONS[name].method} {OPERATIONS[name].path}" for name in broken}
    whose = ("Stateful tests ", *(f"{path} " for path in paths))
    return any(f.startswith(whose) and f not in drawn for f in st[mutant.name()]["found"])
