"""Read the thread's runs, the latest first.

``GET /threads/{thread_id}/runs``

Args:
    thread_id: The thread's id.
    limit: How many to answer at most.
    offset: How many to skip.
    status: Only runs that stand so.
    select: The only fields to answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.run import Run
from ...models.run_select import RunSelect
from ...models.run_status import RunStatus
from ...types import UNSET, Operation, Unset, from_json, listed, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="runs_list", method="GET", path="/threads/{thread_id}/runs", success=(200,))


def _get_kwargs(
    thread_id: str,
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    status: RunStatus | Unset = UNSET,
    select: list[RunSelect] | Unset = UNSET,
) -> dict[str, Any]:
    return OPERATION.request(
        {"thread_id": thread_id},
        params={"limit": limit, "offset": offset, "status": status, "select": select},
    )


def _parse_response(status_code: int, content: bytes) -> list[Run]:
    if status_code == 200:
        return from_json(OPERATION, content, listed(view(Run)))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    status: RunStatus | Unset = UNSET,
    select: list[RunSelect] | Unset = UNSET,
) -> Response[list[Run]]:
    """``sync``, with the status and headers of the answer."""
    return client.send(
        _get_kwargs(thread_id, limit=limit, offset=offset, status=status, select=select), _parse_response
    )


def sync(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    status: RunStatus | Unset = UNSET,
    select: list[RunSelect] | Unset = UNSET,
) -> list[Run]:
    """Read the thread's runs, the latest first.

    ``GET /threads/{thread_id}/runs``, told of at the top of this module.
    """
    return sync_detailed(
        thread_id, limit=limit, offset=offset, status=status, select=select, client=client
    ).parsed


async def asyncio_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    status: RunStatus | Unset = UNSET,
    select: list[RunSelect] | Unset = UNSET,
) -> Response[list[Run]]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(
        _get_kwargs(thread_id, limit=limit, offset=offset, status=status, select=select), _parse_response
    )


async def asyncio(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    status: RunStatus | Unset = UNSET,
    select: list[RunSelect] | Unset = UNSET,
) -> list[Run]:
    """Read the thread's runs, the latest first.

    ``GET /threads/{thread_id}/runs``, told of at the top of this module.
    """
    return (
        await asyncio_detailed(
            thread_id, limit=limit, offset=offset, status=status, select=select, client=client
        )
    ).parsed
