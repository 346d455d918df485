"""Start a run on the thread and wait for the state that it leaves.

``POST /threads/{thread_id}/runs/wait``

A run that fails is answered with 200 and `__error__`, one that is interrupted with
`__interrupt__`. Blank lines come first where it takes longer than 5 seconds.

Args:
    thread_id: The thread's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...errors import UnexpectedStatus
from ...models.run_create_streaming_stateful import RunCreateStreamingStateful
from ...types import Operation, anything, from_json

if TYPE_CHECKING:
    from ...client import AuthenticatedClient, Client
    from ...types import Response

OPERATION: Final = Operation(
    id="runs_wait", method="POST", path="/threads/{thread_id}/runs/wait", success=(200,)
)


def _get_kwargs(thread_id: str, *, body: RunCreateStreamingStateful) -> dict[str, Any]:
    return OPERATION.request({"thread_id": thread_id}, body=body)


def _parse_response(status_code: int, content: bytes) -> Any:
    if status_code == 200:
        return from_json(OPERATION, content, anything)
    raise UnexpectedStatus(OPERATION, status_code, content)


def sync_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateful
) -> Response[Any]:
    """``sync``, with the status and headers of the answer."""
    return client.send(_get_kwargs(thread_id, body=body), _parse_response)


def sync(thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateful) -> Any:
    """Start a run on the thread and wait for the state that it leaves.

    ``POST /threads/{thread_id}/runs/wait``, told of at the top of this module.
    """
    return sync_detailed(thread_id, body=body, client=client).parsed


async def asyncio_detailed(
    thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateful
) -> Response[Any]:
    """``asyncio``, with the status and headers of the answer."""
    return await client.asend(_get_kwargs(thread_id, body=body), _parse_response)


async def asyncio(
    thread_id: str, *, client: AuthenticatedClient | Client, body: RunCreateStreamingStateful
) -> Any:
    """Start a run on the thread and wait for the state that it leaves.

    ``POST /threads/{thread_id}/runs/wait``, told of at the top of this module.
    """
    return (await asyncio_detailed(thread_id, body=body, client=client)).parsed
