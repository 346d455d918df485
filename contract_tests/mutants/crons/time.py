"""Crons that are due at another time than their schedule says, or fire when they should not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from croniter import croniter

from mutants.crons.base import CREATE, ROWS, _Cron
from mutants.message import Answer, Request


class _Next(_Cron):
    """Changes `next_run_date` wherever it is shown."""

    rule = "next_run"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(self._change)

    def _change(self, cron: dict[str, Any]) -> None:
        if cron.get("next_run_date") is not None and "schedule" in cron and "timezone" in cron:
            wrong = self.wrong(cron, datetime.fromisoformat(cron["next_run_date"]))
            cron["next_run_date"] = wrong.isoformat()

    def wrong(self, cron: dict[str, Any], right: datetime) -> datetime:
        raise NotImplementedError


class NextRunIsAnHourOffAcrossDst(_Next):
    """`next_run_date` is an hour late where the clocks change between now and then."""

    operations = ROWS

    def wrong(self, cron: dict[str, Any], right: datetime) -> datetime:
        zone = ZoneInfo(cron["timezone"] or "UTC")
        offsets = {moment.astimezone(zone).utcoffset() for moment in (right, datetime.now(UTC))}
        return right + timedelta(hours=len(offsets) - 1)


class NextRunIgnoresTimezone(_Next):
    """`next_run_date` reads the schedule in UTC, whatever the cron's time zone."""

    operations = ROWS

    def wrong(self, cron: dict[str, Any], right: datetime) -> datetime:
        if cron["timezone"] is None:
            return right
        return _next(cron["schedule"]) or right


class NextRunSkipsLeapDays(_Next):
    """A cron of February 29 is due on March 1 of the next year."""

    operations = ROWS

    def wrong(self, cron: dict[str, Any], right: datetime) -> datetime:
        there = right.astimezone(ZoneInfo(cron["timezone"] or "UTC"))
        if (there.month, there.day) != (2, 29):
            return right
        year = datetime.now(UTC).year + 1
        return there.replace(year=year, month=3, day=1).astimezone(UTC)


class NextRunMovesMonthEnd(_Next):
    """A cron of the 31st is due on the last day of a shorter month."""

    operations = ROWS

    def wrong(self, cron: dict[str, Any], right: datetime) -> datetime:
        fields = cron["schedule"].split()
        if len(fields) != 5 or fields[2] != "31" or fields[4] != "*":
            return right
        return _next(" ".join([*fields[:2], "L", *fields[3:]]), cron["timezone"]) or right


class NextRunNeedsBothDays(_Next):
    """A cron with a day of the month and a day of the week is due only when both hold."""

    operations = ROWS

    def wrong(self, cron: dict[str, Any], right: datetime) -> datetime:
        fields = cron["schedule"].split()
        if len(fields) != 5 or "*" in (fields[2][0], fields[4][0]):
            return right
        return _next(cron["schedule"], cron["timezone"], day_or=False) or right


class NextRunIsTheOneAfter(_Next):
    """`next_run_date` is the time after the next."""

    operations = ROWS

    def wrong(self, cron: dict[str, Any], right: datetime) -> datetime:
        return _next(cron["schedule"], cron["timezone"], after=right) or right


class NextRunSurvivesPatch(_Cron):
    """`next_run_date` stays as it was when the schedule changes."""

    operations = (*CREATE, "crons_get", "crons_update")
    rule = "next_run"

    def __init__(self) -> None:
        super().__init__()
        self._first: dict[str, str] = {}

    def after(self, request: Request, answer: Answer) -> None:
        def keep(cron: dict[str, Any]) -> None:
            cron["next_run_date"] = self._first.setdefault(cron["cron_id"], cron["next_run_date"])

        answer.edit(keep)


class NeverFires(_Cron):
    """A cron that is enabled and due leaves no run."""

    operations = ROWS
    rule = "fires"
    needs = "firing"

    def __init__(self) -> None:
        super().__init__()
        self._enabled: set[str] = set()

    def before(self, request: Request) -> None:
        if request.operation in CREATE and request.fields.get("enabled", True) is True:
            request.put(enabled=False)
            request.notes["enabled"] = True

    def after(self, request: Request, answer: Answer) -> None:
        def show(cron: dict[str, Any]) -> None:
            if request.notes:
                self._enabled.add(cron["cron_id"])
            if "enabled" in request.fields and request.operation == "crons_update":
                self._enabled.discard(cron["cron_id"])
            if cron.get("cron_id") in self._enabled and "enabled" in cron:
                cron["enabled"] = True

        answer.edit(show)


class DisabledStillFires(_Cron):
    """A cron that a PATCH has disabled goes on firing."""

    operations = ("crons_update", "crons_get", "crons_search")
    rule = "stays_quiet"
    needs = "firing"

    def __init__(self) -> None:
        super().__init__()
        self._disabled: set[str] = set()

    def before(self, request: Request) -> None:
        if request.operation == "crons_update" and isinstance(request.fields.get("enabled"), bool):
            change = self._disabled.discard if request.fields["enabled"] else self._disabled.add
            change(request.ids["cron_id"])
            request.put(enabled=True)

    def after(self, request: Request, answer: Answer) -> None:
        def show(cron: dict[str, Any]) -> None:
            if cron.get("cron_id") in self._disabled and "enabled" in cron:
                cron["enabled"] = False

        answer.edit(show)


class DeletedStillFires(_Cron):
    """A cron that was deleted is seen no more, and goes on firing."""

    operations = ("crons_delete", "crons_get", "crons_update", "crons_search", "crons_count")
    rule = "stays_quiet"
    needs = "firing"

    def __init__(self) -> None:
        super().__init__()
        self._gone: set[str] = set()

    def before(self, request: Request) -> Answer | None:
        key = request.ids.get("cron_id", "")
        if key in self._gone:
            return Answer.of(404, {"detail": "Not Found"})
        if request.operation == "crons_delete" and self.real(request).ok:
            self._gone.add(key)
            return Answer.of(204)
        return None

    def after(self, request: Request, answer: Answer) -> None:
        if not answer.ok:
            return
        if request.operation == "crons_search":
            answer.body = [cron for cron in answer.body if cron.get("cron_id") not in self._gone]
        elif request.operation == "crons_count":
            found = self.search(**request.fields)
            answer.body -= sum(cron["cron_id"] in self._gone for cron in found)


def _next(
    schedule: str,
    timezone: str | None = None,
    *,
    after: datetime | None = None,
    day_or: bool = True,
) -> datetime | None:
    """The next time of a schedule; None where there is none."""
    try:
        start = (after or datetime.now(UTC)).astimezone(ZoneInfo(timezone or "UTC"))
        moment: datetime = croniter(schedule, start, day_or=day_or).get_next(datetime)
    except (ValueError, KeyError):
        return None
    return moment.astimezone(UTC)
