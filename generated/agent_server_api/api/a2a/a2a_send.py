"""Speak the agent-to-agent protocol with an assistant.

``POST /a2a/{assistant_id}``

What fails within the protocol is answered with 200 and an error.

Args:
    assistant_id: The assistant's id.
    Accept: application/json, or text/event-stream for what streams.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.a2a_request import A2ARequest
from ...models.a2a_response import A2AResponse
from ...types import Operation, from_json, view

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(id="a2a_send", method="POST", path="/a2a/{assistant_id}", success=(200,))


def _get_kwargs(assistant_id: str, *, body: A2ARequest, accept: str) -> dict[str, Any]:
    return OPERATION.request({"assistant_id": assistant_id}, headers={"Accept": accept}, body=body)


def _parse_response(status_code: int, content: bytes) -> A2AResponse:
    if status_code == 200:
        return from_json(OPERATION, content, view(A2AResponse))
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: A2ARequest, accept: str
) -> Response[A2AResponse]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(assistant_id, body=body, accept=accept), _parse_response)


def sync(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: A2ARequest, accept: str
) -> A2AResponse:
    """Speak the agent-to-agent protocol with an assistant.

    ``POST /a2a/{assistant_id}``, told of at the top of this module.
    """
    return sync_detailed(assistant_id, body=body, accept=accept, client=client).parsed


async def asyncio_detailed(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: A2ARequest, accept: str
) -> Response[A2AResponse]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(assistant_id, body=body, accept=accept), _parse_response)


async def asyncio(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: A2ARequest, accept: str
) -> A2AResponse:
    """Speak the agent-to-agent protocol with an assistant.

    ``POST /a2a/{assistant_id}``, told of at the top of this module.
    """
    return (await asyncio_detailed(assistant_id, body=body, accept=accept, client=client)).parsed


def stream(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: A2ARequest, accept: str
) -> AbstractContextManager[Iterator[str]]:
    """The lines of the event stream, each as it arrives: ``with stream(...) as lines: ...``."""
    return client.stream(OPERATION, _get_kwargs(assistant_id, body=body, accept=accept))


def astream(
    assistant_id: str, *, client: AuthenticatedClient | Client, body: A2ARequest, accept: str
) -> AbstractAsyncContextManager[AsyncIterator[str]]:
    """The lines of the event stream, each as it arrives: ``async with astream(...) as lines: ...``."""
    return client.astream(OPERATION, _get_kwargs(assistant_id, body=body, accept=accept))
