"""Runs: single invocations of a graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from agent_server_api.api.runs import runs_get, runs_list, runs_wait
from agent_server_api.models import (
    Durability,
    MultitaskStrategy,
    Run,
    RunCreateStreamingStateful,
    RunSelect,
    RunStatus,
)

from . import fields
from .call import Call, call
from .operation import Resource, Shell, operation
from .options import Options
from .paging import check_page
from .reserved import refuse_reserved

if TYPE_CHECKING:
    from .fields import Id, Input, Object


class Runs(Resource[Shell]):
    """Runs of one Agent Server."""

    __slots__ = ()

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
    ) -> Call[list[Run]]:
        """List the runs of a thread, the newest first.

        `GET /threads/{thread_id}/runs`

        `limit` is 1 to 1000. With `select` only those fields are in the answer; reading another one
        raises DriftError.

        Raises InvalidArgumentError, NotFoundError.
        """
        check_page(limit, offset)
        request = call(
            runs_list,
            fields.opaque_id(thread_id),
            limit=limit,
            offset=offset,
            status=fields.one_of("status", status, RunStatus),
            select=fields.list_of("select", select, RunSelect),
        )
        return request.options(**options)

    @operation
    def get(
        self,
        thread_id: Id,
        run_id: Id,
        **options: Unpack[Options],
    ) -> Call[Run]:
        """Get one run.

        `GET /threads/{thread_id}/runs/{run_id}`

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        return call(runs_get, fields.opaque_id(thread_id), fields.opaque_id(run_id)).options(**options)

    @operation
    def wait(
        self,
        thread_id: Id,
        assistant_id: Id,
        *,
        input: Input | None = None,
        metadata: Object | None = None,
        config: Object | None = None,
        context: Object | None = None,
        interrupt_before: str | Sequence[str] | None = None,
        interrupt_after: str | Sequence[str] | None = None,
        multitask_strategy: MultitaskStrategy | None = None,
        durability: Durability | None = None,
        **options: Unpack[Options],
    ) -> Call[Any]:
        """Run a graph on a thread and wait for the values that it ends with.

        `POST /threads/{thread_id}/runs/wait`

        The client's read time limit (300 s unless set) bounds the wait. A run that fails is answered
        with status 200 by the server; here it is a RunFailedError.

        Raises InvalidArgumentError, NotFoundError, BadRequestError for a thread's id that is no UUID,
        ConflictError for a busy thread under "reject", RunFailedError.
        """
        body = RunCreateStreamingStateful(
            assistant_id=fields.assistant_id(assistant_id),
            input=fields.json_input(input),
            metadata=fields.json_object("metadata", metadata),
            config=fields.json_object("config", config),
            context=fields.json_object("context", context),
            interrupt_before=fields.nodes("interrupt_before", interrupt_before),
            interrupt_after=fields.nodes("interrupt_after", interrupt_after),
            multitask_strategy=fields.one_of("multitask_strategy", multitask_strategy, MultitaskStrategy),
            durability=fields.one_of("durability", durability, Durability),
        )
        refuse_reserved(body)
        request = call(runs_wait, fields.opaque_id(thread_id), body=body)
        return request.options(**options).failing(_failure).waiting()


def _failure(values: Any) -> str | None:
    found = values.get("__error__") if isinstance(values, Mapping) else None
    if found is None:
        return None
    if isinstance(found, Mapping):
        return f"{found.get('error', 'Error')}: {found.get('message', '')}"
    return str(found)
