"""Read the server's version and what it can do.

``GET /info``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.server_info import ServerInfo
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="system_info", method="GET", path="/info", success=(200,))


def _get_kwargs() -> dict[str, Any]:
    return OPERATION.request({})


def _parse_response(status_code: int, content: bytes) -> ServerInfo:
    if status_code == 200:
        return from_json(OPERATION, content, view(ServerInfo))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(*, client: AuthenticatedClient | Client) -> Response[ServerInfo]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(), _parse_response)


def sync(*, client: AuthenticatedClient | Client) -> ServerInfo:
    """Read the server's version and what it can do.

    ``GET /info``, told of at the top of this module.
    """
    return sync_detailed(client=client).parsed


async def asyncio_detailed(*, client: AuthenticatedClient | Client) -> Response[ServerInfo]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client) -> ServerInfo:
    """Read the server's version and what it can do.

    ``GET /info``, told of at the top of this module.
    """
    return (await asyncio_detailed(client=client)).parsed
