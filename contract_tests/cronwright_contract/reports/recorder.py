"""What a run writes while it goes, so that a killed one leaves what it did."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cronwright_contract.finding import Finding
from cronwright_contract.reports.har import Archive
from cronwright_contract.reports.payload import dump, finding_json
from cronwright_contract.reports.redact import Redactor
from cronwright_contract.wire.exchange import Exchange


class Recorder:
    """Writes `run.ndjson`, `run.har` and `findings/` into a folder, each event as it comes; for any thread.

    `run.ndjson` has one event a line, with its `type`: `start`, `exchange`, `finding`, `end`. An exchange's
    bodies are in `run.har`, under the same number. Nothing of an earlier run in the folder is left.
    """

    def __init__(self, folder: Path, *, server: str, started: datetime, redact: Sequence[str] = ()) -> None:
        self.folder = folder
        self.redactor = Redactor(redact)
        self._lock = threading.Lock()
        self._closed = False
        self._findings = folder / "findings"
        self._findings.mkdir(parents=True, exist_ok=True)
        for old in self._findings.glob("*.json"):
            old.unlink()
        server = self.redactor.text(server)
        self._har = Archive(folder / "run.har", server, started)
        self._ndjson = (folder / "run.ndjson").open("wb", buffering=0)
        self.event("start", server=server, started=started.isoformat())

    @property
    def files(self) -> list[Path]:
        """What has been written so far."""
        found = sorted(self._findings.glob("*.json"))
        return [self.folder / "run.ndjson", self.folder / "run.har", *found]

    def exchange(self, exchange: Exchange) -> None:
        """Write one exchange; after the end, nothing."""
        clean = self.redactor.exchange(exchange)
        request, answer = clean.request, clean.answer
        with self._lock:
            if self._closed:
                return
            self._har.add(clean)
        self.event(
            "exchange",
            number=clean.number,
            at=round(clean.at, 6),
            operation=request.operation,
            method=request.method,
            target=request.target,
            status=clean.status,
            seconds=None if answer is None else round(answer.seconds, 6),
            request_bytes=len(request.content or b""),
            answer_bytes=None if answer is None else len(answer.content),
            error=clean.error,
        )

    def finding(self, finding: Finding) -> None:
        """Write one finding, as an event and as a file of its own."""
        # The id is made from what came, so that it is the one which the run itself shows.
        written = finding_json(self.redactor.clean(finding), finding.id)
        self.event("finding", **written)
        (self._findings / f"{finding.id}.json").write_bytes(dump(written, indent=True) + b"\n")

    def event(self, type: str, **fields: Any) -> None:
        """Write one line; after the end, nothing."""
        line = dump({"type": type, **fields}) + b"\n"
        with self._lock:
            if not self._closed:
                self._ndjson.write(line)

    def close(self) -> None:
        """Close the files; a second time is nothing."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._har.close()
                self._ndjson.close()
