"""Speak the Model Context Protocol with the server.

``POST /mcp``

Args:
    Accept: application/json, or text/event-stream for what streams.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...types import Operation, from_json, mapping

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="mcp_post", method="POST", path="/mcp", success=(200, 202))


def _get_kwargs(*, body: Mapping[str, Any]) -> dict[str, Any]:
    return OPERATION.request({}, headers={"Accept": "application/json, text/event-stream"}, body=body)


def _parse_response(status_code: int, content: bytes) -> Mapping[str, Any] | None:
    if status_code == 200:
        return from_json(OPERATION, content, mapping)
    if status_code == 202:
        return None
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    *, client: AuthenticatedClient | Client, body: Mapping[str, Any]
) -> Response[Mapping[str, Any] | None]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Speak the Model Context Protocol with the server.

    ``POST /mcp``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: Mapping[str, Any]
) -> Response[Mapping[str, Any] | None]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(
    *, client: AuthenticatedClient | Client, body: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """Speak the Model Context Protocol with the server.

    ``POST /mcp``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
