"""Clears away what runs of the suite made, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cronwright_contract.broken import Blocked
from cronwright_contract.broom import Broom
from cronwright_contract.wire.guard import Guard
from cronwright_contract.wire.ledger import Ledger, bare_url, kept_ledgers
from cronwright_contract.wire.pace import Pace
from cronwright_contract.wire.transport import Transport

SUITE = {"cronwright_suite": "contract"}


@dataclass(slots=True)
class Swept:
    """What a sweep did: how many of each kind it removed, and what is left, each with the reason."""

    removed: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)
    ledgers: int = 0
    """How many ledgers it went through."""


def sweep_run(transport: Transport, guard: Guard, ledger: Ledger, url: str) -> list[str]:
    """Remove what a run made, at its end; returns what needs a look by a person.

    The ledger stays only if something is left.
    """
    left = _clear(Broom(transport, guard, url, {**SUITE, "cronwright_run": ledger.run}), ledger.ids)
    if left:
        left.append(f"to clear it away later: cronwright contract sweep --base-url {bare_url(url)}")
    else:
        ledger.remove()
    return [*left, *guard.notes]


def sweep(
    url: str,
    *,
    older_than: timedelta | None = None,
    headers: Mapping[str, str] | None = None,
    api_key: str | None = None,
    rate: float | None = None,
    ledgers: Path | None = None,
) -> Swept:
    """Remove what is left of other runs: the work of `cronwright contract sweep`.

    Without `older_than`, what the ledgers on this machine name for this server, of runs that are over. With
    it, everything on the server that carries the suite's tag and is older by this machine's clock, whoever
    made it; a run that is still under way loses what it made before that.

    `ledgers` is the folder of the ledgers, if it is not the user's own. Never raises for what the server
    does: what could not be removed is in `left`.
    """
    swept = Swept()
    secrets = {name.lower(): value for name, value in (headers or {}).items()}
    if api_key:
        secrets["x-api-key"] = api_key
    pace = Pace(rate)
    if older_than is not None:
        with _broom(url, SUITE, secrets, pace, before=datetime.now(UTC) - older_than) as broom:
            swept.left += _clear(broom, {})
            swept.removed += broom.removed
        return swept
    for kept in kept_ledgers(ledgers, url):
        with _broom(url, {**SUITE, "cronwright_run": kept.run}, secrets, pace) as broom:
            left = _clear(broom, kept.ids)
        if not left:
            kept.remove()
        swept.left += left
        swept.removed += broom.removed
        swept.ledgers += 1
        if broom.gave_up:
            break
    return swept


@contextmanager
def _broom(
    url: str,
    tag: Mapping[str, str],
    secrets: Mapping[str, str],
    pace: Pace,
    *,
    before: datetime | None = None,
) -> Iterator[Broom]:
    guard = Guard(None, tag, frozenset(), read_only=False)
    transport = Transport(
        route=lambda method, path: None,
        warden=guard,
        pacer=pace,
        url=url,
        secret_headers=secrets,
    )
    pace.probe = transport.is_well
    try:
        yield Broom(transport, guard, url, tag, before=before)
    finally:
        transport.close()


def _clear(broom: Broom, ids: Mapping[str, str]) -> list[str]:
    """Sweep; what is left, also where the server became too ill to go on."""
    try:
        return broom.sweep(ids)
    except Blocked as blocked:
        broom.gave_up = True
        return [f"not everything could be cleared away: {blocked}"]
