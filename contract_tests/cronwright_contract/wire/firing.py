"""May a cron fire within a day, whichever way a server reads it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from croniter import croniter

from cronwright.errors import InvalidArgumentError
from cronwright.guards.schedule import MAX_LENGTH, next_fire_times

SOON = timedelta(days=1)
_MARGIN = timedelta(minutes=2)
"""The server's clock is not ours."""

_OTHER_ENGINES = re.compile(r"[?@=~#%]|[hlw]", re.IGNORECASE)
"""What a schedule that croniter refuses may hold where another engine reads it: `?`, `@every`, `H`, `15W`."""

ABSENT: Any = object()


def fires_soon(schedule: object, zone: object) -> bool:
    """Whether an enabled cron of that schedule may fire within a day.

    In the cron's zone and, as a server may drop that, in UTC. No where croniter reads no schedule in it and
    there is nothing that another engine knows more of; yes for what is random or too long to judge.
    """
    if not isinstance(schedule, str):
        return False
    if len(schedule) > MAX_LENGTH:
        return True
    # To the minute: the same few schedules are judged again and again.
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    zones = {None, zone if isinstance(zone, str) else None}
    return any(_fires_soon(text, each, now) for text in _orders(schedule) for each in zones)


def _orders(schedule: str) -> list[str]:
    """croniter has the second last; Quartz, Spring and many Go servers have it first."""
    fields = schedule.split()
    if len(fields) not in (6, 7):
        return [schedule]
    return [schedule, " ".join([*fields[1:6], fields[0], *fields[6:]])]


@lru_cache(maxsize=4096)
def _fires_soon(schedule: str, zone: str | None, now: datetime) -> bool:
    try:
        times = next_fire_times(schedule, zone=zone, after=now, count=1)
    except InvalidArgumentError:
        if zone is not None:
            return False  # an unreadable zone; UTC is judged as well
        return croniter.is_valid(schedule) or _others_may_read(schedule)
    return bool(times) and times[0] - now < SOON + _MARGIN


def _others_may_read(schedule: str) -> bool:
    fields = schedule.split()
    if "@" not in schedule and "=" not in schedule and len(fields) not in (5, 6, 7):
        return False
    return bool(_OTHER_ENGINES.search(schedule))


@dataclass(slots=True)
class CronState:
    """What is known of a cron of ours: for each field each value that it may have by now.

    More than one where a change was refused, or went unanswered: a refused change may be half stored.
    """

    schedules: list[Any] = field(default_factory=list)
    zones: list[Any] = field(default_factory=lambda: [None])
    enabled: list[Any] = field(default_factory=lambda: [True])
    ends: list[Any] = field(default_factory=lambda: [None])

    @classmethod
    def made_with(cls, body: Mapping[str, Any]) -> CronState:
        """A cron as its creation asks for it."""
        return cls(
            [body.get("schedule")],
            [body.get("timezone")],
            [body.get("enabled", True)],
            [body.get("end_time")],
        )

    def fault(self, change: Mapping[str, Any] | None = None) -> str | None:
        """Why the cron may not be made so, or changed so; None where nothing speaks against it."""
        sent = change or {}
        enabled = self._with(self.enabled, sent, "enabled", sure=sent.get("enabled") is False)
        if all(value is False for value in enabled):
            return None
        if any(end is not None for end in self._with(self.ends, sent, "end_time")):
            return "an enabled cron with an end_time stops the scheduler of an in-memory server (D28)"
        new = sent.get("schedule", ABSENT)
        zones = self._with(self.zones, sent, "timezone")
        # A schedule that is sent and can be read is stored before the cron is enabled.
        sure = isinstance(new, str) and croniter.is_valid(new)
        schedules = self._with(self.schedules, sent, "schedule", sure=sure)
        for schedule in schedules:
            if any(fires_soon(schedule, zone) for zone in zones):
                return f"an enabled cron of schedule {str(schedule)[:40]!r} may fire within a day"
        return None

    def changed(self, change: Mapping[str, Any], *, taken: bool) -> None:
        """Note a change: in place of what was if the server took it, beside that if it did not say so."""
        for name, values in self._fields():
            if name in change:
                if taken:
                    values.clear()
                _join(values, [change[name]])

    def shown(self, row: Mapping[str, Any]) -> None:
        """Note what the server says of the cron, beside what was asked of it."""
        for name, values in self._fields():
            if name in row:
                _join(values, [row[name]])

    def _fields(self) -> tuple[tuple[str, list[Any]], ...]:
        return (
            ("schedule", self.schedules),
            ("timezone", self.zones),
            ("enabled", self.enabled),
            ("end_time", self.ends),
        )

    @staticmethod
    def _with(old: list[Any], change: Mapping[str, Any], name: str, *, sure: bool = False) -> list[Any]:
        if name not in change:
            return old
        return [change[name]] if sure else [*old, change[name]]


def is_due_soon(row: Mapping[str, Any]) -> bool:
    """Whether a server says of a cron that it is not disabled and due within a day."""
    if row.get("enabled") is False:
        return False
    try:
        due = datetime.fromisoformat(str(row.get("next_run_date")))
    except ValueError:
        return False
    return (due if due.tzinfo else due.replace(tzinfo=UTC)) - datetime.now(UTC) < SOON


def _join(values: list[Any], more: Iterable[Any]) -> None:
    values.extend(value for value in more if not any(value is old or value == old for old in values))
