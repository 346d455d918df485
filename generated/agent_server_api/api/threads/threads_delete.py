"""Delete a thread with its runs, crons and state.

``DELETE /threads/{thread_id}``

Args:
    thread_id: The thread's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...types import Operation

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="threads_delete", method="DELETE", path="/threads/{thread_id}", success=(204,)
)


def _get_kwargs(thread_id: str) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id})


def _parse_response(status_code: int, content: bytes) -> None:
    if status_code == 204:
        return None
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(thread_id: str, *, client: AuthenticatedClient | Client) -> Response[None]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id), _parse_response)


def sync(thread_id: str, *, client: AuthenticatedClient | Client) -> None:
    """Delete a thread with its runs, crons and state.

    ``DELETE /threads/{thread_id}``, told of at the top of this module.
    """
    return sync_detailed(thread_id, client=client).parsed


async def asyncio_detailed(thread_id: str, *, client: AuthenticatedClient | Client) -> Response[None]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id), _parse_response)


async def asyncio(thread_id: str, *, client: AuthenticatedClient | Client) -> None:
    """Delete a thread with its runs, crons and state.

    ``DELETE /threads/{thread_id}``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, client=client)).parsed
