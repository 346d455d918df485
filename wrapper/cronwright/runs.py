"""Runs: single invocations of a graph."""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from agent_server_api.api.runs import (
    runs_cancel,
    runs_cancel_many,
    runs_create,
    runs_create_batch,
    runs_create_stateless,
    runs_delete,
    runs_get,
    runs_join,
    runs_list,
    runs_wait,
    runs_wait_stateless,
)
from agent_server_api.models import (
    CancelAction,
    CancelStatus,
    Run,
    RunCreateStateful,
    RunCreateStateless,
    RunCreateStreamingStateful,
    RunCreateStreamingStateless,
    RunsCancel,
    RunSelect,
    RunStatus,
)

from . import fields
from .call import Call, call
from .errors import APIError, InvalidArgumentError, RunFailedError, status_error
from .operation import Items, Shell, operation, streamed
from .options import Options
from .paging import check_page, pages_by_offset
from .run_arguments import RunArguments, WaitArguments, created, options_of, run_body
from .run_streams import RunStreams

if TYPE_CHECKING:
    from .fields import Id

_UUID_HELP = "a run's id is one"


class Runs(RunStreams[Shell]):
    """Runs of one Agent Server."""

    __slots__ = ()

    @operation
    def create(self, thread_id: Id | None, assistant_id: Id, **given: Unpack[RunArguments]) -> Call[Run]:
        """Start a run, and do not wait for it.

        `POST /threads/{thread_id}/runs`; without a thread_id `POST /runs`, on a thread of its own

        `assistant_id` is an assistant's id or a graph's name. What a run is made of, and what that means,
        is told by `RunArguments`.

        Raises InvalidArgumentError, NotFoundError for an unknown thread or assistant, ConflictError for a
        busy thread under multitask_strategy "reject".
        """
        request: Call[Run]
        if thread_id is None:
            request = call(runs_create_stateless, body=run_body(RunCreateStateless, assistant_id, given))
        else:
            body = run_body(RunCreateStateful, assistant_id, given)
            request = call(runs_create, fields.opaque_id(thread_id), body=body)
        return request.options(**options_of(given)).hearing(created(given))

    @operation
    def create_batch(
        self, payloads: builtins.list[Mapping[str, Any]], **options: Unpack[Options]
    ) -> Call[builtins.list[Run]]:
        """Start several runs at once, each on a thread of its own.

        `POST /runs/batch`

        A payload has an `assistant_id` and what `create` takes. The server takes all or none.

        Raises InvalidArgumentError, NotFoundError for an unknown assistant.
        """
        if isinstance(payloads, str | Mapping) or not isinstance(payloads, Sequence) or not payloads:
            raise InvalidArgumentError("payloads must be a list of mappings, one or more")
        bodies = [_payload(index, payload) for index, payload in enumerate(payloads)]
        return call(runs_create_batch, body=bodies).options(**options)

    @operation
    def wait(
        self,
        thread_id: Id | None,
        assistant_id: Id,
        *,
        raise_error: bool = True,
        **given: Unpack[WaitArguments],
    ) -> Call[Any]:
        """Run a graph and wait for the values that it ends with.

        `POST /threads/{thread_id}/runs/wait`; without a thread_id `POST /runs/wait`

        What a run is made of is told by `RunArguments`. A connection that breaks while the run goes on is
        made again, and the values are asked for where the server says. A run that fails is answered with
        status 200 by the server; here it is a RunFailedError, or with raise_error=False what the server
        answered: {"__error__": {"error", "message"}}.

        Raises InvalidArgumentError, NotFoundError, BadRequestError for a thread's id that is no UUID,
        ConflictError for a busy thread under "reject", RunFailedError.
        """
        request: Call[Any]
        if thread_id is None:
            body = run_body(RunCreateStreamingStateless, assistant_id, given)
            request = call(runs_wait_stateless, body=body)
        else:
            whole = run_body(RunCreateStreamingStateful, assistant_id, given)
            request = call(runs_wait, fields.opaque_id(thread_id), body=whole)
        if fields.flag("raise_error", raise_error):
            request = request.failing(_failure, _error)
        return request.options(**options_of(given)).hearing(created(given)).waiting()

    @operation
    def join(
        self,
        thread_id: Id,
        run_id: Id,
        *,
        cancel_on_disconnect: bool | None = None,
        **options: Unpack[Options],
    ) -> Call[Any]:
        """Wait for a run, and return the values of its thread.

        `GET /threads/{thread_id}/runs/{run_id}/join`

        Raises RunFailedError for a run that failed, NotFoundError (which the server says with status 200).
        """
        request = call(
            runs_join,
            fields.opaque_id(thread_id),
            fields.opaque_id(run_id),
            cancel_on_disconnect=fields.flag("cancel_on_disconnect", cancel_on_disconnect),
        )
        return request.options(**options).failing(_failure, _error).waiting()

    @operation
    def list(
        self,
        thread_id: Id,
        *,
        limit: int = 10,
        offset: int = 0,
        status: RunStatus | None = None,
        select: Sequence[RunSelect] | None = None,
        **options: Unpack[Options],
    ) -> Call[builtins.list[Run]]:
        """List the runs of a thread, the newest first.

        `GET /threads/{thread_id}/runs`

        `limit` is 1 to 1000. With `select` only those fields are in the answer; reading another one
        raises DriftError. `iterate` gives all of them, page by page.

        Raises InvalidArgumentError, NotFoundError.
        """
        check_page(limit, offset)
        return self._list(thread_id, limit, offset, status, select).options(**options)

    @streamed
    def iterate(
        self,
        thread_id: Id,
        *,
        status: RunStatus | None = None,
        page_size: int = 100,
        **options: Unpack[Options],
    ) -> Items[Run]:
        """All runs of a thread, the newest first, fetched lazily a page at a time.

        `GET /threads/{thread_id}/runs`, once a page of `page_size` (2 to 1000) rows

        Each run comes once, and none is lost while others are started and deleted meanwhile.

        Raises InvalidArgumentError, NotFoundError.
        """

        def page(limit: int, offset: int) -> Call[builtins.list[Run]]:
            return self._list(thread_id, limit, offset, status, None).options(**options)

        return pages_by_offset(page, lambda run: run.run_id, page_size)

    @operation
    def get(self, thread_id: Id, run_id: Id, **options: Unpack[Options]) -> Call[Run]:
        """Get one run.

        `GET /threads/{thread_id}/runs/{run_id}`

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        return call(runs_get, fields.opaque_id(thread_id), fields.opaque_id(run_id)).options(**options)

    @operation
    def cancel(
        self,
        thread_id: Id,
        run_id: Id,
        *,
        wait: bool = False,
        action: CancelAction = "interrupt",
        **options: Unpack[Options],
    ) -> Call[None]:
        """Cancel a run; with `wait` return when it has ended.

        `POST /threads/{thread_id}/runs/{run_id}/cancel`

        What it has done so far stays under "interrupt", and goes with the run itself under "rollback".

        Raises InvalidArgumentError, NotFoundError, ConflictError for a run that has ended.
        """
        request = call(
            runs_cancel,
            fields.opaque_id(thread_id),
            fields.opaque_id(run_id),
            wait=fields.flag("wait", wait),
            action=fields.one_of("action", action, CancelAction),
        )
        return request.options(**options).reading(lambda _: None)

    @operation
    def cancel_many(
        self,
        *,
        thread_id: Id | None = None,
        run_ids: Sequence[Id] | None = None,
        status: CancelStatus | None = None,
        action: CancelAction = "interrupt",
        **options: Unpack[Options],
    ) -> Call[None]:
        """Cancel some runs of a thread, or all that are in a status, on whatever thread.

        `POST /runs/cancel`

        Either `thread_id` and `run_ids`, or `status`: "pending", "running" or "all". `action` is that of
        `cancel`.

        Raises InvalidArgumentError, NotFoundError where there is none to cancel.
        """
        chosen = thread_id is not None and run_ids is not None
        if chosen == (status is not None) or (thread_id is None) != (run_ids is None):
            raise InvalidArgumentError("give thread_id and run_ids, or status alone")
        body = RunsCancel(
            thread_id=fields.uuid_text("thread_id", thread_id, "a thread's id is one"),
            run_ids=fields.uuid_texts("run_ids", run_ids, _UUID_HELP),
            status=fields.one_of("status", status, CancelStatus),
        )
        request = call(runs_cancel_many, body=body, action=fields.one_of("action", action, CancelAction))
        return request.options(**options)

    @operation
    def delete(self, thread_id: Id, run_id: Id, **options: Unpack[Options]) -> Call[None]:
        """Delete a run; what it did to its thread stays.

        `DELETE /threads/{thread_id}/runs/{run_id}`

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        return call(runs_delete, fields.opaque_id(thread_id), fields.opaque_id(run_id)).options(**options)

    def _list(
        self,
        thread_id: Id,
        limit: int,
        offset: int,
        status: RunStatus | None,
        select: Sequence[RunSelect] | None,
    ) -> Call[builtins.list[Run]]:
        return call(
            runs_list,
            fields.opaque_id(thread_id),
            limit=limit,
            offset=offset,
            status=fields.one_of("status", status, RunStatus),
            select=fields.list_of("select", select, RunSelect),
        )


