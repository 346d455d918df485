"""Start a run on the thread and answer at once.

``POST /threads/{thread_id}/runs``

What `config.configurable` and `context` say is the same, so both together are refused.

Args:
    thread_id: The thread's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.run import Run
from ...models.run_create_stateful import RunCreateStateful
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="runs_create", method="POST", path="/threads/{thread_id}/runs", success=(200,)
)


def _get_kwargs(thread_id: str, *, body: RunCreateStateful) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> Run:
    if status_code == 200:
        return from_json(OPERATION, content, view(Run))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStateful
) -> Response[Run]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, body=body), _parse_response)


def sync(thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStateful) -> Run:
    """Start a run on the thread and answer at once.

    ``POST /threads/{thread_id}/runs``, told of at the top of this module.
    """
    return sync_detailed(thread_id, body=body, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStateful
) -> Response[Run]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, body=body), _parse_response)


async def asyncio(thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStateful) -> Run:
    """Start a run on the thread and answer at once.

    ``POST /threads/{thread_id}/runs``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, body=body, client=client)).parsed
