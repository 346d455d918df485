"""Create an assistant: a graph with a configuration of its own.

``POST /assistants``

What `config.configurable` and `context` say is the same, so both together are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.assistant import Assistant
from ...models.assistant_create import AssistantCreate
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="assistants_create", method="POST", path="/assistants", success=(200,))


def _get_kwargs(*, body: AssistantCreate) -> dict[str, Any]:
    return OPERATION.request({}, body=body)


def _parse_response(status_code: int, content: bytes) -> Assistant:
    if status_code == 200:
        return from_json(OPERATION, content, view(Assistant))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(*, client: AuthenticatedClient | Client, body: AssistantCreate) -> Response[Assistant]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(body=body), _parse_response)


def sync(*, client: AuthenticatedClient | Client, body: AssistantCreate) -> Assistant:
    """Create an assistant: a graph with a configuration of its own.

    ``POST /assistants``, told of at the top of this module.
    """
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: AssistantCreate
) -> Response[Assistant]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(body=body), _parse_response)


async def asyncio(*, client: AuthenticatedClient | Client, body: AssistantCreate) -> Assistant:
    """Create an assistant: a graph with a configuration of its own.

    ``POST /assistants``, told of at the top of this module.
    """
    return (await asyncio_detailed(body=body, client=client)).parsed
