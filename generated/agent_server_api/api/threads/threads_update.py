"""Change a thread's metadata, by merging, or its time to live.

``PATCH /threads/{thread_id}``

Args:
    thread_id: The thread's id.
    Prefer: Asks for no answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.preference import Preference
from ...models.thread import Thread
from ...models.thread_patch import ThreadPatch
from ...types import UNSET, Operation, Unset, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="threads_update", method="PATCH", path="/threads/{thread_id}", success=(200, 204)
)


def _get_kwargs(thread_id: str, *, body: ThreadPatch, prefer: Preference | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, headers={"Prefer": prefer}, body=body)


def _parse_response(status_code: int, content: bytes) -> Thread | None:
    if status_code == 200:
        return from_json(OPERATION, content, view(Thread))
    if status_code == 204:
        return None
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThreadPatch,
    prefer: Preference | Unset = UNSET,
) -> Response[Thread | None]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, body=body, prefer=prefer), _parse_response)


def sync(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThreadPatch,
    prefer: Preference | Unset = UNSET,
) -> Thread | None:
    """Change a thread's metadata, by merging, or its time to live.

    ``PATCH /threads/{thread_id}``, told of at the top of this module.
    """
    return sync_detailed(thread_id, body=body, prefer=prefer, client=client).parsed


async def asyncio_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThreadPatch,
    prefer: Preference | Unset = UNSET,
) -> Response[Thread | None]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, body=body, prefer=prefer), _parse_response)


async def asyncio(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ThreadPatch,
    prefer: Preference | Unset = UNSET,
) -> Thread | None:
    """Change a thread's metadata, by merging, or its time to live.

    ``PATCH /threads/{thread_id}``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, body=body, prefer=prefer, client=client)).parsed
