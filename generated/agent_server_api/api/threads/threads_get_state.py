"""Read the thread's state.

``GET /threads/{thread_id}/state``

Args:
    thread_id: The thread's id.
    subgraphs: Whether to answer the states of subgraphs too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.thread_state import ThreadState
from ...types import UNSET, Operation, Unset, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="threads_get_state", method="GET", path="/threads/{thread_id}/state", success=(200,)
)


def _get_kwargs(thread_id: str, *, subgraphs: bool | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, params={"subgraphs": subgraphs})


def _parse_response(status_code: int, content: bytes) -> ThreadState:
    if status_code == 200:
        return from_json(OPERATION, content, view(ThreadState))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, subgraphs: bool | Unset = UNSET
) -> Response[ThreadState]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, subgraphs=subgraphs), _parse_response)


def sync(
    thread_id: str, *, client: AuthenticatedClient | Client, subgraphs: bool | Unset = UNSET
) -> ThreadState:
    """Read the thread's state.

    ``GET /threads/{thread_id}/state``, told of at the top of this module.
    """
    return sync_detailed(thread_id, subgraphs=subgraphs, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, subgraphs: bool | Unset = UNSET
) -> Response[ThreadState]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, subgraphs=subgraphs), _parse_response)


async def asyncio(
    thread_id: str, *, client: AuthenticatedClient | Client, subgraphs: bool | Unset = UNSET
) -> ThreadState:
    """Read the thread's state.

    ``GET /threads/{thread_id}/state``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, subgraphs=subgraphs, client=client)).parsed
