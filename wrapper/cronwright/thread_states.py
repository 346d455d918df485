"""The states of a thread: the present one, those before it, and what happens on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Unpack

from agent_server_api.api.threads import (
    threads_get_history,
    threads_get_state,
    threads_get_state_at_checkpoint,
    threads_get_state_by_checkpoint,
    threads_join_stream,
    threads_search_history,
    threads_update_state,
)
from agent_server_api.models import (
    ThreadState,
    ThreadStateCheckpointRequest,
    ThreadStateSearch,
    ThreadStateUpdate,
    ThreadStateUpdateResponse,
    ThreadStreamMode,
)
from agent_server_api.types import UNSET

from . import fields
from .call import Call, call
from .dialogue import Flow, Policy
from .errors import InvalidArgumentError
from .exchange import exchange
from .guards.values import to_json
from .operation import Items, Resource, Shell, operation, streamed
from .options import Options
from .streaming.follow import follow
from .streaming.parts import StreamPart, parts

if TYPE_CHECKING:
    from .fields import Id, Object


StateField = Literal[
    "values", "next", "tasks", "checkpoint", "metadata", "created_at", "parent_checkpoint", "interrupts"
]


class ThreadStates(Resource[Shell]):
    """The part of `client.threads` that is about states."""

    __slots__ = ()

    @operation
    def get_state(
        self,
        thread_id: Id,
        checkpoint: Object | None = None,
        checkpoint_id: str | None = None,
        *,
        subgraphs: bool = False,
        select: Sequence[StateField] | None = None,
        **options: Unpack[Options],
    ) -> Call[ThreadState]:
        """Get the state of a thread: its values, what runs next, its tasks.

        `GET /threads/{thread_id}/state`; with a checkpoint_id
        `GET /threads/{thread_id}/state/{checkpoint_id}`; with a checkpoint
        `POST /threads/{thread_id}/state/checkpoint`

        `checkpoint` is one that a state has shown; `checkpoint_id` alone is its older form. With
        `subgraphs` the tasks hold the states of their subgraphs. `select` keeps those fields of the
        answer alone; the server sends all of them.

        Raises InvalidArgumentError, NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        place, deep = fields.opaque_id(thread_id), fields.flag("subgraphs", subgraphs)
        request: Call[ThreadState]
        if checkpoint is not None:
            _one_of_two(checkpoint_id)
            body = ThreadStateCheckpointRequest(
                checkpoint=fields.checkpoint("checkpoint", checkpoint) or {}, subgraphs=deep
            )
            request = call(threads_get_state_by_checkpoint, place, body=body)
        elif checkpoint_id is not None:
            request = call(
                threads_get_state_at_checkpoint, place, fields.opaque_id(checkpoint_id), subgraphs=deep
            )
        else:
            request = call(threads_get_state, place, subgraphs=deep)
        if (names := fields.list_of("select", select, StateField)) and isinstance(names, list):
            return _selected(request, names).options(**options)
        return request.options(**options)

    @operation
    def update_state(
        self,
        thread_id: Id,
        values: Mapping[str, Any] | Sequence[Any] | None,
        *,
        as_node: str | None = None,
        checkpoint: Object | None = None,
        checkpoint_id: str | None = None,
        **options: Unpack[Options],
    ) -> Call[ThreadStateUpdateResponse]:
        """Update the state of a thread as one of its nodes would; the answer has the new checkpoint.

        `POST /threads/{thread_id}/state`

        `values` is what the node would answer, None for nothing. `as_node` is the last node that ran,
        unless told. `checkpoint` is the state to go on from, the latest unless told; `checkpoint_id` is
        its older form.

        Raises InvalidArgumentError, NotFoundError, ConflictError for a busy thread.
        """
        if checkpoint is not None:
            _one_of_two(checkpoint_id)
        body = ThreadStateUpdate(
            values=_written(values),
            as_node=fields.text("as_node", as_node),
            checkpoint=fields.checkpoint("checkpoint", checkpoint),
            checkpoint_id=fields.text("checkpoint_id", checkpoint_id),
        )
        return call(threads_update_state, fields.opaque_id(thread_id), body=body).options(**options)

    @operation
    def get_history(
        self,
        thread_id: Id,
        *,
        limit: int = 10,
        before: str | Object | None = None,
        metadata: Object | None = None,
        checkpoint: Object | None = None,
        select: Sequence[StateField] | None = None,
        **options: Unpack[Options],
    ) -> Call[list[ThreadState]]:
        """Get past states of a thread, the newest first.

        `POST /threads/{thread_id}/history`; with `before` alone `GET /threads/{thread_id}/history`

        `before` is a checkpoint, or its id; only states before it are answered. `metadata` finds states
        whose own metadata contain it. `checkpoint` says of which subgraph. `select` keeps those fields of
        each state alone; the server sends all of them. `iterate_history` gives all of them.

        Raises InvalidArgumentError, NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        request = self._history(thread_id, limit, before, metadata, checkpoint).options(**options)
        if (names := fields.list_of("select", select, StateField)) and isinstance(names, list):
            return _all_selected(request, names)
        return request

    @streamed
    def iterate_history(
        self,
        thread_id: Id,
        *,
        metadata: Object | None = None,
        checkpoint: Object | None = None,
        page_size: int = 100,
        **options: Unpack[Options],
    ) -> Items[ThreadState]:
        """All past states of a thread, the newest first, fetched lazily a page at a time.

        `POST /threads/{thread_id}/history` and then `GET`, once a page of `page_size` states

        States that are made meanwhile are not among them.

        Raises InvalidArgumentError, NotFoundError.
        """

        def page(before: Mapping[str, Any] | None) -> Call[list[ThreadState]]:
            return self._history(thread_id, page_size, before, metadata, checkpoint).options(**options)

        page(None)  # a wrong argument shall be an error here, not at the first state

        def walk(policy: Policy) -> Flow:
            before: Mapping[str, Any] | None = None
            while True:
                states: list[ThreadState] = yield from exchange(page(before), policy)
                if states:
                    yield states
                if len(states) < page_size:
                    return
                before = {"checkpoint_id": states[-1].to_dict()["checkpoint"]["checkpoint_id"]}

        return Items(walk)

    @streamed
    def join_stream(
        self,
        thread_id: Id,
        *,
        last_event_id: str | None = None,
        stream_mode: ThreadStreamMode | Sequence[ThreadStreamMode] | None = None,
        **options: Unpack[Options],
    ) -> Items[StreamPart]:
        """Follow what happens on a thread, run after run: the stream ends when it is left.

        `GET /threads/{thread_id}/stream`

        `stream_mode` is "run_modes" (the events of its runs; so unless told), "lifecycle" (that runs
        begin and end), "state_update", or several. With `last_event_id`, an id that an event had, it goes
        on after that event; "-1" gives all that the server has kept. Broken off, it is taken up again.

        Raises InvalidArgumentError, NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        request = call(
            threads_join_stream,
            fields.opaque_id(thread_id),
            stream_modes=fields.several_of("stream_mode", stream_mode, ThreadStreamMode),
            last_event_id=fields.event_id("last_event_id", last_event_id),
        )
        return Items(follow(request.options(**options), parts))

    def _history(
        self,
        thread_id: Id,
        limit: int,
        before: str | Object | None,
        metadata: Object | None,
        checkpoint: Object | None,
    ) -> Call[list[ThreadState]]:
        place, count, last = fields.opaque_id(thread_id), fields.whole("limit", limit, 1), _id_of(before)
        if last is not None and metadata is None and checkpoint is None:
            return call(threads_get_history, place, limit=count, before=last)
        body = ThreadStateSearch(
            limit=count,
            before=UNSET if last is None else {"configurable": {"checkpoint_id": last}},
            metadata=fields.json_object("metadata", metadata),
            checkpoint=fields.checkpoint("checkpoint", checkpoint),
        )
        return call(threads_search_history, place, body=body)


