"""Delete a cron; its runs and threads stay.

``DELETE /runs/crons/{cron_id}``

Args:
    cron_id: The cron's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...types import Operation

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="crons_delete", method="DELETE", path="/runs/crons/{cron_id}", success=(204,))


def _get_kwargs(cron_id: str) -> dict[str, Any]:
    return OPERATION.request({"cron_id": cron_id})


def _parse_response(status_code: int, content: bytes) -> None:
    if status_code == 204:
        return None
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(cron_id: str, *, client: AuthenticatedClient | Client) -> Response[None]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(cron_id), _parse_response)


def sync(cron_id: str, *, client: AuthenticatedClient | Client) -> None:
    """Delete a cron; its runs and threads stay.

    ``DELETE /runs/crons/{cron_id}``, told of at the top of this module.
    """
    return sync_detailed(cron_id, client=client).parsed


async def asyncio_detailed(cron_id: str, *, client: AuthenticatedClient | Client) -> Response[None]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(cron_id), _parse_response)


async def asyncio(cron_id: str, *, client: AuthenticatedClient | Client) -> None:
    """Delete a cron; its runs and threads stay.

    ``DELETE /runs/crons/{cron_id}``, told of at the top of this module.
    """
    return (await asyncio_detailed(cron_id, client=client)).parsed
