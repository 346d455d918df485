"""`client.threads.stream(...)`: the stream that fits the client's shell."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, overload

from .. import fields
from ..errors import InvalidArgumentError
from ..options import checked_headers
from .session import AsyncSession, Session, Transport
from .state import ThreadState

if TYPE_CHECKING:
    from ..operation import Resource
    from ..shells import Awaiting, Blocking
    from .awaiting import AsyncThreadStream
    from .blocking import ThreadStream


Opened = TypeVar("Opened", covariant=True)


def opened(
    shell: Any,
    thread_id: fields.Id | None,
    assistant_id: fields.Id,
    headers: Mapping[str, str] | None,
    run_start_timeout: float | None,
    transport: Transport,
) -> Any:
    """A stream that waits, or one that awaits, as its shell does; raises InvalidArgumentError."""
    from ..shells import Blocking

    state = _state(thread_id, assistant_id, run_start_timeout, transport)
    more = checked_headers(headers)
    if isinstance(shell, Blocking):
        from .blocking import ThreadStream

        return ThreadStream(Session(shell, state, more, transport))
    from .awaiting import AsyncThreadStream

    return AsyncThreadStream(AsyncSession(shell, state, more, transport))


def _state(
    thread_id: fields.Id | None, assistant_id: Any, run_start_timeout: Any, transport: Any
) -> ThreadState:
    if transport not in ("sse", "websocket"):
        raise InvalidArgumentError(f'transport must be "sse" or "websocket", not {transport!r}')
    if run_start_timeout is not None and (
        isinstance(run_start_timeout, bool)
        or not isinstance(run_start_timeout, int | float)
        or not run_start_timeout > 0
    ):
        raise InvalidArgumentError(
            f"run_start_timeout must be seconds greater than 0, not {run_start_timeout!r}"
        )
    # Of another id the stream would end at once, again and again (facts T7).
    known = fields.uuid_text("thread_id", thread_id, "leave it out to have one made")
    return ThreadState(
        known if isinstance(known, str) else str(uuid.uuid4()),
        fields.assistant_id(assistant_id),
        made=thread_id is None,
        start_timeout=run_start_timeout,
    )


if TYPE_CHECKING:

    class _Opens(Protocol[Opened]):
        def __call__(
            self,
            thread_id: fields.Id | None = None,
            *,
            assistant_id: fields.Id,
            headers: Mapping[str, str] | None = None,
            run_start_timeout: float | None = None,
            transport: Transport = "sse",
        ) -> Opened: ...

    class Opening:
        """`threads.stream`, by the shell."""

        @overload
        def __get__(self, instance: Resource[Blocking], owner: Any) -> _Opens[ThreadStream]: ...
        @overload
        def __get__(self, instance: Resource[Awaiting], owner: Any) -> _Opens[AsyncThreadStream]: ...
        def __get__(self, instance: Any, owner: Any) -> Any: ...
