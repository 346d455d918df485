"""Delete threads, or all but the latest checkpoint of each.

``POST /threads/prune``

Unknown ids are passed over; the in-memory server can only delete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.thread_prune_request import ThreadPruneRequest
from ...models.thread_prune_response import ThreadPruneResponse
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="threads_prune", method="POST", path="/threads/prune", success=(200,))


def _get_kwargs(*, body: ThreadPruneRequest) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> ThreadPruneResponse:
    if status_code == 200:
        return from_json(OPERATION, content, view(ThreadPruneResponse))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    *, client: AuthenticatedClient | Client, body: ThreadPruneRequest
) -> Response[ThreadPruneResponse]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: ThreadPruneRequest) -> ThreadPruneResponse:
    """Delete threads, or all but the latest checkpoint of each.

    ``POST /threads/prune``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: ThreadPruneRequest
) -> Response[ThreadPruneResponse]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client, body: ThreadPruneRequest) -> ThreadPruneResponse:
    """Delete threads, or all but the latest checkpoint of each.

    ``POST /threads/prune``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
