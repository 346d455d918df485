"""Find past states of the thread, the latest first.

``POST /threads/{thread_id}/history``

Args:
    thread_id: The thread's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.thread_state import ThreadState
from ...models.thread_state_search import ThreadStateSearch
from ...types import Operation, from_json, listed, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="threads_search_history", method="POST", path="/threads/{thread_id}/history", success=(200,)
)


def _get_kwargs(thread_id: str, *, body: ThreadStateSearch) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> list[ThreadState]:
    if status_code == 200:
        return from_json(OPERATION, content, listed(view(ThreadState)))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateSearch
) -> Response[list[ThreadState]]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, body=body), _parse_response)


def sync(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateSearch
) -> list[ThreadState]:
    """Find past states of the thread, the latest first.

    ``POST /threads/{thread_id}/history``, told of at the top of this module.
    """
    return sync_detailed(thread_id, body=body, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateSearch
) -> Response[list[ThreadState]]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, body=body), _parse_response)


async def asyncio(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadStateSearch
) -> list[ThreadState]:
    """Find past states of the thread, the latest first.

    ``POST /threads/{thread_id}/history``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, body=body, client=client)).parsed
