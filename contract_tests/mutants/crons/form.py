"""Answers of crons whose status, headers or shape the contract does not know."""

from __future__ import annotations

from typing import Any

import orjson

from mutants.crons.base import CREATE, SHOWN, _Cron
from mutants.message import Answer, Request
from mutants.mutant import Kind


class GetDropsUpdatedAt(_Cron):
    """A cron that is read has no `updated_at`."""

    operations = ("crons_get",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda cron: cron.pop("updated_at", None))


class CreateDropsNextRunDate(_Cron):
    """The answer to a create has no `next_run_date`."""

    operations = CREATE
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda cron: cron.pop("next_run_date", None))


class UpdateDropsPayload(_Cron):
    """The answer to a PATCH has no `payload`."""

    operations = ("crons_update",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda cron: cron.pop("payload", None))


class EnabledIsNull(_Cron):
    """`enabled` of a cron that is read is null."""

    operations = ("crons_get",)
    rule = "body"
    kind = Kind.NULL_FOR_BOOLEAN

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda cron: cron.update(enabled=None))


class EnabledIsText(_Cron):
    """`enabled` in the rows of a search is "true" or "false"."""

    operations = ("crons_search",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        def spell(cron: dict[str, Any]) -> None:
            if "enabled" in cron:
                cron["enabled"] = str(cron["enabled"]).lower()

        answer.edit(spell)


class CreatedAtIsNoDateTime(_Cron):
    """`created_at` in the answer to a create is of the form `11/24/2026 02:53`."""

    operations = CREATE
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        def spell(cron: dict[str, Any]) -> None:
            date, _, time = cron["created_at"].partition("T")
            year, month, day = date.split("-")
            cron["created_at"] = f"{month}/{day}/{year} {time[:5]}"

        answer.edit(spell)


class NextRunDateHasNoOffset(_Cron):
    """`next_run_date` says no offset from UTC, so that nobody knows which hour it is."""

    operations = SHOWN
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        def cut(cron: dict[str, Any]) -> None:
            if cron["next_run_date"] is not None:
                cron["next_run_date"] = cron["next_run_date"].removesuffix("+00:00")

        answer.edit(cut)


class MetadataIsText(_Cron):
    """`metadata` of a cron that is read is a text with JSON in it."""

    operations = ("crons_get",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda cron: cron.update(metadata=orjson.dumps(cron["metadata"]).decode()))


class CountIsText(_Cron):
    """A count is a text with digits."""

    operations = ("crons_count",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = str(answer.body)


class SearchIsBrokenJson(_Cron):
    """The answer to a search lacks its last bracket."""

    operations = ("crons_search",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.content = answer.content.removesuffix(b"]")


class CreateAnswers201(_Cron):
    """A create answers 201, which the contract does not know."""

    operations = CREATE
    rule = "status"
    kind = Kind.UNDECLARED_STATUS

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 200:
            answer.status = 201


class DeleteAnswers200(_Cron):
    """A delete answers 200 and null instead of 204."""

    operations = ("crons_delete",)
    rule = "status"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 204:
            answer.status = 200
            answer.headers.set("content-type", "application/json")
            answer.body = None


class GetIsHtml(_Cron):
    """A cron that is read comes as text/html."""

    operations = ("crons_get",)
    rule = "content_type"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.headers.set("content-type", "text/html")


class SearchHasNoContentType(_Cron):
    """The answer to a search does not say what it is."""

    operations = ("crons_search",)
    rule = "content_type"

    def after(self, request: Request, answer: Answer) -> None:
        answer.headers.remove("content-type")


class MissingIsNull(_Cron):
    """A cron that is not there is read as 200 and null."""

    operations = ("crons_get",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 404:
            answer.status, answer.content = 200, b"null"


class MissingIsServerError(_Cron):
    """To delete a cron that is not there makes the server fail."""

    operations = ("crons_delete",)
    rule = "server_error"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 404:
            answer.status, answer.body = 500, {"detail": "Internal Server Error"}


class RefusalIsServerError(_Cron):
    """A PATCH that must be refused makes the server fail."""

    operations = ("crons_update",)
    rule = "server_error"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 422:
            answer.status, answer.body = 500, {"detail": "Internal Server Error"}


class CountThrows(_Cron):
    """A count by metadata makes the server fail."""

    operations = ("crons_count",)
    rule = "server_error"
    kind = Kind.THROWN_EXCEPTION

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok and request.fields.get("metadata"):
            answer.status, answer.body = 500, {"detail": "Internal Server Error"}


class RefusalIs200(_Cron):
    """A PATCH that must be refused answers 200 with the error in its body."""

    operations = ("crons_update",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 422:
            answer.status = 200


class ErrorHasNoDetail(_Cron):
    """The error for a cron that is not there has another shape."""

    operations = ("crons_get",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 404:
            answer.body = {"error": {"message": "Not Found"}}


class SearchLacksTotal(_Cron):
    """A search has no header `X-Pagination-Total`."""

    operations = ("crons_search",)
    rule = "header"

    def after(self, request: Request, answer: Answer) -> None:
        answer.headers.remove("x-pagination-total")


class SearchTotalIsText(_Cron):
    """The header `X-Pagination-Total` of a search is no number."""

    operations = ("crons_search",)
    rule = "header"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.headers.set("x-pagination-total", "many")


class ControlUnknownField(_Cron):
    """No breach: a cron shows a field that the contract does not name, as a newer server may."""

    operations = (*SHOWN, "crons_search")
    rule = None

    def after(self, request: Request, answer: Answer) -> None:
        if "select" not in request.fields:
            answer.edit(lambda cron: cron.update(last_fired_at="2026-01-01T00:00:00+00:00"))
