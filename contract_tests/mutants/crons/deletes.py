"""Crons that are not deleted as the answer says, or not alone."""

from __future__ import annotations

from typing import Any, ClassVar

from mutants.crons.base import CREATE, _Cron
from mutants.message import Answer, Request
from mutants.mutant import Kind


class DeleteDoesNothing(_Cron):
    """A delete answers 204, and the cron is still there."""

    operations = ("crons_delete",)
    rule = "deleted"
    kind = Kind.DELETE_DOES_NOTHING

    def before(self, request: Request) -> Answer | None:
        return Answer.of(204) if self.real(request).ok else None


class _Remembers(_Cron):
    """Knows the crons that were deleted, as they last were."""

    def __init__(self) -> None:
        super().__init__()
        self._gone: dict[str, dict[str, Any]] = {}

    def before(self, request: Request) -> None:
        if request.operation == "crons_delete" and (real := self.real(request)).ok:
            self._gone[request.ids["cron_id"]] = real.fields


class DeletedIsStillRead(_Remembers):
    """A cron that was deleted can still be read."""

    operations = ("crons_delete", "crons_get")
    rule = "deleted"

    def after(self, request: Request, answer: Answer) -> None:
        gone = self._gone.get(request.ids["cron_id"])
        if request.operation == "crons_get" and answer.status == 404 and gone is not None:
            answer.status, answer.body = 200, gone


class DeletedIsStillFound(_Remembers):
    """A cron that was deleted is still found by its metadata."""

    operations = ("crons_delete", "crons_search")
    rule = "deleted"

    def after(self, request: Request, answer: Answer) -> None:
        wanted = request.fields.get("metadata")
        if request.operation != "crons_search" or not answer.ok or not wanted or "select" in request.fields:
            return
        with self.lock:
            gone = [cron for cron in self._gone.values() if wanted.items() <= cron["metadata"].items()]
        rows = [*answer.body, *gone]
        answer.body = rows[: int(request.fields.get("limit", 10))]


class DeleteTakesAnother(_Cron):
    """A delete takes the cron that was created before it as well."""

    operations = (*CREATE, "crons_delete")
    rule = "deleted"

    def __init__(self) -> None:
        super().__init__()
        self._made: list[str] = []

    def after(self, request: Request, answer: Answer) -> None:
        if not answer.ok:
            return
        with self.lock:
            if request.operation != "crons_delete":
                self._made.append(answer.fields["cron_id"])
            elif request.ids["cron_id"] in self._made and (place := self._made.index(request.ids["cron_id"])):
                self.server.ask("DELETE", f"/runs/crons/{self._made[place - 1]}")


class _Outlives(_Cron):
    """A cron is still read after what it stands on was deleted."""

    rule = "deleted"
    base: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self._gone: dict[str, dict[str, Any]] = {}

    def before(self, request: Request) -> None:
        if request.operation == f"{self.base}s_delete":
            name = f"{self.base}_id"
            for cron in self.search(**{name: request.ids[name]}):
                self._gone[cron["cron_id"]] = cron

    def after(self, request: Request, answer: Answer) -> None:
        if request.operation == "crons_get" and answer.status == 404:
            gone = self._gone.get(request.ids["cron_id"])
            if gone is not None:
                answer.status, answer.body = 200, gone


class OutlivesItsThread(_Outlives):
    """A cron is still read after its thread was deleted."""

    operations = ("threads_delete", "crons_get")
    base = "thread"


class OutlivesItsAssistant(_Outlives):
    """A cron is still read after its assistant was deleted."""

    operations = ("assistants_delete", "crons_get")
    base = "assistant"
