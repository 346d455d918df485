"""What is taken and refused of crons, seen by hand."""

from __future__ import annotations

from mutants.crons import refusals

from .api import NOWHERE, Api, Demonstrations


def taken(api: Api, **fields: object) -> bool:
    return api.creating(**fields).is_success  # type: ignore[arg-type]


def patch_is_stored(api: Api) -> bool:
    cron = api.cron()
    assert api.patch(cron, metadata={"refused": True}, enabled="no").status_code == 422
    return "refused" in api.read(cron)["metadata"]


def create_is_stored(api: Api) -> bool:
    assert api.creating(enabled="no").status_code == 422
    return bool(api.found())


REFUSALS: Demonstrations = {
    refusals.BadTimezoneIsAccepted: lambda api: taken(api, timezone="Mars/Olympus"),
    refusals.BadScheduleIsAccepted: lambda api: taken(api, schedule="61 * * * *"),
    refusals.BadScheduleIsPatched: lambda api: api.patch(api.cron(), schedule="61 * * * *").is_success,
    refusals.MaximumIsUnchecked: lambda api: api.searching(limit=1001).is_success,
    refusals.EnumIsUnchecked: lambda api: taken(api, on_run_completed="forget"),
    refusals.WrongTypeIsAccepted: lambda api: taken(api, enabled="no"),
    refusals.SortByIsUnchecked: lambda api: api.searching(sort_by="colour").is_success,
    refusals.NegativeOffsetIsAccepted: lambda api: api.searching(offset=-1).is_success,
    refusals.EmptyPatchIsAccepted: lambda api: api.patch(api.cron()).is_success,
    refusals.UnknownThreadIsAccepted: lambda api: taken(api, thread=NOWHERE),
    refusals.TimezonesWithUnderscoreAreRefused: lambda api: not taken(api, timezone="America/New_York"),
    refusals.SchedulesWithListsAreRefused: lambda api: not taken(api, schedule="0 0 1,15 2 *"),
    refusals.RefusedPatchIsStored: patch_is_stored,
    refusals.RefusedCreateIsStored: create_is_stored,
}
