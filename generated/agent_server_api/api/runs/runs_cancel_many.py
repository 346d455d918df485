"""Cancel several runs of a thread, or all runs in a status.

``POST /runs/cancel``

A status cancels the runs of all threads, also those that others started.

Args:
    action: Whether what the run has done so far stays (interrupt) or goes (rollback).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.cancel_action import CancelAction
from ...models.runs_cancel import RunsCancel
from ...types import UNSET, Operation, Unset

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="runs_cancel_many", method="POST", path="/runs/cancel", success=(204,))


def _get_kwargs(*, body: RunsCancel, action: CancelAction | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request({}, params={"action": action}, body=body)


def _parse_response(status_code: int, content: bytes) -> None:
    if status_code == 204:
        return None
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    *, client: AuthenticatedClient | Client, body: RunsCancel, action: CancelAction | Unset = UNSET
) -> Response[None]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body, action=action), _parse_response)


def sync(
    *, client: AuthenticatedClient | Client, body: RunsCancel, action: CancelAction | Unset = UNSET
) -> None:
    """Cancel several runs of a thread, or all runs in a status.

    ``POST /runs/cancel``, told of at the top of this module.
    """
    return sync_detailed(body=body, action=action, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: RunsCancel, action: CancelAction | Unset = UNSET
) -> Response[None]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body, action=action), _parse_response)


async def asyncio(
    *, client: AuthenticatedClient | Client, body: RunsCancel, action: CancelAction | Unset = UNSET
) -> None:
    """Cancel several runs of a thread, or all runs in a status.

    ``POST /runs/cancel``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, action=action, client=client)).parsed
