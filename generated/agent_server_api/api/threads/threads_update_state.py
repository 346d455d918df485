"""Update the thread's state, as if a node had done it.

``POST /threads/{thread_id}/state``

Not while a run is busy with the thread.

Args:
    thread_id: The thread's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.thread_state_update import ThreadStateUpdate
from ...models.thread_state_update_response import ThreadStateUpdateResponse
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="threads_update_state", method="POST", path="/threads/{thread_id}/state", success=(200,)
)


def _get_kwargs(thread_id: str, *, body: ThreadStateUpdate) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> ThreadStateUpdateResponse:
    if status_code == 200:
        return from_json(OPERATION, content, view(ThreadStateUpdateResponse))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateUpdate
) -> Response[ThreadStateUpdateResponse]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, body=body), _parse_response)


def sync(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateUpdate
) -> ThreadStateUpdateResponse:
    """Update the thread's state, as if a node had done it.

    ``POST /threads/{thread_id}/state``, told of at the top of this module.
    """
    return sync_detailed(thread_id, body=body, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateUpdate
) -> Response[ThreadStateUpdateResponse]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, body=body), _parse_response)


async def asyncio(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateUpdate
) -> ThreadStateUpdateResponse:
    """Update the thread's state, as if a node had done it.

    ``POST /threads/{thread_id}/state``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, body=body, client=client)).parsed
