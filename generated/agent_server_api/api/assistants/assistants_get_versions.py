"""Find the versions of an assistant, the newest first.

``POST /assistants/{assistant_id}/versions``

Where none fits the answer is 404, as for an unknown assistant.

Args:
    assistant_id: The assistant's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.assistant_version import AssistantVersion
from ...models.assistant_versions_search_request import AssistantVersionsSearchRequest
from ...types import Operation, from_json, listed, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="assistants_get_versions", method="POST", path="/assistants/{assistant_id}/versions", success=(200,)
)


def _get_kwargs(assistant_id: str, *, body: AssistantVersionsSearchRequest) -> dict[str, Any]:
    return OPERATION.request({"assistant_id": assistant_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> list[AssistantVersion]:
    if status_code == 200:
        return from_json(OPERATION, content, listed(view(AssistantVersion)))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: AssistantVersionsSearchRequest
) -> Response[list[AssistantVersion]]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(assistant_id, body=body), _parse_response)


def sync(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: AssistantVersionsSearchRequest
) -> list[AssistantVersion]:
    """Find the versions of an assistant, the newest first.

    ``POST /assistants/{assistant_id}/versions``, told of at the top of this module.
    """
    return sync_detailed(assistant_id, body=body, client=client).parsed


async def asyncio_detailed(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: AssistantVersionsSearchRequest
) -> Response[list[AssistantVersion]]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(assistant_id, body=body), _parse_response)


async def asyncio(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: AssistantVersionsSearchRequest
) -> list[AssistantVersion]:
    """Find the versions of an assistant, the newest first.

    ``POST /assistants/{assistant_id}/versions``, told of at the top of this module.
    """
    return (await asyncio_detailed(assistant_id, body=body, client=client)).parsed
