"""Read a cron.

``GET /runs/crons/{cron_id}``

Args:
    cron_id: The cron's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.cron import Cron
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="crons_get", method="GET", path="/runs/crons/{cron_id}", success=(200,))


def _get_kwargs(cron_id: str) -> dict[str, Any]:
    return OPERATION.request({"cron_id": cron_id})


def _parse_response(status_code: int, content: bytes) -> Cron:
    if status_code == 200:
        return from_json(OPERATION, content, view(Cron))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(cron_id: str, *, client: AuthenticatedClient | Client) -> Response[Cron]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(cron_id), _parse_response)


def sync(cron_id: str, *, client: AuthenticatedClient | Client) -> Cron:
    """Read a cron.

    ``GET /runs/crons/{cron_id}``, told of at the top of this module.
    """
    return sync_detailed(cron_id, client=client).parsed


async def asyncio_detailed(cron_id: str, *, client: AuthenticatedClient | Client) -> Response[Cron]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(cron_id), _parse_response)


async def asyncio(cron_id: str, *, client: AuthenticatedClient | Client) -> Cron:
    """Read a cron.

    ``GET /runs/crons/{cron_id}``, told of at the top of this module.
    """
    return (await asyncio_detailed(cron_id, client=client)).parsed
