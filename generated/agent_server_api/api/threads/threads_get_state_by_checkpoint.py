"""Read the thread's state at a checkpoint, also at one of a subgraph.

``POST /threads/{thread_id}/state/checkpoint``

Args:
    thread_id: The thread's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.thread_state import ThreadState
from ...models.thread_state_checkpoint_request import ThreadStateCheckpointRequest
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="threads_get_state_by_checkpoint",
    method="POST",
    path="/threads/{thread_id}/state/checkpoint",
    success=(200,),
)


def _get_kwargs(thread_id: str, *, body: ThreadStateCheckpointRequest) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> ThreadState:
    if status_code == 200:
        return from_json(OPERATION, content, view(ThreadState))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateCheckpointRequest
) -> Response[ThreadState]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, body=body), _parse_response)


def sync(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateCheckpointRequest
) -> ThreadState:
    """Read the thread's state at a checkpoint, also at one of a subgraph.

    ``POST /threads/{thread_id}/state/checkpoint``, told of at the top of this module.
    """
    return sync_detailed(thread_id, body=body, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateCheckpointRequest
) -> Response[ThreadState]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, body=body), _parse_response)


async def asyncio(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateCheckpointRequest
) -> ThreadState:
    """Read the thread's state at a checkpoint, also at one of a subgraph.

    ``POST /threads/{thread_id}/state/checkpoint``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, body=body, client=client)).parsed
