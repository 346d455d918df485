"""A check: one thing that the suite looks at, and what it needs to do so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cronwright_contract.hunt import Hunter

Work = Callable[[Hunter], None]

_CHECKS: list[Check] = []


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `title` is a sentence that is true of a server which passes.

    `needs` are the allowances without which it is skipped: `writes`, `firing`, `runs`, `global`, and `full`
    for what only the profile of that name has the time for.
    """

    name: str
    title: str
    work: Work
    needs: frozenset[str]


def check(name: str, title: str, *, needs: tuple[str, ...] = ("writes",)) -> Callable[[Work], Work]:
    """Register a check under a name such as `crons.stored`."""

    def register(work: Work) -> Work:
        _CHECKS.append(Check(name, title, work, frozenset(needs)))
        return work

    return register


def every_check() -> list[Check]:
    """Every check in the order in which it is run: what finds most in the least time first."""
    from cronwright_contract import checks

    checks.load()
    return list(_CHECKS)
