"""Send a command of the thread protocol, such as run.start.

``POST /threads/{thread_id}/commands``

A command that fails is answered with 200 and an error.

Args:
    thread_id: The thread's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.protocol_command import ProtocolCommand
from ...models.protocol_error import ProtocolError
from ...models.protocol_success import ProtocolSuccess
from ...types import Operation, from_json, variant

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="threads_send_command", method="POST", path="/threads/{thread_id}/commands", success=(200,)
)


def _get_kwargs(thread_id: str, *, body: ProtocolCommand) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> ProtocolSuccess | ProtocolError:
    if status_code == 200:
        answer: ProtocolSuccess | ProtocolError = from_json(
            OPERATION, content, variant("ProtocolSuccess", "ProtocolError")
        )
        return answer
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ProtocolCommand
) -> Response[ProtocolSuccess | ProtocolError]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, body=body), _parse_response)


def sync(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ProtocolCommand
) -> ProtocolSuccess | ProtocolError:
    """Send a command of the thread protocol, such as run.start.

    ``POST /threads/{thread_id}/commands``, told of at the top of this module.
    """
    return sync_detailed(thread_id, body=body, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ProtocolCommand
) -> Response[ProtocolSuccess | ProtocolError]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, body=body), _parse_response)


async def asyncio(
    thread_id: str, *, client: AuthenticatedClient | Client, body: ProtocolCommand
) -> ProtocolSuccess | ProtocolError:
    """Send a command of the thread protocol, such as run.start.

    ``POST /threads/{thread_id}/commands``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, body=body, client=client)).parsed
