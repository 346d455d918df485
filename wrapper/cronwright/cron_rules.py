"""What is special to crons: what never runs, what cannot be cleared, what a server may ignore."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any, TypeVar

from agent_server_api.models import Cron, CronCreate, CronPatch, Durability, ThreadCronCreate
from agent_server_api.types import UNSET, Unset

from .call import Ignored
from .errors import InvalidArgumentError
from .guards.moments import end_time_text
from .guards.schedule import check_schedule, next_fire_times
from .guards.timezone import zone_name
from .guards.warn import warn

T = TypeVar("T")

Body = ThreadCronCreate | CronCreate | CronPatch

# The server refuses null for these (facts D23); what serves instead was tried on langgraph-api 0.16.7.
_WAY_OUT: Mapping[str, str] = {
    "schedule": "a cron always has one; to stop it, enabled=False",
    "input": "input={} gives the graph an empty input",
    "metadata": "metadata is merged and its keys cannot be taken away; to lose them, create the cron anew",
    "config": "config={} replaces it by an empty one",
    "context": "context={} replaces it by an empty one",
    "webhook": "delete the cron and create it again without a webhook",
    "interrupt_before": "interrupt_before=[] interrupts before no node",
    "interrupt_after": "interrupt_after=[] interrupts after no node",
    "on_run_completed": 'the server\'s default is on_run_completed="delete"',
    "multitask_strategy": 'the server\'s default is multitask_strategy="enqueue"',
    "enabled": "say enabled=True or enabled=False",
    "timezone": 'timezone="UTC" is what a cron without a time zone runs in',
    "stream_mode": 'the server\'s default is stream_mode=["values"]',
    "stream_subgraphs": "the server's default is stream_subgraphs=False",
    "stream_resumable": "the server's default is stream_resumable=False",
    "durability": 'the server\'s default is durability="async"',
}


class NeverRunsWarning(UserWarning):
    """An update left a cron with context and config["configurable"]: the server starts no run of it."""


class NoInputWarning(UserWarning):
    """A cron without input: the server takes it, and every run of it fails (EmptyInputError)."""


def durability_of(durability: Durability | None, checkpoint_during: bool | None) -> Durability | None:
    """The durability that is meant, by its own name or by the deprecated one."""
    if checkpoint_during is None:
        return durability
    if durability is not None:
        raise InvalidArgumentError("give durability alone: checkpoint_during is its deprecated form")
    if not isinstance(checkpoint_during, bool):
        raise InvalidArgumentError(f"checkpoint_during must be True or False, not {checkpoint_during!r}")
    meant: Durability = "async" if checkpoint_during else "exit"
    warn(
        f'checkpoint_during is deprecated; durability="{meant}" is what {checkpoint_during} stands for',
        DeprecationWarning,
    )
    return meant


def timezone_of(zone: str | tzinfo | Unset | None) -> str | Unset:
    """The IANA name of a time zone, or nothing."""
    return UNSET if zone is None or isinstance(zone, Unset) else zone_name(zone)


def end_time_of(moment: datetime | Unset | None) -> datetime | Unset:
    """A moment to come, or nothing."""
    if moment is None or isinstance(moment, Unset):
        return UNSET
    return datetime.fromisoformat(end_time_text(moment))


def schedule_of(schedule: str, zone: str | Unset, end: datetime | Unset | None) -> str:
    """A schedule that the server takes and that fires in its time zone before the cron ends."""
    where = None if isinstance(zone, Unset) else zone
    check_schedule(schedule, zone=where)
    if isinstance(end, datetime):
        (first,) = next_fire_times(schedule, zone=where, after=datetime.now(UTC), count=1)
        if first > end:
            raise InvalidArgumentError(
                f"end_time {end.isoformat()} comes before the schedule first fires, at {first.isoformat()}"
            )
    return schedule


def warn_without_input(value: T | Unset) -> T | Unset:
    """Pass the input on, and warn where there is none."""
    if isinstance(value, Unset):
        warn(
            "a cron without input is accepted, and each of its runs fails with EmptyInputError; "
            "input={} gives the graph an empty one",
            NoInputWarning,
        )
    return value


def refuse_what_never_runs(body: Body) -> None:
    """Refuse what the server accepts and never runs (facts D29)."""
    if _never_runs(body.to_dict()):
        raise InvalidArgumentError(f"{_NEVER_RUNS}; put the values of configurable into context")


_NEVER_RUNS = 'context and config["configurable"] together are accepted by the server, and no run ever starts'


def _never_runs(cron: Mapping[str, Any]) -> bool:
    config = cron.get("config")
    configurable = config.get("configurable") if isinstance(config, Mapping) else None
    # The server puts the cron's own id there, which does no harm.
    own = configurable.keys() - {"cron_id"} if isinstance(configurable, Mapping) else None
    return bool(cron.get("context") and own)


def refuse_nulls(**given: Any) -> None:
    """Refuse None for a field that the server cannot clear, and tell the way out."""
    for name, value in given.items():
        if value is None:
            raise InvalidArgumentError(f"{name} cannot be cleared: {_WAY_OUT[name]}")


def ignored_settings(body: Body) -> Callable[[Cron], Ignored]:
    """Compares a cron with what was sent for it: a server drops what it does not know, and says 200.

    Warns of a cron that an update left in a state that never runs: what the update does not name is
    known from the answer alone.
    """
    sent = {
        name: value
        for name, value in body.to_dict().items()
        if name in ("timezone", "end_time", "enabled", "durability")
    }

    def compare(cron: Cron) -> Ignored:
        stored = cron.to_dict()
        payload = stored.get("payload")
        if ("context" in body or "config" in body) and isinstance(payload, Mapping) and _never_runs(payload):
            warn(f"{_NEVER_RUNS}; the cron has both now: update one of them to {{}}", NeverRunsWarning)
        ignored: dict[str, tuple[Any, Any]] = {}
        for name, value in sent.items():
            kept = stored.get(name)
            if name == "durability":
                kept = payload.get(name) if isinstance(payload, Mapping) else None
            if kept != value and not (name == "end_time" and _same_moment(value, kept)):
                ignored[name] = (value, kept)
        return ignored

    return compare


def _same_moment(sent: Any, kept: Any) -> bool:
    try:
        return datetime.fromisoformat(sent) == datetime.fromisoformat(kept)
    except (TypeError, ValueError):
        return False