def _id_of(before: str | Object | None) -> str | None:
    if before is None or isinstance(before, str):
        return before
    found = (fields.checkpoint("before", before) or {}).get("checkpoint_id")
    if not isinstance(found, str):
        raise InvalidArgumentError("before must be a checkpoint with its checkpoint_id, or that id")
    return found


def _written(values: Mapping[str, Any] | Sequence[Any] | None) -> Any:
    if values is None:
        return None
    if isinstance(written := to_json(values, "values"), dict | list):
        return written
    raise InvalidArgumentError(f"values must be a mapping or a list, not {values!r}")


def _one_of_two(checkpoint_id: str | None) -> None:
    if checkpoint_id is not None:
        raise InvalidArgumentError("give checkpoint alone: checkpoint_id is its older form")


def _chosen(state: ThreadState, names: Sequence[str]) -> ThreadState:
    return ThreadState.from_dict({name: value for name, value in state.to_dict().items() if name in names})


def _selected(request: Call[ThreadState], names: Sequence[str]) -> Call[ThreadState]:
    read = request.read
    return request.reading(lambda answer: _chosen(read(answer), names))


def _all_selected(request: Call[list[ThreadState]], names: Sequence[str]) -> Call[list[ThreadState]]:
    read = request.read
    return request.reading(lambda answer: [_chosen(state, names) for state in read(answer)])
