"""Searches and counts of crons that do not give what was asked for."""

from __future__ import annotations

from typing import Any

from mutants.crons.base import CREATE, _Cron
from mutants.message import Answer, Request


class CountIsOneTooMany(_Cron):
    """A count gives one more than a search finds."""

    operations = ("crons_count",)
    rule = "count"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = answer.body + 1


class CountStopsAtTwo(_Cron):
    """A count never gives more than two."""

    operations = ("crons_count",)
    rule = "count"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = min(answer.body, 2)


class CountIgnoresMetadata(_Cron):
    """A count by metadata counts all crons."""

    operations = ("crons_count",)
    rule = "count"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("metadata"), dict):
            request.drop("metadata")


class CountIgnoresThread(_Cron):
    """A count by thread counts the crons of all threads."""

    operations = ("crons_count",)
    rule = "count"

    def before(self, request: Request) -> None:
        request.drop("thread_id")


class SearchIgnoresMetadata(_Cron):
    """A search by metadata finds crons with other metadata too."""

    operations = ("crons_search",)
    rule = "filter"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("metadata"), dict):
            request.drop("metadata")


class SearchIgnoresThread(_Cron):
    """A search by thread finds the crons of other threads too."""

    operations = ("crons_search",)
    rule = "filter"

    def before(self, request: Request) -> None:
        request.drop("thread_id")


class SearchIgnoresAssistant(_Cron):
    """A search by assistant finds the crons of other assistants too."""

    operations = ("crons_search",)
    rule = "filter"

    def before(self, request: Request) -> None:
        request.drop("assistant_id")


class SearchIgnoresEnabled(_Cron):
    """A search for enabled crons finds disabled ones too, and the other way round."""

    operations = ("crons_search",)
    rule = "filter"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("enabled"), bool):
            request.drop("enabled")


class SearchHidesDisabled(_Cron):
    """A search that asks for no state leaves disabled crons out."""

    operations = ("crons_search",)
    rule = "filter"

    def before(self, request: Request) -> None:
        if "enabled" not in request.fields:
            request.put(enabled=True)


class SearchIgnoresLimit(_Cron):
    """A search gives all it has, whatever its limit."""

    operations = ("crons_search",)
    rule = "page"

    def before(self, request: Request) -> None:
        if request.fields.get("limit", 10) in range(1, 1000):
            request.put(limit=1000)


class SearchLimitIsOneTooMany(_Cron):
    """A page holds one row more than its limit."""

    operations = ("crons_search",)
    rule = "page"

    def before(self, request: Request) -> None:
        limit = request.fields.get("limit", 10)
        if limit in range(1, 1000):
            request.put(limit=limit + 1)


class PageRepeatsARow(_Cron):
    """Every page begins with the last row of the one before."""

    operations = ("crons_search",)
    rule = "page"

    def before(self, request: Request) -> None:
        _move(request, -1)


class PageLosesARow(_Cron):
    """Between two pages a row is lost."""

    operations = ("crons_search",)
    rule = "page"

    def before(self, request: Request) -> None:
        _move(request, 1)


class SearchDoublesARow(_Cron):
    """A search gives its first row twice and leaves out the last of a full page."""

    operations = ("crons_search",)
    rule = "page"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok and (rows := answer.body):
            answer.body = [rows[0], *rows][: int(request.fields.get("limit", 10))]


class SearchIgnoresSort(_Cron):
    """A search sorts by the time of creation, whatever `sort_by` says."""

    operations = ("crons_search",)
    rule = "sort"

    def before(self, request: Request) -> None:
        if request.fields.get("sort_by") in ("cron_id", "next_run_date", "updated_at", "thread_id"):
            request.put(sort_by="created_at")


class SearchSortIsReversed(_Cron):
    """A search sorts up when it is asked to sort down, and the other way round."""

    operations = ("crons_search",)
    rule = "sort"

    def before(self, request: Request) -> None:
        order = request.fields.get("sort_order", "desc")
        if order in ("asc", "desc"):
            request.put(sort_order="desc" if order == "asc" else "asc")
            if "sort_by" not in request.fields:  # without it the server ignores the order
                request.put(sort_by="created_at")


class SelectIsIgnored(_Cron):
    """A search with `select` gives all fields."""

    operations = ("crons_search",)
    rule = "select"

    def before(self, request: Request) -> None:
        if request.fields.get("select"):
            request.drop("select")


class SelectLosesAField(_Cron):
    """A search with `select` leaves out the last of the fields that it names."""

    operations = ("crons_search",)
    rule = "select"

    def after(self, request: Request, answer: Answer) -> None:
        if request.fields.get("select"):
            answer.edit(lambda cron: cron.pop(request.fields["select"][-1], None))


class SearchIsStale(_Cron):
    """A search shows crons as they were created, not as they were changed."""

    operations = (*CREATE, "crons_search")
    rule = "stored"

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[str, dict[str, Any]] = {}

    def after(self, request: Request, answer: Answer) -> None:
        def age(cron: dict[str, Any]) -> None:
            cron.update(self._made.get(cron["cron_id"], {}))

        if request.operation == "crons_search":
            if "select" not in request.fields:
                answer.edit(age)
        elif answer.ok:
            self._made[answer.fields["cron_id"]] = answer.fields


def _move(request: Request, rows: int) -> None:
    offset = request.fields.get("offset")
    if isinstance(offset, int) and offset > 0:
        request.put(offset=offset + rows)
