"""Cancel a run that is pending or running.

``POST /threads/{thread_id}/runs/{run_id}/cancel``

Args:
    thread_id: The thread's id.
    run_id: The run's id.
    wait: Whether to answer only when the run has ended.
    action: Whether what the run has done so far stays (interrupt) or goes (rollback).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.cancel_action import CancelAction
from ...types import UNSET, Operation, Unset, anything, from_json

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="runs_cancel", method="POST", path="/threads/{thread_id}/runs/{run_id}/cancel", success=(200, 202)
)


def _get_kwargs(
    thread_id: str, run_id: str, *, wait: bool | Unset = UNSET, action: CancelAction | Unset = UNSET
) -> dict[str, Any]:
    return OPERATION.request(
        {"thread_id": thread_id, "run_id": run_id}, params={"wait": wait, "action": action}
    )


def _parse_response(status_code: int, content: bytes) -> Any | None:
    if status_code == 200:
        return from_json(OPERATION, content, anything)
    if status_code == 202:
        return None
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
    wait: bool | Unset = UNSET,
    action: CancelAction | Unset = UNSET,
) -> Response[Any | None]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, run_id, wait=wait, action=action), _parse_response)


def sync(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
    wait: bool | Unset = UNSET,
    action: CancelAction | Unset = UNSET,
) -> Any | None:
    """Cancel a run that is pending or running.

    ``POST /threads/{thread_id}/runs/{run_id}/cancel``, told of at the top of this module.
    """
    return sync_detailed(thread_id, run_id, wait=wait, action=action, client=client).parsed


async def asyncio_detailed(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
    wait: bool | Unset = UNSET,
    action: CancelAction | Unset = UNSET,
) -> Response[Any | None]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, run_id, wait=wait, action=action), _parse_response)


async def asyncio(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
    wait: bool | Unset = UNSET,
    action: CancelAction | Unset = UNSET,
) -> Any | None:
    """Cancel a run that is pending or running.

    ``POST /threads/{thread_id}/runs/{run_id}/cancel``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, run_id, wait=wait, action=action, client=client)).parsed
