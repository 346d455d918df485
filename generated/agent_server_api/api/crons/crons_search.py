"""Find crons, the newest first unless told otherwise.

``POST /runs/crons/search``

Crons that rest (`enabled` false) are found as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.cron import Cron
from ...models.cron_search import CronSearch
from ...types import Operation, from_json, listed, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="crons_search", method="POST", path="/runs/crons/search", success=(200,))


def _get_kwargs(*, body: CronSearch) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> list[Cron]:
    if status_code == 200:
        return from_json(OPERATION, content, listed(view(Cron)))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(*, client: AuthenticatedClient | Client, body: CronSearch) -> Response[list[Cron]]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: CronSearch) -> list[Cron]:
    """Find crons, the newest first unless told otherwise.

    ``POST /runs/crons/search``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(*, client: AuthenticatedClient | Client, body: CronSearch) -> Response[list[Cron]]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client, body: CronSearch) -> list[Cron]:
    """Find crons, the newest first unless told otherwise.

    ``POST /runs/crons/search``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
