"""The streams of runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, Unpack, overload

import orjson

from agent_server_api.api.runs import runs_join_stream, runs_stream, runs_stream_stateless
from agent_server_api.models import RunCreateStreamingStateful, RunCreateStreamingStateless, StreamMode
from agent_server_api.types import UNSET, Unset

from . import fields
from .call import call
from .operation import Items, Resource, Shell, streamed
from .options import Options
from .run_arguments import WaitArguments, created, options_of, run_body
from .streaming.follow import follow
from .streaming.parts import StreamPart, StreamPartV2, StreamVersion, parts, parts_v2

if TYPE_CHECKING:
    from .call import Call
    from .fields import Id
    from .shells import Awaiting, Blocking, RawAwaiting, RawBlocking
    from .streams import AsyncStream, Stream


class RunStreams(Resource[Shell]):
    """The part of `client.runs` that is about streams."""

    __slots__ = ()

    def _stream(
        self,
        thread_id: Id | None,
        assistant_id: Id,
        *,
        version: StreamVersion = "v1",
        **given: Unpack[WaitArguments],
    ) -> Items[Any]:
        """Run a graph, and give its events as they come.

        `POST /threads/{thread_id}/runs/stream`; without a thread_id `POST /runs/stream`

        What a run is made of is told by `RunArguments`; which events there are, by `stream_mode` and
        `stream_subgraphs`. By version "v1" an event is a `StreamPart`: its name (`values`,
        `updates|<namespace>`), its data, its id. By "v2" it is a dict: type, ns, data, interrupts. A run
        that fails tells so by an event `error`, and raises nothing.

        A stream that breaks off is taken up again. With `stream_resumable=True` no event is lost;
        without, those that were sent meanwhile are, and a StreamGapWarning says so. Leaving the loop
        closes the connection; the run then goes on, unless `on_disconnect="cancel"`.

        Raises InvalidArgumentError, NotFoundError, ConflictError for a busy thread under "reject".
        """
        fields.one_of("version", version, StreamVersion)
        request: Call[Any]
        if thread_id is None:
            body = run_body(RunCreateStreamingStateless, assistant_id, given)
            request = call(runs_stream_stateless, body=body)
        else:
            whole = run_body(RunCreateStreamingStateful, assistant_id, given)
            request = call(runs_stream, fields.opaque_id(thread_id), body=whole)
        request = request.options(**options_of(given)).hearing(created(given))
        resumable = given.get("stream_resumable") is True
        return Items(follow(request, parts if version == "v1" else parts_v2, resumable=resumable))

    if TYPE_CHECKING:
        stream: _RunStream
    else:
        stream = streamed(_stream)

    @streamed
    def join_stream(
        self,
        thread_id: Id,
        run_id: Id,
        *,
        cancel_on_disconnect: bool | None = None,
        stream_mode: StreamMode | Sequence[StreamMode] | None = None,
        last_event_id: str | None = None,
        **options: Unpack[Options],
    ) -> Items[StreamPart]:
        """Give the events of a run that was started elsewhere, from now on.

        `GET /threads/{thread_id}/runs/{run_id}/stream`

        `stream_mode` chooses among the modes that the run was made with: one or several, all unless told.
        With `last_event_id` it goes on after that event, if the run was made with stream_resumable=True;
        "-1" gives all events. With `cancel_on_disconnect` the run is cancelled when the loop is left.

        Raises InvalidArgumentError, NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        request = call(
            runs_join_stream,
            fields.opaque_id(thread_id),
            fields.opaque_id(run_id),
            stream_mode=_as_text(stream_mode),
            cancel_on_disconnect=fields.flag("cancel_on_disconnect", cancel_on_disconnect),
            last_event_id=fields.event_id("last_event_id", last_event_id),
        )
        return Items(follow(request.options(**options), parts, resumable=last_event_id is not None))


def _as_text(stream_mode: StreamMode | Sequence[StreamMode] | None) -> str | Unset:
    if stream_mode is None:
        return UNSET
    if isinstance(stream_mode, str):
        return fields.one_of("stream_mode", stream_mode, StreamMode)
    # Of repeated parameters the server keeps the last alone; a list as JSON it understands.
    return orjson.dumps(fields.list_of("stream_mode", stream_mode, StreamMode)).decode()


if TYPE_CHECKING:

    class _Blocking(Protocol):
        @overload
        def __call__(
            self,
            thread_id: Id | None,
            assistant_id: Id,
            *,
            version: Literal["v1"] = "v1",
            **given: Unpack[WaitArguments],
        ) -> Stream[StreamPart]: ...
        @overload
        def __call__(
            self,
            thread_id: Id | None,
            assistant_id: Id,
            *,
            version: Literal["v2"],
            **given: Unpack[WaitArguments],
        ) -> Stream[StreamPartV2]: ...

    class _Awaiting(Protocol):
        @overload
        def __call__(
            self,
            thread_id: Id | None,
            assistant_id: Id,
            *,
            version: Literal["v1"] = "v1",
            **given: Unpack[WaitArguments],
        ) -> AsyncStream[StreamPart]: ...
        @overload
        def __call__(
            self,
            thread_id: Id | None,
            assistant_id: Id,
            *,
            version: Literal["v2"],
            **given: Unpack[WaitArguments],
        ) -> AsyncStream[StreamPartV2]: ...

    class _RunStream:
        """`stream`, by the shell and by the version that is asked for."""

        @overload
        def __get__(self, instance: Resource[Blocking], owner: Any) -> _Blocking: ...
        @overload
        def __get__(self, instance: Resource[Awaiting], owner: Any) -> _Awaiting: ...
        @overload
        def __get__(self, instance: Resource[RawBlocking], owner: Any) -> _Blocking: ...
        @overload
        def __get__(self, instance: Resource[RawAwaiting], owner: Any) -> _Awaiting: ...
        def __get__(self, instance: Any, owner: Any) -> Any: ...
