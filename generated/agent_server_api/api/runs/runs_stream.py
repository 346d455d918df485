"""Start a run on the thread and read what it sends, as it happens.

``POST /threads/{thread_id}/runs/stream``

A run that fails ends in an event named error; the status is 200 by then.

Args:
    thread_id: The thread's id.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.run_create_streaming_stateful import RunCreateStreamingStateful
from ...types import Operation

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="runs_stream", method="POST", path="/threads/{thread_id}/runs/stream", success=(200,)
)


def _get_kwargs(thread_id: str, *, body: RunCreateStreamingStateful) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> str:
    if status_code == 200:
        return content.decode(errors="replace")
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateful
) -> Response[str]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, body=body), _parse_response)


def sync(thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateful) -> str:
    """Start a run on the thread and read what it sends, as it happens.

    ``POST /threads/{thread_id}/runs/stream``, told of at the top of this module.
    """
    return sync_detailed(thread_id, body=body, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateful
) -> Response[str]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, body=body), _parse_response)


async def asyncio(
    thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateful
) -> str:
    """Start a run on the thread and read what it sends, as it happens.

    ``POST /threads/{thread_id}/runs/stream``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, body=body, client=client)).parsed


def stream(
    thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateful
) -> AbstractContextManager[Iterator[str]]:
    """The lines of the event stream, each as it arrives: ``with stream(...) as lines: ...``."""
    return client.stream(OPERATION, _get_kwargs(thread_id, body=body))


def astream(
    thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateful
) -> AbstractAsyncContextManager[AsyncIterator[str]]:
    """The lines of the event stream, each as it arrives: ``async with astream(...) as lines: ...``."""
    return client.astream(OPERATION, _get_kwargs(thread_id, body=body))
