"""Create a cron that runs an assistant again and again, each time on a new thread.

``POST /runs/crons``

The thread of a run goes with the run unless `on_run_completed` is keep. Equal calls make as
many crons: nothing is recognised. A field that the server does not know is kept and ignored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.cron import Cron
from ...models.cron_create import CronCreate
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="crons_create", method="POST", path="/runs/crons", success=(200,))


def _get_kwargs(*, body: CronCreate) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> Cron:
    if status_code == 200:
        return from_json(OPERATION, content, view(Cron))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(*, client: AuthenticatedClient | Client, body: CronCreate) -> Response[Cron]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: CronCreate) -> Cron:
    """Create a cron that runs an assistant again and again, each time on a new thread.

    ``POST /runs/crons``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(*, client: AuthenticatedClient | Client, body: CronCreate) -> Response[Cron]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client, body: CronCreate) -> Cron:
    """Create a cron that runs an assistant again and again, each time on a new thread.

    ``POST /runs/crons``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
