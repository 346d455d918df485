"""Make one of its versions the one that an assistant uses.

``POST /assistants/{assistant_id}/latest``

Args:
    assistant_id: The assistant's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.assistant import Assistant
from ...models.assistant_version_change import AssistantVersionChange
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="assistants_set_latest", method="POST", path="/assistants/{assistant_id}/latest", success=(200,)
)


def _get_kwargs(assistant_id: str, *, body: AssistantVersionChange) -> dict[str, Any]:
    return OPERATION.request({"assistant_id": assistant_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> Assistant:
    if status_code == 200:
        return from_json(OPERATION, content, view(Assistant))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: AssistantVersionChange
) -> Response[Assistant]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(assistant_id, body=body), _parse_response)


def sync(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: AssistantVersionChange
) -> Assistant:
    """Make one of its versions the one that an assistant uses.

    ``POST /assistants/{assistant_id}/latest``, told of at the top of this module.
    """
    return sync_detailed(assistant_id, body=body, client=client).parsed


async def asyncio_detailed(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: AssistantVersionChange
) -> Response[Assistant]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(assistant_id, body=body), _parse_response)


async def asyncio(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: AssistantVersionChange
) -> Assistant:
    """Make one of its versions the one that an assistant uses.

    ``POST /assistants/{assistant_id}/latest``, told of at the top of this module.
    """
    return (await asyncio_detailed(assistant_id, body=body, client=client)).parsed
