"""Which of a thread's events belong to one run, and when it is over."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

from .events import Event

Ending = Literal["completed", "failed", "interrupted", "cancelled", "gone"]

_STATUSES: dict[str, tuple[Ending, str | None]] = {
    "success": ("completed", None),
    "error": ("failed", None),
    "timeout": ("failed", "the run took longer than it may"),
    "interrupted": ("interrupted", None),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: "interrupted" waits for an answer, "gone" is deleted."""

    run_id: str | None
    ending: Ending
    error: str | None = None


def outcome_of(run_id: str, status: str) -> Outcome | None:
    """How a run ended, by its status; None while it has not."""
    if status not in _STATUSES:
        return None
    ending, error = _STATUSES[status]
    return Outcome(run_id, ending, error)


class Follower:
    """Lets the events of one run pass; without an id, those of the first run that begins.

    Only `running` and what ends it name a run (facts T11): what stands between them is the run's. Where the
    server's ids do not tell the run, the next one that begins is taken for it.
    """

    def __init__(self, run_id: str | None) -> None:
        self.run_id = run_id
        self.begun = False
        """Whether an event of the run has passed."""
        self.outcome: Outcome | None = None
        self._inside = False

    def takes(self, event: Event) -> bool:
        """Whether an event is the run's; the one that ends it is, and after it `outcome` is set."""
        if self.outcome is not None:
            return False
        if event.begins_run:
            return self._begin(event)
        if not self._inside:
            return False
        if event.ends_run:
            if event.run_id not in (None, self.run_id):
                return False
            ending: Ending = event.phase  # type: ignore[assignment]
            error = event.fields.get("error")
            self.outcome = Outcome(self.run_id, ending, None if error is None else str(error))
        return True

    def _begin(self, event: Event) -> bool:
        if self.run_id is None:
            self.run_id = event.run_id
        # Told twice when the server turns from one run to another and back.
        again = self.begun and event.run_id is not None
        self._inside = event.run_id in (None, self.run_id)
        self.begun = self.begun or self._inside
        return self._inside and not again


class Outcomes:
    """How the last runs ended, a hundred of them."""

    def __init__(self, kept: int = 100) -> None:
        self._kept = kept
        self._by_id: OrderedDict[str, Outcome] = OrderedDict()

    def add(self, outcome: Outcome) -> None:
        """Remember how a run ended."""
        if outcome.run_id is not None:
            self._by_id[outcome.run_id] = outcome
            if len(self._by_id) > self._kept:
                self._by_id.popitem(last=False)

    def get(self, run_id: str | None) -> Outcome | None:
        """How a run ended, if that is known."""
        return None if run_id is None else self._by_id.get(run_id)
