"""Planted breaches of the threads."""

from __future__ import annotations

import uuid
from typing import Any

from mutants.message import Answer, Request
from mutants.mutant import Mutant

_SHOWN = ("threads_get", "threads_update")


class _Thread(Mutant):
    resource = "threads"

    def real(self, request: Request) -> Answer:
        """The thread of this path as the server has it."""
        return self.server.ask("GET", f"/threads/{request.ids['thread_id']}")


class GetDropsStatus(_Thread):
    """A thread that is read has no `status`."""

    operations = ("threads_get",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda thread: thread.pop("status", None))


class StatusIsUnknown(_Thread):
    """`status` in the rows of a search is none of the four."""

    operations = ("threads_search",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        if "select" not in request.fields:
            answer.edit(lambda thread: thread.update(status="asleep"))


class IdIsShort(_Thread):
    """`thread_id` in the answer to a PATCH is no UUID."""

    operations = ("threads_update",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda thread: thread.update(thread_id=thread["thread_id"][:8]))


class GetIsPlainText(_Thread):
    """A thread that is read comes as text/plain."""

    operations = ("threads_get",)
    rule = "content_type"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.headers.set("content-type", "text/plain; charset=utf-8")


class MissingIsServerError(_Thread):
    """To read a thread that is not there makes the server fail."""

    operations = ("threads_get",)
    rule = "server_error"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 404:
            answer.status, answer.body = 500, {"detail": "Internal Server Error"}


class DeleteAnswers202(_Thread):
    """A delete answers 202, which the contract does not know."""

    operations = ("threads_delete",)
    rule = "status"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 204:
            answer.status = 202


class SearchLacksTotal(_Thread):
    """A search has no header `X-Pagination-Total`."""

    operations = ("threads_search",)
    rule = "header"

    def after(self, request: Request, answer: Answer) -> None:
        answer.headers.remove("x-pagination-total")


class BadStatusIsAccepted(_Thread):
    """A search takes any text as `status`."""

    operations = ("threads_search",)
    rule = "accepts_bad"

    def before(self, request: Request) -> None:
        status = request.fields.get("status")
        if isinstance(status, str) and status not in ("idle", "busy", "interrupted", "error"):
            request.drop("status")


class BadIdIsAccepted(_Thread):
    """A create takes a `thread_id` that is no UUID, and shows it."""

    operations = ("threads_create",)
    rule = "accepts_bad"

    def before(self, request: Request) -> Answer | None:
        wanted = request.fields.get("thread_id")
        if not isinstance(wanted, str) or _is_uuid(wanted):
            return None
        request.drop("thread_id")
        answer = self.server.ask("POST", request.target, request.fields)
        answer.edit(lambda thread: thread.update(thread_id=wanted))
        return answer


class DuplicateIsAccepted(_Thread):
    """A create with the id of a thread that is there answers that thread."""

    operations = ("threads_create",)
    rule = "fresh_id"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 409:
            old = self.server.ask("GET", f"/threads/{request.fields['thread_id']}")
            answer.status, answer.content = old.status, old.content


class DoNothingOverwrites(_Thread):
    """A create with `if_exists: do_nothing` changes the metadata of the thread that is there."""

    operations = ("threads_create",)
    rule = "untouched"

    def before(self, request: Request) -> None:
        fields = request.fields
        if fields.get("if_exists") == "do_nothing" and isinstance(fields.get("thread_id"), str):
            change = {"metadata": fields.get("metadata", {})}
            if _is_uuid(fields["thread_id"]):
                self.server.ask("PATCH", f"/threads/{fields['thread_id']}", change)


class CreateDropsMetadata(_Thread):
    """A thread forgets the metadata that it was created with."""

    operations = ("threads_create",)
    rule = "stored"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("metadata"), dict):
            request.drop("metadata")


class CreateIgnoresId(_Thread):
    """A thread gets another id than the one that it was created with."""

    operations = ("threads_create",)
    rule = "stored"

    def before(self, request: Request) -> None:
        wanted = request.fields.get("thread_id")
        good = isinstance(wanted, str) and _is_uuid(wanted)
        # An id that is taken already still is.
        if good and not self.server.ask("GET", f"/threads/{wanted}").ok:
            request.drop("thread_id")


class PatchIsIgnored(_Thread):
    """A PATCH of metadata answers 200 with the thread as it was."""

    operations = ("threads_update",)
    rule = "stored"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("metadata"), dict):
            request.put(metadata={})


class PatchReplacesMetadata(_Thread):
    """A PATCH of metadata takes away the keys that it does not name, for whoever reads the thread."""

    operations = ("threads_update", "threads_get")
    rule = "untouched"

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, Any] = {}

    def after(self, request: Request, answer: Answer) -> None:
        change = request.fields.get("metadata")
        if request.operation == "threads_update" and answer.ok and isinstance(change, dict):
            self._last[request.ids["thread_id"]] = change
        if (last := self._last.get(request.ids["thread_id"])) is not None:
            answer.edit(lambda thread: thread.update(metadata=last))


