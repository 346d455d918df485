"""What a run is asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Profile(StrEnum):
    """How much a run does: every check once, every check again and again, or nothing that writes."""

    quick = "quick"
    full = "full"
    read_only = "read-only"


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one run; the secrets among them stand in no repr.

    `allow` names what is off unless asked for: `firing` (crons that fire), `runs` (runs that start a graph),
    `global` (operations that reach beyond what the run made).
    """

    url: str
    assistant: str | None = None
    profile: Profile = Profile.quick
    seed: int = 0
    budget: float | None = None
    rate: float | None = None
    allow: frozenset[str] = frozenset()
    checks: tuple[str, ...] = ()
    stop_at_first: bool = False
    baseline: Path | None = None
    document: Path | None = None
    ledgers: Path | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    api_key: str | None = field(default=None, repr=False)
