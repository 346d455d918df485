"""Ask whether the server is well.

``GET /ok``

Args:
    check_db: 1 to look at the database as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.health_check_depth import HealthCheckDepth
from ...models.server_health import ServerHealth
from ...types import UNSET, Operation, Unset, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="system_health", method="GET", path="/ok", success=(200,))


def _get_kwargs(*, check_db: HealthCheckDepth | Unset = UNSET) -> dict[str, Any]:
    return OPERATION.request({}, params={"check_db": check_db})


def _parse_response(status_code: int, content: bytes) -> ServerHealth:
    if status_code == 200:
        return from_json(OPERATION, content, view(ServerHealth))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    *, client: AuthenticatedClient | Client, check_db: HealthCheckDepth | Unset = UNSET
) -> Response[ServerHealth]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(check_db=check_db), _parse_response)


def sync(*, client: AuthenticatedClient | Client, check_db: HealthCheckDepth | Unset = UNSET) -> ServerHealth:
    """Ask whether the server is well.

    ``GET /ok``, told of at the top of this module.
    """
    return sync_detailed(check_db=check_db, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, check_db: HealthCheckDepth | Unset = UNSET
) -> Response[ServerHealth]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(check_db=check_db), _parse_response)


async def asyncio(
    *, client: AuthenticatedClient | Client, check_db: HealthCheckDepth | Unset = UNSET
) -> ServerHealth:
    """Ask whether the server is well.

    ``GET /ok``, told of at the top of this module.
    """
    return (await asyncio_detailed(check_db=check_db, client=client)).parsed
