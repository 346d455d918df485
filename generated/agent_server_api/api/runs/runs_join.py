"""Wait for a run and the state that it leaves.

``GET /threads/{thread_id}/runs/{run_id}/join``

For a run that is not there, too, the answer is 200, with `__error__`.

Args:
    thread_id: The thread's id.
    run_id: The run's id.
    cancel_on_disconnect: Whether the run is cancelled when this connection is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...types import UNSET, Operation, Unset, anything, from_json

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="runs_join", method="GET", path="/threads/{thread_id}/runs/{run_id}/join", success=(200,)
)


def _get_kwargs(thread_id: str, run_id: str, *, cancel_on_disconnect: bool | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request(
        {"thread_id": thread_id, "run_id": run_id}, params={"cancel_on_disconnect": cancel_on_disconnect}
    )


def _parse_response(status_code: int, content: bytes) -> Any:
    if status_code == 200:
        return from_json(OPERATION, content, anything)
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
    cancel_on_disconnect: bool | Unset = UNSET,
) -> Response[Any]:
    """``sync``, with the status and headers of the answer."""
    return client.send(
        _get_kwargs(thread_id, run_id, cancel_on_disconnect=cancel_on_disconnect), _parse_response
    )


def sync(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
    cancel_on_disconnect: bool | Unset = UNSET,
) -> Any:
    """Wait for a run and the state that it leaves.

    ``GET /threads/{thread_id}/runs/{run_id}/join``, told of at the top of this module.
    """
    return sync_detailed(thread_id, run_id, cancel_on_disconnect=cancel_on_disconnect, client=client).parsed


async def asyncio_detailed(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
    cancel_on_disconnect: bool | Unset = UNSET,
) -> Response[Any]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(
        _get_kwargs(thread_id, run_id, cancel_on_disconnect=cancel_on_disconnect), _parse_response
    )


async def asyncio(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
    cancel_on_disconnect: bool | Unset = UNSET,
) -> Any:
    """Wait for a run and the state that it leaves.

    ``GET /threads/{thread_id}/runs/{run_id}/join``, told of at the top of this module.
    """
    return (
        await asyncio_detailed(thread_id, run_id, cancel_on_disconnect=cancel_on_disconnect, client=client)
    ).parsed
