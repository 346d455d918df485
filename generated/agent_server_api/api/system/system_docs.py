"""Read the server's own reference as a web page.

``GET /docs``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...types import Operation

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="system_docs", method="GET", path="/docs", success=(200,))


def _get_kwargs() -> dict[str, Any]:
    return OPERATION.request({})


def _parse_response(status_code: int, content: bytes) -> str:
    if status_code == 200:
        return content.decode(errors="replace")
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(*, client: AuthenticatedClient | Client) -> Response[str]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(), _parse_response)


def sync(*, client: AuthenticatedClient | Client) -> str:
    """Read the server's own reference as a web page.

    ``GET /docs``, told of at the top of this module.
    """
    return sync_detailed(client=client).parsed


async def asyncio_detailed(*, client: AuthenticatedClient | Client) -> Response[str]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client) -> str:
    """Read the server's own reference as a web page.

    ``GET /docs``, told of at the top of this module.
    """
    return (await asyncio_detailed(client=client)).parsed
