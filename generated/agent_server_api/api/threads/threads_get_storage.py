"""Read how much room a thread's checkpoints take.

``GET /threads/{thread_id}/storage``

Args:
    thread_id: The thread's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.thread_storage import ThreadStorage
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="threads_get_storage", method="GET", path="/threads/{thread_id}/storage", success=(200,)
)


def _get_kwargs(thread_id: str) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id})


def _parse_response(status_code: int, content: bytes) -> ThreadStorage:
    if status_code == 200:
        return from_json(OPERATION, content, view(ThreadStorage))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(thread_id: str, *, client: AuthenticatedClient | Client) -> Response[ThreadStorage]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id), _parse_response)


def sync(thread_id: str, *, client: AuthenticatedClient | Client) -> ThreadStorage:
    """Read how much room a thread's checkpoints take.

    ``GET /threads/{thread_id}/storage``, told of at the top of this module.
    """
    return sync_detailed(thread_id, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client
) -> Response[ThreadStorage]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id), _parse_response)


async def asyncio(thread_id: str, *, client: AuthenticatedClient | Client) -> ThreadStorage:
    """Read how much room a thread's checkpoints take.

    ``GET /threads/{thread_id}/storage``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, client=client)).parsed
