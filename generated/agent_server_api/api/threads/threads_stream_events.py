"""Read the thread protocol's events, as they happen.

``POST /threads/{thread_id}/stream/events``

The stream has no end; `since` replays the events after one that was read.

Args:
    thread_id: The thread's id.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.protocol_event_stream_request import ProtocolEventStreamRequest
from ...types import Operation

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="threads_stream_events", method="POST", path="/threads/{thread_id}/stream/events", success=(200,)
)


def _get_kwargs(thread_id: str, *, body: ProtocolEventStreamRequest) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> str:
    if status_code == 200:
        return content.decode(errors="replace")
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ProtocolEventStreamRequest
) -> Response[str]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, body=body), _parse_response)


def sync(thread_id: str, *, client: AuthenticatedClient | Client, body: ProtocolEventStreamRequest) -> str:
    """Read the thread protocol's events, as they happen.

    ``POST /threads/{thread_id}/stream/events``, told of at the top of this module.
    """
    return sync_detailed(thread_id, body=body, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ProtocolEventStreamRequest
) -> Response[str]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, body=body), _parse_response)


async def asyncio(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ProtocolEventStreamRequest
) -> str:
    """Read the thread protocol's events, as they happen.

    ``POST /threads/{thread_id}/stream/events``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, body=body, client=client)).parsed


def stream(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ProtocolEventStreamRequest
) -> AbstractContextManager[Iterator[str]]:
    """The lines of the event stream, each as it arrives: ``with stream(...) as lines: ...``."""
    return client.stream(OPERATION, _get_kwargs(thread_id, body=body))


def astream(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ProtocolEventStreamRequest
) -> AbstractAsyncContextManager[AsyncIterator[str]]:
    """The lines of the event stream, each as it arrives: ``async with astream(...) as lines: ...``."""
    return client.astream(OPERATION, _get_kwargs(thread_id, body=body))
