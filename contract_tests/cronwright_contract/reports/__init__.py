"""What comes out of a run: `run.ndjson`, `run.har`, `findings/`, `junit.xml` and `report.html`.

While the run goes, a `Recorder` writes the first three; `conclude` adds the others. `write` does all of it
for a run that is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from cronwright_contract.reports.html import write_html
from cronwright_contract.reports.junit import write_junit
from cronwright_contract.reports.payload import finding_json, read_finding
from cronwright_contract.reports.recorder import Recorder
from cronwright_contract.result import Result
from cronwright_contract.shipped import contract_path
from cronwright_contract.wire.exchange import Exchange

__all__ = ["Recorder", "conclude", "finding_json", "read_finding", "write"]


def write(
    result: Result,
    exchanges: Iterable[Exchange],
    folder: Path,
    *,
    redact: Sequence[str] = (),
    contract: Path | None = None,
) -> list[Path]:
    """Write every report of a run that is over; gives their files.

    `redact` are secrets that stand nowhere in them, `contract` is the document that the run judged by.
    """
    started = datetime.fromisoformat(result.started)
    recorder = Recorder(folder, server=result.server, started=started, redact=redact)
    for exchange in exchanges:
        recorder.exchange(exchange)
    for finding in result.findings:
        recorder.finding(finding)
    return conclude(recorder, result, contract=contract)


def conclude(recorder: Recorder, result: Result, *, contract: Path | None = None) -> list[Path]:
    """Close the recorder, and write `junit.xml` and `report.html` beside its files; gives all files."""
    clean = recorder.redactor.clean(result)
    # Made from what came, not from what is left of it: the names under which the recorder wrote them.
    ids = [finding.id for finding in result.findings]
    recorder.event(
        "end",
        version=clean.version,
        profile=clean.profile,
        seed=clean.seed,
        options=clean.options,
        seconds=clean.seconds,
        exit_code=clean.exit_code,
        findings=ids,
        operations=clean.operations,
        checks=clean.checks,
        known=clean.known,
        vanished=clean.vanished,
        left_out=clean.left_out,
        blocked=clean.blocked,
    )
    recorder.close()
    junit, page = recorder.folder / "junit.xml", recorder.folder / "report.html"
    write_junit(clean, junit, ids=ids)
    write_html(clean, page, ids=ids, contract=contract or contract_path())
    return [junit, page, *recorder.files]
