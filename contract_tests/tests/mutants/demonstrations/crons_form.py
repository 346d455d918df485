"""The form of answers of crons, seen by hand."""

from __future__ import annotations

from mutants.crons import form

from .api import NOWHERE, Api, Demonstrations

GONE = {"cron_id": NOWHERE}


def json_is_broken(api: Api) -> bool:
    api.cron()
    try:
        api.found()
    except ValueError:
        return True
    return False


FORM: Demonstrations = {
    form.GetDropsUpdatedAt: lambda api: "updated_at" not in api.read(api.cron()),
    form.CreateDropsNextRunDate: lambda api: "next_run_date" not in api.cron(),
    form.UpdateDropsPayload: lambda api: "payload" not in api.patch(api.cron(), enabled=False).json(),
    form.EnabledIsNull: lambda api: api.read(api.cron())["enabled"] is None,
    form.EnabledIsText: lambda api: bool(api.cron()) and api.found()[0]["enabled"] == "false",
    form.CreatedAtIsNoDateTime: lambda api: "T" not in api.cron()["created_at"],
    form.NextRunDateHasNoOffset: lambda api: not api.cron()["next_run_date"].endswith("+00:00"),
    form.MetadataIsText: lambda api: isinstance(api.read(api.cron())["metadata"], str),
    form.CountIsText: lambda api: api.count() == "0",
    form.SearchIsBrokenJson: json_is_broken,
    form.CreateAnswers201: lambda api: api.creating().status_code == 201,
    form.DeleteAnswers200: lambda api: api.delete(api.cron()).status_code == 200,
    form.GetIsHtml: lambda api: (
        api("GET", f"/runs/crons/{api.cron()['cron_id']}").headers["content-type"] == "text/html"
    ),
    form.SearchHasNoContentType: lambda api: "content-type" not in api.searching().headers,
    form.MissingIsNull: lambda api: api.reading(GONE) == 200,
    form.MissingIsServerError: lambda api: api.delete(GONE).status_code == 500,
    form.RefusalIsServerError: lambda api: api.patch(api.cron(), enabled="no").status_code == 500,
    form.CountThrows: lambda api: api("POST", "/runs/crons/count", {"metadata": {"a": 1}}).status_code == 500,
    form.RefusalIs200: lambda api: api.patch(api.cron(), enabled="no").status_code == 200,
    form.ErrorHasNoDetail: lambda api: "detail" not in api.read(GONE),
    form.SearchLacksTotal: lambda api: "x-pagination-total" not in api.searching().headers,
    form.SearchTotalIsText: lambda api: not api.searching().headers["x-pagination-total"].isdigit(),
    form.ControlUnknownField: lambda api: "last_fired_at" in api.read(api.cron()),
}
