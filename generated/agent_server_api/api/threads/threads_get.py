"""Read a thread.

``GET /threads/{thread_id}``

Args:
    thread_id: The thread's id.
    include: More fields to answer, comma-separated; `ttl` is the only one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.thread import Thread
from ...types import UNSET, Operation, Unset, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="threads_get", method="GET", path="/threads/{thread_id}", success=(200,))


def _get_kwargs(thread_id: str, *, include: str | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, params={"include": include})


def _parse_response(status_code: int, content: bytes) -> Thread:
    if status_code == 200:
        return from_json(OPERATION, content, view(Thread))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, include: str | Unset = UNSET
) -> Response[Thread]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, include=include), _parse_response)


def sync(thread_id: str, *, client: AuthenticatedClient | Client, include: str | Unset = UNSET) -> Thread:
    """Read a thread.

    ``GET /threads/{thread_id}``, told of at the top of this module.
    """
    return sync_detailed(thread_id, include=include, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, include: str | Unset = UNSET
) -> Response[Thread]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, include=include), _parse_response)


async def asyncio(
    thread_id: str, *, client: AuthenticatedClient | Client, include: str | Unset = UNSET
) -> Thread:
    """Read a thread.

    ``GET /threads/{thread_id}``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, include=include, client=client)).parsed