class MetadataIsAnothers(_Thread):
    """A thread that is read shows the metadata of the one that was created last."""

    operations = ("threads_create", "threads_get")
    rule = "isolated"

    def __init__(self) -> None:
        super().__init__()
        self._last: Any = None

    def after(self, request: Request, answer: Answer) -> None:
        if request.operation == "threads_create" and answer.ok:
            self._last = answer.fields.get("metadata")
        elif self._last is not None:
            answer.edit(lambda thread: thread.update(metadata=self._last))


class UpdatedAtIsFrozen(_Thread):
    """`updated_at` stays at the time of creation whatever changes."""

    operations = _SHOWN
    rule = "stamped"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda thread: thread.update(updated_at=thread["created_at"]))


class CreatedAtMoves(_Thread):
    """`created_at` moves with every change."""

    operations = _SHOWN
    rule = "stamped"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda thread: thread.update(created_at=thread["updated_at"]))


class DeleteDoesNothing(_Thread):
    """A delete answers 204, and the thread is still there."""

    operations = ("threads_delete",)
    rule = "deleted"

    def before(self, request: Request) -> Answer | None:
        return Answer.of(204) if self.real(request).ok else None


class DeletedIsStillRead(_Thread):
    """A thread that was deleted can still be read."""

    operations = ("threads_delete", "threads_get")
    rule = "deleted"

    def __init__(self) -> None:
        super().__init__()
        self._gone: dict[str, bytes] = {}

    def before(self, request: Request) -> None:
        if request.operation == "threads_delete" and (real := self.real(request)).ok:
            self._gone[request.ids["thread_id"]] = real.content

    def after(self, request: Request, answer: Answer) -> None:
        gone = self._gone.get(request.ids["thread_id"])
        if request.operation == "threads_get" and answer.status == 404 and gone is not None:
            answer.status, answer.content = 200, gone


class CopyLosesMetadata(_Thread):
    """A copy has no metadata."""

    operations = ("threads_copy",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda thread: thread.update(metadata={}))


class CopyIsTheOriginal(_Thread):
    """A copy answers with the id of the thread that it is of."""

    operations = ("threads_copy",)
    rule = "fresh_id"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda thread: thread.update(thread_id=request.ids["thread_id"]))


class CountIsOneTooMany(_Thread):
    """A count gives one more than a search finds."""

    operations = ("threads_count",)
    rule = "count"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = answer.body + 1


class CountIgnoresMetadata(_Thread):
    """A count by metadata counts all threads."""

    operations = ("threads_count",)
    rule = "count"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("metadata"), dict):
            request.drop("metadata")


class SearchIgnoresMetadata(_Thread):
    """A search by metadata finds threads with other metadata too."""

    operations = ("threads_search",)
    rule = "filter"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("metadata"), dict):
            request.drop("metadata")


class SearchIgnoresIds(_Thread):
    """A search by ids finds other threads too."""

    operations = ("threads_search",)
    rule = "filter"

    def before(self, request: Request) -> None:
        if request.fields.get("ids"):
            request.drop("ids")


class SearchIgnoresStatus(_Thread):
    """A search for busy threads finds idle ones too."""

    operations = ("threads_search",)
    rule = "filter"

    def before(self, request: Request) -> None:
        if request.fields.get("status") in ("idle", "busy", "interrupted", "error"):
            request.drop("status")


class SearchIgnoresLimit(_Thread):
    """A search gives all it has, whatever its limit."""

    operations = ("threads_search",)
    rule = "page"

    def before(self, request: Request) -> None:
        if request.fields.get("limit", 10) in range(1, 1000):
            request.put(limit=1000)


class PageRepeatsARow(_Thread):
    """Every page begins with the last row of the one before."""

    operations = ("threads_search",)
    rule = "page"

    def before(self, request: Request) -> None:
        offset = request.fields.get("offset")
        if isinstance(offset, int) and offset > 0:
            request.put(offset=offset - 1)


class SearchSortIsReversed(_Thread):
    """A search sorts up when it is asked to sort down, and the other way round."""

    operations = ("threads_search",)
    rule = "sort"

    def before(self, request: Request) -> None:
        order = request.fields.get("sort_order", "desc")
        if "sort_by" in request.fields and order in ("asc", "desc"):
            request.put(sort_order="desc" if order == "asc" else "asc")


class SelectIsIgnored(_Thread):
    """A search with `select` gives all fields."""

    operations = ("threads_search",)
    rule = "select"

    def before(self, request: Request) -> None:
        if request.fields.get("select"):
            request.drop("select")


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
