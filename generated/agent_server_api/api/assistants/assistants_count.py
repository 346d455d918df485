"""Count the assistants that a filter fits.

``POST /assistants/count``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.assistant_count_request import AssistantCountRequest
from ...types import Operation, from_json, integer

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="assistants_count", method="POST", path="/assistants/count", success=(200,))


def _get_kwargs(*, body: AssistantCountRequest) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> int:
    if status_code == 200:
        return from_json(OPERATION, content, integer)
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(*, client: AuthenticatedClient | Client, body: AssistantCountRequest) -> Response[int]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: AssistantCountRequest) -> int:
    """Count the assistants that a filter fits.

    ``POST /assistants/count``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: AssistantCountRequest
) -> Response[int]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client, body: AssistantCountRequest) -> int:
    """Count the assistants that a filter fits.

    ``POST /assistants/count``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
