"""Create a cron that runs an assistant on this thread again and again.

``POST /threads/{thread_id}/runs/crons``

Each run goes on from the state that the last one left. Equal calls make as many crons: nothing
is recognised. A field that the server does not know is kept and ignored.

Args:
    thread_id: The thread's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.cron import Cron
from ...models.thread_cron_create import ThreadCronCreate
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="crons_create_for_thread", method="POST", path="/threads/{thread_id}/runs/crons", success=(200,)
)


def _get_kwargs(thread_id: str, *, body: ThreadCronCreate) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> Cron:
    if status_code == 200:
        return from_json(OPERATION, content, view(Cron))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadCronCreate
) -> Response[Cron]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, body=body), _parse_response)


def sync(thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadCronCreate) -> Cron:
    """Create a cron that runs an assistant on this thread again and again.

    ``POST /threads/{thread_id}/runs/crons``, told of at the top of this module.
    """
    return sync_detailed(thread_id, body=body, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadCronCreate
) -> Response[Cron]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, body=body), _parse_response)


async def asyncio(thread_id: str, *, client: AuthenticatedClient | Client, body: ThreadCronCreate) -> Cron:
    """Create a cron that runs an assistant on this thread again and again.

    ``POST /threads/{thread_id}/runs/crons``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, body=body, client=client)).parsed