def _payload(index: int, payload: Mapping[str, Any]) -> RunCreateStateless:
    if not isinstance(payload, Mapping) or "assistant_id" not in payload:
        raise InvalidArgumentError(f"payloads[{index}] must be a mapping with an assistant_id")
    given: Any = {name: value for name, value in payload.items() if value is not None}
    if given.pop("thread_id", None) is not None:
        raise InvalidArgumentError(f"payloads[{index}]: a batch has no threads; use create for a thread_id")
    assistant_id = given.pop("assistant_id")
    if unknown := given.keys() - RunArguments.__annotations__.keys() | given.keys() & Options.__annotations__:
        raise InvalidArgumentError(f"payloads[{index}]: a run has no {', '.join(sorted(unknown))}")
    return run_body(RunCreateStateless, assistant_id, given)


def _failure(values: Any) -> str | None:
    found = values.get("__error__") if isinstance(values, Mapping) else None
    if found is None:
        return None
    if isinstance(found, Mapping):
        return f"{found.get('error', 'Error')}: {found.get('message', '')}"
    return str(found)


def _error(message: str, **details: Any) -> APIError:
    """The error of what was answered in place of values: of the run, or one that has a status of its own."""
    if found := re.fullmatch(r"HTTPException: (\d{3}): (.*)", message, re.DOTALL):
        return status_error(int(found[1]))(found[2], **{**details, "status": int(found[1])})
    return RunFailedError(message, **details)
