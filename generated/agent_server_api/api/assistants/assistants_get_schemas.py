"""Read the JSON Schemas of the graph's input, output, state and context.

``GET /assistants/{assistant_id}/schemas``

Args:
    assistant_id: The assistant's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.graph_schema import GraphSchema
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="assistants_get_schemas", method="GET", path="/assistants/{assistant_id}/schemas", success=(200,)
)


def _get_kwargs(assistant_id: str) -> dict[str, Any]:
    return OPERATION.request({"assistant_id": assistant_id})


def _parse_response(status_code: int, content: bytes) -> GraphSchema:
    if status_code == 200:
        return from_json(OPERATION, content, view(GraphSchema))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(assistant_id: str, *, client: AuthenticatedClient | Client) -> Response[GraphSchema]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(assistant_id), _parse_response)


def sync(assistant_id: str, *, client: AuthenticatedClient | Client) -> GraphSchema:
    """Read the JSON Schemas of the graph's input, output, state and context.

    ``GET /assistants/{assistant_id}/schemas``, told of at the top of this module.
    """
    return sync_detailed(assistant_id, client=client).parsed


async def asyncio_detailed(
    assistant_id: str, *, client: AuthenticatedClient | Client
) -> Response[GraphSchema]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(assistant_id), _parse_response)


async def asyncio(assistant_id: str, *, client: AuthenticatedClient | Client) -> GraphSchema:
    """Read the JSON Schemas of the graph's input, output, state and context.

    ``GET /assistants/{assistant_id}/schemas``, told of at the top of this module.
    """
    return (await asyncio_detailed(assistant_id, client=client)).parsed
