"""A subgraph that runs: where it stands, and how it ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from .events import ENDS, Event
from .follow import Outcome

Status = Literal["started", "completed", "failed", "interrupted"]


class SubgraphState:
    """A subgraph under way; `status` is what was read of it so far."""

    def __init__(self, path: tuple[str, ...], started: Mapping[str, Any], run_id: str | None) -> None:
        name, _, task = path[-1].partition(":")
        given = started.get("graph_name")
        self.path = path
        self.run_id = run_id
        self.graph_name: str | None = given if isinstance(given, str) else name or None
        self.trigger_call_id: str | None = started.get("trigger_call_id") or task or None
        self.cause: Mapping[str, Any] | None = started.get("cause")
        self.status: Status = "started"
        self.error: str | None = None

    def feed(self, event: Event) -> None:
        """Take an event, if it tells how the subgraph ended."""
        if event.namespace == self.path and event.phase in ENDS:
            error = event.fields.get("error")
            self.end(event.phase, None if error is None else str(error))  # type: ignore[arg-type]
        elif event.method == "tasks" and event.namespace == self.path[:-1]:
            self._task(event.fields)

    def end(self, status: Status, error: str | None = None) -> None:
        """The subgraph has ended; the first word counts."""
        if self.status == "started":
            self.status, self.error = status, error

    def end_with(self, outcome: Outcome | None) -> None:
        """The run is over, and so is the subgraph."""
        if outcome is not None:
            ending = outcome.ending
            self.end(
                "failed" if ending == "gone" else "interrupted" if ending == "cancelled" else ending,
                outcome.error if ending == "failed" else None,
            )

    def _task(self, result: Mapping[str, Any]) -> None:
        """A server that sends tasks tells by the parent's how its subgraph ended."""
        if "result" in result and result.get("id") == self.trigger_call_id:
            if result.get("interrupts"):
                self.end("interrupted")
            elif result.get("error"):
                self.end("failed", str(result["error"]))
            else:
                self.end("completed")
