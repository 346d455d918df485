"""End a session; the server has none.

``DELETE /mcp``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...types import Operation

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="mcp_delete", method="DELETE", path="/mcp", success=())


def _get_kwargs() -> dict[str, Any]:
    return OPERATION.request({})


def _parse_response(status_code: int, content: bytes) -> None:
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(*, client: AuthenticatedClient | Client) -> Response[None]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(), _parse_response)


def sync(*, client: AuthenticatedClient | Client) -> None:
    """End a session; the server has none.

    ``DELETE /mcp``, told of at the top of this module.
    """
    return sync_detailed(client=client).parsed


async def asyncio_detailed(*, client: AuthenticatedClient | Client) -> Response[None]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client) -> None:
    """End a session; the server has none.

    ``DELETE /mcp``, told of at the top of this module.
    """
    return (await asyncio_detailed(client=client)).parsed
