"""Planted breaches of the runs; most are seen on a run that waits (`after_seconds`) and never starts."""

from __future__ import annotations

import uuid
from typing import Any

from mutants.message import Answer, Request
from mutants.mutant import Kind, Mutant

_CREATE = ("runs_create", "runs_create_stateless")


class _Run(Mutant):
    resource = "runs"

    def real(self, request: Request) -> Answer:
        """The run of this path as the server has it."""
        return self.server.ask("GET", f"/threads/{request.ids['thread_id']}/runs/{request.ids['run_id']}")


class GetDropsKwargs(_Run):
    """A run that is read has no `kwargs`."""

    operations = ("runs_get",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda run: run.pop("kwargs", None))


class StatusIsUnknown(_Run):
    """`status` of a run that is created is none that the contract knows."""

    operations = _CREATE
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda run: run.update(status="waiting"))


class ListIsWrapped(_Run):
    """The runs of a thread come in an object instead of a list."""

    operations = ("runs_list",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = {"runs": answer.body}


class LocationLeadsNowhere(_Run):
    """`Content-Location` of a run that is created leads to a 404."""

    operations = _CREATE
    rule = "header"
    kind = Kind.LOCATION_LEADS_NOWHERE

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok and (place := answer.headers.get("content-location")):
            head, _, _ = place.rpartition("/")
            answer.headers.set("content-location", f"{head}/{uuid.uuid4()}")


class MissingIsServerError(_Run):
    """To read a run that is not there makes the server fail."""

    operations = ("runs_get",)
    rule = "server_error"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 404:
            answer.status, answer.body = 500, {"detail": "Internal Server Error"}


class UnknownStrategyIsAccepted(_Run):
    """A create takes any text as `multitask_strategy`."""

    operations = ("runs_create",)
    rule = "accepts_bad"

    def before(self, request: Request) -> None:
        strategy = request.fields.get("multitask_strategy")
        if isinstance(strategy, str) and strategy not in ("reject", "rollback", "interrupt", "enqueue"):
            request.drop("multitask_strategy")


class MetadataIsDropped(_Run):
    """A run forgets the metadata that it was created with."""

    operations = _CREATE
    rule = "stored"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("metadata"), dict):
            request.drop("metadata")


class StrategyIsShownAnother(_Run):
    """A run that is read shows another `multitask_strategy` than it was created with."""

    operations = ("runs_get",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        def change(run: dict[str, Any]) -> None:
            run["multitask_strategy"] = "reject" if run["multitask_strategy"] == "enqueue" else "enqueue"

        answer.edit(change)


class ReadsDiffer(_Run):
    """Every second read of a run shows an older `updated_at`."""

    operations = ("runs_get",)
    rule = "same_read"

    def __init__(self) -> None:
        super().__init__()
        self._reads = 0

    def after(self, request: Request, answer: Answer) -> None:
        with self.lock:
            self._reads += 1
            if self._reads % 2 == 0:
                answer.edit(lambda run: run.update(updated_at="2020-01-01T00:00:00+00:00"))


class BatchLosesOne(_Run):
    """A batch leaves out its last run, in the answer as on the server."""

    operations = ("runs_create_batch",)
    rule = "stored"

    def before(self, request: Request) -> None:
        if isinstance(body := request.body, list) and len(body) > 1:
            request.body = body[:-1]


class DeleteDoesNothing(_Run):
    """A delete answers 204, and the run is still there."""

    operations = ("runs_delete",)
    rule = "deleted"

    def before(self, request: Request) -> Answer | None:
        return Answer.of(204) if self.real(request).ok else None


class DeletedIsStillRead(_Run):
    """A run that was deleted can still be read."""

    operations = ("runs_delete", "runs_get")
    rule = "deleted"

    def __init__(self) -> None:
        super().__init__()
        self._gone: dict[str, bytes] = {}

    def before(self, request: Request) -> None:
        if request.operation == "runs_delete" and (real := self.real(request)).ok:
            self._gone[request.ids["run_id"]] = real.content

    def after(self, request: Request, answer: Answer) -> None:
        gone = self._gone.get(request.ids["run_id"])
        if request.operation == "runs_get" and answer.status == 404 and gone is not None:
            answer.status, answer.content = 200, gone


class CancelDoesNothing(_Run):
    """A cancel of a waiting run answers 202, and the run goes on waiting."""

    operations = ("runs_cancel",)
    rule = "stored"

    def before(self, request: Request) -> Answer | None:
        if self.real(request).fields.get("status") != "pending" or request.query:
            return None
        return Answer.of(202)


class ListIgnoresLimit(_Run):
    """A list gives all runs of the thread, whatever its limit."""

    operations = ("runs_list",)
    rule = "page"

    def before(self, request: Request) -> None:
        if request.query.get("limit", "10").isdigit():
            request.ask("limit", "1000")


class PageRepeatsARow(_Run):
    """Every page of a list begins with the last row of the one before."""

    operations = ("runs_list",)
    rule = "page"

    def before(self, request: Request) -> None:
        offset = request.query.get("offset", "0")
        if offset.isdigit() and int(offset) > 0:
            request.ask("offset", str(int(offset) - 1))


class ListIgnoresStatus(_Run):
    """A list of the runs that succeeded gives those that wait too."""

    operations = ("runs_list",)
    rule = "filter"

    def before(self, request: Request) -> None:
        request.ask("status", None)


class ListShowsAnothers(_Run):
    """A list shows the newest run of another thread as well."""

    operations = (*_CREATE, "runs_list")
    rule = "isolated"

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, Any] = {}

    def after(self, request: Request, answer: Answer) -> None:
        if not answer.ok:
            return
        if request.operation != "runs_list":
            self._last = answer.fields
        elif self._last and self._last["thread_id"] != request.ids["thread_id"] and not request.query:
            answer.body = [self._last, *answer.body]


class ListLosesTheNewest(_Run):
    """A list does not show the newest run of the thread."""

    operations = ("runs_list",)
    rule = "stored"

    def before(self, request: Request) -> None:
        offset = request.query.get("offset", "0")
        if offset.isdigit():
            request.ask("offset", str(int(offset) + 1))


class SelectIsIgnored(_Run):
    """A list with `select` gives all fields."""

    operations = ("runs_list",)
    rule = "select"

    def before(self, request: Request) -> None:
        request.ask("select", None)


class WaitAnswersNothing(_Run):
    """A run that is waited for answers an empty object instead of its values."""

    operations = ("runs_wait", "runs_wait_stateless")
    rule = "stored"
    needs = "runs"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = {}


class JoinAnswersNothing(_Run):
    """A run that is joined answers an empty object instead of its values."""

    operations = ("runs_join",)
    rule = "stored"
    needs = "runs"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = {}


class FailureIsSuccess(_Run):
    """A run that failed is shown as one that succeeded."""

    operations = ("runs_get", "runs_list")
    rule = "stored"
    needs = "runs"

    def after(self, request: Request, answer: Answer) -> None:
        def praise(run: dict[str, Any]) -> None:
            if run.get("status") == "error":
                run["status"] = "success"

        answer.edit(praise)
