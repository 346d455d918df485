"""Read what the thread's runs send, as it happens.

``GET /threads/{thread_id}/stream``

The stream has no end, and begins for a thread that is not there as well.

Args:
    thread_id: The thread's id.
    Last-Event-ID: The id of the last event that was read, to go on after it; `-` for all that
        is kept.
    stream_modes: What the stream carries.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.thread_stream_mode import ThreadStreamMode
from ...types import UNSET, Operation, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="threads_join_stream", method="GET", path="/threads/{thread_id}/stream", success=(200,)
)


def _get_kwargs(
    thread_id: str,
    *,
    stream_modes: ThreadStreamMode | list[ThreadStreamMode] | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> dict[str, Any]:
    return OPERATION.request(
        {"thread_id": thread_id},
        params={"stream_modes": stream_modes},
        headers={"Last-Event-ID": last_event_id},
    )


def _parse_response(status_code: int, content: bytes) -> str:
    if status_code == 200:
        return content.decode(errors="replace")
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    stream_modes: ThreadStreamMode | list[ThreadStreamMode] | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> Response[str]:
    """``sync``, with the status and headers of the answer."""
    return client.send(
        _get_kwargs(thread_id, stream_modes=stream_modes, last_event_id=last_event_id), _parse_response
    )


def sync(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    stream_modes: ThreadStreamMode | list[ThreadStreamMode] | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> str:
    """Read what the thread's runs send, as it happens.

    ``GET /threads/{thread_id}/stream``, told of at the top of this module.
    """
    return sync_detailed(
        thread_id, stream_modes=stream_modes, last_event_id=last_event_id, client=client
    ).parsed


async def asyncio_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    stream_modes: ThreadStreamMode | list[ThreadStreamMode] | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> Response[str]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(
        _get_kwargs(thread_id, stream_modes=stream_modes, last_event_id=last_event_id), _parse_response
    )


async def asyncio(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    stream_modes: ThreadStreamMode | list[ThreadStreamMode] | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> str:
    """Read what the thread's runs send, as it happens.

    ``GET /threads/{thread_id}/stream``, told of at the top of this module.
    """
    return (
        await asyncio_detailed(
            thread_id, stream_modes=stream_modes, last_event_id=last_event_id, client=client
        )
    ).parsed


def stream(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    stream_modes: ThreadStreamMode | list[ThreadStreamMode] | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> AbstractContextManager[Iterator[str]]:
    """The lines of the event stream, each as it arrives: ``with stream(...) as lines: ...``."""
    return client.stream(
        OPERATION, _get_kwargs(thread_id, stream_modes=stream_modes, last_event_id=last_event_id)
    )


def astream(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    stream_modes: ThreadStreamMode | list[ThreadStreamMode] | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> AbstractAsyncContextManager[AsyncIterator[str]]:
    """The lines of the event stream, each as it arrives: ``async with astream(...) as lines: ...``."""
    return client.astream(
        OPERATION, _get_kwargs(thread_id, stream_modes=stream_modes, last_event_id=last_event_id)
    )
