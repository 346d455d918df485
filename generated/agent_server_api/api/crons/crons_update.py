"""Change a cron; what is not named stays.

``PATCH /runs/crons/{cron_id}``

Metadata is merged, `config`, `context` and `input` are replaced. Only `end_time` can be
cleared, by null. A change that is refused may have been made in part. Enabling a cron whose
time has passed runs it at once, unless the same change names the schedule, which sets the next
run anew.

Args:
    cron_id: The cron's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.cron import Cron
from ...models.cron_patch import CronPatch
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="crons_update", method="PATCH", path="/runs/crons/{cron_id}", success=(200,))


def _get_kwargs(cron_id: str, *, body: CronPatch) -> dict[str, Any]:
    return OPERATION.request({"cron_id": cron_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> Cron:
    if status_code == 200:
        return from_json(OPERATION, content, view(Cron))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(cron_id: str, *, client: AuthenticatedClient | Client, body: CronPatch) -> Response[Cron]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(cron_id, body=body), _parse_response)


def sync(cron_id: str, *, client: AuthenticatedClient | Client, body: CronPatch) -> Cron:
    """Change a cron; what is not named stays.

    ``PATCH /runs/crons/{cron_id}``, told of at the top of this module.
    """
    return sync_detailed(cron_id, body=body, client=client).parsed


async def asyncio_detailed(
    cron_id: str, *, client: AuthenticatedClient | Client, body: CronPatch
) -> Response[Cron]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(cron_id, body=body), _parse_response)


async def asyncio(cron_id: str, *, client: AuthenticatedClient | Client, body: CronPatch) -> Cron:
    """Change a cron; what is not named stays.

    ``PATCH /runs/crons/{cron_id}``, told of at the top of this module.
    """
    return (await asyncio_detailed(cron_id, body=body, client=client)).parsed
