"""Read the thread's past states, the latest first.

``GET /threads/{thread_id}/history``

Args:
    thread_id: The thread's id.
    limit: How many to answer at most.
    before: The id of a checkpoint; only states before it are answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.thread_state import ThreadState
from ...types import UNSET, Operation, Unset, from_json, listed, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="threads_get_history", method="GET", path="/threads/{thread_id}/history", success=(200,)
)


def _get_kwargs(thread_id: str, *, limit: int | Unset = UNSET, before: str | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, params={"limit": limit, "before": before})


def _parse_response(status_code: int, content: bytes) -> list[ThreadState]:
    if status_code == 200:
        return from_json(OPERATION, content, listed(view(ThreadState)))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    before: str | Unset = UNSET,
) -> Response[list[ThreadState]]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, limit=limit, before=before), _parse_response)


def sync(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    before: str | Unset = UNSET,
) -> list[ThreadState]:
    """Read the thread's past states, the latest first.

    ``GET /threads/{thread_id}/history``, told of at the top of this module.
    """
    return sync_detailed(thread_id, limit=limit, before=before, client=client).parsed


async def asyncio_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    before: str | Unset = UNSET,
) -> Response[list[ThreadState]]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, limit=limit, before=before), _parse_response)


async def asyncio(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    before: str | Unset = UNSET,
) -> list[ThreadState]:
    """Read the thread's past states, the latest first.

    ``GET /threads/{thread_id}/history``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, limit=limit, before=before, client=client)).parsed
