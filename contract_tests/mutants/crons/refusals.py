"""Crons that are taken though the contract forbids them, and refused though it allows them."""

from __future__ import annotations

import zoneinfo
from functools import cache
from typing import Any

from croniter import croniter

from mutants.crons.base import CREATE, _Cron
from mutants.message import Answer, Request
from mutants.mutant import Kind

_zones = cache(zoneinfo.available_timezones)
_WRITES = (*CREATE, "crons_update")


class BadTimezoneIsAccepted(_Cron):
    """A time zone that nobody knows is accepted, and shown."""

    operations = CREATE
    rule = "accepts_bad"

    def before(self, request: Request) -> Answer | None:
        zone = request.fields.get("timezone")
        if isinstance(zone, str) and zone not in _zones():
            request.drop("timezone")
            answer = self.server.ask("POST", request.target, request.fields)
            answer.edit(lambda cron: cron.update(timezone=zone))
            return answer
        return None


class BadScheduleIsAccepted(_Cron):
    """A schedule that is none is accepted, and shown."""

    operations = CREATE
    rule = "accepts_bad"

    def before(self, request: Request) -> Answer | None:
        schedule = request.fields.get("schedule")
        if isinstance(schedule, str) and not croniter.is_valid(schedule):
            answer = self.server.ask("POST", request.target, request.fields | {"schedule": "0 0 1 1 *"})
            answer.edit(lambda cron: cron.update(schedule=schedule))
            return answer
        return None


class BadScheduleIsPatched(_Cron):
    """A PATCH with a schedule that is none answers 200 and changes nothing."""

    operations = ("crons_update",)
    rule = "accepts_bad"

    def before(self, request: Request) -> Answer | None:
        schedule = request.fields.get("schedule")
        if isinstance(schedule, str) and not croniter.is_valid(schedule):
            return self.real(request)
        return None


class MaximumIsUnchecked(_Cron):
    """A search takes a limit above 1000."""

    operations = ("crons_search",)
    rule = "accepts_bad"
    kind = Kind.MAXIMUM_UNCHECKED

    def before(self, request: Request) -> None:
        limit = request.fields.get("limit")
        if isinstance(limit, int) and limit > 1000:
            request.put(limit=1000)


class EnumIsUnchecked(_Cron):
    """A create takes any text as `on_run_completed`."""

    operations = ("crons_create",)
    rule = "accepts_bad"
    kind = Kind.ENUM_UNCHECKED

    def before(self, request: Request) -> None:
        value = request.fields.get("on_run_completed")
        if isinstance(value, str) and value not in ("delete", "keep"):
            request.drop("on_run_completed")


class WrongTypeIsAccepted(_Cron):
    """`enabled` may be a text or a number."""

    operations = _WRITES
    rule = "accepts_bad"

    def before(self, request: Request) -> None:
        enabled = request.fields.get("enabled", True)
        if isinstance(enabled, (str, int, float)) and not isinstance(enabled, bool):
            request.put(enabled=False)


class SortByIsUnchecked(_Cron):
    """A search takes any `sort_by`, and sorts by something else."""

    operations = ("crons_search",)
    rule = "accepts_bad"

    def before(self, request: Request) -> None:
        columns = ("cron_id", "assistant_id", "thread_id", "next_run_date", "end_time", "created_at")
        if request.fields.get("sort_by", "updated_at") not in (*columns, "updated_at"):
            request.drop("sort_by")


class NegativeOffsetIsAccepted(_Cron):
    """A search takes an offset below zero."""

    operations = ("crons_search",)
    rule = "accepts_bad"

    def before(self, request: Request) -> None:
        offset = request.fields.get("offset")
        if isinstance(offset, int) and offset < 0:
            request.put(offset=0)


class EmptyPatchIsAccepted(_Cron):
    """A PATCH that says nothing answers 200."""

    operations = ("crons_update",)
    rule = "accepts_bad"

    def before(self, request: Request) -> Answer | None:
        return self.real(request) if request.body == {} else None


class UnknownThreadIsAccepted(_Cron):
    """A cron can be created for a thread that is not there."""

    operations = ("crons_create_for_thread",)
    rule = "accepts_bad"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 404:
            made = self.server.ask("POST", "/runs/crons", request.fields)
            made.edit(lambda cron: cron.update(thread_id=request.ids["thread_id"], on_run_completed=None))
            if made.ok:
                answer.status, answer.content = made.status, made.content


class TimezonesWithUnderscoreAreRefused(_Cron):
    """America/New_York and other zones with an underscore are refused."""

    operations = CREATE
    rule = "refuses_good"

    def before(self, request: Request) -> Answer | None:
        zone = request.fields.get("timezone")
        if isinstance(zone, str) and "_" in zone and zone in _zones():
            return Answer.of(422, {"detail": f"Invalid timezone: '{zone}'"})
        return None


class SchedulesWithListsAreRefused(_Cron):
    """A schedule with a list, as `0 0 1,15 * *`, is refused."""

    operations = _WRITES
    rule = "refuses_good"

    def before(self, request: Request) -> Answer | None:
        schedule = request.fields.get("schedule")
        if isinstance(schedule, str) and "," in schedule:
            return Answer.of(422, {"detail": f"Invalid cron schedule: '{schedule}'."})
        return None


class RefusedPatchIsStored(_Cron):
    """A PATCH that is refused for one field stores the others, metadata among them."""

    operations = ("crons_update",)
    rule = "refusal_changes"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 422:
            for name, value in request.fields.items():
                # Schedule and time zone the real server stores too: its own breach, not this one.
                if name not in ("schedule", "timezone"):
                    self.server.ask("PATCH", request.target, {name: value})


class RefusedCreateIsStored(_Cron):
    """A create that is refused leaves a cron."""

    operations = CREATE
    rule = "refusal_changes"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 422:
            left: dict[str, Any] = {"assistant_id": "agent", "schedule": "0 0 29 2 *", "enabled": False}
            self.server.ask("POST", "/runs/crons", left | {"metadata": request.fields.get("metadata", {})})
