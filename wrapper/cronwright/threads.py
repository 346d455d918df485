"""Threads: the state that runs share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from agent_server_api.api.threads import (
    threads_copy,
    threads_count,
    threads_create,
    threads_delete,
    threads_get,
    threads_get_storage,
    threads_prune,
    threads_search,
    threads_update,
)
from agent_server_api.models import (
    IfExists,
    PruneStrategy,
    SortOrder,
    Thread,
    ThreadCountRequest,
    ThreadCreate,
    ThreadPatch,
    ThreadPruneRequest,
    ThreadPruneResponse,
    ThreadSearchRequest,
    ThreadSelect,
    ThreadSortBy,
    ThreadStatus,
    ThreadStorage,
)
from agent_server_api.types import UNSET, Unset

from . import fields
from .call import Call, call
from .errors import InvalidArgumentError
from .guards.values import to_json
from .operation import Items, Shell, operation, streamed
from .options import Options
from .paging import check_page, pages_by_id
from .reserved import refuse_reserved
from .thread_states import ThreadStates

if TYPE_CHECKING:
    from .fields import Id, Object
    from .thread_stream.awaiting import AsyncThreadStream
    from .thread_stream.blocking import ThreadStream
    from .thread_stream.opening import Opening
    from .thread_stream.session import Transport

_UUID_HELP = "a thread's id is one"


class Threads(ThreadStates[Shell]):
    """Threads of one Agent Server."""

    __slots__ = ()

    @operation
    def create(
        self,
        *,
        metadata: Object | None = None,
        thread_id: Id | None = None,
        if_exists: IfExists | None = None,
        supersteps: Sequence[Mapping[str, Any]] | None = None,
        graph_id: str | None = None,
        ttl: float | Object | None = None,
        **options: Unpack[Options],
    ) -> Call[Thread]:
        """Create a thread.

        `POST /threads`

        `thread_id` is a UUID of the caller's choice; without it the server makes one. Where it exists
        already, `if_exists` says whether that is an error ("raise", the server's default) or the thread
        is returned as it is ("do_nothing"). `graph_id` names the graph that it is for, in its metadata.

        `supersteps` build its state: a list of {"updates": [{"values", "command", "as_node"}, ...]}; they
        need a graph_id. `ttl` is how many minutes it lives, or {"ttl": minutes, "strategy": "delete"}.

        Raises InvalidArgumentError, ConflictError.
        """
        written = fields.json_object("metadata", metadata)
        if graph_id is not None:
            written = {**(written or {}), "graph_id": fields.text("graph_id", graph_id)}
        body = ThreadCreate(
            metadata=written,
            thread_id=fields.uuid_text("thread_id", thread_id, "leave it out to have one made"),
            if_exists=fields.one_of("if_exists", if_exists, IfExists),
            supersteps=_steps(supersteps),
            ttl=fields.ttl(ttl),
        )
        refuse_reserved(body)
        again = thread_id is not None and if_exists == "do_nothing"
        return call(threads_create, body=body).options(**options).safe_to_repeat(again)

    @operation
    def get(
        self,
        thread_id: Id,
        *,
        include: Sequence[str] | None = None,
        **options: Unpack[Options],
    ) -> Call[Thread]:
        """Get one thread with its latest values.

        `GET /threads/{thread_id}`

        `include=["ttl"]` has the server tell when it goes.

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        names = fields.texts("include", include)
        more = UNSET if isinstance(names, Unset) else ",".join(names)
        return call(threads_get, fields.opaque_id(thread_id), include=more).options(**options)

    @operation
    def update(
        self,
        thread_id: Id,
        *,
        metadata: Object | None = None,
        ttl: float | Object | None = None,
        return_minimal: bool = False,
        **options: Unpack[Options],
    ) -> Call[Thread | None]:
        """Update a thread's metadata, merged into what it has, or how long it lives.

        `PATCH /threads/{thread_id}`

        `ttl` is as in `create`. With `return_minimal` the server sends nothing back, and this is None.

        Raises InvalidArgumentError, NotFoundError.
        """
        body = ThreadPatch(metadata=fields.json_object("metadata", metadata), ttl=fields.ttl(ttl))
        if len(body) == 0:
            raise InvalidArgumentError("nothing to update: give metadata or ttl")
        refuse_reserved(body)
        minimal = fields.flag("return_minimal", return_minimal)
        request = call(
            threads_update,
            fields.opaque_id(thread_id),
            body=body,
            prefer="return=minimal" if minimal is True else UNSET,
        )
        return request.options(**options)

    @operation
    def delete(
        self,
        thread_id: Id,
        **options: Unpack[Options],
    ) -> Call[None]:
        """Delete a thread, its runs and its crons.

        `DELETE /threads/{thread_id}`

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        return call(threads_delete, fields.opaque_id(thread_id)).options(**options)

    @operation
    def search(
        self,
        *,
        metadata: Object | None = None,
        values: Object | None = None,
        ids: Sequence[Id] | None = None,
        status: ThreadStatus | None = None,
        limit: int = 10,
        offset: int = 0,
        sort_by: ThreadSortBy | None = None,
        sort_order: SortOrder | None = None,
        select: Sequence[ThreadSelect] | None = None,
        extract: Mapping[str, str] | None = None,
        **options: Unpack[Options],
    ) -> Call[list[Thread]]:
        """Find threads; by default the newest ten.

        `POST /threads/search`

        `metadata` and `values` find threads that contain them; `ids` are the only ones to look at.
        `limit` is 1 to 1000. With `select` only those fields are in the answer; reading another one
        raises DriftError. `extract` gives names to places in a thread, such as
        {"last": "values.messages[-1].content"}, and each thread has them in `extracted`. `iterate` gives
        all threads, page by page.

        Raises InvalidArgumentError.
        """
        check_page(limit, offset)
        return self._search(
            metadata=metadata,
            values=values,
            ids=ids,
            status=status,
            limit=limit,
            offset=offset,
            # As with crons, the server ignores an order without a field (facts D21).
            sort_by="created_at" if sort_order is not None and sort_by is None else sort_by,
            sort_order=sort_order,
            select=select,
            extract=extract,
        ).options(**options)

    @streamed
    def iterate(
        self,
        *,
        metadata: Object | None = None,
        values: Object | None = None,
        ids: Sequence[Id] | None = None,
        status: ThreadStatus | None = None,
        extract: Mapping[str, str] | None = None,
        page_size: int = 100,
        **options: Unpack[Options],
    ) -> Items[Thread]:
        """All threads that match, in the order of their ids, fetched lazily a page at a time.

        `POST /threads/search`, once a page of `page_size` (2 to 1000) rows

        Each thread comes once and none is lost while others are created and deleted meanwhile. The
        filters are those of `search`.

        Raises InvalidArgumentError.
        """

        def page(limit: int, offset: int) -> Call[list[Thread]]:
            return self._search(
                metadata=metadata,
                values=values,
                ids=ids,
                status=status,
                limit=limit,
                offset=offset,
                sort_by="thread_id",
                sort_order="asc",
                select=None,
                extract=extract,
            ).options(**options)

        return pages_by_id(page, lambda thread: thread.thread_id, page_size)

    @operation
    def count(
        self,
        *,
        metadata: Object | None = None,
        values: Object | None = None,
        status: ThreadStatus | None = None,
        **options: Unpack[Options],
    ) -> Call[int]:
        """Count threads.

        `POST /threads/count`

        The filters are those of `search`.

        Raises InvalidArgumentError.
        """
        body = ThreadCountRequest(
            metadata=fields.json_object("metadata", metadata),
            values=fields.json_object("values", values),
            status=fields.one_of("status", status, ThreadStatus),
        )
        return call(threads_count, body=body).options(**options)

    @operation
    def copy(
        self,
        thread_id: Id,
        **options: Unpack[Options],
    ) -> Call[Thread]:
        """Copy a thread with its states, and return the new one.

        `POST /threads/{thread_id}/copy`

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        return call(threads_copy, fields.opaque_id(thread_id)).options(**options)

    @operation
    def prune(
        self,
        thread_ids: Sequence[Id],
        *,
        strategy: PruneStrategy = "delete",
        **options: Unpack[Options],
    ) -> Call[ThreadPruneResponse]:
        """Delete threads, or all of their states but the latest ("keep_latest"), and tell how many.

        `POST /threads/prune`

        Raises InvalidArgumentError.
        """
        ids = fields.uuid_texts("thread_ids", thread_ids, _UUID_HELP)
        body = ThreadPruneRequest(
            thread_ids=ids or [],
            strategy=fields.one_of("strategy", strategy, PruneStrategy),
        )
        return call(threads_prune, body=body).options(**options)

    @operation
    def get_storage(
        self,
        thread_id: Id,
        **options: Unpack[Options],
    ) -> Call[ThreadStorage]:
        """Tell how much a thread stores, in bytes.

        `GET /threads/{thread_id}/storage`

        Raises NotFoundError, and ServerTooOldError before 0.16.
        """
        return call(threads_get_storage, fields.opaque_id(thread_id)).options(**options)

    if TYPE_CHECKING:
        stream: Opening
    else:

        def stream(
            self,
            thread_id: Id | None = None,
            *,
            assistant_id: Id,
            headers: Mapping[str, str] | None = None,
            run_start_timeout: float | None = None,
            transport: Transport = "sse",
        ) -> ThreadStream | AsyncThreadStream:
            """Start runs on a thread and read them: values, messages, tool calls, subgraphs, interrupts.

            `POST /threads/{thread_id}/commands`, `POST /threads/{thread_id}/stream/events`

            For a `with` block, or `async with`. Without a thread_id the thread is made by the first run.
            `run_start_timeout` is how many seconds a loop waits for a run to start, for ever unless told.
            `transport` is "sse" or "websocket", which needs `pip install cronwright[websocket]`.

            Raises InvalidArgumentError.
            """
            from .thread_stream.opening import opened

            return opened(self._shell, thread_id, assistant_id, headers, run_start_timeout, transport)

    def _search(
        self,
        *,
        metadata: Object | None,
        values: Object | None,
        ids: Sequence[Id] | None,
        status: ThreadStatus | None,
        limit: int,
        offset: int,
        sort_by: ThreadSortBy | None,
        sort_order: SortOrder | None,
        select: Sequence[ThreadSelect] | None,
        extract: Mapping[str, str] | None,
    ) -> Call[list[Thread]]:
        body = ThreadSearchRequest(
            metadata=fields.json_object("metadata", metadata),
            values=fields.json_object("values", values),
            ids=fields.uuid_texts("ids", ids, _UUID_HELP),
            status=fields.one_of("status", status, ThreadStatus),
            limit=limit,
            offset=offset,
            sort_by=fields.one_of("sort_by", sort_by, ThreadSortBy),
            sort_order=fields.one_of("sort_order", sort_order, SortOrder),
            select=fields.list_of("select", select, ThreadSelect),
            extract=_places(extract),
        )
        return call(threads_search, body=body)


def _steps(supersteps: Sequence[Mapping[str, Any]] | None) -> list[Mapping[str, Any]] | Unset:
    if supersteps is None:
        return UNSET
    written = to_json(supersteps, "supersteps")
    if not isinstance(written, list) or not all(
        isinstance(step, dict) and "updates" in step for step in written
    ):
        raise InvalidArgumentError('supersteps must be a list of {"updates": [{"values", "as_node"}, ...]}')
    return written  # type: ignore[return-value]


def _places(extract: Mapping[str, str] | None) -> Mapping[str, Any] | Unset:
    written = fields.json_object("extract", extract)
    if not isinstance(written, Unset) and not all(isinstance(place, str) for place in written.values()):
        raise InvalidArgumentError(f'extract must be of names to places such as "values.a", not {extract!r}')
    return written
